"""What written times mean in their note."""

import pytest

from viewer.note.note import Verdict
from viewer.note.verdicts import Judge, Stamp

MINUTE = 60_000


def judged(stamps, video_ms=None):
    """Return (seconds, verdict) for stamps given as text or as (attribute, text)."""
    stamps = [Stamp(*stamp) if isinstance(stamp, tuple) else Stamp(stamp) for stamp in stamps]
    judge = Judge.of(stamps, video_ms)
    readings = [judge.read(stamp) for stamp in stamps]
    return [
        (reading.time_ms // 1000 if reading.time_ms is not None else None, str(reading.verdict))
        for reading in readings
    ]


@pytest.mark.parametrize(
    ("why", "stamps", "video_ms", "expected"),
    [
        ("ordinary times stay", ["00:04:08", "01:02:03"], None, [(248, "ok"), (3723, "ok")]),
        ("five hours are impossible", ["18:49:00", "00:04:08", "00:04:09", "00:04:10"], None,
         [(1129, "shifted"), (248, "ok"), (249, "ok"), (250, "ok")]),
        ("a wholly shifted note is shifted in its small times too",
         ["18:49:00", "00:25:00", "01:02:00"], None,
         [(1129, "shifted"), (25, "shifted"), (62, "shifted")]),
        ("four fields beside late ones prove the shift",
         ["59:40:00", "01:00:03:00", "02:10:11"], None,
         [(3580, "shifted"), (3603, "ok"), (130, "shifted")]),
        ("the real length decides", ["02:30:31", "00:10:00", "00:11:12"], 40 * MINUTE,
         [(150, "shifted"), (600, "ok"), (672, "ok")]),
        ("with the real length an hour can be right", ["02:30:31"], 180 * MINUTE, [(9031, "ok")]),
        ("a little late is late, not shifted", ["00:22:43", "00:10:01"], 22 * MINUTE + 40_000,
         [(1363, "past_end"), (601, "ok")]),
        ("text beside proves the shift", [("11:18:00", "[00:11:18]"), "00:01:02", "00:01:03"],
         None, [(678, "shifted"), (62, "ok"), (63, "ok")]),
        ("text beside a small shifted time proves it", [("01:18:00", "[01:18]")], None,
         [(78, "shifted")]),
        ("a text that fits wins over an attribute that does not",
         [("23:11:00", "[02:31:11]"), "00:01:02", "00:01:03"], None,
         [(9071, "from_text"), (62, "ok"), (63, "ok")]),
        ("where both fit the attribute counts", [("00:18:57", "[00:19:01]")], None, [(1137, "ok")]),
        ("a template gives way to the text", [("HH:00:20", "[00:00:20]")], None,
         [(20, "from_text")]),
        ("an address gives way to the text", [("https://youtu.be/XYZ", "03:10:00")], None,
         [(11400, "from_text")]),
        ("a shifted text is seen behind a broken attribute",
         [("N/A", "[18:49:00]"), "19:00:00"], None, [(1129, "shifted"), (1140, "shifted")]),
        ("hundredths in the place of seconds", ["11:31:94"], None, [(691, "shifted")]),
        ("nothing readable is said to be so", [("N/A", "here")], None, [(None, "unreadable")]),
        ("nothing at all is unreadable", [("", "")], None, [(None, "unreadable")]),
        ("two fields are never hours", ["41:50"], None, [(2510, "ok")]),
        ("no reading fits", ["59:58:00"], 10 * MINUTE, [(3598, "past_end")]),
        ("a shifted note stays shifted past its end", ["09:10:00", "11:12:00", "26:26:00"],
         24 * MINUTE, [(550, "shifted"), (672, "shifted"), (1586, "past_end")]),
        ("minutes may pass ninety-nine where hours are asked for", ["110:26:00"], None,
         [(6626, "shifted")]),
        ("units leave no doubt", ["6h10m", "18:49:00"], None, [(22200, "past_end"),
                                                             (1129, "shifted")]),
        ("seconds written twice are as telling as none", ["05:37:37", "01:11:11", "06:34:34"], None,
         [(337, "shifted"), (71, "shifted"), (394, "shifted")]),
        ("stamps that look shifted are, where others are for certain",
         ["00:04:08", "00:05:19", "00:09:33", "01:02:00", "01:07:00", "02:03:00", "18:49:00"], None,
         [(248, "ok"), (319, "ok"), (573, "ok"), (62, "shifted"), (67, "shifted"),
          (123, "shifted"), (1129, "shifted")]),
        ("one of a few that looks shifted is so by chance",
         ["00:04:04", "00:03:58", "00:04:27", "00:04:35", "04:13:00", "04:20:00"], 334_000,
         [(244, "ok"), (238, "ok"), (267, "ok"), (275, "ok"), (253, "shifted"), (260, "shifted")]),
        ("one that looks shifted by chance is not",
         ["00:12:00", *(f"00:{minute}:31" for minute in range(10, 50)), "18:49:00"], None,
         [(720, "ok"), *((minute * 60 + 31, "ok") for minute in range(10, 50)),
          (1129, "shifted")]),
        ("a note that goes on smoothly past five is shifted before it, too",
         ["04:25:31", "04:40:02", "04:58:10", "05:13:21", "05:43:24"], None,
         [(265, "shifted"), (280, "shifted"), (298, "shifted"), (313, "shifted"),
          (343, "shifted")]),
        ("a note that leaps at five is not", ["01:02:03", "00:58:31", "59:13:21", "01:01:10"],
         None, [(3723, "ok"), (3511, "ok"), (3553, "shifted"), (3670, "ok")]),
        ("a note with many times of its first hour has its others by the hour, too",
         ["00:09:45", "00:10:22", "00:31:17", "02:13:50", "05:27:08", "01:36:38"], None,
         [(585, "ok"), (622, "ok"), (1877, "ok"), (8030, "ok"), (327, "shifted"), (5798, "ok")]),
        ("a video that is too short does not make a note shifted",
         ["00:10:23", "00:14:31", "00:17:19"], 3 * MINUTE,
         [(623, "past_end"), (871, "past_end"), (1039, "past_end")]),
        ("the length decides what was ambiguous", ["01:02:00", "02:10:00", "03:20:00"],
         180 * MINUTE, [(62, "shifted"), (130, "shifted"), (200, "shifted")]),
        ("a text that is a little later is the end of what is cited",
         [("00:18:57", "[00:19:27]")], None, [(1137, "ok")]),
        ("a range in the attribute is kept in spite of its text",
         [("00:01:02 - 00:01:05", "[00:01:02]")], None, [(62, "ok")]),
        ("a text too late leaves the attribute alone", [("00:01:02", "[00:59:00]")], 10 * MINUTE,
         [(62, "ok")]),
    ],
)  # fmt: skip
def test_what_a_time_means(why, stamps, video_ms, expected):
    assert judged(stamps, video_ms) == expected, why


def test_a_shifted_time_says_how_it_was_read():
    judge = Judge.of([Stamp("18:49:00")], None)
    assert judge.read(Stamp("18:49:00")).reason == "read as 18:49, written 18:49:00"


def test_a_shifted_stretch_is_shifted_at_both_ends():
    judge = Judge.of([Stamp("18:49:00 - 19:10:00")], None)
    reading = judge.read(Stamp("18:49:00 - 19:10:00"))
    assert (reading.time_ms, reading.end_ms) == (1_129_000, 1_150_000)


@pytest.mark.parametrize(
    ("stamp", "video_ms", "reason"),
    [
        (Stamp("0:50:33"), 45 * MINUTE + 10_000, "0:50:33 is past the end of the video (0:45:10)"),
        (Stamp("6h"), None, "6:00:00 is too late to be meant"),
        (Stamp("HH:00:20", "[00:00:20]"), None,
         "read as 0:00:20 from its text, written HH:00:20"),
        (Stamp("00:18:57", "[00:25:01]"), None, "read as 0:18:57, its text says 0:25:01"),
        (Stamp("00:25:01", "[00:18:57]"), None, "read as 0:25:01, its text says 0:18:57"),
        (Stamp("00:18:57", "[00:19:27]"), None, ""),
        (Stamp("00:18:57", "[00:18:27]"), None, ""),
        (Stamp("00:18:57", "[18:57]"), None, ""),
        (Stamp("00:01:18", "[01:18:00]"), None, ""),
        (Stamp("00:18:57", "[00:25:01]"), 20 * MINUTE, ""),
        (Stamp("", "[0:20]"), None, "read as 0:20 from its text, written without a time"),
    ],
)  # fmt: skip
def test_a_reading_gives_its_reason(stamp, video_ms, reason):
    others = [Stamp("00:00:31"), Stamp("00:00:32"), Stamp("00:00:33")]
    assert Judge.of([stamp, *others], video_ms).read(stamp).reason == reason


def test_a_note_that_can_mean_either_is_taken_as_written_and_says_so_once():
    stamps = [Stamp("01:02:00"), Stamp("00:40:00"), Stamp("02:31:00")]
    judge = Judge.of(stamps, None)
    assert [judge.read(stamp).time_ms for stamp in stamps] == [3_720_000, 2_400_000, 9_060_000]
    (doubt,) = judge.doubts(len(stamps))
    assert doubt.line == 0
    assert "1:02:00 may mean 0:01:02" in doubt.sentence


@pytest.mark.parametrize(
    ("stamps", "video_ms"),
    [
        (["01:02:00", "02:31:00"], None),
        (["01:02:00", "01:02:00", "01:02:00"], None),
        (["00:05:00", "00:10:00", "00:15:00"], None),
        (["01:02:00", "00:40:00", "02:31:01"], None),
        (["01:02:00", "00:40:00", "02:31:00"], 3 * 60 * MINUTE),
        (["01:02", "02:31", "03:40"], None),
    ],
)
def test_what_is_not_ambiguous_says_nothing(stamps, video_ms):
    assert Judge.of([Stamp(stamp) for stamp in stamps], video_ms).doubts(len(stamps)) == ()


@pytest.mark.parametrize("video_ms", [None, 10 * MINUTE, 60 * MINUTE])
def test_the_readers_own_word_that_a_note_is_shifted_stands(video_ms):
    stamps = [Stamp("00:01:02", "[00:01:02]"), Stamp("18:49:00", "[00:18:49]"), Stamp("01:05")]
    judge = Judge.of(stamps, video_ms, is_shifted=True)
    assert [judge.read(stamp).time_ms for stamp in stamps] == [1_000, 1_129_000, 65_000]
    (doubt,) = judge.doubts(3)
    assert doubt.sentence == "You chose to read 18:49:00 as 18 minutes and 49 seconds in this note."


def test_the_readers_own_word_that_a_note_is_not_shifted_stands():
    stamps = [Stamp(f"{minute}:10:00", f"[00:{minute}:10]") for minute in range(10, 40)]
    judge = Judge.of(stamps, 60 * MINUTE, is_shifted=False)
    readings = [judge.read(stamp) for stamp in stamps]
    assert [reading.time_ms for reading in readings[:2]] == [36_600_000, 40_200_000]
    assert {reading.verdict for reading in readings} == {Verdict.PAST_END}
    (doubt,) = judge.doubts(30)
    assert doubt.sentence == "You chose to read 18:49:00 as 18 hours and 49 minutes in this note."


def test_the_readers_own_word_makes_nothing_of_what_is_no_time():
    judge = Judge.of([], None, is_shifted=True)
    assert judge.read(Stamp("N/A", "here")).verdict is Verdict.UNREADABLE
    assert judge.read(Stamp("N/A", "[18:49:00]")).time_ms == 1_129_000


def test_every_reading_that_differs_gives_a_reason():
    stamps = [Stamp("18:49:00"), Stamp("HH:00:20", "0:20"), Stamp("x", "y"), Stamp("99:99:99")]
    judge = Judge.of(stamps, 60_000)
    for stamp in stamps:
        reading = judge.read(stamp)
        assert bool(reading.reason) == (reading.verdict is not Verdict.OK)


def test_a_wholly_shifted_note_says_so_once(read):
    note = read("".join(f'<a class="yt-timestamp" data-t="{m}:10:00"></a> ' for m in range(10, 40)))
    assert [doubt.line for doubt in note.warnings] == [0]
    assert {moment.verdict for moment in note.moments} == {Verdict.SHIFTED}
