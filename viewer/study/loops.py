"""The loops a person has named, for each video."""

from pathlib import Path

from viewer.errors import StudyError
from viewer.note.timestamps import LONGEST_MS
from viewer.study.table import Table

Span = tuple[int, int]


class NamedLoops:
    """From where to where, in ms of a video's time, by the names a person gave."""

    def __init__(self, file: Path) -> None:
        self._table = Table(file, "The loop")

    def of(self, video: str) -> dict[str, Span]:
        """Return a video's loops, by time."""
        said = self._table.get(video)
        loops = said if isinstance(said, dict) else {}
        good = {name: (span[0], span[1]) for name, span in loops.items() if _is_span(span)}
        return dict(sorted(good.items(), key=lambda each: each[1]))

    def keep(self, video: str, name: str, span: Span) -> None:
        """Remember a loop under a name; one of that name goes.

        Raises StudyError when it cannot be written; it then holds for this run only.
        """
        self._table.keep(video, {**self.of(video), name: span})

    def forget(self, video: str, name: str) -> None:
        """Remember a loop no longer.

        Raises StudyError when there is none of that name, or it cannot be written.
        """
        loops = self.of(video)
        if name not in loops:
            raise StudyError(f"This video has no loop named “{name}”.")
        del loops[name]
        self._table.keep(video, loops or None)


def _is_span(span: object) -> bool:
    if not isinstance(span, list | tuple) or len(span) != 2:
        return False
    is_number = all(isinstance(each, int) and not isinstance(each, bool) for each in span)
    return is_number and 0 <= span[0] < span[1] <= LONGEST_MS
