"""Keys as the keymap spells them, whatever the keyboard's layout.

Where a layout is not Latin, a letter is named by its place on the keyboard: the key that types
`j` on a Latin keyboard is `j` on a Russian one too.
"""

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_NAMED = {
    Qt.Key.Key_Left: "Left",
    Qt.Key.Key_Right: "Right",
    Qt.Key.Key_Up: "Up",
    Qt.Key.Key_Down: "Down",
    Qt.Key.Key_Home: "Home",
    Qt.Key.Key_End: "End",
    Qt.Key.Key_PageUp: "PgUp",
    Qt.Key.Key_PageDown: "PgDn",
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Tab: "Tab",
    Qt.Key.Key_Backtab: "Tab",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Escape: "Esc",
    Qt.Key.Key_Backspace: "Backspace",
    Qt.Key.Key_Delete: "Del",
    Qt.Key.Key_MediaPlay: "MediaPlay",
    Qt.Key.Key_MediaPause: "MediaPlay",
    Qt.Key.Key_MediaTogglePlayPause: "MediaPlay",
    Qt.Key.Key_MediaNext: "MediaNext",
    Qt.Key.Key_MediaPrevious: "MediaPrevious",
    **{Qt.Key(Qt.Key.Key_F1 + number): f"F{number + 1}" for number in range(12)},
}
_LATIN_ROWS = ((24, "qwertyuiop[]"), (38, "asdfghjkl;'"), (52, "zxcvbnm,./"))
_LATIN_BY_PLACE = {first + at: key for first, row in _LATIN_ROWS for at, key in enumerate(row)}
_SHIFTED = str.maketrans("[];',./", '{}:"<>?')
_FIRST_PLACE = 8 if sys.platform.startswith("linux") else 0
"""X11 counts its key places from 8; Windows counts the same places from 0."""


def key_name(event: QKeyEvent) -> str:
    """Return a pressed key as the keymap spells it; empty for a modifier alone."""
    modifiers = event.modifiers()
    ctrl = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
    alt = bool(modifiers & Qt.KeyboardModifier.AltModifier)
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    named = _NAMED.get(Qt.Key(event.key())) if event.key() else None
    if named is not None:
        return _spelled(ctrl, alt, shift, named)
    typed = _typed(event, shift)
    if not typed:
        return ""
    if (ctrl or alt) and shift and (unshifted := _unshifted(event, typed)):
        return _spelled(ctrl, alt, True, unshifted)
    if ctrl or alt:
        return _spelled(ctrl, alt, shift and typed.isalpha(), typed.upper())
    return typed


def _typed(event: QKeyEvent, shift: bool) -> str:
    text = event.text()
    if text.isprintable() and text.isascii() and len(text) == 1:
        return text
    latin = _LATIN_BY_PLACE.get(event.nativeScanCode() + 8 - _FIRST_PLACE, "")
    if text.isprintable() and text and latin:
        return latin.upper().translate(_SHIFTED) if shift else latin
    # With Ctrl held there is no text; the key code is the character, or its place tells.
    if 0x20 < event.key() < 0x7F:
        return chr(event.key())
    return latin if event.key() > 0xFF and event.key() < 0x01000000 else ""


def _unshifted(event: QKeyEvent, typed: str) -> str:
    """Return the comma or the stop, where Shift made it another character; else nothing.

    Which one it made depends on the layout: `<` or `;`, `>` or `:`.
    """
    place = _LATIN_BY_PLACE.get(event.nativeScanCode() + 8 - _FIRST_PLACE, "")
    return place if place in (",", ".") else {"<": ",", ">": "."}.get(typed, "")


def _spelled(ctrl: bool, alt: bool, shift: bool, key: str) -> str:
    held = (("Ctrl", ctrl), ("Alt", alt), ("Shift", shift))
    return "+".join([*(name for name, is_held in held if is_held), key])
