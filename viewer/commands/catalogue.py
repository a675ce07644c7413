"""The catalogue: every command, collected from the modules that declare them.

Collected explicitly, so that what exists does not depend on who imported what.
"""

from collections.abc import Iterator
from types import ModuleType

from viewer.commands import (
    bookmarks,
    doubts,
    downloads,
    exports,
    following,
    jumps,
    kept,
    loops,
    moments,
    notes,
    offset,
    picture,
    playback,
    program,
    timeline,
    tracks,
    transcript,
    view,
    windows,
)
from viewer.commands.command import Command, Menu
from viewer.commands.keymap import Keymap
from viewer.errors import UsageError, ViewerError
from viewer.session.session import Session


class Catalogue:
    """All commands by name, and the one place where running one may fail politely."""

    def __init__(self, commands: tuple[Command, ...]) -> None:
        self._commands: dict[str, Command] = {}
        for command in commands:
            if command.name in self._commands:
                raise ValueError(f"two commands are named {command.name}")
            self._commands[command.name] = command
        self.keymap = Keymap(commands)

    @classmethod
    def from_modules(cls, *modules: ModuleType) -> "Catalogue":
        """Collect the commands that these modules declare, in the order they stand there."""
        return cls(
            tuple(
                value
                for module in modules
                for value in vars(module).values()
                if isinstance(value, Command)
            )
        )

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def __getitem__(self, name: str) -> Command:
        """Return a command by name.

        Raises UsageError when there is none.
        """
        found = self._commands.get(name)
        if found is None:
            raise UsageError(f"There is no command “{name}”.",
                             hint="`notereel commands` lists them.")  # fmt: skip
        return found

    def of_menu(self, menu: Menu) -> list[Command]:
        """Return the commands of one menu."""
        return [command for command in self if command.menu is menu]

    def run(self, name: str, session: Session, argument: str = "") -> bool:
        """Do it, and tell the reader if it cannot be done; return whether it was."""
        session.move_on()
        try:
            self[name].run(session, argument)
        except ViewerError as error:
            session.refuse(error)
            return False
        return True


def default_catalogue() -> Catalogue:
    """Return every command of the program."""
    return Catalogue.from_modules(
        notes,
        doubts,
        exports,
        playback,
        loops,
        tracks,
        picture,
        moments,
        following,
        jumps,
        timeline,
        bookmarks,
        transcript,
        offset,
        downloads,
        kept,
        view,
        windows,
        program,
    )
