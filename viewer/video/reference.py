"""Which video a note is about, as its header says it.

Twenty keys of a dozen programs can name it, as an id, an address, a file or a list of these, and
some of what stands there names nothing: `videoId: empty`, `source: youtube`, a template.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

FILE_KEYS = ("video", "media", "videopath", "mediapath", "videofile", "file", "audio")
ID_KEYS = ("videoid", "youtubeid", "ytid")
ADDRESS_KEYS = ("originalurl", "youtube", "youtubeurl", "videourl", "url", "medialink", "mediaurl",
                "videolink", "source", "link", "citedvideo")  # fmt: skip
"""Keys in lower case, without what joins their words, in the order in which they count."""

PROSE_KEYS = ("url", "source", "link")
"""Keys under which eleven letters are a word."""

NO_VIDEO = frozenset({"", "empty", "none", "null", "n/a", "na", "false", "unknown", "tbd", "todo",
                      "youtube", "video", "undefined"})  # fmt: skip
VIDEO_SUFFIXES = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".ogv", ".ts", ".m2ts", ".mpg",
                  ".wmv", ".m4a", ".mp3", ".opus", ".ogg", ".flac", ".wav")  # fmt: skip
"""How files that may be played are named; what is in them is looked at before they are."""

_JOINTS = re.compile(r"[\s_.-]")
_TEMPLATE = re.compile(r"\{\{|\}\}|<%|%>|\$\{")
_ID = re.compile(r"[A-Za-z0-9_-]{6,64}")
_YOUTUBE_ID = re.compile(r"(?=.*[\d_-]|.+[a-z][A-Z])[A-Za-z0-9_-]{11}")
"""Eleven signs of which some are no small letters: `documentary` is a word."""

_MARKDOWN_LINK = re.compile(r"\[[^\[\]]{0,300}\]\(<?([^()<>]{1,2000})>?\)")
_BARE_ADDRESS = re.compile(
    r"(?:www\.|m\.|music\.)?(?:youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com)/\S+"
)


ADDRESS_PREFIX = "url-"
"""How the ids begin of videos that are known by their address alone."""


@dataclass(frozen=True, slots=True)
class VideoRef:
    """A video by its id, its address, or a file named in the note; at least one is not empty."""

    id: str = ""
    address: str = ""
    file: str = ""

    @property
    def name(self) -> str:
        """What to call it to the reader."""
        return self.id or self.file or self.address

    @property
    def cache_id(self) -> str:
        """Under which id it is kept: its own, or one made of its address; empty if it has none."""
        if self.id or not self.address:
            return self.id
        import hashlib  # Not sooner: the first note would wait 3 ms for it, and needs none.

        address = self.address.encode("utf-8", "surrogatepass")
        return f"{ADDRESS_PREFIX}{hashlib.sha256(address).hexdigest()[:16]}"


def video_of(header: Mapping[str, tuple[str, ...]]) -> VideoRef | None:
    """Return the video a header names, or None; a file goes before an id, an id before an address.

    Of several videos the first one counts.
    """
    # The app itself only carries references about; those who read headers pay for parsing them.
    from viewer.note.addresses import media_name, youtube_id

    named: dict[str, list[str]] = {"file": [], "id": [], "address": []}
    for key, value in _values(header):
        if address := _address_in(value):
            named["address"].append(address)
        elif _is_id(key, value):
            named["id"].append(value)
        elif key in FILE_KEYS or media_name(value):
            named["file"].append(_path_in(value))
    ids = [*named["id"], *(found for found in map(youtube_id, named["address"]) if found)]
    files, addresses = [file for file in named["file"] if file], named["address"]
    if not (ids or addresses or files):
        return None
    return VideoRef(*(values[0] if values else "" for values in (ids, addresses, files)))


def _is_id(key: str, value: str) -> bool:
    """Whether a value is an id: under most keys only if it cannot be a word or a file."""
    pattern = _ID if key in ID_KEYS else _YOUTUBE_ID
    return key not in PROSE_KEYS and bool(pattern.fullmatch(value))


def _values(header: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Yield key and value of all that can name the video, in the order in which it counts."""
    by_key: dict[str, list[str]] = {}
    for key, values in header.items():
        by_key.setdefault(_JOINTS.sub("", key).lower(), []).extend(values)
    for key in (*FILE_KEYS, *ID_KEYS, *ADDRESS_KEYS):
        for value in by_key.get(key, ()):
            text = value.strip()
            if text.lower() not in NO_VIDEO and not _TEMPLATE.search(text):
                yield key, text


def _address_in(value: str) -> str:
    """Return the address on the web that a value is, bare, in brackets or in a link."""
    from viewer.note.addresses import split

    link = _MARKDOWN_LINK.fullmatch(value)
    text = (link[1] if link else value).strip().strip("<>")
    if _BARE_ADDRESS.fullmatch(text):
        text = f"https://{text}"
    parts = split(text)
    return text if parts.scheme in ("http", "https") and parts.hostname else ""


def _path_in(value: str) -> str:
    """Return the path a value names: as it is, in a wikilink or in a link; a web scheme is none."""
    link = _MARKDOWN_LINK.fullmatch(value)
    path = link[1] if link else value.lstrip("!").strip("[]").partition("|")[0]
    return re.sub(r"#t=[^#]*$", "", path).strip()
