"""Which parts of a tokenised body mean the same with Markdown and without it.

In most notes nothing that Markdown does moves a timestamp, makes a link or hides a word: then
the tokens can be read straight from the text. The rule to know: whatever is not certain here is
not plain, and is left to Markdown; to be wrong is allowed on that side only.
"""

import re
from html import escape

from viewer.note.paragraphs import MOST_BRACKETS, take_heavy
from viewer.note.stash import BLOCK_LINE, END, Lines, Stash
from viewer.note.wikilinks import WikilinkSlip

HARMLESS_TAGS = frozenset({
    "abbr", "b", "big", "blockquote", "br", "center", "cite", "del", "dfn", "div", "em", "hr", "i",
    "ins", "p", "q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var",
})  # fmt: skip
"""Tags that neither move a word nor give it another meaning, wherever they stand."""

LONGEST_PARAGRAPH = 3000
"""A longer one may have too many marks for Markdown, see `paragraphs`."""

_BLANKS = r" \t\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_MARKS = r"*+\-.)\d"
"""With the blanks, what may stand before the first word of an item."""

_INNER_HEADING = re.compile(rf"\n(?:[{_BLANKS}{_MARKS}>]++#|#{{1,6}}(?=\n|\Z))")
_DEFINITION = re.compile(rf"\n[{_BLANKS}{_MARKS}>]*+\[[^\[\]]*+\]:")
_DEEP = re.compile(rf"\n[{_BLANKS}{_MARKS}>]{{40}}")
_QUOTE = re.compile(rf"\n[{_BLANKS}{_MARKS}]*+>")
_QUOTED_CODE = re.compile(r">(?: {5}| {0,4}\t)[ \t]*+[^\n]")
_INDENTED = re.compile(r"\n(?: {4}| {0,3}\t)[ \t]*+[^\n]")
_ITEM = re.compile(r"[ \t]*+(?:[*+-]|(\d{1,9})[.)])(?=[ \t])")
_STANDS_ALONE = re.compile(rf"[*_\- \t]+|{BLOCK_LINE.pattern}")
_ANGLED_LINK = re.compile(r"<(?:[A-Za-z][A-Za-z\d+.-]{0,60}+:|[^<> !@]{1,1000}+@)")
_BARE_LINE = re.compile(r"\n([|:\-=>\t \\]++)(?=\n|\Z)")

_ENTITY = r"&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z\d]+);"
_MARKUP = re.compile(rf"[\\*<>\[\]`]|~~|==|(?<!\w)_|{_ENTITY}")
_MARKUP_IN_LINK = re.compile(rf"[\\*<>`]|~~|==|(?<!\w)_|{_ENTITY}")
_EMPHASIS = re.compile(r"(?<!\*)(\*\*?)(?=[^\s*])([^*\n]{1,1000}+)(?<!\s)\1(?!\*)")
_LINK = re.compile(
    r"(?<!!)\[((?:[^\[\]\n]|\[[^\[\]\n]{0,200}\](?![(\[])){0,500})\]\((https?://"
    r"(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,20}(?:[/?#][\w./?=&%#~+:@,-]{0,1500})?)\)",
    re.ASCII,
)


def has_definitions(text: str) -> bool:
    """Whether a text may define what is used elsewhere in it; it must begin with a newline."""
    if "]" not in text:
        return False
    return "[^" in text or ("]:" in text and bool(_DEFINITION.search(text)))


def is_heavy(text: str) -> bool:
    """Whether a paragraph is shown as it is written, since Markdown would choke on it."""
    may_be = (
        text.count("[") > MOST_BRACKETS
        or text.count("|") * text.count("\n") > LONGEST_PARAGRAPH
        or _has_long_paragraph(text)
    )
    return may_be and take_heavy(text, Stash(), 0) != text


def is_all_plain(text: str) -> bool:
    """Whether each section of a text is plain; a quick look that may miss it."""
    return not _INDENTED.search(text) and is_plain(text)


def is_plain(section: str) -> bool:
    """Whether tokens are all that matters in a section without headings.

    It must begin with a newline, and stand between headings or the ends of the body.
    """
    if "](" in section or ("<" in section and _ANGLED_LINK.search(section)):
        return False
    if "#" in section and _INNER_HEADING.search(section):
        return False
    if _DEEP.search(section) or (">" in section and _QUOTED_CODE.search(section)):
        return False
    is_indented = bool(_INDENTED.search(section))
    if is_indented and not _is_indented_by_lists(section):
        return False
    return not _has_odd_lines(section, is_indented=is_indented)


def with_links_taken(section: str, stash: Stash, line: int) -> str:
    """Return a section with its plainest web links as tokens; `line` is that of its start.

    What is left may be plain, and the links then count as those of an address in the text do.
    """
    lines = Lines(section, line)

    def take(link: re.Match[str]) -> str:
        label, start = link[1], link.start()
        if END in label or section[start - 1 : start] in "\\[]" or _MARKUP_IN_LINK.search(label):
            return link[0]
        words = " ".join(label.split()) or link[2]
        return stash.keep(WikilinkSlip(link[0], lines.at(start), link[2], "", words))

    return _LINK.sub(take, section)


def plain_inline(text: str) -> str | None:
    """Return a line's text as HTML if it has only plain emphasis or web links, else None."""
    if not _MARKUP.search(text):
        return escape(text, quote=False)
    if "[" not in text:
        bare = _EMPHASIS.sub(r"\2", text)
        return None if _MARKUP.search(bare) else escape(bare, quote=False)
    pieces, position = [], 0
    for link in _LINK.finditer(text):
        if _MARKUP_IN_LINK.search(link[1]):
            return None
        pieces += [escape(text[position : link.start()], quote=False), _linked(link)]
        position = link.end()
    pieces.append(escape(text[position:], quote=False))
    return None if _MARKUP.search(_LINK.sub(" ", text)) else "".join(pieces)


def _linked(link: re.Match[str]) -> str:
    """Return a link as HTML."""
    return f'<a href="{escape(link[2])}">{escape(link[1], quote=False)}</a>'


def _has_odd_lines(section: str, *, is_indented: bool) -> bool:
    """Whether a line makes a heading of another, or a table that may not show all its cells."""
    for line in _BARE_LINE.finditer(section):
        marks = set(line[1]) - set(" \t>\\")
        if "|" in marks and (is_indented or _may_lose_cells(section, line.start())):
            return True
        is_first = line.start() == 0 or section[line.start() - 1] == "\n"
        if marks in ({"="}, {"-"}) and not is_first:
            return True
    return False


def _may_lose_cells(section: str, divider: int) -> bool:
    """Whether a row of the table whose second line begins here may have more cells than its head.

    Such cells are not shown.
    """
    start = section.rfind("\n", 0, divider) + 1
    end = section.find("\n\n", divider) % (len(section) + 1)
    rows = [row.strip(" ") for row in section[start:end].split("\n")]
    if section[start] != "|" or "\\" in section[start:end]:
        return True
    width = rows[0].count("|")
    return any(
        "|" in row and not (row[0] == row[-1] == "|" and row.count("|") <= width) for row in rows
    )


def _is_indented_by_lists(section: str) -> bool:
    """Whether no indented line is code: all belong to lists, or to the paragraph before them.

    Quotes have lists of their own; they must stand by themselves.
    """
    if not _QUOTE.search(section):
        return _is_held_by_lists(section)
    blocks = section.split("\n\n")
    for number, block in enumerate(blocks):
        if _QUOTE.search(f"\n{block}"):
            if not all(line.startswith(">") for line in block.strip("\n").split("\n")):
                return False
            blocks[number] = "A quote."
    return _is_held_by_lists("\n\n".join(blocks))


def _is_held_by_lists(section: str) -> bool:
    """Whether each indented line of a section without quotes is below a list or a paragraph."""
    is_in_list = is_after_blank = False
    for line in section.split("\n"):
        text = line.strip()
        if not text:
            is_after_blank = True
        elif _STANDS_ALONE.fullmatch(text):
            is_in_list, is_after_blank = False, True
        elif line.startswith(("    ", "\t", " \t", "  \t", "   \t")):
            if is_after_blank and not is_in_list:
                return False
            is_after_blank = False
        else:
            is_in_list = _leaves_list_open(line, is_after_blank, is_in_list)
            is_after_blank = False
    return True


def _leaves_list_open(line: str, is_after_blank: bool, is_in_list: bool) -> bool:
    """Whether a line that is not indented is followed by what belongs to a list."""
    item = _ITEM.match(line)
    if item is None:
        return is_in_list and not is_after_blank
    if line.startswith("   "):
        return False
    return is_in_list or is_after_blank or item[1] in (None, "1")


def _has_long_paragraph(text: str) -> bool:
    """Whether so many characters stand together that Markdown may choke on them."""
    position = 0
    while len(text) - position > LONGEST_PARAGRAPH:
        blank = text.rfind("\n\n", position, position + LONGEST_PARAGRAPH)
        if blank < 0:
            return True
        position = blank + 2
    return False
