"""A newer version finds all a person had made with the older; an older one leaves it all alone."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import viewer.app_start
import viewer.ui.refusal
from tests.kept_videos import keep_film
from viewer import __version__
from viewer.data_format import STEPS, DataFormat, claim
from viewer.door.start import Lock, place_for
from viewer.errors import StudyError
from viewer.paths import HOME_VARIABLE
from viewer.video.cache import VideoCache

ROOT = Path(__file__).parent.parent.parent


def contents(folder):
    return {str(each.relative_to(folder)): (each.read_bytes(), each.stat().st_mtime_ns)
            for each in sorted(folder.rglob("*")) if each.is_file()}  # fmt: skip


@pytest.fixture
def lived_in(reader, vault, film, tmp_path):
    """A home with settings, a kept video, a bookmark and a place in a note, in the older form."""
    home = tmp_path / "home"
    (home / "config").mkdir(parents=True)
    (home / "config" / "settings.toml").write_text("seek_long_ms = 7000\n", encoding="utf-8")
    keep_film(VideoCache(home / "cache"), film, "coded-film1", title="The film")
    reader.opens(vault / "lecture.md").sees_video()
    reader.session.video.go_to(41_000, play=False)
    reader.settles().presses("b").sees_notice("Bookmarked")
    reader.quits()
    said = {"format": 1, "version": "0.0.9"}
    (home / "data" / "format.json").write_text(json.dumps(said), encoding="utf-8")
    return home


def mark_positions(data):
    """A step to another form, as a later version may bring one."""
    file = data / "positions.json"
    file.write_text(json.dumps({**json.loads(file.read_text()), "later": 1}), encoding="utf-8")


@pytest.mark.parametrize(
    "steps", [STEPS, (*STEPS, mark_positions)], ids=["same form", "newer form"]
)
def test_an_upgrade_keeps_settings_videos_bookmarks_and_the_place(reader, lived_in, steps):
    before = contents(lived_in / "cache")
    claim(lived_in / "data", steps)
    assert DataFormat.of(lived_in / "data") == DataFormat(1 + len(steps), __version__)
    reader.opens().sees_note("The lecture").sees_video().sees_position(41_000)
    assert reader.session.settings.seek_long_ms == 7_000
    assert len(reader.session.studying.bookmarks.here) == 1
    reader.presses("l").sees_position(48_000)
    assert contents(lived_in / "cache").keys() >= before.keys()
    assert all(contents(lived_in / "cache")[name][0] == said[0] for name, said in before.items()
               if "used" not in name)  # fmt: skip


def test_a_downgrade_says_so_in_a_window_and_touches_nothing(lived_in, monkeypatch):
    said = {"format": 2 + len(STEPS), "version": "9.9.0"}
    (lived_in / "data" / "format.json").write_text(json.dumps(said), encoding="utf-8")
    before = contents(lived_in)
    shown, lock = [], Lock(place_for(lived_in / "data").lock)

    def read(window):
        assert lock.take()  # Whoever starts meanwhile is kept waiting by nobody.
        shown.append(window.said())

    monkeypatch.setenv(HOME_VARIABLE, str(lived_in))
    monkeypatch.setattr(viewer.ui.refusal.Refusal, "exec", read)
    with pytest.raises(StudyError, match=r"were written by Notereel 9\.9\.0"):
        viewer.app_start.show()
    assert "nothing was changed" in shown[0][0]
    assert "Install Notereel 9.9.0 again" in shown[0][1]
    lock.release()
    assert contents(lived_in) == before


def test_in_a_terminal_a_downgrade_ends_with_the_same_words(lived_in):
    said = {"format": 2 + len(STEPS), "version": "9.9.0"}
    (lived_in / "data" / "format.json").write_text(json.dumps(said), encoding="utf-8")
    before = contents(lived_in)
    done = subprocess.run(
        [sys.executable, "-m", "viewer", "open", "--run", "pause"],
        env={**os.environ, HOME_VARIABLE: str(lived_in)}, cwd=ROOT,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 1
    assert "were written by Notereel 9.9.0" in done.stderr
    assert contents(lived_in) == before
