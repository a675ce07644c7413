"""Where Qt cannot start it ends the process itself; what to do is said all the same."""

import os
import subprocess
import sys

import pytest

from viewer.paths import sample_vault
from viewer.ui.no_screen import why_no_screen

LACKS_CURSOR = (
    "From 6.5.0, xcb-cursor0 or libxcb-cursor0 is needed to load the Qt xcb platform plugin.\n"
    "This application failed to start because no Qt platform plugin could be initialized."
)


@pytest.mark.parametrize(
    ("screen", "sentence"),
    [
        ({"DISPLAY": ":987", "QT_QPA_PLATFORM": "xcb"},
         "The window cannot be shown on the screen “:987”: nothing answers there. Start Notereel "),
        ({"QT_QPA_PLATFORM": "parchment"},
         "The window cannot be shown: Qt could not start on this kind of screen. Qt said: "),
    ],
)  # fmt: skip
def test_a_start_without_a_usable_screen_says_so_and_ends(screen, sentence, tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "viewer", "open", sample_vault()],
        env={**os.environ, "NOTEREEL_HOME": str(tmp_path), **screen},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_on_wayland_alone_it_is_said_what_brings_an_x_server(monkeypatch):
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    error = why_no_screen('Could not find the Qt platform plugin "wayland" in ""')
    assert "no X server" in error.sentence
    assert "xwayland" in error.hint


def test_wayland_alone_is_no_x_server_that_does_not_answer(tmp_path):
    left_out = ("DISPLAY", "QT_QPA_PLATFORM")
    here = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        [sys.executable, "-m", "viewer", "open", sample_vault()],
        env={**here, "NOTEREEL_HOME": str(tmp_path), "WAYLAND_DISPLAY": "wayland-9"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "Install XWayland" in done.stderr


def test_the_library_that_most_systems_lack_is_named_with_its_packages():
    error = why_no_screen(LACKS_CURSOR)
    assert "libxcb-cursor is missing" in error.sentence
    for command in ("apt install libxcb-cursor0", "dnf install xcb-util-cursor"):
        assert command in error.hint
