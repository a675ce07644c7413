#!/bin/sh
# Prove a .deb on a bare Debian: deb_root.sh SUITE DEB [FOLDER]
#
# Needs root, debootstrap, Xvfb and ffmpeg. Makes a minimal SUITE in FOLDER (a temporary one
# otherwise; the bare system is kept there as a tarball), installs the package there, lets a normal
# user read and watch (smoke.py), installs it over itself, and purges it. Mounts live in a
# namespace of their own and go with it.

set -eu

suite=$1
deb=$(readlink -f "$2")
folder=${3:-$(mktemp -d)}
here=$(cd "$(dirname "$0")" && pwd)
name=$suite-deb
new=$folder/$name
base=$folder/$suite.tar
site=usr/lib/notereel

[ "$(id -u)" = 0 ] || { echo "This makes a root of its own, so it must be run by root." >&2; exit 2; }
if [ -z "${IN_NAMESPACE:-}" ]; then
    export IN_NAMESPACE=1
    exec unshare --mount --pid --fork --kill-child --propagation private sh "$0" "$suite" "$deb" "$folder"
fi

# shellcheck source=packaging/check/bare_root.sh
. "$here/bare_root.sh"

prepare() {
    unpack_base
    chroot "$new" apt-get update -qq >"$folder/$name-prepare.log" 2>&1
    chroot "$new" env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y \
        --no-install-recommends xdotool >>"$folder/$name-prepare.log" 2>&1
    chroot "$new" useradd -m reader
    mkdir -p "$new/media" "$new/proof"
    cp "$here/smoke.py" "$here/../vlc-plugins.txt" "$here/../alsa-null.conf" "$new/proof/"
    cp "$deb" "$new/proof/notereel.deb"
    make_films
}

# What notes are made from: the usual pairs of container and codec, forty seconds each.
make_films() {
    film=$(find "$here/../../resources/sample" -name '*.mp4')
    make() { ffmpeg -v error -y -ss 30 -t 40 "$@"; }
    make -i "$film" -vf scale=640:-2 -c:v libvpx-vp9 -deadline realtime -cpu-used 8 -c:a libopus \
        "$new/media/vp9.webm"
    make -i "$film" -vf scale=640:-2 -c:v libsvtav1 -preset 10 -c:a aac "$new/media/av1.mp4" 2>/dev/null
    make -i "$film" -i "${film%.mp4}.en.vtt" -vf scale=640:-2 -c:v libx264 -preset veryfast \
        -c:a libmp3lame -c:s srt "$new/media/subtitles.mkv"
    chroot "$new" chown -R reader: /media
}

# Every file of the system, but for what apt and dpkg themselves keep count in.
files() {
    chroot "$new" find / -xdev \( -path /proc -o -path /dev -o -path /tmp -o -path /proof \
        -o -path /media -o -path /home -o -path /var/cache -o -path /var/lib/apt -o -path /var/log \
        -o -path /var/lib/dpkg \) -prune -o -print | sort
}

packages() {
    # shellcheck disable=SC2016 # dpkg-query fills these in
    chroot "$new" dpkg-query -W -f '${Package}\n' | sort
}

apt() { # apt LOG ARGUMENTS...: without a question, and what it says in a log
    log=$folder/$name-$1.log
    shift
    chroot "$new" env DEBIAN_FRONTEND=noninteractive apt-get -y "$@" >"$log" 2>&1 || {
        tail -n 15 "$log"
        return 1
    }
}

start_screen() {
    mkdir -p "$new/tmp/.X11-unix"
    mount --bind /tmp/.X11-unix "$new/tmp/.X11-unix"
    Xvfb -displayfd 3 -screen 0 1440x900x24 -nolisten tcp 3>"$folder/$name-display" 2>/dev/null &
    tries=0
    until [ -s "$folder/$name-display" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] || { echo "The stand-in screen (Xvfb) did not start." >&2; exit 1; }
        sleep 0.1
    done
    display=:$(cat "$folder/$name-display")
}

# As the user, with nothing of this machine's environment.
smoke() {
    chroot "$new" su - reader -c "DISPLAY=$display LC_ALL=C.UTF-8 \
        ALSA_CONFIG_PATH=/proof/alsa-null.conf python3 -I -S /proof/smoke.py $*" </dev/null
}

no_python_is_newer() { # everything was compiled, for the Python that is here
    sources=$(find "$new/$site" -name '*.py' | wc -l)
    compiled=$(find "$new/$site" -name '*.pyc' | wc -l)
    [ "$sources" = "$compiled" ]
}

same() { # same BEFORE AFTER: whether nothing was added
    added=$(comm -13 "$1" "$2")
    [ -z "$added" ] || { echo "$added" | head -20; return 1; }
}

nothing_of_ours() { # nothing that the package brought, or made, is left
    ours=$(comm -13 "$folder/$name-before.txt" "$folder/$name-after.txt" | grep -i notereel || true)
    [ -z "$ours" ] || { echo "$ours" | head -20; return 1; }
}

note "$suite: a bare system"
make_base
prepare
start_screen
files >"$folder/$name-before.txt"
packages >"$folder/$name-packages-before.txt"

note "$suite: install"
check "it installs" apt install install --no-install-recommends /proof/notereel.deb
grep -E 'newly installed|After this' "$folder/$name-install.log" || true
check "all of it is compiled" no_python_is_newer
du -sm "$new/$site" | sed 's/\t.*/ MB installed, with what was compiled/'

note "$suite: a user reads and watches"
check "smoke.py" smoke all
cp "$new"/home/reader/*.png "$folder/" 2>/dev/null || true

note "$suite: the same version over it, then purge"
check "it installs over itself" apt again install --reinstall --no-install-recommends /proof/notereel.deb
check "all of it is compiled again" no_python_is_newer
check "it still plays" smoke again
(cd "$new/home/reader" && find . -type f -path '*notereel*' | sort) >"$folder/$name-user.txt"
check "it is purged" apt purge purge notereel
check "what it needed goes with it" apt autoremove autoremove --purge
files >"$folder/$name-after.txt"
packages >"$folder/$name-packages-after.txt"
check "nothing of ours is left" nothing_of_ours
(cd "$new/home/reader" && find . -type f -path '*notereel*' | sort) >"$folder/$name-user-after.txt"
check "all of the user's is left" cmp "$folder/$name-user.txt" "$folder/$name-user-after.txt"
echo "packages that stay: $(comm -13 "$folder/$name-packages-before.txt" \
    "$folder/$name-packages-after.txt" | tr '\n' ' ')"

# What Debian's own judges say of it: every error fails.
lint() {
    chroot "$new" sh -c 'cd /proof && rm -rf tree && dpkg-deb -x notereel.deb tree && cd tree/usr/share &&
        desktop-file-validate applications/*.desktop &&
        appstreamcli validate --no-net metainfo/*.xml &&
        { MANROFFSEQ= man --warnings -E UTF-8 -l -Tutf8 -Z man/man1/*.gz 2>&1 >/dev/null | grep . && exit 1; } || :
        lintian --no-tag-display-limit --fail-on error /proof/notereel.deb' >"$folder/$name-lint.log" 2>&1 || {
        cat "$folder/$name-lint.log"
        return 1
    }
}

note "$suite: what Debian's judges say"
check "the judges install" apt judges install --no-install-recommends lintian desktop-file-utils \
    appstream man-db
check "no error" lint

note "$suite: $failures failed; logs and pictures in $folder"
[ "$failures" = 0 ]
