"""The command line as its parser has it: every verb, with what it takes.

The rule to know: nothing is told of the command line that was not read here.
"""

import argparse
import re
from collections.abc import Iterator
from dataclasses import dataclass

from viewer.cli import VERBS, parser_of

_FILES = re.compile(r"\b(NOTE|FILE|FOLDER|VAULT)\b")


@dataclass(frozen=True, slots=True)
class Argument:
    """An option, or what stands without one."""

    names: tuple[str, ...]
    """As they are typed, such as --at; none for what stands without."""
    help: str
    value: str
    """What is to be given, as people are told it, such as TIME; nothing for a flag."""
    choices: tuple[str, ...]
    is_required: bool
    is_repeated: bool

    @property
    def long(self) -> str:
        """The name with two dashes."""
        return self.names[-1]

    @property
    def is_file(self) -> bool:
        """Whether a file or folder may be given."""
        return bool(_FILES.search(self.value))


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb, or what can be done below one, such as “cache import”."""

    name: str
    help: str
    options: tuple[Argument, ...]
    operands: tuple[Argument, ...]
    below: tuple["Verb", ...]

    @property
    def word(self) -> str:
        """Its last word."""
        return self.name.rpartition(" ")[2]


def verbs() -> tuple[Verb, ...]:
    """Return the verbs, in the order of the program's own help."""
    return tuple(next(verb for verb in _below(parser_of(name), "") if verb.name == name)
                 for name in VERBS)  # fmt: skip


def with_all_below(some: tuple[Verb, ...]) -> Iterator[Verb]:
    """Yield verbs, each before what is below it."""
    for verb in some:
        yield verb
        yield from with_all_below(verb.below)


def general_options() -> tuple[Argument, ...]:
    """Return the options that stand before any verb."""
    return tuple(each for each in _arguments(parser_of("open")) if each.names)


def _actions(parser: argparse.ArgumentParser) -> list[argparse.Action]:
    return parser._actions  # noqa: SLF001 - argparse has no other way to ask


def _below(parser: argparse.ArgumentParser, name: str) -> Iterator[Verb]:
    for action in _actions(parser):
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            helps = {each.dest: each.help for each in action._choices_actions}  # noqa: SLF001
            for word, below in action.choices.items():
                yield _verb(below, f"{name} {word}".strip(), helps[word])


def _verb(parser: argparse.ArgumentParser, name: str, help_text: str) -> Verb:
    options = tuple(each for each in _arguments(parser) if each.names)
    operands = tuple(each for each in _arguments(parser) if not each.names)
    return Verb(name, help_text, options, operands, tuple(_below(parser, name)))


def _arguments(parser: argparse.ArgumentParser) -> Iterator[Argument]:
    for action in _actions(parser):
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            continue
        value = "" if action.nargs == 0 else str(action.metavar or action.dest.upper())
        yield Argument(tuple(action.option_strings), action.help or "", value,
                       tuple(action.choices or ()),
                       is_required=action.required and action.nargs not in {"?", "*"},
                       is_repeated=action.nargs in {"*", "+"})  # fmt: skip
