"""A note's times in a video that begins earlier or later than the one it was made from.

The offset is put on the moments when a note is looked at; its text and its page stay as written.
"""

from dataclasses import replace

from viewer.note.note import Moment, Note, Verdict
from viewer.note.timestamps import format_time

MINUTE_MS, HOUR_MS = 60_000, 3_600_000


def end_before(video_ms: int | None, offset_ms: int) -> int | None:
    """Return the last time a note can mean in a video of this length; None if that is unknown."""
    return None if video_ms is None else max(1, video_ms - offset_ms)


def with_offset(note: Note, offset_ms: int, video_ms: int | None) -> Note:
    """Return a note, read up to `end_before`, with its moments in the video's time."""
    if not offset_ms:
        return note
    moments = tuple(_moved(each, offset_ms, video_ms) for each in note.moments)
    return replace(note, moments=moments, offset_ms=offset_ms)


def offset_words(offset_ms: int) -> str:
    """Say by how much times are moved: `12.5 s later`, `1:02.25 earlier`."""
    return f"{_length(abs(offset_ms))} {'later' if offset_ms > 0 else 'earlier'}"


def offset_sign(offset_ms: int) -> str:
    """Say an offset as one types it: `+0:12.5`."""
    return f"{'+' if offset_ms > 0 else '−'}{_clock(abs(offset_ms))}"


def _moved(moment: Moment, offset_ms: int, video_ms: int | None) -> Moment:
    if moment.time_ms is None:
        return moment
    time_ms = moment.time_ms + offset_ms
    end_ms = None if moment.end_ms is None else moment.end_ms + offset_ms
    if moment.verdict is Verdict.PAST_END and video_ms is not None:
        reason = (
            f"{moment.text}, {offset_words(offset_ms)}, is past the end of the video "
            f"({format_time(video_ms)})"
        )
        return replace(moment, time_ms=max(0, time_ms), end_ms=end_ms, reason=reason)
    if time_ms >= 0:
        return replace(moment, time_ms=time_ms, end_ms=end_ms)
    if end_ms is not None and end_ms > 0:
        return replace(moment, time_ms=0, end_ms=end_ms)
    reason = f"{moment.text}, {offset_words(offset_ms)}, lies before this video begins"
    return replace(moment, time_ms=None, end_ms=None, verdict=Verdict.BEFORE_START, reason=reason)


def _length(time_ms: int) -> str:
    return f"{time_ms / 1000:g} s" if time_ms < MINUTE_MS else _clock(time_ms)


def _clock(time_ms: int) -> str:
    fraction = f".{time_ms % 1000:03}".rstrip("0").rstrip(".")
    return f"{format_time(time_ms, 3 if time_ms >= HOUR_MS else 2)}{fraction}"
