#!/bin/sh
# Prove a .deb on a bare Debian: deb_root.sh SUITE DEB [FOLDER]
#
# Needs root, debootstrap, Xvfb and ffmpeg. Makes a minimal SUITE in FOLDER (a temporary one
# otherwise; the bare system is kept there as a tarball), installs the package there, lets a normal
# user read and watch (smoke.py), takes libraries away, upgrades from an older version, purges it,
# and has Debian's own judges look at it. START=pace tells how long a start takes without judging it.
# Mounts live in a namespace of their own and go with it.

set -eu

suite=$1
deb=$(readlink -f "$2")
folder=${3:-$(mktemp -d)}
here=$(cd "$(dirname "$0")" && pwd)
house=usr/lib/notereel
limit=130000000

# shellcheck source=packaging/check/bare_root.sh
. "$here/bare_root.sh"
go_apart "$suite" "$deb" "$folder"
call_it "$suite-deb"

prepare() {
    furnish xdotool
    lay_proof
    cp "$here/by_bundle.py" "$new/proof/"
    cp "$deb" "$new/proof/notereel.deb"
    age_package "$deb" "$new/proof/older.deb"
}

# The same program as a version before it, with a module that the next one does not have any more.
age_package() {
    old=$folder/$name-older
    rm -rf "$old"
    dpkg-deb -R "$1" "$old"
    sed -i 's/^Version: .*/Version: 0.0.9-1/' "$old/DEBIAN/control"
    sed -i 's/^__version__ = .*/__version__ = "0.0.9"/' "$old/usr/lib/notereel/viewer/__init__.py"
    echo 'raise SystemExit("an old module")' >"$old/usr/lib/notereel/viewer/gone.py"
    dpkg-deb --root-owner-group -Zgzip -z1 -b "$old" "$2" >/dev/null
    rm -rf "$old"
}

# Every file, but for what apt and dpkg themselves keep count in.
counted() { files /var/cache /var/lib/apt /var/log /var/lib/dpkg; }

packages() {
    # shellcheck disable=SC2016 # dpkg-query fills these in
    chroot "$new" dpkg-query -W -f '${Package}\n' | sort
}

apt() { # apt LOG ARGUMENTS...: without a question, and what it says in a log
    log=$folder/$name-$1.log
    shift
    chroot "$new" env DEBIAN_FRONTEND=noninteractive apt-get -y \
        -o Dpkg::Options::=--force-confold "$@" >"$log" 2>&1 || {
        tail -n 15 "$log"
        return 1
    }
}

smoke() {
    as_reader "PYTHONDONTWRITEBYTECODE=1 python3 -I -S /proof/by_bundle.py /proof/smoke.py $*"
}

# All is compiled but what postinst leaves for later.
is_compiled() {
    version=$(chroot "$new" python3 -c 'import sys; print(sys.implementation.cache_tag)')
    find "$new/$house" -name '*.py' | while read -r source; do
        module=${source##*/}
        [ -f "${source%/*}/__pycache__/${module%.py}.$version.pyc" ] || echo "$source"
    done | grep -v -e /yt_dlp/extractor/ -e /pygments/lexers/ -e /genanki/ -e /chevron/ \
        -e /frozendict/ >"$folder/$name-not-compiled.txt" || true
    [ ! -s "$folder/$name-not-compiled.txt" ] &&
        [ "$(find "$new/$house" -name '*.pyc' | wc -l)" -gt 500 ]
}

# No file is left but those that are of the package, or compiled from one.
is_of_the_package() {
    chroot "$new" sh -c "dpkg -L notereel | sort >/tmp/listed
        find /$house -name __pycache__ -prune -o -print | sort | comm -23 - /tmp/listed" |
        { ! grep .; }
}

is_small() { # is_small BYTES: how much is on the disk, with what was compiled
    took=$(chroot "$new" sh -c "{ dpkg -L notereel; find /$house -name '*.pyc'; } |
        while read -r each; do [ -f \"\$each\" ] && [ ! -h \"\$each\" ] && echo \"\$each\"; done |
        xargs -d '\n' stat -c %s | awk '{ sum += \$1 } END { print sum }'")
    echo "$took bytes are installed, with what was compiled"
    [ "$took" -le "$1" ]
}

without() { # without WHAT FILES...: the user starts it while these are away
    lacking=$1
    shift
    hidden=$folder/$name-hidden
    for each in "$@"; do
        mkdir -p "$hidden${each%/*}"
        mv "$each" "$hidden$each"
    done
    answer=0
    smoke lacks "$lacking" || answer=$?
    for each in "$@"; do mv "$hidden$each" "$each"; done
    return $answer
}

nothing_of_ours() { # nothing that the package brought, or made, is left
    ours=$(comm -13 "$folder/$name-before.txt" "$folder/$name-after.txt" | grep -i notereel || true)
    [ -z "$ours" ] || { echo "$ours" | head -20; return 1; }
}

note "$suite: a bare system"
make_base
prepare
start_screen
counted >"$folder/$name-before.txt"
packages >"$folder/$name-packages-before.txt"

says_what_is_left() { # says_what_is_left LOG WORDS: and where, when it is removed or purged
    grep -q "$2" "$folder/$name-$1.log" && for each in config local/share cache; do
        grep -q "~/.$each/notereel" "$folder/$name-$1.log" || return 1
    done
}

says_nothing_of_leaving() { # says_nothing_of_leaving LOG: what is upgraded is not taken away
    ! grep -E 'Notereel leaves|Purging Notereel' "$folder/$name-$1.log"
}

lib=$new/usr/lib/x86_64-linux-gnu
users() { # the user's files, apart from what only runs belong to
    (cd "$new/home/reader" && find . -type f -path '*notereel*' ! -name '*.lock' \
        -exec sha256sum {} + | sort -k 2)
}

# What Debian's own judges say of it: every error and every warning fails.
lint() {
    chroot "$new" su - reader -c 'set -e; export LC_ALL=C.UTF-8
        rm -rf tree && dpkg-deb -x /proof/notereel.deb tree && cd tree/usr/share
        desktop-file-validate applications/*.desktop
        appstreamcli validate --no-net --no-color metainfo/*.xml
        ! MANROFFSEQ= man --warnings -E UTF-8 -l -Tutf8 -Z man/man1/*.gz 2>&1 >/dev/null | grep .
        lintian --tag-display-limit 0 --fail-on error,warning /proof/notereel.deb' \
        >"$folder/$name-lint.log" 2>&1 || {
        cat "$folder/$name-lint.log"
        return 1
    }
}

note "$suite: install from one file"
check "it installs" apt install install --no-install-recommends /proof/notereel.deb
grep -E 'newly installed|After this' "$folder/$name-install.log" || true
check "it is compiled" is_compiled
check "at most $limit bytes are installed" is_small "$limit"

note "$suite: a user reads and watches"
check "a first day" smoke story
check "the start" smoke "${START:-start}"

note "$suite: something is missing"
check "libxcb-cursor" without cursor "$lib"/libxcb-cursor.so.0*
check "the plugins of VLC" without plugins "$lib/vlc/plugins"
check "libVLC" without libvlc "$lib"/libvlc.so.5*

note "$suite: an older version, then this one over it"
check "it is removed" apt remove remove notereel
check "that says what is left" says_what_is_left remove 'Notereel leaves what its users own'
check "it is purged" apt purge purge notereel
check "that says it again" says_what_is_left purge "takes nothing of its users'"
check "the older one installs" apt older install --no-install-recommends /proof/older.deb
check "the user leaves something behind" smoke leave
check "this one is an upgrade" apt upgrade install --no-install-recommends /proof/notereel.deb
check "that speaks of no removal" says_nothing_of_leaving upgrade
check "it is compiled again" is_compiled
check "nothing of the older one is left" is_of_the_package
check "the user finds it again" smoke again

note "$suite: purge"
keep_pictures
users >"$folder/$name-user.txt"
check "it is purged" apt purge purge notereel
check "that says what is left" says_what_is_left purge 'Notereel leaves what its users own'
check "what it needed goes with it" apt autoremove autoremove --purge
counted >"$folder/$name-after.txt"
packages >"$folder/$name-packages-after.txt"
check "nothing of ours is left" nothing_of_ours
users >"$folder/$name-user-after.txt"
check "all of the user's is left" cmp "$folder/$name-user.txt" "$folder/$name-user-after.txt"
check "and that is something" test -s "$folder/$name-user.txt"
echo "packages that stay: $(comm -13 "$folder/$name-packages-before.txt" \
    "$folder/$name-packages-after.txt" | tr '\n' ' ')"

note "$suite: what Debian's judges say"
check "the judges install" apt judges install --no-install-recommends lintian desktop-file-utils \
    appstream man-db groff
check "no error, no warning" lint

note "$suite: $failures failed; logs and pictures in $folder"
[ "$failures" = 0 ]
