"""Code: fences and spans, taken out before anything looks for tags and links, and its colours.

A fence may stand in a quote or a list. One that is never closed ends with its paragraph, so that
it cannot hide the rest of the note. Pygments is imported only when there is code in a language it
is asked for: it costs more than a whole note.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from viewer.note.callouts import admonition
from viewer.note.stash import Lines, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

MOST_HIGHLIGHTED_CHARACTERS = 50_000

_LANGUAGES = frozenset({
    "bash", "c", "c++", "cfg", "cpp", "cs", "csharp", "css", "dart", "diff", "docker",
    "dockerfile", "go", "golang", "graphql", "haskell", "html", "http", "ini", "java",
    "javascript", "js", "json", "jsx", "kotlin", "latex", "lua", "make", "makefile",
    "markdown", "md", "nginx", "nix", "objective-c", "perl", "php", "powershell", "ps1", "py",
    "python", "python3", "r", "rb", "rs", "ruby", "rust", "scala", "scss", "sh", "shell",
    "sql", "svelte", "swift", "tex", "toml", "ts", "tsx", "typescript", "vim", "vue", "xml",
    "yaml", "yml", "zig", "zsh",
})  # fmt: skip
_LABELS = {
    "mermaid": "Mermaid diagram, as it is written",
    "dataview": "Dataview query, as it is written",
    "dataviewjs": "Dataview script, as it is written",
    "query": "Search, as it is written",
    "tasks": "Tasks query, as it is written",
    "base": "Base, as it is written",
    "plantuml": "PlantUML diagram, as it is written",
    "excalidraw": "Drawing, as it is written",
}
"""What other programs make more of than code."""

_OPENING = re.compile(
    r"(?P<prefix>[ \t]*+(?:>[ \t]?){0,20}(?:[*+-][ \t]{1,4}|\d{1,3}[.)][ \t]{1,4})?[ \t]*+)"
    r"(?P<fence>`{3,}(?=[^`]*$)|~{3,})(?P<info>.*)"
)
_MARKER = re.compile(r"[*+-](?=[ \t])|\d{1,3}[.)](?=[ \t])")
_LEADING_TIME = re.compile(r"^\s*([\d:.]+)")
_STAMP = re.compile(r'<a class="yt-timestamp" data-t="')
_STAMPS = {"": _STAMP, **dict.fromkeys(
    ("markdown", "md"), re.compile(rf"{_STAMP.pattern}|\[\d{{1,2}}:\d{{2}}:\d{{2}}\]")
)}  # fmt: skip
_MOST_EXAMPLES = 2
"""More timestamps in a fence of Markdown are no examples: somebody fenced his prose."""

_WEB_ADDRESS = re.compile(r"https?://[^\s<>]{1,2000}")
_BACKTICKS = re.compile("`++")
_LANGUAGE = re.compile(r"[\w+#.-]+")


@dataclass(frozen=True, slots=True)
class CodeSlip:
    """A block of code, taken out of the text."""

    source: str
    line: int
    language: str
    code: str

    def put_on(self, page: "Page") -> None:
        """Write it, coloured if its language is known, labelled if it would be more than code."""
        if label := _LABELS.get(self.language):
            page.block(f'<p class="code-label">{label}</p>')
        page.block(f'<pre class="code">{highlighted(self.code, self.language)}</pre>')


@dataclass(frozen=True, slots=True)
class CodeSpanSlip:
    """Code within a line, taken out of the text."""

    source: str
    line: int
    code: str

    def put_on(self, page: "Page") -> None:
        """Write it."""
        page.code(self.code)


def take_spans(text: str, stash: Stash, first_line: int) -> str:
    """Replace `code` within a paragraph by tokens; a lone backtick stays what it is."""
    if "`" not in text:
        return text
    lines = Lines(text, first_line)
    runs = [run for run in _BACKTICKS.finditer(text) if text[run.start() - 1 : run.start()] != "\\"]
    partners = _partners(runs)
    pieces, position = [], 0
    for run in runs:
        end = partners.get(run.start())
        if run.start() < position or not end or "\n\n" in text[run.end() : end.start()]:
            continue
        source = text[run.start() : end.end()]
        code = " ".join(text[run.end() : end.start()].split("\n")).strip()
        slip = CodeSpanSlip(source, lines.at(run.start()), code)
        pieces += [text[position : run.start()], stash.keep(slip), "\n" * source.count("\n")]
        position = end.end()
    return "".join([*pieces, text[position:]])


def take_fences(text: str, stash: Stash, first_line: int) -> str:
    """Replace every fenced block by a token; its other lines become empty ones."""
    if ("`" not in text or "```" not in text) and ("~" not in text or "~~~" not in text):
        return text
    lines = text.split("\n")
    return "\n".join(_without_fences(lines, stash, first_line))


def highlighted(code: str, language: str) -> str:
    """Return code as HTML, in spans with the classes of Pygments where it knows the language."""
    if language not in _LANGUAGES or len(code) > MOST_HIGHLIGHTED_CHARACTERS:
        return escape(code, quote=False)
    from pygments import highlight
    from pygments.formatters.html import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
    return highlight(code, lexer, HtmlFormatter(nowrap=True)).rstrip("\n")


def _partners(runs: list[re.Match[str]]) -> dict[int, re.Match[str]]:
    """Return the next run of as many backticks for each run, by where the first one starts."""
    partners, following = {}, dict[int, re.Match[str]]()
    for run in reversed(runs):
        length = len(run[0])
        if length in following:
            partners[run.start()] = following[length]
        following[length] = run
    return partners


def _without_fences(lines: list[str], stash: Stash, first_line: int) -> Iterator[str]:
    """Yield the lines of a text, those of its fences replaced."""
    position = 0
    while position < len(lines):
        line = lines[position]
        opening = _OPENING.fullmatch(line) if "```" in line or "~~~" in line else None
        if not opening:
            yield line
            position += 1
            continue
        content, end = _content(lines, position, opening)
        if end == position + 1 and opening["info"].strip():
            yield line  # It fences nothing, and would hide its own words.
            position += 1
            continue
        fence = _Fence(opening, lines[position:end], content, first_line + position)
        yield from fence.replaced(stash)
        position = end


def _content(lines: list[str], start: int, opening: re.Match[str]) -> tuple[list[str], int]:
    """Return what stands in a fence, without its indentation, and the line behind it."""
    fence, depth = opening["fence"], opening["prefix"].count(">")
    width = len(opening["prefix"].rpartition(">")[2].expandtabs(4))
    content, blank = list[str](), 0
    for position in range(start + 1, len(lines)):
        line, quotes = _unquoted(lines[position], depth)
        if quotes < depth:
            return content, position
        bare = line.strip()
        if bare.startswith(fence) and not bare.strip(fence[0]):
            return content, position + 1
        if not bare and not blank:
            blank = len(content) + 1
        indent = len(line) - len(line.lstrip(" "))
        content.append(line[min(indent, width) :])
    size = blank - 1 if blank else len(content)
    return content[:size], start + 1 + size


def _unquoted(line: str, depth: int) -> tuple[str, int]:
    """Return a line without its quote marks, and how many of them it had."""
    line, quotes = line.expandtabs(4), 0
    while quotes < depth and line.lstrip().startswith(">"):
        line = line.lstrip()[1:]
        quotes += 1
    return (line.removeprefix(" ") if quotes else line), quotes


@dataclass(frozen=True, slots=True)
class _Fence:
    """A fenced block: its first line taken apart, all its lines, what stands in it, and where."""

    opening: re.Match[str]
    block: list[str]
    content: list[str]
    line: int

    def replaced(self, stash: Stash) -> Iterator[str]:
        """Yield as many lines as the block has: a token, or what it means as Markdown."""
        prefix = self.opening["prefix"]
        quote = _MARKER.sub(lambda marker: " " * len(marker[0]), prefix)
        language = _LANGUAGE.match(self.opening["info"].strip())
        name = language[0].lower() if language else ""
        if name in _STAMPS and _is_prose(self.content, _STAMPS[name]):
            yield from (quote + text for text in ["", *self.content])
        elif name.startswith("ad-"):
            yield from (quote + text for text in admonition(name[len("ad-") :], self.content))
        elif name == "timestamp":
            yield from (quote + _LEADING_TIME.sub(r"[\1]", text) for text in ["", *self.content])
        elif name == "timestamp-url":
            yield from (quote + _WEB_ADDRESS.sub(r"<\g<0>>", text) for text in ["", *self.content])
        else:
            slip = CodeSlip("\n".join(self.block), self.line, name, "\n".join(self.content))
            yield prefix + stash.keep(slip, is_block=True)
            yield from [quote.rstrip()] * len(self.content)
        yield from [quote.rstrip()] * (len(self.block) - len(self.content) - 1)


def _is_prose(lines: list[str], stamp: re.Pattern[str]) -> bool:
    """Whether what stands in a fence is a part of the note with its timestamps."""
    return sum(len(stamp.findall(line)) for line in lines) > _MOST_EXAMPLES
