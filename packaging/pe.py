"""What a Windows library asks of others, read from the file itself.

objdump, for one, gives up on libraries whose table of imports was moved by delvewheel.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

_PE32_PLUS = 0x20B
_BY_NUMBER = 1 << 63


def imports(library: Path) -> dict[str, list[str]]:
    """Return the names that a 64-bit library imports, by the library that has each.

    Raises ValueError for what is no such library.
    """
    try:
        return dict(_Image(library.read_bytes()).imports())
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ValueError(f"{library.name} is damaged, or no 64-bit library of Windows") from error


class _Image:
    """A file's bytes, found by where they would lie in memory."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        header: int = self._read("<I", 0x3C)[0]
        count, optional_size = self._read("<2xH12xH", header + 4)
        optional = header + 24
        if content[header : header + 4] != b"PE\0\0" or self._read("<H", optional)[0] != _PE32_PLUS:
            raise ValueError("no 64-bit library of Windows")
        self._table: int = self._read("<I", optional + 120)[0]
        first = optional + optional_size
        self._sections = [self._read("<8x4I", first + 40 * number) for number in range(count)]

    def imports(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each library that is asked for, with the names."""
        entry = self._table
        while entry:
            names, name, addresses = self._read("<I8xII", self._place(entry))
            if not name:
                return
            yield self._text(name), list(self._names(names or addresses))
            entry += 20

    def _names(self, thunks: int) -> Iterator[str]:
        place = self._place(thunks)
        while thunk := self._read("<Q", place)[0]:
            yield f"#{thunk & 0xFFFF}" if thunk & _BY_NUMBER else self._text(thunk + 2)
            place += 8

    def _place(self, address: int) -> int:
        for _size, start, raw_size, raw in self._sections:
            if start <= address < start + raw_size:
                return int(raw + address - start)
        raise IndexError(address)

    def _text(self, address: int) -> str:
        start = self._place(address)
        return self._content[start : self._content.index(b"\0", start)].decode("ascii")

    def _read(self, form: str, place: int) -> tuple[int, ...]:
        return struct.unpack_from(form, self._content, place)
