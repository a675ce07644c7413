"""The keymap: which keys run which command, and where.

A key is spelled with its modifiers (`Ctrl+Shift+O`), a printable one as the character it
types (`J`, `?`). A sequence is spelled with spaces (`g g`). `note:`, `video:` or `list:` in front
means that it holds only while such a pane has the keyboard; otherwise it holds everywhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from viewer.commands.command import Command

EVERYWHERE = ""
PANES = ("note", "video", "list")
WHILE_TYPING = ("Esc", "Enter", "Tab", "Shift+Tab", "Ctrl+K", "Ctrl+P", "Ctrl+O", "Ctrl+Shift+O",
                "Ctrl+Q", "F1", "F11")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Binding:
    """One way to run a command; `pane` is empty when it holds everywhere."""

    pane: str
    keys: tuple[str, ...]
    command: str
    argument: str = ""

    def __str__(self) -> str:
        return " ".join(self.keys)


class Match(StrEnum):
    """What the keys pressed so far mean."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class Keymap:
    """Looks up what was pressed; a pane's own keys go before those that hold everywhere."""

    def __init__(self, commands: Iterable[Command]) -> None:
        self.bindings = tuple(
            _binding(spelled, command) for command in commands for spelled in command.keys
        )

    def look_up(self, pane: str, keys: tuple[str, ...]) -> tuple[Match, Binding | None]:
        """Return whether these keys are a binding, the beginning of one, or nothing."""
        reachable = [each for each in self.bindings if each.pane in (pane, EVERYWHERE)]
        full = [each for each in reachable if each.keys == keys]
        if full:
            return Match.FULL, max(full, key=lambda each: each.pane == pane)
        begun = any(each.keys[: len(keys)] == keys for each in reachable)
        return (Match.PARTIAL if begun else Match.NONE), None

    def keys_of(self, command: str) -> list[str]:
        """Return how a command is reached, as a person reads it."""
        return [str(each) for each in self.bindings if each.command == command]


def clashes(bindings: Iterable[Binding]) -> list[str]:
    """Return a sentence for every key that means two things, or is the beginning of another."""
    bindings = tuple(bindings)
    found = []
    for index, one in enumerate(bindings):
        for other in bindings[index + 1 :]:
            meets = one.pane == other.pane or EVERYWHERE in (one.pane, other.pane)
            shared = min(len(one.keys), len(other.keys))
            if meets and one.keys[:shared] == other.keys[:shared]:
                found.append(
                    f"“{one}” ({one.command}) and “{other}” ({other.command}) "
                    "cannot both be pressed."
                )
    return found


def _binding(spelled: str, command: Command) -> Binding:
    pane, colon, keys = spelled.partition(":")
    if not colon or pane not in PANES:
        pane, keys = EVERYWHERE, spelled
    argument = f"{keys}0" if command.name == "seek_percent" else ""
    return Binding(pane, tuple(keys.split(" ")), command.name, argument)
