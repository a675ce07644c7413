"""Which video a note is about, as its header says it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

ID_KEYS = ("videoid", "video_id", "youtube_id")
ADDRESS_KEYS = ("originalurl", "youtube", "youtube_url", "video_url", "url", "media_link", "source",
                "link")  # fmt: skip
FILE_KEYS = ("video", "media", "video_path", "file", "audio")
NO_VIDEO = ("", "empty", "none", "null")
_ID = re.compile(r"[A-Za-z0-9_-]{6,64}\Z")


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


def video_of(header: Mapping[str, tuple[str, ...]]) -> VideoRef | None:
    """Return the video a header names, or None; a file goes before an id, an id before an address.

    The sentinel `videoId: empty` means that there is none.
    """
    # The app itself only carries references about; those who read headers pay for parsing them.
    from viewer.note.addresses import split, youtube_id

    def is_web_address(text: str) -> bool:
        parts = split(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname)

    lowered = {key.lower(): values for key, values in header.items()}
    ids = [value for value in _values(lowered, ID_KEYS) if _ID.match(value)]
    addresses = [value for value in _values(lowered, ADDRESS_KEYS) if is_web_address(value)]
    named = _values(lowered, FILE_KEYS)
    addresses += [value for value in named if is_web_address(value)]
    files = [value.strip("[]!") for value in named if not is_web_address(value)]
    ids += [found for found in map(youtube_id, addresses) if found]
    if not (ids or addresses or files):
        return None
    return VideoRef(*(values[0] if values else "" for values in (ids, addresses, files)))


def _values(header: Mapping[str, tuple[str, ...]], keys: tuple[str, ...]) -> list[str]:
    found = (value.strip() for key in keys for value in header.get(key, ()))
    return [value for value in found if value.lower() not in NO_VIDEO]
