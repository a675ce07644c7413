"""A re-upload with another beginning: the note stays as it is, its times are followed elsewhere."""

import pytest

from viewer.ui.link_words import link_words


@pytest.fixture
def late(reader, vault):
    """A reader of a note whose first moment is 1:08, and a film that may begin later."""
    return reader.opens_with_film(vault / "lecture.md")


def hears(reader, command, argument="") -> None:
    reader.window.catalogue.run(command, reader.session, argument)
    reader.settles()


def badge(reader) -> str:
    offset = reader.window.head._offset
    return offset.text() if offset.isVisibleTo(reader.window) else ""


def test_an_offset_is_typed_and_every_time_is_followed_so(late, vault):
    reader, text = late, (vault / "lecture.md").read_bytes()
    shown = reader.window.note.toPlainText()
    hears(reader, "ask_offset")
    reader.sees(lambda: reader.window.asking.picker.isVisible())
    reader.types("+0:12.5").presses("Enter").settles()
    reader.sees(lambda: badge(reader) == "offset +0:12.5").sees_notice("12.5 s later")
    assert reader.window.note.toPlainText() == shown
    assert (vault / "lecture.md").read_bytes() == text
    note = reader.session.page.note
    assert link_words(note, "moment:0") == "shown 12.5 s later: this video's offset"
    hears(reader, "seek_moment", "1")
    reader.presses("Space").settles().sees_position(80_500, within_ms=2_000)
    hears(reader, "seek_moment_quietly", "1")
    reader.sees_frame_at(80_500)


def test_another_note_of_the_video_has_the_offset_and_so_has_the_next_run(late, vault):
    hears(late, "set_offset", "-0:05")
    late.session.reading.open_note(vault, "other_note.md")
    late.sees_note("Another note").settles()
    assert late.session.moments[0].time_ms == 115_000
    late.quits().opens_with_film(vault / "lecture.md")
    assert late.session.moments[0].time_ms == 63_000
    hears(late, "clear_offset")
    assert (late.session.moments[0].time_ms, badge(late)) == (68_000, "")


def test_the_moment_with_the_focus_is_now(late):
    hears(late, "seek_moment_quietly", "2")
    late.sees_frame_at(41_000)
    late.session.video.go_to(44_000, play=False)
    late.sees_frame_at(44_000)
    hears(late, "this_moment_is_now")
    assert [each.time_ms for each in late.session.moments[:2]] == [71_000, 44_000]
    assert badge(late) == "offset +0:03"


def test_what_lies_before_the_beginning_or_past_the_end_leads_nowhere_and_is_mended_by_now(late):
    hears(late, "set_offset", "-1:00")
    before = late.session.video.position_ms()
    hears(late, "seek_moment", "2")
    late.sees_notice("0:00:41, 1:00 earlier, lies before this video begins.")
    assert late.session.video.position_ms() == before
    late.session.video.go_to(44_000, play=False)
    late.sees_frame_at(44_000)
    hears(late, "moment_is_now", "2")
    assert late.session.moments[1].time_ms == 44_000
    hears(late, "set_offset", "+1:45")
    hears(late, "seek_moment", "1")
    late.sees_notice("is past the end of the video")


def test_what_is_no_offset_is_refused(late):
    hears(late, "set_offset", "soon")
    late.sees_notice("“soon” is not an offset.")
    hears(late, "set_offset", "25:00:00")
    late.sees_notice("more than a day")


def test_a_file_that_no_note_names_has_its_offset_too(reader, tmp_path):
    note = tmp_path / "bare.md"
    note.write_text("# Bare\n\nA claim [0:00:41].\n")
    reader.opens_with_film(note)
    hears(reader, "set_offset", "+0:02")
    reader.quits().opens_with_film(note)
    reader.sees(lambda: reader.session.moments[0].time_ms == 43_000)
    assert badge(reader) == "offset +0:02"
