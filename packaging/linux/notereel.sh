#!/bin/sh
# libVLC draws into a window of X11; on Wayland that is one of XWayland's.
if [ -n "${DISPLAY:-}" ]; then
    : "${QT_QPA_PLATFORM:=xcb}"
    export QT_QPA_PLATFORM
fi
exec /usr/bin/python3 -I -S -X utf8 /usr/lib/notereel/launch.py "$@"
