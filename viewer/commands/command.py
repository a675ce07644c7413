"""A command: one thing a person can do, declared once on the function that does it.

The declaration feeds the menu bar, the palette, the keymap, the cheat sheet, the README and
`--run`. A command's docstring is the help people read.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from viewer.commands.menu import Menu as Menu
from viewer.errors import PlaybackError, UsageError, ViewerError
from viewer.session.session import Session


class Need(StrEnum):
    """What must be there for a command to make sense."""

    NOTHING = "nothing"
    NOTE = "note"
    VIDEO = "video"


class Takes(StrEnum):
    """What a command may be given: nothing, how often, or a text it cannot do without."""

    NOTHING = "nothing"
    COUNT = "count"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Command:
    """One verb. `keys` are spelled as in the keymap: `Shift+Left`, `g g`, `video:j`."""

    name: str
    title: str
    menu: Menu
    keys: tuple[str, ...]
    need: Need
    takes: Takes
    help: str
    deed: Callable[..., None]

    def run(self, session: Session, argument: str = "") -> None:
        """Do it.

        Raises ViewerError when it cannot be done now, or not with this argument.
        """
        self._refuse_without(session)
        match self.takes:
            case Takes.NOTHING:
                self.deed(session)
            case Takes.COUNT:
                self.deed(session, self._count(argument))
            case Takes.TEXT:
                if not argument:
                    raise UsageError(f"“{self.name}” needs to be told what.")
                self.deed(session, argument)

    def is_possible(self, session: Session) -> bool:
        """Whether what it needs is there."""
        try:
            self._refuse_without(session)
        except ViewerError:
            return False
        return True

    def _count(self, argument: str) -> int:
        if argument and not argument.isdecimal():
            raise UsageError(f"“{self.name}” takes a number, not “{argument}”.")
        return int(argument or 1)

    def _refuse_without(self, session: Session) -> None:
        if self.need is not Need.NOTHING and session.page is None:
            raise UsageError("No note is open.", hint="Ctrl+O opens one.")
        if self.need is Need.VIDEO and not session.video.is_ready:
            status = session.video.status
            raise PlaybackError(status.sentence or "The video is not ready yet.", hint=status.hint)


def command(
    title: str,
    *,
    menu: Menu,
    keys: str | tuple[str, ...] = (),
    needs: Need = Need.NOTHING,
    takes: Takes = Takes.NOTHING,
) -> Callable[[Callable[..., None]], Command]:
    """Declare a function to be a command; its name and docstring become the command's."""

    def declare(deed: Callable[..., Any]) -> Command:
        return Command(
            name=deed.__name__,
            title=title,
            menu=menu,
            keys=(keys,) if isinstance(keys, str) else keys,
            need=needs,
            takes=takes,
            help=inspect.getdoc(deed) or "",
            deed=deed,
        )

    return declare
