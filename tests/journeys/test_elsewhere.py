"""What other notes cite of the video, near the time it is at."""

import os
import signal
from shutil import copyfile

import pytest

from tests.journeys.conftest import stamp
from viewer.session.view import Pane


@pytest.fixture
def citing(reader, vault, film):
    """A reader in front of the list, with a note that cites 0:40 to 0:50 and another its 2:00."""
    (vault / "third.md").write_text(
        "---\ntitle: A third note\nvideoId: coded-film1\n---\n\n## Quays\n\n"
        f"The quays are flooded <a class=\"yt-timestamp\" data-t=\"0:00:40-0:00:50\">[0:40]</a>. "
        f"They dry <i>soon</i> {stamp('00:01:30')}.\n"
    )  # fmt: skip
    copyfile(film, vault / "coded-film1.mp4")
    reader.opens(vault / "lecture.md").sees_video()
    goes_to(reader, 20_000)
    return reader.presses("g", "e")


def goes_to(reader, time_ms):
    reader.session.video.go_to(time_ms, play=False)
    reader.sees_frame_at(time_ms)


def listed(reader):
    return [each.text for each in a_list(reader).rows]


def a_list(reader):
    return reader.window.watch.side.lists[Pane.ELSEWHERE]


def test_the_list_follows_the_time(citing):
    citing.sees(lambda: listed(citing) == ["0:00:40–0:00:50"])
    goes_to(citing, 5_000)
    citing.sees(lambda: not listed(citing))
    assert "within half a minute" in a_list(citing).said()
    goes_to(citing, 105_000)
    citing.sees(lambda: listed(citing) == ["0:01:30", "0:02:00"])
    assert a_list(citing).said() == ""


def test_enter_opens_the_note_at_its_moment_and_plays(citing):
    goes_to(citing, 105_000)
    citing.sees(lambda: listed(citing) == ["0:01:30", "0:02:00"])
    citing.presses("j", "Enter").sees_note("Another note").settles()
    citing.sees(lambda: citing.session.moment_index == 0)
    citing.sees_position(120_000, within_ms=3_000)
    citing.presses("Space").settles()
    citing.sees(lambda: citing.window.note.focused_moment() == 0)
    citing.sees(lambda: "0:01:30" in listed(citing))


def test_shift_enter_keeps_the_video_standing(citing):
    citing.sees(lambda: len(listed(citing)) == 1)
    citing.presses("Shift+Enter").sees_note("A third note").settles()
    citing.sees_frame_at(40_000)


def test_the_list_can_be_filtered_and_tells_when_there_is_nothing(citing, vault):
    goes_to(citing, 105_000)
    citing.sees(lambda: len(listed(citing)) == 2)
    citing.presses("/").types("soon").presses("Enter")
    citing.sees(lambda: listed(citing) == ["0:01:30"])
    for other in ("third.md", "other_note.md"):
        (vault / other).unlink()
    citing.presses("F5").settles()
    citing.sees(lambda: a_list(citing).said() == "No other note of this vault is about this video.")


def test_other_notes_are_read_with_the_offset_of_the_video(citing):
    citing.window.catalogue.run("set_offset", citing.session, "+0:30")
    goes_to(citing, 95_000)
    citing.sees(lambda: [each.time_ms for each in a_list(citing).rows] == [70_000, 120_000])


def test_a_note_without_a_video_says_so(reader, tmp_path):
    note = tmp_path / "bare.md"
    note.write_text("# Bare\n\nA claim [0:00:41].\n")
    reader.opens(note).presses("g", "e")
    reader.sees(lambda: "has no video" in a_list(reader).said())


def dies(reader) -> None:
    """Kill the worker as soon as there is one, before it can have answered."""
    worker = reader.session.studying.elsewhere._worker
    reader.sees(lambda: worker.pid is not None)
    before = worker.pid
    os.kill(before, signal.SIGKILL)
    reader.sees(lambda: worker.pid != before)


def test_a_worker_that_dies_is_replaced(reader, vault, film):
    copyfile(film, vault / "coded-film1.mp4")
    reader.opens(vault / "lecture.md").sees_video()
    goes_to(reader, 105_000)
    reader.presses("g", "e")
    dies(reader)
    reader.sees(lambda: listed(reader) == ["0:02:00"])


def test_a_worker_that_dies_again_and_again_is_given_up(reader, vault, film):
    copyfile(film, vault / "coded-film1.mp4")
    reader.opens(vault / "lecture.md").sees_video().presses("g", "e")
    dies(reader)
    dies(reader)
    reader.sees(lambda: "could not be looked through" in a_list(reader).said())
    reader.presses("F5").settles()
    goes_to(reader, 105_000)
    reader.sees(lambda: listed(reader) == ["0:02:00"])
