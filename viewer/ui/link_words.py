"""What a link on a page is, in words: for the foot, the tooltip and a screen reader."""

from PySide6.QtCore import QUrl

from viewer.note.note import Link, LinkKind, Moment, Note, Verdict


def link_words(note: Note, href: str) -> str:
    """Return what a link is and does; empty when there is nothing to say beyond its text."""
    scheme, _, index = href.partition(":")
    if not index.isdecimal():
        return ""
    if scheme == "moment":
        return _of_moment(note.moments[int(index)])
    return _of_link(note.links[int(index)])


def _of_moment(moment: Moment) -> str:
    if moment.verdict is Verdict.OK:
        return ""
    if moment.time_ms is None:
        return f"“{moment.written}” cannot be read as a time"
    if moment.verdict is Verdict.PAST_END:
        return f"{moment.text} lies past the end of the video"
    return f"read as {moment.text}, written {moment.written}"


def _of_link(link: Link) -> str:
    if link.kind is LinkKind.WEB:
        return f"leaves for {QUrl(link.target).host() or link.target}"
    if link.is_dead:
        return f"There is no note named “{link.target}” in this vault"
    return str(link.path)
