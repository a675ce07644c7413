"""Times and moments as a screen reader says them."""

from collections.abc import Sequence

from viewer.note.note import Moment


def spoken_time(time_ms: int) -> str:
    """Return a time in words, such as 4 minutes 33; the last part of several has no unit."""
    hours, rest = divmod(time_ms // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    parts = [_counted(hours, "hour"), _counted(minutes, "minute")]
    if seconds or not (hours or minutes):
        parts.append(str(seconds) if hours or minutes else _counted(seconds, "second"))
    return " ".join(part for part in parts if part)


def spoken_moment(moments: Sequence[Moment], index: int) -> str:
    """Return which moment of how many it is, its time, and the heading it stands under."""
    moment = moments[index]
    parts = [f"moment {index + 1} of {len(moments)}"]
    if moment.time_ms is not None:
        parts.append(spoken_time(moment.time_ms))
    parts.append(moment.heading)
    return ", ".join(part for part in parts if part)


def _counted(count: int, unit: str) -> str:
    return f"{count} {unit}{'s' * (count != 1)}" if count or unit == "second" else ""
