"""Notes within notes: `![[note]]`, `![[note#heading]]`, `![[note#^block]]`.

An embed is a frame with the note's name and what it says; its times are judged by what it says
itself, and lead to it when it is about another video. The rule to know: an embed never fails. What
cannot be shown is named, and why it is not.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from html import escape

from viewer.note.addresses import video_names
from viewer.note.body import html_of, tokenised
from viewer.note.front_matter import FrontMatter, split_front_matter
from viewer.note.guests import Guest
from viewer.note.hub import take_from
from viewer.note.note import LinkKind
from viewer.note.page import Page
from viewer.note.paragraphs import plain_html
from viewer.note.sanitiser import nonce_of
from viewer.note.sections import Sections
from viewer.note.source import clean, collapse
from viewer.note.stamps import StampSlip
from viewer.note.stash import Stash
from viewer.note.surroundings import Surroundings
from viewer.note.verdicts import Judge
from viewer.note.wikilinks import EmbedSlip

DEEPEST = 3
MOST_EMBEDS = 50
MOST_CHARACTERS = 100_000
"""Of all embeds of a page together."""

MOST_CHARACTERS_READ = 2_000_000
"""To find so much in; every note is read once."""

_ABOUT_VIDEO = ("video", "youtube", "media", "url", "source", "file", "audio", "link")
_NO_VIDEO = frozenset({"", "empty", "none", "null"})
_OPENING = '<table class="{}" width="100%"><tbody><tr><td><p class="embed-title">'
_CLOSING = "</td></tr></tbody></table>"


def videos_in(header: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return all names a header gives the note's video, whatever it calls them."""
    values = [
        value.strip()
        for key, told in header.items()
        if any(word in key.lower() for word in _ABOUT_VIDEO)
        for value in told
    ]
    return video_names([value for value in values if value.lower() not in _NO_VIDEO])


@dataclass(frozen=True, slots=True)
class _Shown:
    """A note, or a part of one, that is being shown."""

    around: Surroundings
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Source:
    """A note that is embedded, taken apart."""

    front: FrontMatter
    body: str
    sections: Sections

    @classmethod
    def of(cls, text: str) -> "_Source":
        """Take a text apart."""
        front = split_front_matter(clean(text))
        body = collapse(front.body)
        return cls(front, body, Sections(body))


class Embedding:
    """Writes the embeds of one page."""

    def __init__(
        self, stash: Stash, around: Surroundings, videos: Collection[str], video_ms: int | None
    ) -> None:
        self._stash = stash
        self._shown = [_Shown(around)]
        self._videos, self._video_ms = frozenset(videos), video_ms
        self._embeds_left = MOST_EMBEDS
        self._characters_left = MOST_CHARACTERS
        self._unread_left = MOST_CHARACTERS_READ
        self._sources: dict[str, _Source | None] = {}

    def put_on(self, page: Page, slip: EmbedSlip) -> None:
        """Write what an embed names in a frame of its own."""
        around = self._shown[-1].around
        path = around.note(slip.target) if slip.target else around.path
        page.block(_OPENING.format("embed" if path is not None else "embed dead-embed"))
        if slip.target:
            page.link(LinkKind.NOTE, slip.target, slip.text, slip.heading)
        else:
            page.inner_link(slip.heading, slip.text)
        page.block("</p>")
        if path is None:
            _say(page, f"There is no note named “{slip.target}”.")
        else:
            self._show(page, slip, around.seen_from(path) if slip.target else around)
        page.block(_CLOSING)

    def _show(self, page: Page, slip: EmbedSlip, around: Surroundings) -> None:
        """Write what is embedded, or why it is not shown."""
        shown = _Shown(around, slip.heading.casefold())
        if self._is_within(shown):
            return _say(page, f"… “{slip.text}” is shown above already.")
        self._embeds_left -= 1
        if len(self._shown) > DEEPEST or self._embeds_left < 0 or self._characters_left <= 0:
            return _say(page, "… Too much is embedded here to show this as well.")
        source = self._source_at(around.path)
        if source is None:
            return _say(page, "This note cannot be shown here.")
        self._shown.append(shown)
        self._write(page, slip, source)
        self._shown.pop()
        return None

    def _source_at(self, path: str) -> _Source | None:
        """Return a note taken apart, None if it cannot be read or is too much."""
        if path not in self._sources:
            text = self._shown[-1].around.text(path) if self._unread_left > 0 else None
            self._unread_left -= len(text or "")
            self._sources[path] = None if text is None else _Source.of(text)
        return self._sources[path]

    def _is_within(self, shown: _Shown) -> bool:
        """Whether a note is to be shown in itself, or a part of it in that part."""
        path = shown.around.path
        return any(
            path and each.around.path == path and shown.place in ("", each.place)
            for each in self._shown
        )

    def _write(self, page: Page, slip: EmbedSlip, source: _Source) -> None:
        """Write a note as far as it is named and as there is room."""
        front, body, line = source.front, source.body, source.front.body_line
        if slip.heading:
            section = source.sections.named(slip.heading)
            if section is None:
                return _say(page, f"There is no “{slip.heading}” in this note.")
            body, line = section.text, line + section.lines_before
        cut = self._cut(body)
        videos = videos_in(front.values)
        is_elsewhere = bool(videos) and not videos & self._videos
        guest, html = self._read(cut, line, videos or self._videos, is_elsewhere=is_elsewhere)
        page.write_guest(guest, html)
        return _say(page, "… Only its beginning is shown.") if len(cut) < len(body) else None

    def _cut(self, body: str) -> str:
        """Return as much of a body as there is room for, in whole paragraphs if possible."""
        room = self._characters_left
        self._characters_left -= len(body)
        if len(body) <= room:
            return body
        end = body.rfind("\n\n", 0, room)
        return body[: end if end > 0 else room]

    def _read(
        self, body: str, line: int, videos: Collection[str], *, is_elsewhere: bool
    ) -> tuple[Guest, str]:
        """Return a body as HTML, and whose it is."""
        around = self._shown[-1].around
        tokens, _hub = take_from(tokenised(body, self._stash, line, videos), self._stash)
        try:
            html = html_of(tokens, self._stash, line, nonce_of(body))
        except RecursionError:
            html = plain_html(self._stash.restore(tokens))
        slips = self._stash.slips_in(html)
        stamps = [slip.stamp for slip in slips if isinstance(slip, StampSlip)]
        judge = Judge.of(stamps, None if is_elsewhere else self._video_ms)
        return Guest(around.path, around.note, judge, is_elsewhere), html


def _say(page: Page, words: str) -> None:
    """Write a sentence of our own into a frame."""
    page.block(f'<p class="quiet">{escape(words, quote=False)}</p>')
