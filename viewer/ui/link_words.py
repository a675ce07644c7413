"""What a link on a page is, in words: for the foot, the tooltip and a screen reader."""

from PySide6.QtCore import QUrl

from viewer.note.note import Link, LinkKind, Moment, Note, Verdict

LONGEST = 200


def link_words(note: Note, href: str) -> str:
    """Return what a link is and does; empty when there is nothing to say beyond its text."""
    scheme, _, index = href.partition(":")
    if not index.isdecimal():
        return ""
    if scheme == "moment":
        return _of_moment(note.moments[int(index)], note.offset_ms)
    return _of_link(note.links[int(index)])


def _of_moment(moment: Moment, offset_ms: int) -> str:
    if not offset_ms or moment.time_ms is None or moment.verdict is Verdict.PAST_END:
        return moment.reason[:LONGEST]
    from viewer.note.offset import offset_words

    moved = f"shown {offset_words(offset_ms)}: this video's offset"
    return f"{moment.reason[:LONGEST]}; {moved}" if moment.reason else moved


def _of_link(link: Link) -> str:
    if link.kind is LinkKind.WEB:
        return f"leaves for {QUrl(link.target).host() or link.target[:LONGEST]}"
    if link.is_dead:
        return f"There is no note named “{link.target}” in this vault"
    return str(link.path)
