"""Web addresses that stand in a text as they are, which become links: https://…, www.….

The rule is that of GitHub Flavored Markdown, section 6.9: the host needs a dot, punctuation behind
the address is not part of it, and a bracket closes only what was opened in it.
"""

import re

from viewer.note.addresses import is_web
from viewer.note.stash import Lines, Stash
from viewer.note.wikilinks import WikilinkSlip

_ADDRESS = re.compile(
    r"(?<![\w/<=@:.-])(?<!\]\()(?<!=[\"'])(?<!\]: )"
    r"(?:https?://|www\.)(?P<host>[\w-]{1,63}(?:\.[\w-]{1,63}){1,20})"
    r"(?P<rest>(?::\d{1,5})?(?:[/?#](?:[^\s<\]\ufdd0-\ufdd2]|\](?![(\[\]])){0,2000})?)",
    re.IGNORECASE,
)
_MAYBE_ADDRESS, _MAYBE_HOST = re.compile("://"), re.compile(r"www\.")
_TRAILING = re.compile(r"(?:[?!.,:;*_~'\"”’»|\]]|&[a-z0-9]{1,20};)\Z", re.IGNORECASE)


def take_autolinks(text: str, stash: Stash, first_line: int) -> str:
    """Replace web addresses by tokens; those of links, tags and definitions stay."""
    if not (_MAYBE_ADDRESS.search(text) or _MAYBE_HOST.search(text)):
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        shown = _without_trailing(match[0])
        address = shown if "://" in shown[:8] else f"http://{shown}"
        if "_" in ".".join(match["host"].split(".")[-2:]) or not is_web(address):
            return match[0]
        slip = WikilinkSlip(shown, lines.at(match.start()), address, "", shown)
        return stash.keep(slip) + match[0][len(shown) :]

    return _ADDRESS.sub(take, text)


def _without_trailing(address: str) -> str:
    """Return an address without the punctuation of the sentence it stands in."""
    closing, opening = address.count(")"), address.count("(")
    while address:
        if address.endswith(")") and closing > opening:
            address, closing = address[:-1], closing - 1
        elif trailing := _TRAILING.search(address[-24:]):
            address = address[: -len(trailing[0])]
        else:
            break
    return address
