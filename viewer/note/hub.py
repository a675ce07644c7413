"""The line most notes begin with, which names the hub they come from: `From: [[hub]] <br/>`."""

import re

from viewer.note.stash import TOKEN, Slip, Stash
from viewer.note.wikilinks import WikilinkSlip

_FROM = re.compile(rf"\s*From:[ \t]*((?:{TOKEN.pattern}[ \t,]*)+)(?:<br ?/?>)?[ \t]*(?:\n|$)", re.I)


def take_from(text: str, stash: Stash) -> tuple[str, list[Slip]]:
    """Take the line that names the hub off a body; return the rest and its links."""
    match = _FROM.match(text)
    if not match:
        return text, []
    hub = stash.slips_in(match[1])
    if not all(isinstance(slip, WikilinkSlip) for slip in hub):
        return text, []
    return "\n" * match[0].count("\n") + text[match.end() :], hub
