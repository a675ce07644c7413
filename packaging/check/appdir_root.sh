#!/bin/sh
# Prove the AppDir on a bare Debian without VLC: appdir_root.sh SUITE SQUASHFS [FOLDER]
#
# Needs root, debootstrap, Xvfb and ffmpeg. Makes a minimal SUITE in FOLDER (a temporary one
# otherwise; the bare system is kept there as a tarball) with no Python, no Qt, no VLC and no
# drivers, mounts the payload of the AppImage read-only, and lets a normal user read and watch
# (smoke.py, by the bundle's own Python). Then it looks at what the running program has loaded.
# Mounts live in a namespace of their own and go with it.

set -eu

suite=$1
squashed=$(readlink -f "$2")
folder=${3:-$(mktemp -d)}
here=$(cd "$(dirname "$0")" && pwd)
at=/srv/notereel
house=$at/usr/lib/notereel

# shellcheck source=packaging/check/bare_root.sh
. "$here/bare_root.sh"
go_apart "$suite" "$squashed" "$folder"
call_it "$suite-appdir"

prepare() {
    # The hand that clicks, and what no bundle brings: letters, and the list of where they are.
    furnish xdotool fontconfig-config fonts-dejavu-core
    lay_proof
    cp "$here/by_bundle.py" "$new/proof/"
    mkdir -p "$new$at"
    ln -s "$at/AppRun" "$new/usr/bin/notereel"
    mount -o loop,ro -t squashfs "$squashed" "$new$at"
}

is_bare() { # neither Python, nor VLC, nor Qt's or the drivers' libraries
    found=$(find "$new/usr" "$new/lib" "$new/etc" \( -name 'libvlc*' -o -name 'python3*' \
        -o -name 'libQt*' -o -name 'libEGL*' -o -name 'libGL*' -o -name 'libxcb-cursor*' \
        -o -name 'libfontconfig.so*' \) -print)
    [ -z "$found" ] || { echo "$found"; return 1; }
}

# By the bundle's own Python, as there is no other; the program it starts takes nothing of this.
smoke() {
    as_reader "NOTEREEL_HOUSE=$house PYTHONDONTWRITEBYTECODE=1 \
        $at/usr/bin/python3.11 -I -S /proof/by_bundle.py /proof/smoke.py $*"
}

loaded() { # what the program and its children have loaded, as they see it
    for process in "$new"/proc/[0-9]*; do
        case $(readlink "$process/exe" 2>/dev/null) in
            *"$at"/usr/bin/python3.11) grep -o '/[^ ]*\.so[.0-9]*$' "$process/maps" 2>/dev/null ;;
        esac
    done | sed "s|^$new||" | sort -u
}

asks_for() { # asks_for LIBRARY: one of the host's that we use has it with it
    for each in $theirs; do
        readelf -d "$new$each" | grep -qF "[$1]" && return
    done
    return 1
}

# Of the host's libraries a playing program has only those that keep.toml lists. As in outside.py, it
# says nothing on stderr meanwhile.
loads_nothing_else() {
    as_reader "notereel open ~/vault/mp4.md --at 0:20" 2>"$folder/$name-said.txt" &
    tries=0
    until loaded >"$folder/$name-loaded.txt" && grep -q avcodec_plugin "$folder/$name-loaded.txt"; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || { echo "libVLC never decoded."; return 1; }
        sleep 0.2
    done
    chroot "$new" su - reader -c "DISPLAY=$display xdotool key ctrl+q"
    wait $! || { echo "It did not end well."; return 1; }
    ! grep . "$folder/$name-said.txt" || return 1
    grep -c "^$at/" "$folder/$name-loaded.txt" |
        sed 's/$/ libraries of the bundle are loaded, and of the host:/'
    strange=0
    theirs=$(grep -v "^$at/" "$folder/$name-loaded.txt")
    for file in $theirs; do
        library=$(basename "$file" | sed -E 's/(\.so(\.[0-9]+)?).*/\1/')
        printf '%s ' "$library"
        grep -qF "\"$library\"" "$here/../keep.toml" || asks_for "$library" || {
            printf '(not listed) '
            strange=1
        }
    done
    echo
    return $strange
}

without() { # without WHAT NAMES...: the user starts it where these are not in it
    lacking=$1
    shift
    over=$folder/$name-over
    mkdir -p "$over"
    mount -t tmpfs tmpfs "$over"
    mkdir "$over/upper" "$over/work"
    mount -t overlay -o "lowerdir=$new$at,upperdir=$over/upper,workdir=$over/work" overlay "$new$at"
    for each in "$@"; do rm -r "$new$at/usr/lib/x86_64-linux-gnu/$each"; done
    mount -o remount,ro "$new$at"
    answer=0
    smoke lacks "$lacking" || answer=$?
    umount "$new$at" "$over"
    return $answer
}

note "$suite: a bare system"
make_base
prepare
start_screen
check "there is no Python, no VLC, no Qt, no driver" is_bare
files >"$folder/$name-before.txt"

note "$suite: a user reads and watches"
check "a first day" smoke story
check "it loads nothing else of the host" loads_nothing_else

note "$suite: something of it is missing"
check "the plugins of VLC" without plugins vlc/plugins
check "libVLC" without libvlc libvlc.so.5

note "$suite: the bundle is put in place anew"
check "the user leaves something behind" smoke leave
umount "$new$at"
mount -o loop,ro -t squashfs "$squashed" "$new$at"
check "the user finds it again" smoke again

keep_pictures
files >"$folder/$name-after.txt"
check "it wrote nothing but in the user's own folders" \
    cmp "$folder/$name-before.txt" "$folder/$name-after.txt"

note "$suite: $failures failed; logs and pictures in $folder"
[ "$failures" = 0 ]
