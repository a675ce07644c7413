"""Images in a note: how they are written, and what stands on the page for each.

Three ways lead to one: `![alt|300](path)`, `![[picture.png|300]]` and `<img src=…>`. Only images of
the vault are shown. One on the web is never fetched: words say where it lies, save that a formula
which a web service was asked to draw is drawn here.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from viewer.note.math import FormulaSlip
from viewer.note.note import Picture, PictureKind
from viewer.note.stash import Lines, Slip, Stash
from viewer.note.surroundings import Image

if TYPE_CHECKING:
    from viewer.note.page import Page

LARGEST_PX = 10_000

_SUFFIXES = "png|jpe?g|gif|webp|svg|bmp|avif|tiff?|ico|heic|jfif"
_EMBED = re.compile(
    rf"!\[\[(?P<target>[^\[\]|\n]{{1,400}}\.(?:{_SUFFIXES})(?:#[^\[\]|\n]{{0,100}})?)[ \t]*\\?"
    r"(?:\|(?P<alias>[^\[\]\n]{0,500}+))?\]\]",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(
    r"!\[(?P<alt>[^\[\]\n]{0,500}+)\]\((?P<place>(?:[^()\n]|\([^()\n]{0,300}\)){0,3000})\)"
)
_TITLE = re.compile(r"""\s+(?:"[^"]{0,500}"|'[^']{0,500}')\s*$""")
_DATA = re.compile(r"(data:[a-zA-Z0-9/+.;=-]{0,100},)[A-Za-z0-9+/=%_-]{200,}+")
_ATTRIBUTE = re.compile(
    r"""\b(src|alt|title|width|height)\s*=\s*(?:"([^"]{0,3000})"|'([^']{0,3000})'|([^\s"'>]{1,3000}))""",
    re.IGNORECASE,
)
_SIZE = re.compile(r"[ \t]*(\d{1,5})(?:[ \t]*x[ \t]*(\d{1,5}))?(?:px)?[ \t]*", re.IGNORECASE)
_DRAWN_ON_THE_WEB = re.compile(
    r"https?://latex\.codecogs\.com/(?:svg|png|gif)(?:\.(?:latex|image|download))?\?(.{1,2000})",
    re.IGNORECASE,
)
_WEB = frozenset({"http", "https", "ftp"})


@dataclass(frozen=True, slots=True)
class ImageSlip:
    """An image, taken out of the text; the sizes are those its author asks for, else 0."""

    source: str
    line: int
    target: str
    alt: str
    width_px: int = 0
    height_px: int = 0

    def put_on(self, page: "Page") -> None:
        """Show it, or write what stands in its place."""
        page.gallery.hang_image(page, self)

    def look(self, find: Callable[[str], Image | None]) -> Picture | str:
        """Return its picture, or the words in its place; `find` looks for a path in the vault."""
        host, scheme = _host_of(self.target)
        if host:
            return _words(f"image on {host}", self.alt, "not loaded")
        name = self.alt or PurePosixPath(self.target.replace("\\", "/")).name
        if scheme == "data":
            return _words("image", self.alt, "written into the note, so it is not shown")
        found = find(self.target) if self.target else None
        if found is None:
            return _words("image", name, "not in this vault")
        if found.problem:
            return _words("image", name, found.problem)
        return Picture(PictureKind.IMAGE, found.path, name, *self._size(found))

    def _size(self, found: Image) -> tuple[int, int]:
        """Return the size to show it in; a side nobody asks for follows the other."""
        width, height = self.width_px, self.height_px
        if not (found.width_px and found.height_px):
            return width, height
        if width and not height:
            height = max(1, round(width * found.height_px / found.width_px))
        elif height and not width:
            width = max(1, round(height * found.width_px / found.height_px))
        return width or found.width_px, height or found.height_px


def without_data(text: str) -> str:
    """Return a text whose data: addresses are cut short: nobody reads them."""
    return _DATA.sub(r"\1…", text) if "data:" in text else text


def take_image_embeds(text: str, stash: Stash, first_line: int) -> str:
    """Replace ![[picture.png]] by tokens."""
    if not ("!" in text and "![[" in text):
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        source = stash.restore(match[0])
        target = stash.restore(match["target"]).strip()
        alt, width, height = _alt_and_size(stash.restore(match["alias"] or ""))
        line = lines.at(match.start())
        return stash.keep(ImageSlip(source, line, target, alt, width, height))

    return _EMBED.sub(take, text)


def take_images(text: str, stash: Stash, first_line: int) -> str:
    """Replace ![alt](path) by tokens."""
    if "![" not in text:
        return text
    lines = Lines(text, first_line)

    def take(match: re.Match[str]) -> str:
        place = _TITLE.sub("", stash.restore(match["place"])).strip()
        if place.startswith("<") and place.endswith(">"):
            place = place[1:-1]
        said = _alt_and_size(stash.restore(match["alt"]))
        return stash.keep(_slip(stash.restore(match[0]), lines.at(match.start()), place, *said))

    return _MARKDOWN.sub(take, text)


def image_of_tag(source: str, line: int) -> Slip:
    """Return what an <img …> shows."""
    said = {
        name.lower(): unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(source)
    }
    alt = said.get("alt") or said.get("title") or ""
    sides = (_side(said.get(name, "")) for name in ("width", "height"))
    return _slip(source, line, said.get("src", "").strip(), alt, *sides)


def _slip(source: str, line: int, target: str, alt: str, *size: int) -> Slip:
    """Return an image, or the formula it is a picture of."""
    formula = _DRAWN_ON_THE_WEB.fullmatch(target)
    if formula:
        return FormulaSlip(source, line, unquote(formula[1]).strip(), is_display=False)
    return ImageSlip(source, line, target, " ".join(alt.split()), *size)


def _alt_and_size(text: str) -> tuple[str, int, int]:
    """Return what stands before the last pipe, and the size behind it if it is one."""
    before, _, last = text.rpartition("|")
    size = _SIZE.fullmatch(last)
    if not size:
        return text.strip(" \t|\\"), 0, 0
    return before.strip(" \t|\\"), _side(size[1]), _side(size[2] or "")


def _side(text: str) -> int:
    """Return a length in pixels, 0 for one that is none."""
    size = _SIZE.fullmatch(text)
    return min(int(size[1]), LARGEST_PX) if size else 0


def _host_of(address: str) -> tuple[str, str]:
    """Return where on the web an address leads, nothing for other ones, and its scheme."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    is_on_web = parts.scheme.lower() in _WEB or (not parts.scheme and address.startswith("//"))
    return (host or "the web") if is_on_web else "", parts.scheme.lower()


def _words(what: str, alt: str, why: str) -> str:
    """Return what stands in the place of an image that is not shown."""
    return f"{what}: {alt} – {why}" if alt else f"{what} – {why}"
