"""Callouts written as HTML: `<div class="callout callout-info">`, as web pages have them.

They become the Markdown their author could have written, line for line, so that whatever reads
Markdown need not know them. Icons are gone by then: `markup` drops every svg.
"""

import re
from collections.abc import Iterator

_OPENING = re.compile(
    r"^(?P<indent>[ \t]*)<div\s[^<>\n]{0,200}?\bclass=([\"'])"
    r"(?P<classes>[^\"'<>\n]{0,200}\b(?:callout|admonition)\b[^\"'<>\n]{0,200})\2[^<>\n]{0,200}>",
    re.MULTILINE | re.IGNORECASE,
)
_DIV = re.compile(r"<(/?)div\b[^<>\n]{0,400}>", re.IGNORECASE)
_TITLE = re.compile(
    r"<(div|p|span|strong|h[1-6])\s[^<>\n]{0,200}?-title\b[^<>\n]{0,200}>", re.IGNORECASE
)
_TAG = re.compile(r"</?(?:div|h[1-6]|p|span|strong|b)\b[^<>\n]{0,400}>", re.IGNORECASE)
_NO_KIND = re.compile(r"^(?:is|callout|admonition)-?|-(?:title|content|icon|inner)$", re.IGNORECASE)
_MARK = re.compile(r"\s*(?:>\s*)?\[![^\]\n]{1,60}\]")
_ITEM = re.compile(r"\s*(?:[*+-]|\d{1,3}[.)])\s")


def spelled_as_markdown(text: str) -> str:
    """Return a text whose HTML callouts are Markdown ones, on as many lines."""
    if "<div" not in text or ("callout" not in text and "admonition" not in text):
        return text
    ends = _ends_of_divs(text)
    pieces, position = [], 0
    while opening := _OPENING.search(text, position):
        pieces.append(text[position : opening.start()])
        end = ends.get(opening.end())
        if end is None:
            pieces.append(opening[0])
            position = opening.end()
            continue
        inside = text[opening.end() : end].rpartition("<")[0]
        lines = list(_quoted(opening["classes"], inside))
        if lines[-1].strip() == ">":
            lines[-1] = ""  # What follows is not for the callout.
        pieces.append("\n".join(lines))
        rest = text[end : text.find("\n", end) % (len(text) + 1)]
        pieces.append("\n\n" if rest.strip() else "")
        position = end
    return "".join([*pieces, text[position:]])


def _ends_of_divs(text: str) -> dict[int, int]:
    """Return where each element ends, by where its opening tag does."""
    ends, still_open = {}, list[int]()
    for tag in _DIV.finditer(text):
        if not tag[1]:
            still_open.append(tag.end())
        elif still_open:
            ends[still_open.pop()] = tag.end()
    return ends


def _quoted(classes: str, inside: str) -> Iterator[str]:
    """Yield the lines of a callout."""
    title, inside = _without_title(inside)
    first, *lines = _dedented(inside)
    own = next((line for line in [first, *lines] if line.strip()), "")
    if _MARK.match(own) and not title:
        yield ""
        first_own = [first, *lines].index(own)
        for number, line in enumerate(lines, 1):
            is_bare = number == first_own and not own.lstrip().startswith(">")
            yield f"> {line}" if is_bare or not line.lstrip().startswith(">") else line
    else:
        kind = _kind(classes)
        shown = f"**{title}**" if title and title.lower() != kind.lower() else ""
        yield f"> [!{kind}] {shown or first}".rstrip()
        yield from (f"> {line}" for line in lines)


def _without_title(inside: str) -> tuple[str, str]:
    """Return a callout's title, if it has an element of its own, and the rest."""
    opening = _TITLE.search(inside)
    if opening is None:
        return "", inside
    if opening[1].lower() == "div":
        end = _ends_of_divs(inside).get(opening.end(), 0)
    else:
        closing = f"</{opening[1]}>"
        end = inside.find(closing, opening.end()) + len(closing)
    if end < opening.end():
        return "", inside
    within = inside[opening.start() : end]
    words = " ".join(_TAG.sub(" ", within).split())
    return words, inside[: opening.start()] + "\n" * within.count("\n") + inside[end:]


def _kind(classes: str) -> str:
    """Return the word for a callout's kind among its classes, if there is one."""
    words = (_NO_KIND.sub("", word) for word in classes.split())
    return next((word for word in words if word), "")


def _dedented(inside: str) -> list[str]:
    """Return the lines of a callout's body, without the tags that only lay it out.

    Indentation is HTML's; only below a list does it mean anything.
    """
    lines = [_DIV.sub("", line) for line in inside.split("\n")]
    if any(_ITEM.match(line) for line in lines):
        width = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        return [line[width:] for line in lines]
    return [line.strip() for line in lines]
