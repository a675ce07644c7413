"""Walking by chapters and by what the note leaves out, as commands do it."""

import pytest

from tests.session.study_desk import CHAPTERS, StudyDesk
from viewer.errors import PlaybackError
from viewer.session.timeline import Kind


@pytest.fixture
def desk(tmp_path):
    # The note cites 0:20–0:30, 1:40–1:50, 2:10–2:20 and 7:00–7:10 of ten minutes.
    desk = StudyDesk(tmp_path, current_at_most_ms=10_000)
    desk.reader.chapters = CHAPTERS
    return desk.opens("lecture")


def test_chapters_are_walked_both_ways_and_the_video_stays_as_it_is(desk):
    places = []
    for command in ("next_chapter", "next_chapter", "previous_chapter", "previous_chapter"):
        desk.does(command)
        places.append(desk.at_ms)
        assert not desk.is_playing
    assert places == [120_000, 400_000, 120_000, 0]
    desk.does("next_chapter", "2")
    assert desk.at_ms == 400_000


def test_back_within_a_chapter_is_back_to_where_it_begins(desk):
    desk.does("scrub", "130000").does("previous_chapter")
    assert desk.at_ms == 120_000


def test_at_the_ends_and_without_chapters_it_is_said_in_words(desk):
    with pytest.raises(PlaybackError, match="no further chapter"):
        desk.does("previous_chapter")
    desk.reader.chapters = ()
    with pytest.raises(PlaybackError, match="has no chapters"):
        desk.opens("moon").does("next_chapter")


def test_gaps_are_walked_and_played(desk):
    places = []
    for command in ("next_gap", "next_gap", "next_gap", "previous_gap"):
        desk.does(command)
        places.append(desk.at_ms)
    assert places == [30_000, 140_000, 430_000, 140_000]
    assert desk.is_playing


def test_a_note_that_leaves_nothing_out_says_so(tmp_path):
    desk = StudyDesk(tmp_path, uncited_gap_ms=3_600_000).opens("lecture")
    with pytest.raises(PlaybackError, match="leaves out no long stretch"):
        desk.does("next_gap")
    with pytest.raises(PlaybackError, match="cites nothing"):
        desk.opens("bare").does("next_gap")


def test_the_overview_follows_the_note_and_tells_it_once(desk):
    told = []
    overview = desk.studying.overview
    overview.changed.connect(lambda: told.append(True))
    before = overview.timeline
    desk.does("toggle_playing").lives(500)
    assert overview.timeline is before
    assert not told
    desk.opens("moon")
    assert told
    kinds = [Kind(row[1]) for row in overview.timeline.rows]
    assert kinds.count(Kind.MOMENT) == 1
    assert kinds.count(Kind.CHAPTER) == 3
    assert overview.timeline.duration_ms == 600_000


@pytest.mark.parametrize(
    ("time_ms", "spoken"),
    [
        (20_000, "0:00:20. Opening. The near bulge. Tides"),
        (18_000, "0:00:18. Opening. The near bulge. Tides"),  # so near that it is meant
        (16_000, "0:00:16. Opening. Not cited"),
        (101_000, "0:01:41. Opening. They come twice. Tides"),
        (300_000, "0:05:00. The bulges. Not cited"),
    ],
)
def test_a_glimpse_tells_what_is_at_a_time(desk, time_ms, spoken):
    assert desk.studying.overview.glimpse(time_ms, 2_000).spoken == spoken
