"""What a start asks the window for, and how a second start hands that to the first.

A message is one line of JSON. Whoever reads one trusts nothing in it: what does not fit is refused
whole, and neither a command nor a file to write can be said in it.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from viewer.errors import UsageError

SCHEME = "notereel:"
_FILE_SCHEME = "file:"
MOST_BYTES = 4096
"""A message may be this long: two paths and a time."""
_KEYS = frozenset({"path", "at", "video", "link"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be opened: a note or a vault, or a `link`, which is a notereel: address.

    `script` and `screenshot` are for a window of one's own, and never part of a message.
    """

    path: Path | None = None
    at: str = ""
    video: Path | None = None
    script: str = ""
    screenshot: Path | None = None
    link: str = ""

    @property
    def steps(self) -> str:
        """The whole script: a wished-for time goes first."""
        return f"seek {self.at}; {self.script}" if self.at else self.script

    def as_message(self) -> bytes:
        """Return the line for the first instance.

        Raises UsageError when it would be too long.
        """
        import json

        said = {
            "path": str(self.path.absolute()) if self.path else "",
            "at": self.at,
            "video": str(self.video.absolute()) if self.video else "",
            "link": self.link,
        }
        text = json.dumps({key: value for key, value in said.items() if value}, ensure_ascii=False)
        # A file's name need not be text in any encoding.
        line = text.encode("utf-8", "surrogatepass") + b"\n"
        if len(line) > MOST_BYTES:
            raise UsageError("These names are too long to be handed to the running Notereel.")
        return line


def wish_for(what: str, **more: Any) -> Wish:
    """Return the wish for a word of the command line: a path, or an address as desktops pass it.

    One of ours is judged by the window, so that who followed it, from no terminal, reads why not.
    Raises UsageError for a file's address that is none.
    """
    if what[: len(SCHEME)].lower() == SCHEME:
        return Wish(link=what, **more)
    if what[: len(_FILE_SCHEME)].lower() == _FILE_SCHEME:
        from viewer.door.address import path_of

        return Wish(path_of(what), **more)
    return Wish(Path(what) if what else None, **more)


def wish_from(line: bytes) -> Wish:
    """Return the wish in a message; an address in it is not judged yet.

    Raises UsageError for whatever is no wish.
    """
    said = _texts_in(line)
    if not said.keys() <= _KEYS:
        raise UsageError("The message asks for something that is not known.")
    if "link" in said and len(said) > 1:
        raise UsageError("The message asks for a link and for something else.")
    at, link = said.get("at", ""), said.get("link", "")
    if at:
        from viewer.note.timestamps import parse_time

        parse_time(at)
    return Wish(_path(said.get("path")), at, _path(said.get("video")), link=link)


def _texts_in(line: bytes) -> dict[str, str]:
    import json

    if len(line) > MOST_BYTES:
        raise UsageError("The message is too long.")
    try:
        said = json.loads(line.decode("utf-8", "surrogatepass"))
    except (ValueError, RecursionError) as error:
        raise UsageError("The message is no JSON.") from error
    if not isinstance(said, dict) or not all(isinstance(each, str) for each in said.values()):
        raise UsageError("The message is no object of texts.")
    return said


def _path(said: str | None) -> Path | None:
    if said is None:
        return None
    path = Path(said)
    if "\0" in said or not path.is_absolute() or not _can_be_a_name(said):
        raise UsageError("The message names a file by something that is no whole path.")
    return path


def _can_be_a_name(path: str) -> bool:
    try:
        os.fsencode(path)
    except UnicodeEncodeError:
        return False
    return True
