"""Keys are named as the keymap spells them, on any layout."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from viewer.ui.key_names import key_name

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def press(key, text="", held=NONE, place=0):
    return QKeyEvent(QEvent.Type.KeyPress, key, held, place, 0, 0, text)


@pytest.mark.parametrize(
    ("event", "name"),
    [
        (press(Qt.Key.Key_J, "j"), "j"),
        (press(Qt.Key.Key_J, "J", SHIFT), "J"),
        (press(Qt.Key.Key_Question, "?", SHIFT), "?"),
        (press(Qt.Key.Key_BracketLeft, "["), "["),
        (press(Qt.Key.Key_Space, " "), "Space"),
        (press(Qt.Key.Key_Left), "Left"),
        (press(Qt.Key.Key_Left, held=SHIFT), "Shift+Left"),
        (press(Qt.Key.Key_Left, held=CTRL | SHIFT), "Ctrl+Shift+Left"),
        (press(Qt.Key.Key_Left, held=ALT), "Alt+Left"),
        (press(Qt.Key.Key_O, "\x0f", CTRL), "Ctrl+O"),
        (press(Qt.Key.Key_O, "\x0f", CTRL | SHIFT), "Ctrl+Shift+O"),
        (press(Qt.Key.Key_Equal, "=", CTRL), "Ctrl+="),
        (press(Qt.Key.Key_Plus, "+", CTRL | SHIFT), "Ctrl++"),
        (press(Qt.Key.Key_Backtab, "", SHIFT), "Shift+Tab"),
        (press(Qt.Key.Key_Enter, "\r", Qt.KeyboardModifier.KeypadModifier), "Enter"),
        (press(Qt.Key.Key_Escape, "\x1b"), "Esc"),
        (press(Qt.Key.Key_Comma, ",", ALT), "Alt+,"),
        (press(Qt.Key.Key_Less, "<", ALT | SHIFT), "Alt+Shift+,"),
        (press(Qt.Key.Key_Greater, ">", ALT | SHIFT), "Alt+Shift+."),
        (press(Qt.Key.Key_Semicolon, ";", ALT | SHIFT, 59), "Alt+Shift+,"),
        (press(Qt.Key.Key_Colon, ":", ALT | SHIFT, 60), "Alt+Shift+."),
        (press(Qt.Key.Key_Less, "<", SHIFT, 59), "<"),
        (press(Qt.Key.Key_Backspace, "\b", SHIFT), "Shift+Backspace"),
        (press(Qt.Key.Key_Return, "\r", CTRL), "Ctrl+Enter"),
        (press(Qt.Key.Key_F11), "F11"),
        (press(Qt.Key.Key_Shift, held=SHIFT), ""),
        (press(Qt.Key.Key_Control, held=CTRL), ""),
    ],
)
def test_a_key_has_the_name_of_the_keymap(event, name):
    assert key_name(event) == name


@pytest.mark.parametrize(
    ("text", "key", "held", "place", "name"),
    [
        ("о", 0x041E, NONE, 44, "j"),
        ("О", 0x041E, SHIFT, 44, "J"),
        ("л", 0x041B, NONE, 45, "k"),
        ("ξ", 0x039E, NONE, 44, "j"),
        ("ח", 0x05D7, NONE, 44, "j"),
        ("х", 0x0425, NONE, 34, "["),
        ("Х", 0x0425, SHIFT, 34, "{"),
        ("", 0x0429, CTRL, 32, "Ctrl+O"),
    ],
)
def test_on_a_layout_that_is_not_latin_the_place_counts(text, key, held, place, name):
    assert key_name(press(key, text, held, place)) == name
