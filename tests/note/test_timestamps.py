"""Every way a time is written, and what it is in milliseconds."""

import pytest

from viewer.errors import UsageError
from viewer.note.timestamps import format_time, parse_time, parse_times


def at(hours, minutes, seconds, ms=0):
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


@pytest.mark.parametrize(
    ("written", "time_ms"),
    [
        ("00:04:08", at(0, 4, 8)),
        ("41:50", at(0, 41, 50)),
        ("9:07", at(0, 9, 7)),
        ("0:51:00", at(0, 51, 0)),
        ("01:00:17:51", at(1, 0, 17)),
        ("1:07:12:00", at(1, 7, 12)),
        ("00:18:58]", at(0, 18, 58)),
        ("18:58]", at(0, 18, 58)),
        ("01:26:", at(0, 1, 26)),
        ("00:01:26:", at(0, 1, 26)),
        ("05:4:00", at(5, 4, 0)),
        ("00:43:0", at(0, 43, 0)),
        ("01:00:010", at(1, 0, 10)),
        ("001:00:23", at(1, 0, 23)),
        ("110:26", at(1, 50, 26)),
        ("2241", at(0, 37, 21)),
        (":54", at(0, 0, 54)),
        ("[00:01:02]", at(0, 1, 2)),
        (" [ 00:01:02 ] ", at(0, 1, 2)),
        ("[[00:01:02]]", at(0, 1, 2)),
        ("\u200b[00:01:02]\u2069", at(0, 1, 2)),
        ("00\u00a0: 01 :02", at(0, 1, 2)),
        ("00：01：02", at(0, 1, 2)),
        ("`00:01:02`", at(0, 1, 2)),
        ("**00:01:02**.", at(0, 1, 2)),
        ("0:00:00.413Z", 413),
        ("02:01.12", at(0, 2, 1, 120)),
        ("00:01:53,824", at(0, 1, 53, 824)),
        ("1h2m3s", at(1, 2, 3)),
        ("1h", at(1, 0, 0)),
        ("12m9s", at(0, 12, 9)),
        ("5 min", at(0, 5, 0)),
        ("89s", at(0, 1, 29)),
        ("10.5s", at(0, 0, 10, 500)),
        ("00m01s", at(0, 0, 1)),
        ("2m27s", at(0, 2, 27)),
        ("59.265613", at(0, 0, 59, 265)),
        ("1:02:03.9999", at(1, 2, 3, 999)),
        ("[:54]", at(0, 0, 54)),
        (".[00:01:02]", at(0, 1, 2)),
        ("110:26:00", at(110, 26, 0)),
        ("9:9:9", at(9, 9, 9)),
        ("٠٣:٤٥", at(0, 3, 45)),
    ],
)
def test_one_time_is_read(written, time_ms):
    (span,) = parse_times(written)
    assert (span.start.ms, span.end) == (time_ms, None)


@pytest.mark.parametrize(
    ("written", "start_ms", "end_ms"),
    [
        ("01:30:30 - 01:38:41", at(1, 30, 30), at(1, 38, 41)),
        ("13:05–14:16", at(0, 13, 5), at(0, 14, 16)),
        ("[00:23:44—00:23:51]", at(0, 23, 44), at(0, 23, 51)),
        ("0:07 to 0:09", at(0, 0, 7), at(0, 0, 9)),
        ("5s→10s", at(0, 0, 5), at(0, 0, 10)),
        ("5s - 10.5s", at(0, 0, 5), at(0, 0, 10, 500)),
        ("00:10:05]-[00:10:12]", at(0, 10, 5), at(0, 10, 12)),
    ],
)
def test_a_stretch_keeps_both_its_ends(written, start_ms, end_ms):
    (span,) = parse_times(written)
    assert (span.start.ms, span.end.ms) == (start_ms, end_ms)


@pytest.mark.parametrize(
    "written", ["[00:00:34, 00:02:49]", "00:00:34,00:02:49", "00:00:34 and 00:02:49", "0:34; 2:49"]
)
def test_a_list_is_several_times(written):
    assert [span.start.ms for span in parse_times(written)] == [34_000, 169_000]


def test_a_stretch_that_ends_before_it_starts_is_two_times():
    assert [span.end for span in parse_times("02:00 - 01:00")] == [None, None]


@pytest.mark.parametrize(
    "written",
    ["", "N/A", "HH:MM:SS", "HH:00:20", "https://youtu.be/XYZ", "11:00 AM", "at 0:30 he", "::",
     "999:59:59", "Link", "[]", "John 3:16"],
)  # fmt: skip
def test_what_is_not_a_time_is_none(written):
    assert parse_times(written) == ()


@pytest.mark.parametrize(
    ("time_ms", "width", "text"),
    [
        (248_000, 3, "0:04:08"),
        (248_999, 2, "4:08"),
        (6_626_000, 2, "110:26"),
        (6_626_000, 3, "1:50:26"),
        (0, 2, "0:00"),
        (-5, 3, "0:00:00"),
    ],
)
def test_a_time_is_formatted(time_ms, width, text):
    assert format_time(time_ms, width) == text


@pytest.mark.parametrize("time_ms", [0, 1_000, 59_000, 60_000, 3_599_000, 3_600_000, 359_999_000])
def test_reading_undoes_formatting(time_ms):
    assert parse_time(format_time(time_ms)) == time_ms


def test_a_typed_time_that_is_none_says_what_to_type():
    with pytest.raises(UsageError, match="“soon” is not a time"):
        parse_time("soon")


def test_a_control_character_beside_a_colon_is_a_blank():
    assert parse_time("184:\x1e00") == 184 * 60_000


@pytest.mark.parametrize(
    ("written", "can_be"),
    [("18:49:00", True), ("1h2m3s", False), ("18:49", False), ("1:02:03:04", False), ("62", False)],
)
def test_only_three_fields_without_units_can_be_shifted(written, can_be):
    (span,) = parse_times(written)
    assert span.start.can_be_shifted is can_be


@pytest.mark.parametrize(
    ("written", "width"),
    [("0:05", 2), ("0:00:05", 3), ("0:00:05:12", 3), ("89", 2), ("3599s", 2), ("3600s", 3),
     ("1h", 3), ("5m", 2)],
)  # fmt: skip
def test_a_time_is_shown_as_wide_as_it_was_written(written, width):
    (span,) = parse_times(written)
    assert span.start.width == width
