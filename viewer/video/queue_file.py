"""The queue on disk, and the orders that other windows leave for the one that owns the cache.

    queue.json               every download in its order; replaced whole, so it can always be read
    wishes/TIME-CHANCE.json  some orders; the owner takes them and deletes the file

What is read here may be anything: what cannot be believed is left out, never half taken.
"""

import contextlib
import json
import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from viewer.durable import read_object, write_whole
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.failures import Failure

FORMAT = 1
LONGEST_QUEUE_BYTES = 32 << 20
LONGEST_ORDERS_BYTES = 4 << 20
ORDERS_A_FILE = 100
LONGEST_DETAIL = 4000
Said = dict[str, Any]
_FIELDS = tuple(each.name for each in fields(Download))
_WISH_FIELDS = tuple(each.name for each in fields(Wish))


@dataclass(frozen=True, slots=True)
class Order:
    """What a window wishes of the owner: `do` is one of its verbs; `wish` comes with `ask`."""

    do: str
    id: str
    wish: Wish | None = None
    steps: int = 0


class QueueFile:
    """The file that holds the queue."""

    def __init__(self, cache: Path) -> None:
        self.file = cache / "queue.json"
        self._rows: dict[str, tuple[Download, str]] = {}

    def stamp(self) -> tuple[int, int]:
        """Return what differs whenever the file was replaced."""
        try:
            found = self.file.stat()
        except OSError:
            return (0, 0)
        return (found.st_mtime_ns, found.st_ino)

    def read(self) -> list[Download]:
        """Return what is queued, each once; nothing when there is no file that can be read."""
        said = _believed(self.file, LONGEST_QUEUE_BYTES)
        rows = said.get("downloads") if said.get("format") == FORMAT else None
        found = (_download_of(row) for row in rows) if isinstance(rows, list) else ()
        return list({each.id: each for each in found if each is not None}.values())

    def write(self, downloads: Iterable[Download]) -> None:
        """Replace the file at once. Flushing it is left to others, as it takes a while.

        Raises OSError.
        """
        # Of a long queue only what has changed is spelt out again.
        self._rows = {each.id: (each, self._row_of(each)) for each in downloads}
        rows = ",\n".join(row for _, row in self._rows.values())
        write_whole(self.file, f'{{"format": {FORMAT}, "downloads": [\n{rows}\n]}}')

    def _row_of(self, download: Download) -> str:
        known, row = self._rows.get(download.id, (None, ""))
        return row if known is download else json.dumps(_said_of(download))


class Orders:
    """The folder where windows that do not own the cache leave what they wish."""

    def __init__(self, cache: Path) -> None:
        self.folder = cache / "wishes"
        self._obeyed: set[Path] = set()

    def leave(self, orders: Sequence[Order]) -> dict[Path, Sequence[Order]]:
        """Leave orders for the owner, many in one file, and return the files; raises OSError."""
        self.folder.mkdir(parents=True, exist_ok=True)
        left = {}
        for first in range(0, len(orders), ORDERS_A_FILE):
            some = orders[first : first + ORDERS_A_FILE]
            file = self.folder / f"{time.time_ns():020}-{secrets.token_hex(4)}.json"
            write_whole(file, json.dumps({"orders": [asdict(order) for order in some]}))
            left[file] = some
        return left

    def found(self) -> dict[Path, list[Order]]:
        """Return the files that were left and the orders in them, oldest first."""
        files: list[Path] = []
        with contextlib.suppress(OSError):
            files = sorted(self.folder.glob("*.json"))
        return {file: _orders_in(file) for file in files if file not in self._obeyed}

    def forget(self, files: Iterable[Path]) -> None:
        """Delete the files of orders that were obeyed; one that stays is not obeyed again."""
        for file in files:
            self._obeyed.add(file)
            with contextlib.suppress(OSError):
                file.unlink()
                self._obeyed.discard(file)


def _orders_in(file: Path) -> list[Order]:
    rows = _believed(file, LONGEST_ORDERS_BYTES).get("orders")
    found = map(_order_of, rows if isinstance(rows, list) else ())
    return [order for order in found if order is not None]


def _believed(file: Path, most_bytes: int) -> Said:
    try:
        return read_object(file, most_bytes)
    except (OSError, ValueError):
        return {}


def _said_of(download: Download) -> Said:
    # Field by field: `asdict` copies what cannot change, and takes five times as long.
    return {
        **{name: getattr(download, name) for name in _FIELDS},
        "wish": {name: getattr(download.wish, name) for name in _WISH_FIELDS},
        "detail": download.detail[:LONGEST_DETAIL],
        "speed_bytes_s": 0,
        "eta_s": 0,
    }


def _download_of(row: Any) -> Download | None:
    """Return a download as it was written, or None for what no download looks like."""
    try:
        failure = row["failure"]
        return Download(
            wish=_wish_of(row["wish"]),
            state=DownloadState(row["state"]),
            failure=None if failure is None else Failure(failure),
            facts=tuple((str(name), str(value)) for name, value in row["facts"]),
            limit=str(row["limit"]),
            detail=str(row["detail"]),
            **{name: _number(row[name], int) for name in _WHOLE},
            until_s=_number(row["until_s"], float),
        )
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return None


_WHOLE = ("got_bytes", "total_bytes", "height_px", "attempts")


def _number(value: Any, kind: type) -> Any:
    number = kind(value)
    # Infinity and NaN are numbers to JSON as Python reads it.
    if not 0 <= number < 1e18:
        raise ValueError(f"{value!r} is no such number")
    return number


def _order_of(said: Said) -> Order | None:
    try:
        wish = said["wish"] and _wish_of(said["wish"])
        return Order(str(said["do"]), str(said["id"]), wish or None, int(said["steps"]))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return None


def _wish_of(said: Said) -> Wish:
    addresses = tuple(str(each) for each in said["addresses"])
    trusted = tuple(str(each) for each in said.get("trusted", ()) if str(each) in addresses)
    if not (isinstance(said["id"], str) and said["id"] and addresses):
        raise ValueError("a wish without an id or an address")
    return Wish(said["id"], str(said["title"]), addresses, trusted)
