#!/bin/sh
# Set up what is missing, then check everything: sh packaging/test.sh [arguments for pytest]
#
# Every step runs, pytest last; the exit code is that of the first step that failed.

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=packaging/setup.sh
. "$root/packaging/setup.sh"
cd "$root" || exit 1

set_up test run screen test
write_utf8
[ "$(uname)" = Darwin ] || start_screen
mute_if_deaf
step ruff format --check .
step ruff check .
step mypy
step pytest "$@"
exit "$code"
