#!/bin/sh
# Prove what is installed where this runs, as a user “reader” under Xvfb: hands.sh [smoke.py's words]
#
# For a container that may be thrown away, of a system that is no Debian: run as root, with xdotool,
# Xvfb, ffmpeg and Python there, and `notereel` on the path. NOTEREEL_HOUSE says where it lies.
# NOT RUN WHERE IT WAS WRITTEN as a whole: there is no other system there than Debian.

set -eu

here=$(cd "$(dirname "$0")" && pwd)
tests=$here/../../tests
folder=$(mktemp -d)
name=here
new=

# shellcheck source=packaging/check/bare_root.sh
. "$here/bare_root.sh"

chroot() { # this system is the bare one
    shift
    "$@"
}

export NOTEREEL_HOUSE="${NOTEREEL_HOUSE:-/usr/lib/notereel}"
python=${PROOF_PYTHON:-python3}
PYTHON=$folder/python
printf '#!/bin/sh\nexec "%s" -I -S "%s/by_bundle.py" "$@"\n' "$python" "$here" >"$PYTHON"
chmod +x "$PYTHON"
export PYTHON

if [ ! -d /proof ]; then
    useradd -m reader
    lay_proof
    cp "$here/by_bundle.py" /proof/
fi
DISPLAY=:77 xdotool getdisplaygeometry >/dev/null 2>&1 ||
    Xvfb :77 -screen 0 1440x900x24 -nolisten tcp 2>/dev/null &
tries=0
until xdotool_answers=$(DISPLAY=:77 xdotool getdisplaygeometry 2>/dev/null); do
    tries=$((tries + 1))
    [ "$tries" -lt 100 ] || { echo "The stand-in screen (Xvfb) did not start." >&2; exit 1; }
    sleep 0.1
done
echo "a screen of $xdotool_answers"
answer=0
su - reader -c "DISPLAY=:77 LC_ALL=C.UTF-8 PYTHONDONTWRITEBYTECODE=1 \
    XDG_RUNTIME_DIR=/home/reader/runtime ALSA_CONFIG_PATH=/proof/alsa-to-file.conf \
    NOTEREEL_HOUSE=$NOTEREEL_HOUSE \
    '$python' -I -S /proof/by_bundle.py /proof/smoke.py ${*:-story}" </dev/null || answer=$?
mkdir -p pictures
cp /home/reader/*.png pictures/ 2>/dev/null || true
exit $answer
