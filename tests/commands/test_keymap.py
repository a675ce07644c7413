"""Which keys run which command, and where."""

import pytest

from viewer.commands.catalogue import default_catalogue
from viewer.commands.keymap import Binding, Match, clashes

CATALOGUE = default_catalogue()


def run_by(pane, *keys):
    _match, binding = CATALOGUE.keymap.look_up(pane, keys)
    return binding.command if binding else None


@pytest.mark.parametrize(
    ("key", "command"),
    [
        ("Space", "toggle_playing"),
        ("Left", "seek_back"),
        ("Right", "seek_forward"),
        ("h", "seek_back_long"),
        ("l", "seek_forward_long"),
        ("J", "next_moment"),
        ("K", "previous_moment"),
        ("L", "later_moment"),
        ("H", "earlier_moment"),
        (",", "frame_back"),
        (".", "frame_forward"),
        ("[", "slower"),
        ("]", "faster"),
        ("m", "mute"),
        ("w", "next_layout"),
        ("F6", "next_pane"),
        ("F11", "full_screen"),
        ("Alt+Left", "back"),
        ("Alt+Right", "forward"),
        ("Ctrl+O", "switch_note"),
        ("Ctrl+Q", "quit_program"),
        ("?", "cheat_sheet"),
    ],
)
@pytest.mark.parametrize("pane", ["note", "video", "list"])
def test_the_keys_of_the_keymap_hold_everywhere(pane, key, command):
    assert run_by(pane, key) == command


def test_a_pane_has_its_own_keys():
    assert run_by("note", "j") == "line_down"
    assert run_by("video", "j") == "seek_back_long"
    assert run_by("video", "Tab") is None


def test_a_sequence_waits_for_its_second_key():
    match, binding = CATALOGUE.keymap.look_up("note", ("g",))
    assert (match, binding) == (Match.PARTIAL, None)
    assert run_by("note", "g", "g") == "to_top"
    assert run_by("video", "g", "t") == "go_to_time"
    assert run_by("note", "g", "x") is None


def test_a_digit_in_the_video_is_a_share_of_it():
    _match, binding = CATALOGUE.keymap.look_up("video", ("3",))
    assert (binding.command, binding.argument) == ("seek_percent", "30")


def test_no_two_commands_share_a_key():
    assert clashes(CATALOGUE.keymap.bindings) == []


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (("", ("x",)), ("note", ("x",)), True),
        (("", ("g",)), ("note", ("g", "g")), True),
        (("note", ("x",)), ("video", ("x",)), False),
        (("", ("g", "a")), ("", ("g", "b")), False),
    ],
)
def test_a_key_and_its_own_prefix_clash(one, other, clash):
    bindings = [Binding(*one, "one"), Binding(*other, "other")]
    assert bool(clashes(bindings)) is clash


def test_no_plain_key_is_taken_with_alt_and_a_letter():
    for binding in CATALOGUE.keymap.bindings:
        for key in binding.keys:
            assert not (key.startswith("Alt+") and key[4:].isalpha() and len(key) == 5)
