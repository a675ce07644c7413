"""What the manual and the shells know of the command line.

Run as `python packaging/manual.py`, it writes the middle of four files in common/, between two
marks, as the parser has it today; a test holds that they are so. It needs what the program needs,
and building a package must not, so what it writes is kept in git.
"""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

import completions  # noqa: E402
from command_line import Argument, Verb, verbs  # noqa: E402

MARKS = re.compile(r"(?<= made by `python packaging/manual.py`\n).*?(?=^\S+ end of what is made$)",
                   re.DOTALL | re.MULTILINE)  # fmt: skip
TOLD_ONCE = ("--help", "--json")
"""Options that the page tells of in one place, as nearly every verb has them."""


def page() -> str:
    """Return the verbs and their options in the language of manual pages, man(7)."""
    return "".join(f"{line}\n" for verb in verbs() for line in _verb(verb))


MADE: dict[str, Callable[[], str]] = {
    "notereel.1.in": page, "notereel.bash": completions.bash,
    "notereel.fish": completions.fish, "notereel.zsh": completions.zsh,
}  # fmt: skip


def renewed(name: str) -> str:
    """Return what a file of common/ should hold: its own text around what is made."""
    made = MADE[name]()
    text, count = MARKS.subn(lambda _old: made, (HERE / "common" / name).read_text("utf-8"))
    if count != 1:
        raise ValueError(f"{name} has not one place for what is made, but {count}.")
    return text


def _verb(verb: Verb) -> Iterator[str]:
    needed = [each for each in verb.options if each.is_required]
    yield from (".TP", " ".join([_bold(verb.name), *map(_option, needed),
                                 *map(_operand, verb.operands)]), _sentence(verb.help))  # fmt: skip
    within = [line for each in verb.options if each.long not in TOLD_ONCE
              for line in (".TP", _option(each), _sentence(each.help))]  # fmt: skip
    within += [line for each in verb.below for line in _verb(each)]
    if within:
        yield from (".RS", *within, ".RE")


def _option(option: Argument) -> str:
    return f"{_bold(option.long)} {_value(option)}" if option.value else _bold(option.long)


def _operand(operand: Argument) -> str:
    said = _value(operand) + (r"\&..." if operand.is_repeated else "")
    return said if operand.is_required else f"[{said}]"


def _value(argument: Argument) -> str:
    if argument.choices:
        return "|".join(map(_bold, argument.choices))
    return _italic(argument.value)


def _sentence(text: str) -> str:
    return _plain(f"{text[0].upper()}{text[1:]}.")


def _bold(text: str) -> str:
    return rf"\fB{_plain(text)}\fP"


def _italic(text: str) -> str:
    return rf"\fI{_plain(text)}\fP"


def _plain(text: str) -> str:
    """Return a text as it is read, not obeyed; each dash is one that can be copied."""
    for written, meant in (("-", r"\-"), ("…", r"\&..."), ('"', r"\(dq")):
        text = text.replace(written, meant)
    return text


def main() -> None:
    """Write the files anew."""
    for name in MADE:
        (HERE / "common" / name).write_text(renewed(name), "utf-8")


if __name__ == "__main__":
    main()
