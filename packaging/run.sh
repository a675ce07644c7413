#!/bin/sh
# Set up what is missing, then open Notereel: sh packaging/run.sh [NOTE or VAULT]
#
# Without an argument it opens the sample vault. Without a display it starts one of its own,
# plays, goes to a timestamp, and saves a picture of the window.

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"

sample=$root/resources/sample
# What a run without a display does once the note is open.
tour="seek_moment 2; wait 1500"
picture=$root/build/notereel.png

# Play the note on a screen of our own, and say where the picture is.
show_without_a_display() {
    note=${1:-$sample/why_tides_come_twice_a_day.md}
    start_screen
    mute_if_deaf
    mkdir -p "${picture%/*}"
    rm -f "$picture"
    say "There is no display: Notereel opens $note on a screen of its own."
    timeout 120 "$venv/bin/notereel" open "$note" --run "$tour" --screenshot "$picture" >/dev/null
    code=$?
    [ -s "$picture" ] || fail "Notereel ended with code $code and saved no picture."
    echo "Saved a picture of the window: $picture"
    exit "$code"
}

if has_screen; then
    set_up run run
else
    set_up run run screen
fi
write_utf8
if ! has_screen && { [ $# = 0 ] || [ -e "$1" ]; }; then
    show_without_a_display "$@"
fi
mute_if_deaf
[ $# -gt 0 ] || set -- open "$sample"
exec "$venv/bin/notereel" "$@"
