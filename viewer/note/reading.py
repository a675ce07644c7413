"""Reading a note: text in, Note out.

The order is the safety: clean the text, take the header off, keep what Markdown must not touch as
tokens, turn the rest into HTML, sanitise that, put the tokens' meaning on the page, and bound what
Qt will have to lay out. Nothing here raises; a note that cannot be read is shown as plain text.
"""

import re
from dataclasses import dataclass
from html import escape, unescape

from viewer.note.addresses import video_names
from viewer.note.body import html_of, tokenised
from viewer.note.cited_video import with_cited_video
from viewer.note.code import CodeSpanSlip
from viewer.note.embeds import Embedding, videos_in
from viewer.note.front_matter import FrontMatter, split_front_matter
from viewer.note.gallery import Gallery
from viewer.note.hub import take_from
from viewer.note.limits import MOST_HTML_CHARACTERS, limited
from viewer.note.math import formula_in
from viewer.note.note import Doubt, Note
from viewer.note.page import Page
from viewer.note.paragraphs import plain_html
from viewer.note.sanitiser import nonce_of
from viewer.note.source import clean, collapse
from viewer.note.stamps import StampSlip
from viewer.note.stash import TOKEN, Slip, Stash
from viewer.note.surroundings import Surroundings
from viewer.note.verdicts import Judge
from viewer.note.wikilinks import WikilinkSlip

MOST_CHARACTERS = 2_000_000
MOST_PLAIN_CHARACTERS = 300_000
MOST_PLAIN_LINES = 10_000
"""Of a note that is shown as it is written: by then its reader has waited for two seconds."""

_FIRST_HEADING = re.compile(r"\s*<h1>(.*?)</h1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")


def read_note(
    text: str,
    *,
    name: str,
    around: Surroundings,
    video_ms: int | None = None,
    is_shifted: bool | None = None,
) -> Note:
    """Read a note; `name` is its title if it says none, `around` answers for what it names.

    `video_ms` is the video's real length, when known: it decides what a late time means.
    `is_shifted` is the reader's own word on whether 18:49:00 means 18 min 49 s in this note;
    None leaves it to us.
    """
    text = clean(text)
    front = with_cited_video(split_front_matter(text))
    body = collapse(front.body)
    if len(body) > MOST_CHARACTERS:
        return plain_note(text, name=name, reason="This note is too long to be laid out.")
    try:
        note = _Reader(name, around, video_ms, is_shifted).read(front, body, nonce_of(text))
    except RecursionError:
        return plain_note(text, name=name, reason="Quotes or lists are nested too deep here.")
    if len(note.html) > MOST_HTML_CHARACTERS:
        return plain_note(text, name=name, reason="This note is too long to be laid out.")
    return note


def plain_note(text: str, *, name: str, reason: str) -> Note:
    """Show a note as it is written, and say why; its header still names the video."""
    front = split_front_matter(clean(text))
    title = _title(front, name)
    body = collapse(front.body)
    shown = "\n".join(body[:MOST_PLAIN_CHARACTERS].split("\n", MOST_PLAIN_LINES)[:MOST_PLAIN_LINES])
    doubts = [Doubt(0, f"{reason} It is shown as plain text.")]
    if len(shown) < len(body):
        doubts.append(Doubt(0, "Only its beginning is shown."))
    paragraphs = "".join(plain_html(part) for part in re.split(r"\n\s*\n", shown) if part.strip())
    html = limited(_title_html(title) + paragraphs)
    return Note(title, front.values, html, warnings=(*front.doubts, *doubts))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads notes that are short enough to be laid out."""

    name: str
    around: Surroundings
    video_ms: int | None
    is_shifted: bool | None

    def read(self, front: FrontMatter, body: str, nonce: str) -> Note:
        """Read a note whose header has been taken off."""
        stash = Stash()
        own_names = video_names([value for values in front.values.values() for value in values])
        text = tokenised(body, stash, front.body_line, own_names)
        text, hub = take_from(text, stash)
        html = html_of(text, stash, front.body_line, nonce)
        title, html = take_title(front, html, self.name, stash)
        stamps = [slip.stamp for slip in stash.slips_in(html) if isinstance(slip, StampSlip)]
        page = Page(
            stash,
            Judge.of(stamps, self.video_ms, is_shifted=self.is_shifted),
            self.around.note,
            front.body_line,
            Embedding(stash, self.around, videos_in(front.values), self.video_ms),
        )
        page.gallery = Gallery(self.around)
        page.write_raw(_title_html(title))
        _write_from(page, hub)
        page.write(html)
        return _note_of(front, title, page)


def take_title(front: FrontMatter, html: str, name: str, stash: Stash) -> tuple[str, str]:
    """Return the title, and the page without a first heading that only repeats it.

    One that leads somewhere does more than that, and stays.
    """
    heading = _FIRST_HEADING.match(html)
    shown = heading[1] if heading else ""
    plain = TOKEN.sub(lambda token: escape(_words_of(stash.slip(token))), shown)
    words = " ".join(unescape(_TAG.sub("", plain)).split())
    title = _title(front, words or name)
    slips = stash.slips_in(shown)
    leads = "<a " in shown or any(isinstance(slip, StampSlip | WikilinkSlip) for slip in slips)
    if heading and not leads and words.casefold() == title.casefold():
        return title, html[heading.end() :]
    return title, html


def _words_of(slip: Slip) -> str:
    """Return what a slip says in a title."""
    if isinstance(slip, WikilinkSlip):
        return slip.text
    return slip.code if isinstance(slip, CodeSpanSlip) else formula_in(slip)


def _title(front: FrontMatter, fallback: str) -> str:
    """Return the header's title on one line, or the fallback."""
    return " ".join(" ".join(front.values.get("title", ())).split()) or fallback


def _title_html(title: str) -> str:
    """Return the title as the page's first heading."""
    return f'<h1 class="title">{escape(title, quote=False)}</h1>'


def _write_from(page: Page, hub: list[Slip]) -> None:
    """Write which hub the note comes from."""
    if not hub:
        return
    page.write_raw('<p class="from">From ')
    for number, slip in enumerate(hub):
        page.write_raw(", " if number else "")
        page.put(slip)
    page.write_raw("</p>")


def _note_of(front: FrontMatter, title: str, page: Page) -> Note:
    """Return the note a finished page makes."""
    html = limited(page.finish())
    return Note(
        title=title,
        header=front.values,
        html=html,
        moments=tuple(page.moments),
        links=tuple(page.links),
        headings=tuple(page.outline.headings),
        pictures=tuple(page.gallery.pictures),
        warnings=(*front.doubts, *page.doubts),
        is_shifted=page.is_shifted,
    )
