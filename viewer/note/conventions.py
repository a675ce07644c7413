"""Timestamps as other programs write them, in links, in commands and in tags of their own.

Media fragments of the W3C, YouTube's addresses, Media Extended, ytseek, YiNote, Logseq, PotPlayer,
the VLC bridge, PodNotes, the Web Clipper, oTranscribe, Org. The rule to know: what names a time of
this note's video is a moment; what names another video, or no time, stays what it was.
"""

import re
from collections.abc import Callable, Collection, Iterator
from urllib.parse import parse_qsl, unquote

from viewer.note.addresses import is_own, is_web, leads_elsewhere, media_name, split
from viewer.note.stamps import TIMES, keep_times
from viewer.note.stash import Lines, Stash
from viewer.note.timestamps import CLOCK, parse_times
from viewer.note.verdicts import Stamp

_MAYBE_TIME = re.compile(
    r"#|ytseek:|(?:t|start|time_continue|time|timestamp)(?:=|%3d)|mx-open/", re.I
)
_TIME_KEYS = ("t", "start", "time_continue", "time", "timestamp", "yinotetimestamp")
_FRAGMENT = re.compile(r"(?:npt:)?(?P<start>[\d:.hms]{0,20})(?:,(?P<end>[\d:.hmse]{0,20}))?")
_PERIOD = re.compile(r"(?P<start>[\d:.]{1,20})-(?P<end>[\d:.]{1,20})")
_CLOCK = re.compile(CLOCK)
_EMPTY_EMPHASIS = re.compile(r"([*_`]{1,3})[ \t]{0,9}\1")
_NUMBER = re.compile(r"\d{1,6}(?:\.\d{1,9})?")

_LABEL_TIMES = re.compile(rf"\\?\[?\s?({TIMES})\s?\\?\]?")
_ADDRESS = r"(?:<[^<>\n]{0,1000}>|(?:[^()\n\ufdd0]|\([^()\n\ufdd0]{0,200}\)){0,1000}?)"
_LINK = re.compile(
    rf"!?\[(?P<label>\[?[^\[\]\n\ufdd0]{{0,300}}+\]?)\]\(\s?(?P<address>{_ADDRESS})"
    r"(?:\s+\"[^\"\n]{0,300}\")?\s?\)"
)
_WIKILINK = re.compile(
    r"!?\[\[(?P<address>[^\[\]|\n]{1,400}#[^\[\]|\n]{1,200})(?:\|(?P<label>[^\[\]\n]{0,400}))?\]\]"
)
_ORG = re.compile(
    r"\[\[(?:video|audio|videocite|audiocite|mpv):(?P<address>[^\[\]\n]{0,400}?)(?:#|::)"
    rf"(?P<times>{TIMES})\]\[(?P<label>[^\[\]\n]{{0,400}})\]\]"
)
_ALONE = re.compile(
    r"^(?P<prefix>[ \t]*(?:[-*+>][ \t]+)*)<?(?P<address>https?://[^\s<>\ufdd0]{1,1000})>?[ \t]*$",
    re.MULTILINE,
)
_LOGSEQ = re.compile(
    r"\{\{(?:youtube-timestamp\s|renderer\s+:media-timestamp,)\s*(?P<times>[^{}\n]{1,200})\}\}"
)
_LOGSEQ_PLAYER = re.compile(r"\{\{(?:video|youtube)\s+(?P<address>[^{}\s]{1,1000})\s*\}\}")
_SPAN = re.compile(
    r"<span(?=\s)(?=[^<>]{0,400}?\sdata-(?:seconds|timestamp)\s*=\s*[\"']?(?P<time>[\d:.]{1,20}))"
    r"[^<>]{0,400}>(?P<label>[^<>\n\ufdd0]{0,200})</span>",
    re.IGNORECASE,
)
_CLIPPED = re.compile(rf"^(?P<prefix>[ \t]*(?:[-*+>][ \t]+)*)\*\*(?P<times>{TIMES})\*\*(?=[ \t]*·)",
                      re.MULTILINE)  # fmt: skip


def take_conventions(text: str, stash: Stash, first_line: int, own_names: Collection[str]) -> str:
    """Replace other programs' timestamps by tokens; `own_names` are those of the note's video."""
    for may_be_there, pattern, taker in _RULES:
        if may_be_there(text):
            text = pattern.sub(taker(text, stash, first_line, own_names), text)
    return text


def time_in(address: str) -> str:
    """Return the time or stretch an address names, as `parse_times` reads it, or nothing."""
    if not _MAYBE_TIME.search(address):
        return ""
    parts = split(address)
    if parts.scheme == "ytseek":
        return _stretch(parts.netloc or parts.path)
    _, _, fragment = address.partition("#")
    if parse_times(fragment) and ":" in fragment:
        return fragment
    pairs = [*_pairs(fragment), *_pairs(unquote(fragment)), *_pairs(parts.query)]
    for wanted in _TIME_KEYS:
        for key, value in pairs:
            if key == wanted and (time := _stretch(value)):
                return time if " - " in time else _up_to(time, dict(pairs).get("end", ""))
    inner = unquote(address.partition("mx-open/")[2])
    return time_in(inner) if inner else ""


def _pairs(query: str) -> list[tuple[str, str]]:
    """Return the keys, in lower case, and the values of a query or a fragment."""
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return []
    return [(key.lower(), value) for key, value in pairs]


def _stretch(value: str) -> str:
    """Return 5,10 or ,10 or npt:5 or 5-10 as times with units, what is a time as it is."""
    match = _PERIOD.fullmatch(value) or _FRAGMENT.fullmatch(value)
    if not match or not (match["start"] or match["end"]):
        return ""
    ends = [match["start"] or "0", match["end"]]
    times = [_with_unit(end) for end in ends if end and end != "e"]
    return " - ".join(times) if all(map(parse_times, times)) else ""


def _up_to(time: str, end: str) -> str:
    """Return a time up to its end, if it has one."""
    return f"{time} - {_with_unit(end)}" if parse_times(end) else time


def _without_time(label: str, written: str) -> str:
    """Return a label without the time it is about."""
    starts = [span.start.ms // 1000 for span in parse_times(written)]
    for clock in _CLOCK.findall(label):
        if [span.start.ms // 1000 for span in parse_times(clock)] == starts:
            label = _EMPTY_EMPHASIS.sub("", label.replace(clock, "", 1)).lstrip("-–—:·|,. \t")
    return label.strip()


def _with_unit(time: str) -> str:
    """Return a bare number as seconds."""
    return f"{time}s" if _NUMBER.fullmatch(time) else time


class _Taker:
    """Replaces what one of the patterns below has found in a text."""

    def __init__(
        self, text: str, stash: Stash, first_line: int, own_names: Collection[str]
    ) -> None:
        self.text, self.stash, self.own_names = text, stash, own_names
        self._lines = Lines(text, first_line)

    def __call__(self, match: re.Match[str]) -> str:
        """Return what stands for a match."""
        raise NotImplementedError

    def keep(self, match: re.Match[str], written: str, label: str, beside: str = "") -> str:
        """Keep a time; the words of its label, if it has any, go before it."""
        line = self._lines.at(match.start())
        shown = label if parse_times(label) else beside
        token = keep_times(Stamp(written, shown, line, match[0]), self.stash)
        words = "" if parse_times(label) else _without_time(label, written)
        return f"{words} {token}" if words else token


class _Link(_Taker):
    """A Markdown link: [0:51](…&t=51s), [5s→10s](v.mp4#t=5,10), [the tide](jv://…), ![](…#t=5)."""

    def __call__(self, match: re.Match[str]) -> str:
        label, address = match["label"], match["address"].strip().strip("<>").strip()
        named = _LABEL_TIMES.fullmatch(label)
        time = time_in(address)
        is_image = match[0].startswith("!")
        if not (time or (named and not is_image)) or leads_elsewhere(address, self.own_names):
            return match[0]
        if time:
            return self.keep(match, *((label, "", time) if parse_times(label) else (time, label)))
        assert named
        aside = f" ({match['address']})" if " " in address else ""
        return self.keep(match, named[1], "") + aside


class _Wikilink(_Taker):
    """A link to a place in a file: [[v.mp4#t=5,10]], ![[v.mp4#t=5,10|the tide]]."""

    def __call__(self, match: re.Match[str]) -> str:
        address, label = match["address"].strip(), (match["label"] or "").strip()
        time = time_in(address) if media_name(address) or is_web(address) else ""
        if not time or leads_elsewhere(address, self.own_names):
            return match[0]
        is_size = match[0].startswith("!") and label.replace("x", "").isdigit()
        return self.keep(match, time, "" if is_size else label)


class _Org(_Taker):
    """A link as Org writes it: [[video:v.mp4#0:01:56][the tide]]."""

    def __call__(self, match: re.Match[str]) -> str:
        if leads_elsewhere(match["address"], self.own_names):
            return match[0]
        return self.keep(match, match["times"], match["label"])


class _Alone(_Taker):
    """An address of the note's video that has a line to itself."""

    def __call__(self, match: re.Match[str]) -> str:
        address = match["address"]
        time = time_in(address) if is_own(address, self.own_names) else ""
        return match["prefix"] + self.keep(match, time, "") if time else match[0]


class _Logseq(_Taker):
    """A command to Logseq: {{youtube-timestamp 125}}, of the player that stands before it."""

    def __init__(
        self, text: str, stash: Stash, first_line: int, own_names: Collection[str]
    ) -> None:
        super().__init__(text, stash, first_line, own_names)
        self._players = iter(_LOGSEQ_PLAYER.finditer(text))
        self._next = next(self._players, None)
        self._is_elsewhere = False

    def __call__(self, match: re.Match[str]) -> str:
        while self._next and self._next.start() < match.start():
            address = self._next["address"]
            self._is_elsewhere = bool(self.own_names) and leads_elsewhere(address, self.own_names)
            self._next = next(self._players, None)
        times = list(_leading_times(match["times"]))
        if self._is_elsewhere or not times:
            return match[0]
        return self.keep(match, " - ".join(times[:2]), "")


class _Span(_Taker):
    """A time in a tag: <span data-seconds="123">02:03</span>."""

    def __call__(self, match: re.Match[str]) -> str:
        return self.keep(match, _with_unit(match["time"]), match["label"])


class _Clipped(_Taker):
    """A line of a transcript as the Web Clipper writes it: **0:04** · text."""

    def __call__(self, match: re.Match[str]) -> str:
        return match["prefix"] + self.keep(match, match["times"], "")


def _leading_times(arguments: str) -> Iterator[str]:
    """Yield the times that a command's arguments begin with."""
    for argument in arguments.split(","):
        time = _with_unit(argument.strip())
        if len(parse_times(time)) != 1:
            return
        yield time


_RULES: tuple[tuple[Callable[[str], object], re.Pattern[str], type[_Taker]], ...] = (
    (re.compile(r"\]\[").search, _ORG, _Org),
    (lambda text: "=" in text and "t=" in text, _WIKILINK, _Wikilink),
    (re.compile(r"\]\(").search, _LINK, _Link),
    (re.compile(r"://").search, _ALONE, _Alone),
    (lambda text: "{" in text and "{{" in text, _LOGSEQ, _Logseq),
    (lambda text: "=" in text and " data-" in text, _SPAN, _Span),
    (lambda text: "·" in text, _CLIPPED, _Clipped),
)
"""Each with a question that costs next to nothing, and in most notes is answered with no.

In a text that holds tokens, a pattern that begins with one sign is found twice as fast as a
string of two; and a single sign ten times as fast.
"""
