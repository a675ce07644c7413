#!/bin/sh
# Prove the installer for Windows under Wine: wine_root.sh SETUP [FOLDER] [OLDER-SETUP]
#
# Needs root, debootstrap, Xvfb and mingw-w64. Makes a minimal Debian 13 in FOLDER (a temporary one
# otherwise; the bare system is kept there as a tarball), and in it, as a normal user, installs the
# program, reads a note, starts it again, upgrades it and takes it away. What the screen shows is
# read from the screen (tesseract). There is no libVLC in it: that a video plays is shown on Windows
# only (packaging/ci/windows.yml). An older Wine than 10 ends in QApplication.

set -eu

setup=$(readlink -f "$1")
folder=${2:-$(mktemp -d)}
older=${3:+$(readlink -f "$3")}
here=$(cd "$(dirname "$0")" && pwd)
suite=trixie

# shellcheck source=packaging/check/bare_root.sh
. "$here/bare_root.sh"
go_apart "$setup" "$folder" $older
call_it wine

users=home/reader/.wine/drive_c/users/reader
local=$users/AppData/Local
program=$local/Programs/Notereel
app='C:\users\reader\AppData\Local\Programs\Notereel'
entry="$users/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Notereel.lnk"
said=$folder/$name-said.txt

# Wine's own complaint that it runs no 32-bit programs, and what the shell says of the one window that
# takes_over kills; everything else on stderr fails.
listed='wine32 is missing|multiarch needs to be enabled|^execute "dpkg|apt-get install wine32|^Killed *$'

prepare() {
    furnish wine wine64 xdotool imagemagick tesseract-ocr fonts-dejavu-core
    mount -t devpts devpts "$new/dev/pts" 2>/dev/null || true
    mkdir -p "$new/proof"
    cp "$setup" "$new/proof/setup.exe"
    [ -z "$older" ] || cp "$older" "$new/proof/older.exe"
    chmod -R a+rX "$new/proof"
}

until_so() { # until_so TENTHS COMMAND...: whether it is so, within so long
    left=$1
    shift
    until "$@"; do
        left=$((left - 1))
        [ "$left" -gt 0 ] || return 1
        sleep 0.1
    done
}

as_reader() { # as the user, with nothing of this machine's environment
    timeout 240 chroot "$new" su - reader -c "DISPLAY=$display LC_ALL=C.UTF-8 WINEDEBUG=-all \
        WINEDLLOVERRIDES='mscoree,mshtml,winemenubuilder.exe=' $*" </dev/null
}

windows() { # windows WORDS...: run something in Wine, and keep what it says on stderr
    as_reader "wine $*" 2>>"$said"
}

settled() { as_reader wineserver -w; }

make_wine() {
    as_reader "wineboot -i" >"$folder/$name-boot.log" 2>&1
    settled
}

lend_icu() {
    python3 "$here/wine_icu.py" "$new/$program/app/site/PySide6/Qt6Core.dll" \
        "$new/home/reader/.wine/drive_c/windows/system32/icuuc.dll"
}

installs() { # installs SETUP.exe: silently, to the end
    windows "/proof/$1 /S" && settled
}

value() { # value KEY NAME: what the registry says
    windows "reg query '$1' /v '$2'" | tr -d '\r' | sed -n 's/.*REG_SZ *//p'
}

command_for_addresses() {
    windows "reg query 'HKCU\\Software\\Classes\\notereel\\shell\\open\\command' /ve" | tr -d '\r' |
        sed -n 's/.*REG_SZ *//p'
}

is_registered() {
    [ "$(command_for_addresses)" = "\"$app\\notereel.exe\" open -- \"%1\"" ] &&
        windows "reg query 'HKCU\\Software\\Classes\\.md\\OpenWithProgids'" | grep -q Notereel.Note &&
        [ "$(value 'HKCU\Software\RegisteredApplications' Notereel)" = 'Software\Notereel\Capabilities' ]
}

# Whoever opens .md now goes on doing so.
is_no_default() { ! windows "reg query 'HKCU\\Software\\Classes\\.md' /ve" 2>/dev/null | grep -q REG_SZ.*Notereel; }

is_compiled() {
    [ "$(find "$new/$program/app/viewer" "$new/$program/app/site" -name '*.py' | wc -l)" = \
        "$(find "$new/$program/app/viewer" "$new/$program/app/site" -name '*.pyc' | wc -l)" ]
}

knows_its_version() {
    [ "$(windows "'$app\\notereel.com' --version" | tr -d '\r')" = \
        "notereel $(python3 "$here/../release.py" version)" ]
}

title() { as_reader 'xdotool search --onlyvisible --name Notereel getwindowname %@' 2>/dev/null; }
is_titled() { title | grep -q "$1"; }
window_count() { title | grep -c .; }
is_gone() { [ "$(window_count)" = 0 ]; }

shows() { # shows PICTURE WORDS...: whether all these words are on the screen
    as_reader "import -window root /tmp/$1.png && convert /tmp/$1.png -resize 200% /tmp/large.png &&
        tesseract /tmp/large.png /tmp/seen >/dev/null 2>&1"
    cp "$new/tmp/$1.png" "$folder/$name-$1.png"
    shift
    for words in "$@"; do
        tr '\n' ' ' <"$new/tmp/seen.txt" | grep -q "$words" || return 1
    done
}

opens() { # opens PROGRAM WORDS...: leave it running
    windows "$@" &
    until_so 400 is_titled Notereel
}

goes_to() { # goes_to TITLE WORDS...: a second start ends at once, and the one window shows a note
    wanted=$1
    shift
    began=$(date +%s%N)
    windows "$@" || return 1
    echo "        handed over in $((($(date +%s%N) - began) / 1000000)) ms"
    until_so 100 is_titled "$wanted" && [ "$(window_count)" = 1 ]
}

# As Windows does it; Wine looks for such commands among those of the whole machine only.
follows() { # follows TITLE ADDRESS
    goes_to "$1" "$(command_for_addresses | sed "s|%1|$2|")"
}

refuses_options_in_an_address() {
    as_reader "wine '$app\\notereel.com' open -- 'notereel:seek?at=1' --screenshot 'C:\\x.png'" \
        >"$folder/$name-refusal.txt" 2>&1 && return 1
    grep -q "unrecognized arguments" "$folder/$name-refusal.txt" &&
        [ ! -e "$new/home/reader/.wine/drive_c/x.png" ]
}

keeps_a_film() { # it is read by PyAV, whose encoders are hollow
    film=$(cd "$new/$program/app/viewer/resources/sample" && ls ./*.mp4 | sed 's|^./||')
    windows "'$app\\notereel.com' cache import '$app\\app\\viewer\\resources\\sample\\$film' --id film" |
        tr -d '\r' >"$folder/$name-import.txt" && [ -s "$folder/$name-import.txt" ]
}

takes_over() { # the window's process is killed, and the next start is the first again
    # shellcheck disable=SC2046 # several numbers
    kill -9 $(grep -l -a -E 'notereel\.(exe|com)' "$new"/proc/[0-9]*/cmdline | sed 's|.*/proc/||; s|/.*||')
    until_so 50 is_gone || return 1
    opens "'$app\\notereel.exe'" && [ "$(window_count)" = 1 ]
}

is_refused_while_it_runs() {
    windows "/proof/setup.exe /S" && return 1
    [ $? = 2 ] && [ -f "$new/$program/app/launch.py" ] && [ ! -e "$new/$program/app.new" ]
}

closes() {
    as_reader 'xdotool key ctrl+q'
    until_so 100 is_gone && settled
}

# After a kill nothing has the keys any more, for there is no manager of windows.
closes_when_asked() {
    windows "taskkill /IM notereel.exe" >/dev/null
    until_so 100 is_gone && settled
}

leave_traces() { # what an older version left, and what is the user's own
    as_reader "mkdir -p '/$program/app/site/old' '/$program/notereel-home' &&
        touch '/$program/app/site/old/module.py' '/$program/notereel-home/mine'"
}

is_upgraded() {
    [ ! -e "$new/$program/app/site/old" ] && [ ! -e "$new/$program/app.old" ] &&
        [ -e "$new/$program/notereel-home/mine" ] && is_compiled && [ "$(kept)" = "$kept_before" ]
}

kept() { (cd "$new/$local/notereel" && find . -type f -exec sha256sum {} + | sort -k 2); }

is_uninstalled() {
    windows "'$app\\uninstall.exe' /S" && settled
    [ "$(ls "$new/$program")" = notereel-home ] && [ ! -e "$new/$entry" ] || return 1
    left=$(windows "reg export HKCU 'C:\\all.reg' /y" >/dev/null &&
        iconv -f UTF-16 -t UTF-8 "$new/home/reader/.wine/drive_c/all.reg" |
        grep -i notereel || true)
    [ -z "$left" ] || { echo "$left"; return 1; }
    [ "$(kept)" = "$kept_before" ]
}

says_nothing() {
    strange=$(grep -v -E "$listed" "$said" || true)
    log=$(cat "$new/$local"/notereel/Logs/* 2>/dev/null || true)
    [ -z "$strange$log" ] || { printf '%s\n%s\n' "$strange" "$log" | head -20; return 1; }
}

: >"$said"
note "$suite: a bare system, and Wine in it"
make_base
prepare
start_screen
check "Wine $(as_reader 'wine --version' 2>/dev/null) begins" make_wine

note "install"
if [ -n "$older" ]; then check "the older version installs" installs older.exe; fi
check "it installs silently" installs setup.exe
check "all of it is compiled" is_compiled
check "it is in the Start menu" test -f "$new/$entry"
check "addresses, and Markdown as one of several, are registered" is_registered
check "Markdown is opened by whom it was before" is_no_default
du -sm "$new/$program" | sed 's/\t.*/ MB installed, with what was compiled/'
lend_icu
check "it knows its version" knows_its_version
check "a film is read, and kept" keeps_a_film

note "a user reads"
check "the window opens" opens "'$app\\notereel.com'"
[ "$failures" = 0 ] || exit 1
check "the note is there, and what is missing is said" until_so 20 shows welcome \
    'Welcome to Notereel' 'every time in the text is a' 'The video engine libVLC was not found' \
    'Install VLC 3 (64-bit) from videolan.org'
check "a second start hands its note over" goes_to 'Why tides come twice' \
    "'$app\\notereel.exe' '$app\\app\\viewer\\resources\\sample\\why_tides_come_twice_a_day.md'"
check "an address is followed, into the same window" follows 'Welcome to Notereel' \
    'notereel:open?note=welcome.md'
check "an address brings no options" refuses_options_in_an_address
check "an installation over it is refused" is_refused_while_it_runs
check "it closes by its key" closes
check "it says nothing, on stderr or in its log" says_nothing
check "it opens again" opens "'$app\\notereel.exe'"
check "killed, it is the first again at the next start" takes_over
check "it closes when the system asks" closes_when_asked

note "upgrade, then uninstall"
kept_before=$(kept)
check "traces of an older version are laid" leave_traces
check "it installs over itself" installs setup.exe
check "nothing old is left, and all of the user's" is_upgraded
check "it opens" opens "'$app\\notereel.exe'"
check "it closes when the system asks" closes_when_asked
kept_before=$(kept)
check "it said nothing in all that time, on stderr or in its log" says_nothing
check "nothing of ours is left, and all of the user's" is_uninstalled
check "nor did the installer that takes it away" says_nothing

note "Wine: $failures failed; logs and pictures in $folder"
[ "$failures" = 0 ]
