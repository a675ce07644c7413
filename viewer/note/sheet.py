"""What the slips of a note are put on: they write themselves, and enter themselves in its indexes.

Everything is written in reading order, so moments and links are numbered as a reader meets them.
Only this module and `page`, its other half, write `moment:` and `link:` addresses.
"""

from dataclasses import dataclass, field
from html import escape

from viewer.note.chips import chip, chip_text
from viewer.note.gallery import Gallery
from viewer.note.guests import Guest
from viewer.note.inner_links import InnerLinks
from viewer.note.note import Doubt, DoubtKind, Link, LinkKind, Moment, Verdict
from viewer.note.outline import Outline
from viewer.note.output import Output
from viewer.note.passages import Passages
from viewer.note.stamps import StampSlip
from viewer.note.stash import Stash
from viewer.note.surroundings import Resolve
from viewer.note.verdicts import Judge, Reading


@dataclass(slots=True)
class OpenLink:
    """A link whose end has not been reached: its address, and what has been seen inside it."""

    address: str
    place: int
    words: list[str] = field(default_factory=list)
    waiting: list[StampSlip] = field(default_factory=list)


class Sheet:
    """The output of a page, and its indexes, as far as they have come."""

    def __init__(self, stash: Stash, judge: Judge, resolve: Resolve, line: int) -> None:
        self.moments: list[Moment] = []
        self.links: list[Link] = []
        self.doubts: list[Doubt] = []
        self.outline = Outline()
        self.gallery = Gallery()
        self._stash, self._judge, self._resolve = stash, judge, resolve
        self.guest = Guest("", resolve, judge)
        self._out = Output()
        self._line = line
        self._passages = Passages()
        self._code_depth = 0
        self._open_link: OpenLink | None = None
        self._inner_links = InnerLinks(self._out)

    @property
    def is_shifted(self) -> bool:
        """Whether the times of this note were taken as minutes and seconds."""
        return self._judge.is_shifted and any(not each.origin for each in self.moments)

    def write_raw(self, html: str) -> None:
        """Write HTML of our own."""
        self._out.raw(html)

    def restore(self, text: str) -> str:
        """Return a text without tokens."""
        return self._stash.restore(text)

    def moment(self, slip: StampSlip) -> None:
        """Write a timestamp as a chip; inside a link, behind it."""
        if self._open_link:
            self._open_link.waiting.append(slip)
            return
        written = (slip.stamp.written or slip.stamp.shown).strip()
        reading = self._judge.read(slip.stamp)
        text = chip_text(reading, written)
        if self.guest.is_elsewhere:
            self.link(LinkKind.NOTE, self.guest.path, text)
            return
        self._out.inline(chip(len(self.moments), text, reading))
        self._passages.cite()
        self._add_moment(slip, written, text, reading)

    def _add_moment(self, slip: StampSlip, written: str, text: str, reading: Reading) -> None:
        """Add a timestamp to the moments, and to the doubts if it is doubtful."""
        moment = Moment(
            text=text,
            written=written,
            time_ms=reading.time_ms,
            end_ms=reading.end_ms,
            verdict=reading.verdict,
            line=self._line if self.guest.path else slip.line,
            sentence="",
            heading=self.outline.current,
            reason=reading.reason,
            origin=self.guest.path,
        )
        self.moments.append(moment)
        if not moment.origin and (reading.reason or slip.is_repaired):
            self._add_doubt(slip, moment)  # An embedded note's doubts are told where it stands.

    def _add_doubt(self, slip: StampSlip, moment: Moment) -> None:
        """Add to the doubts what is doubtful about a moment, unless it is of the whole note."""
        is_known = moment.verdict is Verdict.SHIFTED and self._judge.is_shifted
        if moment.doubt and not is_known:
            self.doubts.append(Doubt(slip.line, moment.doubt, DoubtKind.TIME))
        elif slip.is_repaired:
            sentence = f"A broken timestamp was mended: {moment.text}."
            self.doubts.append(Doubt(slip.line, sentence, DoubtKind.MENDED))

    def link(self, kind: LinkKind, target: str, text: str, heading: str = "") -> None:
        """Write a link; inside another link only its text."""
        if self._open_link:
            self._write_plain(text)
            return
        self._out.inline(self._add_link(kind, target, text, heading))
        self._write_plain(text)
        self._out.raw("</a>")

    def inner_link(self, place: str, text: str) -> None:
        """Write a link to a heading or a block of the note it stands in."""
        if self.guest.path:
            self.link(LinkKind.NOTE, self.guest.path, text, place)
            return
        start = self._inner_links.begin()
        self._write_plain(text)
        self._inner_links.end(start, place)

    def name_block(self, name: str) -> None:
        """Give the block that is being written a name by which it is reached."""
        if not self.guest.path:
            self._inner_links.name_block(name)

    def block(self, html: str) -> None:
        """Write a block of our own making, such as code."""
        self._passages.end()
        self._out.block(html)

    def footnote(self, number: int) -> None:
        """Write the number of a footnote; inside a link there is no place for it."""
        if self.guest.path:
            self._out.inline(f"<sup>{number}</sup>")
        elif not self._open_link:
            self._out.inline(f'<sup><a class="footnote" href="#fn:{number}">{number}</a></sup>')

    def footnote_text(self, number: int) -> None:
        """Write where the text of a footnote begins."""
        if not self.guest.path:
            self._out.raw(f'<a name="fn:{number}"></a>')

    def code(self, text: str) -> None:
        """Write code within a line, as its author wrote it."""
        self._out.inline("<code>")
        self._write_plain(text)
        self._out.raw("</code>")

    def picture(self, html: str, words: str, *, is_block: bool = False) -> None:
        """Write a picture, or what stands for it; `words` are what it says."""
        self._hear(words)
        if is_block:
            self.block(html)
        else:
            self._out.inline(html)

    def placeholder(self, text: str, words: str = "") -> None:
        """Write what stands in the place of something that is not shown, and would say `words`."""
        self._hear(words)
        self._out.inline(f'<span class="placeholder">{escape(text, quote=False)}</span>')

    def _write_plain(self, text: str) -> None:
        """Write a text that is not yet HTML."""
        plain = self._stash.restore(text)
        self._write_words(escape(plain, quote=False))
        self._hear(plain)

    def _write_words(self, html: str) -> None:
        """Write words, whose line ends mean something in code only to itself."""
        if self._code_depth:
            self._out.inline(html)
        else:
            self._out.text(html)

    def _hear(self, text: str) -> None:
        """Tell everybody who gathers words what has been written."""
        self._passages.hear(text)
        self.outline.hear(text)
        if self._open_link:
            self._open_link.words.append(text)

    def _add_link(self, kind: LinkKind, target: str, text: str, heading: str = "") -> str:
        """Add a link and return its opening tag."""
        guest = self.guest.path
        path = None
        if kind is LinkKind.NOTE:
            path = target if guest and target == guest else self._resolve(target)
        link = Link(kind, target, text, path, heading, self._line, guest)
        self.links.append(link)
        css = f"{kind} dead" if link.is_dead else str(kind)
        why = f' title="No note named “{escape(target)}” in this vault."' if link.is_dead else ""
        return f'<a class="{css}" href="link:{len(self.links) - 1}"{why}>'
