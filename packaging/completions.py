"""What bash, zsh and fish are told of the command line: the middle of each file in common/.

The code around it, written by hand, finds the verb that is being typed and offers what is said here
of it. Where no verb was typed yet, that is '', which takes what `open` does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from command_line import Argument, Verb, general_options, verbs, with_all_below


def bash() -> str:
    """Return what can be typed after each verb, and after each option that wants a value."""
    lines = [f"_notereel_known={_known()}", "_notereel_takes() {", "    case $1 in"]
    for verb in _places():
        names = [*_words(verb), *(each for operand in verb.operands for each in operand.choices)]
        lines.append(_bash_case(verb.name, names, [each.long for each in verb.options],
                                is_file=any(each.is_file for each in verb.operands)))  # fmt: skip
        if verb.name:
            lines += [_bash_case(f"{verb.name} {each.long}", each.choices, (), is_file=each.is_file)
                      for each in verb.options if each.value]  # fmt: skip
    return "\n".join([*lines, "    esac", "}", ""])


def _bash_case(name: str, names: Iterable[str], options: Iterable[str], *, is_file: bool) -> str:
    told = f"names={_quoted(' '.join(names))} options={_quoted(' '.join(options))}"
    return f"        {_quoted(name)}) {told} files={'yes' if is_file else ''} ;;"


def zsh() -> str:
    """Return the words below each verb, and what zsh's own _arguments wants to know of it."""
    lines = [f"local _notereel_known={_known()}", "_notereel_takes() {", "    case $1 in"]
    for verb in _places():
        names = [f"{each.word}:{each.help}" for each in verb.below]
        told = [*map(_zsh_option, verb.options), *map(_zsh_operand, verb.operands)]
        lines += [f"        {_quoted(verb.name)})", *_zsh_list("names", names),
                  *_zsh_list("arguments", told), "            ;;"]  # fmt: skip
    return "\n".join([*lines, "    esac", "}", ""])


def _zsh_list(name: str, words: list[str]) -> Iterator[str]:
    if words:
        yield f"            {name}=("
        yield from (f"                {_quoted(each)}" for each in words)
        yield "            )"


def _zsh_option(option: Argument) -> str:
    about = re.sub(r"([\[\]\\])", r"\\\1", option.help)
    value = f":{_zsh_value(option)}" if option.value else ""
    return f"{option.long}[{about}]{value}"


def _zsh_operand(operand: Argument) -> str:
    if operand.is_repeated:
        return f"*:{_zsh_value(operand)}"
    return f"{':' if operand.is_required else '::'}{_zsh_value(operand)}"


def _zsh_value(argument: Argument) -> str:
    action = "_files" if argument.is_file else ""
    if argument.choices:
        action = f"({' '.join(argument.choices)})"
    return f"{argument.value.replace(':', chr(92) + ':')}:{action}"


def fish() -> str:
    """Return the words and options of each verb, and where files may stand."""
    lines = [f"set -g __notereel_known {' '.join(map(_quoted, _names()))}"]
    for verb in _places():
        start = f'complete -c notereel -n "__notereel_at {_quoted(verb.name)}"'
        lines += [f"{start} -a {each.word} -d {_quoted(each.help)}" for each in verb.below]
        lines += [f"{start} {_fish_option(each)}" for each in verb.options]
        for operand in verb.operands:
            if operand.choices:
                lines.append(f"{start} -a {_quoted(' '.join(operand.choices))}")
            if operand.is_file:
                lines.append(f"{start} -F")
    return "\n".join([*lines, ""])


def _fish_option(option: Argument) -> str:
    words = [f"-l {option.long[2:]}"]
    if option.value:
        words.append("-r -F" if option.is_file else "-x")
    if option.choices:
        words.append(f"-a {_quoted(' '.join(option.choices))}")
    return " ".join([*words, f"-d {_quoted(option.help)}"])


def _places() -> Iterator[Verb]:
    """Yield where something can be typed: at first, and after each verb."""
    known = verbs()
    opening = known[0]
    general = {each.long: each for each in (*general_options(), *opening.options)}
    yield replace(opening, name="", options=tuple(general.values()), below=known)
    yield from with_all_below(known)


def _names() -> list[str]:
    return [verb.name for verb in with_all_below(verbs())]


def _known() -> str:
    return _quoted(f"|{'|'.join(_names())}|")


def _words(verb: Verb) -> list[str]:
    return [each.word for each in verb.below]


def _quoted(text: str) -> str:
    """Return a text as all three shells read it, without any that they would read differently."""
    return "'" + text.replace("'", "'\"'\"'") + "'"
