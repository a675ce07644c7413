"""A peek at a timestamp: what is said around it, without moving the video."""

import pytest

from tests.session.test_transcript import Desk
from tests.video.subtitle_files import srt
from viewer.errors import NoteError
from viewer.session.peek import peek_at
from viewer.session.view import Pane


@pytest.fixture
def desk(tmp_path):
    """A desk whose note cites 0:01:02, in the middle of what is said from 56 s on."""
    text = "".join(
        f"{number}\n00:00:{second:02},000 --> 00:00:{second + 3:02},000\nsaid at {second}\n\n"
        if second < 60
        else f"{number}\n00:01:{second - 60:02},400 --> 00:01:{second - 57:02},000\n"
        f"said at {second}\n\n"
        for number, second in enumerate(range(54, 78, 4), start=1)
    )
    return Desk(tmp_path).has(("en", text, False)).opens()


def test_what_is_said_around_a_timestamp_is_shown_and_the_video_stays(desk):
    peek = peek_at(desk.session, 0)
    assert [(each.text, each.is_current) for each in peek.said] == [
        ("said at 58", False), ("said at 62", True), ("said at 66", False), ("said at 70", False),
    ]  # fmt: skip
    assert peek.time == "0:01:02"
    assert peek.picture is None
    assert desk.position_ms == 0


def test_without_a_transcript_it_is_said_why(tmp_path):
    peek = peek_at(Desk(tmp_path).opens().session, 0)
    assert peek.said == ()
    assert peek.words == "This video has no subtitles."


def test_before_anything_is_said_the_first_words_are_shown(tmp_path):
    late = srt(["later"], step_s=90)
    peek = peek_at(Desk(tmp_path).has(("en", late, False)).opens().session, 0)
    assert [(each.text, each.is_current) for each in peek.said] == [("later", False)]


def test_a_timestamp_that_is_not_there_is_refused(desk):
    with pytest.raises(NoteError):
        peek_at(desk.session, 7)


def test_esc_closes_the_peek_before_anything_else(desk):
    desk.does("peek_moment", "1")
    assert desk.session.view.peek == 0
    desk.session.view.show_sheet(Pane.KEYS)
    desk.does("close_topmost")
    assert desk.session.view.peek is None
    assert desk.session.view.sheet is Pane.KEYS
