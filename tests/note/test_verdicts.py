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
        ("no reading fits", ["59:58:00"], 10 * MINUTE, [(215880, "past_end")]),
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
