"""Where a person was: the last note, and how far they were in each.

Kept as one small JSON file, written to a neighbour and renamed, so that a kill tears nothing;
what cannot be read is forgotten, never fatal.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from viewer.durable import LateWriting, put_aside, read_object, write_whole

MOST_NOTES = 2_000
MOST_BYTES = 16_000_000
MOST = 2**31 - 1
"""No place on a page and no time of a video is larger; the window's numbers end here."""
# With what passes until somebody calls again, a kill loses less than a second.
WRITE_EVERY_MS = 700
DONE_SHARE = 0.95
DONE_LEFT_MS = 10_000


@dataclass(frozen=True, slots=True)
class Scroll:
    """A place on a page: the text position at the top edge, and the pixels above it."""

    position: int = 0
    offset_px: int = 0


@dataclass(frozen=True, slots=True)
class Position:
    """How far someone was in a note: its scroll, and the video's time in ms."""

    scroll: Scroll = Scroll()
    time_ms: int = 0


@dataclass(frozen=True, slots=True)
class Watched:
    """How far someone was in a video; `is_done` once they had come to its end."""

    time_ms: int = 0
    duration_ms: int = 0
    is_done: bool = False

    @property
    def start_ms(self) -> int:
        """Where to go on: a video that is as good as over begins anew."""
        return 0 if self.is_over_at(self.time_ms) else self.time_ms

    def is_over_at(self, time_ms: int) -> bool:
        """Whether there is so little left that nobody would go on there."""
        left_ms = self.duration_ms - time_ms
        return self.duration_ms > 0 and (
            time_ms >= DONE_SHARE * self.duration_ms or left_ms < DONE_LEFT_MS
        )


class Positions:
    """What is remembered between two runs.

    `now_ms` comes from outside; `keep` is cheap and may be called often, as the file is
    written about once a second, and by `flush`.
    """

    def __init__(self, file: Path, now_ms: Callable[[], int]) -> None:
        self._said = _read(file)
        self._writing = LateWriting(lambda: _write(file, self._said), now_ms, WRITE_EVERY_MS)

    @property
    def last_note(self) -> tuple[str, str] | None:
        """The vault and the note that were open last, or None."""
        last = self._said.get("last")
        if isinstance(last, list) and len(last) == 2 and all(isinstance(it, str) for it in last):
            return last[0], last[1]
        return None

    @property
    def vaults(self) -> list[Path]:
        """The vaults that were opened before, the one that was open last first."""
        last = self.last_note
        return [Path(each) for each in dict.fromkeys([*(last or ())[:1], *self._said["vaults"]])]

    def last_note_of(self, vault: Path) -> str | None:
        """Return the note of this vault that was open last, or None."""
        return _text_or_none(self._said["vaults"].get(str(vault)))

    def of(self, vault: Path, note: str) -> Position:
        """Return where the reader was in a note; its beginning if they never were."""
        said = self._said["notes"].get(str(vault / note))
        try:
            position, offset_px = said["scroll"]
            return Position(
                Scroll(_number(position), _number(offset_px, -MOST)), _number(said["time_ms"])
            )
        except (TypeError, KeyError, ValueError):
            return Position()

    def keep(self, vault: Path, note: str, position: Position) -> None:
        """Remember where the reader is, and that this note is the last one."""
        self._said["last"] = [str(vault), note]
        self._said["vaults"][str(vault)] = note
        notes = self._said["notes"]
        notes.pop(str(vault / note), None)
        scroll = position.scroll
        notes[str(vault / note)] = {
            "scroll": [scroll.position, scroll.offset_px],
            "time_ms": position.time_ms,
        }
        while len(notes) > MOST_NOTES:
            notes.pop(next(iter(notes)))
        self._writing.touch()

    def of_video(self, key: str) -> Watched:
        """Return how far the reader was in a video; at its beginning if they never were."""
        said = self._said["videos"].get(key)
        try:
            time_ms, duration_ms = _number(said["time_ms"]), _number(said["duration_ms"])
            return Watched(time_ms, duration_ms, bool(said["is_done"]))
        except (TypeError, KeyError, ValueError):
            return Watched()

    def keep_video(self, key: str, time_ms: int, duration_ms: int) -> None:
        """Remember how far the reader is in a video; that they came to its end stays so."""
        videos = self._said["videos"]
        here = Watched(time_ms, duration_ms)
        is_done = self.of_video(key).is_done or here.is_over_at(time_ms)
        videos.pop(key, None)
        videos[key] = asdict(replace(here, is_done=is_done))
        while len(videos) > MOST_NOTES:
            videos.pop(next(iter(videos)))
        self._writing.touch()

    @property
    def version(self) -> str:
        """The version of Notereel whose news the reader knows of; empty if none was told."""
        return _text_or_none(self._said.get("version")) or ""

    def keep_version(self, version: str) -> None:
        """Remember that the reader knows of this version."""
        self._said["version"] = version
        self._writing.touch()

    @property
    def is_fresh(self) -> bool:
        """Whether no note was ever open here: this person begins."""
        return self.last_note is None and not self._said["notes"]

    def window(self) -> dict[str, Any]:
        """Return what the window remembers of itself."""
        return dict(self._said["window"])

    def keep_window(self, state: dict[str, Any]) -> None:
        """Remember what the window looks like; plain data only."""
        if state != self._said["window"]:
            self._said["window"] = dict(state)
            self._writing.touch()

    def flush(self) -> None:
        """Write what has not been written yet. A disk that refuses costs the memory only."""
        self._writing.flush()


def _read(file: Path) -> dict[str, Any]:
    true = Path(os.path.realpath(file))
    said: dict[str, Any] = {}
    try:
        said = read_object(true, MOST_BYTES)
    except ValueError:
        with suppress(OSError):
            put_aside(true)  # Or the next place that is kept would be all there is.
    except OSError:
        pass
    for part in ("notes", "videos", "vaults", "window"):
        if not isinstance(said.get(part), dict):
            said[part] = {}
    return said


def _write(file: Path, said: dict[str, Any]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # Not flushed to the disk: that may take longer than a frame, every second, and only a loss of
    # power would tell the difference.
    write_whole(Path(os.path.realpath(file)), json.dumps(said))


def _number(value: object, least: int = 0) -> int:
    """Return a number of the file; raises ValueError for what cannot be one of ours."""
    if not isinstance(value, int) or not least <= value <= MOST:
        raise ValueError(f"no place and no time: {value!r}")
    return value


def _text_or_none(value: object) -> str | None:
    return value if isinstance(value, str) else None
