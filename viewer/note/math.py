r"""Formulas in a note: what is one and what is only money, and how they go on the page.

The rule is Obsidian's and Pandoc's: `$` opens before and closes behind what is no blank, never
before a digit, and no blank line lies between; `$$` for a formula of its own, `\$` for a dollar.
`\(…\)` and `\[…\]` are taken where what they hold cannot be prose. Formulas are taken out behind
code, so that none is found there, and before all else, as `[[1, 2], [3, 4]]` looks like a link.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from viewer.note.stash import Lines, Slip, Stash

if TYPE_CHECKING:
    from viewer.note.page import Page

LONGEST_MARKER = 100
"""Marks of quotes and lists before a formula are no longer than this."""

_TOKENS = "\ufdd0-\ufdd2"
_LINE_END = r"\n(?![ \t>]{0,40}(?:\n|\Z))"
_FORMULA = re.compile(
    rf"\$(?<![\\$]\$)\$(?!\$)(?P<own>(?:[^$\\\n{_TOKENS}]|\\[^\n{_TOKENS}]|{_LINE_END}|\$(?!\$))"
    rf"{{1,2000}})\$\$(?!\$)"
    rf"|\$(?<![\\$]\$)(?![\s$])(?P<inline>(?:[^$\\\n{_TOKENS}]|\\[^\n{_TOKENS}]|{_LINE_END})"
    rf"{{1,2000}})(?<!\s)\$(?![\d$])"
    rf"|\\(?<!\\\\)\[(?P<bracket>(?:[^\\\n{_TOKENS}]|\\[^\[\]\n{_TOKENS}]|{_LINE_END}){{1,2000}})\\\]"
    rf"|\\(?<!\\\\)\((?P<round>(?:[^\\\n{_TOKENS}]|\\[^()\n{_TOKENS}]){{1,500}})\\\)"
)
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?){1,20}")
_MARKER = re.compile(r"[ \t]*(?:>[ \t]?){0,20}(?:[*+-][ \t]{1,4}|\d{1,3}[.)][ \t]{1,4})?[ \t]*")
_LINE_REST = re.compile(r"[ \t]{0,100}(?:\n|\Z)")
_SIGNS = re.compile(r"[\\^_={}<>+]")
_PROSE = re.compile(r"(?:^|[^\\A-Za-z])[A-Za-z]{3,40} [A-Za-z]{2,40}(?![A-Za-z])")
_GLUED = re.compile(r"[A-Za-z0-9]")
_LETTERS = re.compile(r"[A-Za-z]'{0,2}(?:\([A-Za-z0-9, ]{1,20}\))?")


@dataclass(frozen=True, slots=True)
class FormulaSlip:
    """A formula, taken out of the text; `is_alone` when it has its lines for itself."""

    source: str
    line: int
    latex: str
    is_display: bool
    is_alone: bool = False

    def put_on(self, page: "Page") -> None:
        """Draw it."""
        page.gallery.hang_formula(page, self)


def formula_in(slip: Slip) -> str:
    """Return the source of a formula where only words can stand, nothing for another slip."""
    return slip.source if isinstance(slip, FormulaSlip) else ""


def take_math(text: str, stash: Stash, first_line: int) -> str:
    """Replace formulas by tokens, those that have their lines for themselves by blocks."""
    if "$" not in text and ("\\" not in text or not (r"\(" in text or r"\[" in text)):
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        if not _is_formula(match):
            return match[0]
        is_display = match.lastgroup in ("own", "bracket")
        is_alone = is_display and _stands_alone(match)
        latex, rest = _unquoted(match[match.lastgroup or 0], is_alone=is_alone)
        slip = FormulaSlip(match[0], lines.at(match.start()), latex, is_display, is_alone)
        return stash.keep(slip, is_block=is_alone) + rest

    return _FORMULA.sub(take, text)


def _is_formula(match: re.Match[str]) -> bool:
    """Whether what stands between the marks can be a formula."""
    written = match[match.lastgroup or 0]
    latex = written.strip()
    if not latex:
        return False
    if match.lastgroup == "own":
        return True
    has_signs = bool(_SIGNS.search(latex))
    if match.lastgroup == "inline":
        glued = _GLUED.match(match.string, match.start() - 1) if match.start() else None
        return ("\\" in latex) if glued else has_signs or not _PROSE.search(latex)
    is_padded = len(latex) + 2 == len(written) < 10
    return has_signs or is_padded or bool(_LETTERS.fullmatch(latex))


def _stands_alone(match: re.Match[str]) -> bool:
    """Whether nothing else stands in a formula's lines."""
    start = match.start()
    line = match.string[max(0, start - LONGEST_MARKER) : start].rpartition("\n")
    begins = bool(line[1]) or start <= LONGEST_MARKER
    return begins and bool(
        _MARKER.fullmatch(line[2]) and _LINE_REST.match(match.string, match.end())
    )


def _unquoted(latex: str, *, is_alone: bool) -> tuple[str, str]:
    """Return a formula without the marks of the quote it stands in, and what is left of its lines.

    These stay, in the same quote, so that every line keeps its number.
    """
    first, *rest = latex.split("\n")
    quotes = [match[0] if (match := _QUOTE.match(line)) else "" for line in rest]
    if all(quotes):
        rest = [line[len(quote) :] for line, quote in zip(rest, quotes, strict=True)]
    left = (f"\n{quote.rstrip() if is_alone else quote}" for quote in quotes)
    return "\n".join([first, *rest]).strip(), "".join(left)
