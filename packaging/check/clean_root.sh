#!/bin/sh
# Prove run.sh and test.sh on a bare Debian: clean_root.sh SUITE [user|root] [FOLDER]
#
# Needs root and debootstrap. Makes a minimal SUITE in FOLDER (a temporary one otherwise; the
# bare system is kept there as a tarball), clones this checkout into it, and does what a newcomer
# would: run, run again, test. Another system's tarball, such as Ubuntu's with universe, can be put
# there beforehand as SUITE.tar. Mounts live in a namespace of their own and go with it.
# The host's way to the package registries (apt and pip settings, certificates) is handed on.

set -eu

suite=$1
who=${2:-user}
folder=${3:-$(mktemp -d)}
checkout=$(cd "$(dirname "$0")/../.." && pwd)
here=$checkout/packaging/check
if [ "$who" = root ]; then home=/root; else home=/home/newcomer; fi
clone=$home/notereel

# shellcheck source=packaging/check/bare_root.sh
. "$here/bare_root.sh"
go_apart "$suite" "$who" "$folder"
call_it "$suite-$who"

make_root() {
    unpack_base
    if [ "$who" = user ]; then
        chroot "$new" sh -c 'apt-get update -qq && apt-get install -qq -y --no-install-recommends sudo' \
            >"$folder/$name-prepare.log" 2>&1
        chroot "$new" useradd -m newcomer
        echo 'newcomer ALL=(ALL) NOPASSWD: ALL' >"$new/etc/sudoers.d/newcomer"
    fi
    git clone -q --no-local "$checkout" "$new$clone"
    [ "$who" = root ] || chroot "$new" chown -R newcomer: "$clone"
}

inside() { # inside COMMAND: as the newcomer would type it in the clone, without a display
    variables=$(env | grep -iE '^(PIP_[A-Z_]*|SSL_CERT_FILE|[a-z]*_proxy)=' |
        grep -v FIND_LINKS | sed "s/=/='/;s/\$/'/")
    if [ "$who" = root ]; then user=root; else user=newcomer; fi
    printf '%s\ncd %s && %s\n' "$(echo "$variables" | sed 's/^/export /')" "$clone" "$1" \
        >"$new/tmp/command"
    chroot "$new" su - "$user" -c 'sh /tmp/command' </dev/null
}

installed() {
    # shellcheck disable=SC2016 # dpkg-query fills these in
    chroot "$new" dpkg-query -W -f '${Package} ${Version}\n'
    inside '.venv/bin/python -m pip list --format=freeze' 2>/dev/null || true
}

silent() { ! grep -qE "installs|fetches" "$1"; }

seconds() { date +%s.%N; }

timed() { # timed LOG COMMAND: show and keep what it says, then how long it took
    began=$(seconds)
    code=0
    inside "$2" >"$1" 2>&1 || code=$?
    tail -n "${lines:-25}" "$1"
    echo "took    $(echo "$(seconds) $began" | awk '{ printf "%.1f", $1 - $2 }') s, exit code $code"
    return "$code"
}

note "$suite, as $who: a bare system"
make_base
make_root

note "sh packaging/run.sh"
check "the first run" timed "$folder/$name-run.log" 'sh packaging/run.sh'
picture=$folder/$name.png
check "a picture was saved: $picture" cp "$new$clone/build/notereel.png" "$picture"

note "sh packaging/run.sh, again"
installed >"$folder/$name-before.txt"
check "the second run" timed "$folder/$name-again.log" 'sh packaging/run.sh'
installed >"$folder/$name-after.txt"
check "it installed nothing" cmp "$folder/$name-before.txt" "$folder/$name-after.txt"
check "it did not say so either" silent "$folder/$name-again.log"

note "nothing to do, asked ten times: what the script itself costs"
lines=3 check "a start with everything there" timed "$folder/$name-quick.log" \
    'root=$PWD; . packaging/setup.sh; for n in 1 2 3 4 5 6 7 8 9 10; do is_ready run || exit 1; done'

note "sh packaging/test.sh"
lines=40 check "the tests" timed "$folder/$name-test.log" 'sh packaging/test.sh'

note "$suite, as $who: $failures failed; logs and picture in $folder"
[ "$failures" = 0 ]
