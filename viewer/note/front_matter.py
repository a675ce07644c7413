"""The header of a note: what stands between its first two lines of dashes.

Headers in the wild are often not YAML, and YAML can be a bomb. So only the event stream of PyYAML
is read, never objects: no aliases, no tags, no types. Every value is a tuple of strings. The rule
to know: whatever the header is, the body below it survives, and nothing is raised.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

import yaml

from viewer.note.note import Doubt, DoubtKind

MOST_CHARACTERS = 64 * 1024
MOST_YAML_CHARACTERS = 16 * 1024
MOST_FOLDED = 4_000
DEEPEST = 20

_FENCE = re.compile(r"---[ \t]*(?:\n|$)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_PAIR = re.compile(r"([^\s:#\-\[\]{}][^:\n]{0,63}):(?:[ \t]+(.*))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(.*)")
_PLAIN_PAIR = re.compile(
    r"([A-Za-z][\w-]{0,60}): {1,9}((?:\w|-(?=\w))[ -~\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff]*+)",
    re.ASCII,
)
_BLOCK_SIGNS = ("|", ">", "|-", ">-", "|+", ">+")
_NOTHING = ("", "~", "null")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A note taken apart: its header's values, its body, and the line the body starts on."""

    values: Mapping[str, tuple[str, ...]]
    body: str
    body_line: int = 1
    doubts: tuple[Doubt, ...] = ()


class _RefusedError(Exception):
    """The header uses what we do not read.

    That is an alias, a tag, a merge, a key that is no text, great depth.
    """


def split_front_matter(text: str) -> FrontMatter:
    """Take a note apart into header and body; line ends must be newlines already."""
    opening = _FENCE.match(text)
    if not opening:
        return FrontMatter({}, text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + MOST_CHARACTERS)
    if not closing:
        return _split_unclosed(text, opening.end())
    header = text[opening.end() : closing.start()]
    values, doubts = _read_header(header)
    body = text[closing.end() + 1 :]
    return FrontMatter(values, body, 1 + text.count("\n", 0, closing.end()) + 1, doubts)


def _split_unclosed(text: str, start: int) -> FrontMatter:
    """Take as header the lines that look like one, as nothing says where it ends."""
    lines = text[start : start + MOST_CHARACTERS].split("\n")
    if len(text) > start + MOST_CHARACTERS:
        del lines[-1]  # It was cut, and may be a whole text.
    header = list(takewhile(lambda line: _PAIR.fullmatch(line) or _ITEM.fullmatch(line), lines))
    if not any(_PAIR.fullmatch(line) for line in header):
        return FrontMatter({}, text)  # A rule and a list: it names nothing.
    body = text[start + sum(len(line) + 1 for line in header) :]
    sentence = "The header has no closing line of dashes; it was taken to end where it does."
    doubt = Doubt(1, sentence, DoubtKind.HEADER)
    return FrontMatter(_read_lines(header), body, len(header) + 2, (doubt,))


def _read_header(header: str) -> tuple[dict[str, tuple[str, ...]], tuple[Doubt, ...]]:
    """Read a header as YAML, and line by line if it is none."""
    if len(header) <= MOST_YAML_CHARACTERS:
        try:
            return _read_yaml(header), ()
        # PyYAML lets the errors of chr() and int() through for odd escapes and directives.
        except (yaml.YAMLError, _RefusedError, ValueError, OverflowError) as error:
            mark = getattr(error, "problem_mark", None)
            line = min(mark.line, header.count("\n")) + 2 if mark else 1
    else:
        line = 1
    sentence = "The header is not plain YAML; it was read line by line."
    doubt = Doubt(line, sentence, DoubtKind.HEADER)
    return _read_lines(header.split("\n")), (doubt,)


def _read_yaml(header: str) -> dict[str, tuple[str, ...]]:
    """Read a header's events, nested keys joined with dots."""
    if plain := _read_plain(header):
        return plain
    events = yaml.parse(header, Loader=yaml.SafeLoader)
    while not isinstance(event := next(events), yaml.NodeEvent):
        if isinstance(event, yaml.StreamEndEvent):
            return {}
    if not isinstance(event, yaml.MappingStartEvent):
        raise _RefusedError
    values: dict[str, list[str]] = {}
    for key, value in _pairs(events, "", 1):
        values.setdefault(key, []).append(value)
    return {
        key: tuple(value for value in found if value not in _NOTHING)
        for key, found in values.items()
    }


def _read_plain(header: str) -> dict[str, tuple[str, ...]]:
    """Read a header that is nothing but plain pairs, as most are; PyYAML takes 50 times as long."""
    values: dict[str, tuple[str, ...]] = {}
    for line in header.removesuffix("\n").split("\n"):
        pair = _PLAIN_PAIR.fullmatch(line)
        if pair is None or pair[1] in values or ": " in line[len(pair[1]) + 1 :] or " #" in line:
            return {}
        value = pair[2].rstrip(" ")
        if value.endswith(":"):
            return {}
        values[pair[1]] = () if value in _NOTHING else (value,)
    return values


def _pairs(events: Iterator[yaml.Event], prefix: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield key and text of everything in a mapping whose start has just been read."""
    while not isinstance(event := _plain(next(events), depth), yaml.MappingEndEvent):
        if not isinstance(event, yaml.ScalarEvent) or event.value == "<<":
            raise _RefusedError
        yield from _texts(events, prefix + event.value, depth)


def _texts(events: Iterator[yaml.Event], key: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield key and text of everything in the next node."""
    event = _plain(next(events), depth)
    if isinstance(event, yaml.ScalarEvent):
        yield key, event.value
    elif isinstance(event, yaml.MappingStartEvent):
        yield from _pairs(events, f"{key}.", depth + 1)
    elif isinstance(event, yaml.SequenceStartEvent):
        yield key, ""
        yield from _items(events, key, depth + 1)


def _items(events: Iterator[yaml.Event], key: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield key and text of everything in a list whose start has just been read."""
    while not isinstance(event := _plain(next(events), depth), yaml.SequenceEndEvent):
        if isinstance(event, yaml.ScalarEvent):
            yield key, event.value
        elif isinstance(event, yaml.MappingStartEvent):
            yield from _pairs(events, f"{key}.", depth + 1)
        elif isinstance(event, yaml.SequenceStartEvent):
            yield from _items(events, key, depth + 1)


def _plain(event: yaml.Event, depth: int) -> yaml.Event:
    """Return an event if it is one we read, else raise _RefusedError."""
    is_tagged = getattr(event, "tag", None) is not None
    if isinstance(event, yaml.AliasEvent) or is_tagged or depth > DEEPEST:
        raise _RefusedError
    return event


def _read_lines(lines: list[str]) -> dict[str, tuple[str, ...]]:
    """Read `key: value` lines, and what stands below them: `- items`, pairs, folded text."""
    values: dict[str, list[str]] = {}
    key = ""
    for line in lines:
        inner = line.lstrip(" \t")
        if pair := _PAIR.fullmatch(line):
            key = _unquoted(pair[1].strip())
            values[key] = list(_listed(pair[2] or ""))
        elif not key or not inner:
            continue
        elif item := _ITEM.fullmatch(line):
            values[key] += _listed(item[1])
        elif inner != line and not values[key] and (pair := _PAIR.fullmatch(inner)):
            values[f"{key}.{_unquoted(pair[1].strip())}"] = list(_listed(pair[2] or ""))
        elif inner != line and len(values[key]) == 1:
            values[key] = [_folded(values[key][0], inner)]
    return {name: tuple(found) for name, found in values.items()}


def _folded(text: str, line: str) -> str:
    """Return a text with one more line, up to a length; the sign that begins a block is none."""
    if len(text) > MOST_FOLDED:
        return text
    return line.strip() if text in _BLOCK_SIGNS else f"{text} {line.strip()}"


def _unquoted(text: str) -> str:
    """Return a text without the quotes around it."""
    is_quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if is_quoted else text


def _listed(value: str) -> Iterator[str]:
    """Yield the texts of a value: one, or those of a list in brackets."""
    value = value.strip()
    parts = value[1:-1].split(",") if value.startswith("[") and value.endswith("]") else [value]
    for part in parts:
        text = _unquoted(part.strip())
        if text not in _NOTHING:
            yield text
