"""The loops a person has named, for each video.

Kept in the data folder as one small JSON file that is written to a neighbour and renamed. A file
that cannot be read is put aside, never overwritten: what a person named is theirs.
"""

from pathlib import Path

from viewer.errors import StudyError
from viewer.study.kept_json import put_aside, read_table, write_table

Span = tuple[int, int]


class NamedLoops:
    """From where to where, in ms of a video's time, by the names a person gave."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def of(self, video: str) -> dict[str, Span]:
        """Return a video's loops, by time."""
        said = self._read().get(video)
        loops = said if isinstance(said, dict) else {}
        good = {name: span for name, span in loops.items() if _is_span(span)}
        return {name: (a, b) for name, (a, b) in sorted(good.items(), key=lambda each: each[1])}

    def keep(self, video: str, name: str, span: Span) -> None:
        """Remember a loop under a name; one of that name goes.

        Raises StudyError when it cannot be written.
        """
        self._write(video, {**self.of(video), name: span})

    def forget(self, video: str, name: str) -> None:
        """Remember a loop no longer.

        Raises StudyError when there is none of that name, or it cannot be written.
        """
        loops = self.of(video)
        if name not in loops:
            raise StudyError(f"This video has no loop named “{name}”.")
        del loops[name]
        self._write(video, loops)

    def _read(self) -> dict[str, object]:
        try:
            return read_table(self._file)
        except ValueError:
            put_aside(self._file)
            return {}

    def _write(self, video: str, loops: dict[str, Span]) -> None:
        said = self._read()
        said.pop(video, None)
        if loops:
            said[video] = loops
        try:
            write_table(self._file, said)
        except OSError as error:
            raise StudyError(
                f"The loop could not be written to “{self._file}” ({error.strerror or error}).",
                hint="Make room on that disk, or let Notereel write there.",
            ) from error


def _is_span(span: object) -> bool:
    if not isinstance(span, list) or len(span) != 2:
        return False
    is_number = all(isinstance(each, int) and not isinstance(each, bool) for each in span)
    return is_number and 0 <= span[0] < span[1]
