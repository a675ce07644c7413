"""Where a link leads, as far as that decides what may become of it.

Addresses are parsed, never matched by their beginning: `https:evil` and `https://host@other` are
not what they begin like. Only three schemes ever leave this program.
"""

import re
from collections.abc import Collection
from urllib.parse import SplitResult, parse_qs, urlsplit

WEB_SCHEMES = frozenset({"http", "https", "mailto"})

_VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)
_SHORT_HOST = "youtu.be"
_LONG_HOSTS = ("youtube.com", "youtube-nocookie.com")
_PATHS_WITH_ID = ("embed", "shorts", "live", "v")
_PLACEHOLDER_IDS = frozenset({"dQw4w9WgXcQ", "XXXXXXXXXXX", "VIDEO_ID_00", "abcdefghijk"})
_PLACEHOLDER_HOSTS = ("example.com", "example.org", "localhost", "link", "url")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"\u202a-\u202e\u2066-\u2069]")
_NOWHERE = SplitResult("", "", "", "", "")


def is_web(address: str) -> bool:
    """Whether an address is http, https or mailto, whole, and safe to show as it is."""
    if _FORBIDDEN.search(address):
        return False
    parts = split(address)
    if parts.scheme == "mailto":
        return "@" in parts.path
    return parts.scheme in WEB_SCHEMES and bool(parts.hostname)


def split(address: str) -> SplitResult:
    """Return the parts of an address; those of one that cannot be parsed are all empty."""
    try:
        parts = urlsplit(address.strip())
        # Only asking for the port shows whether it is a number.
        return parts if parts.port is None or parts.hostname else _NOWHERE
    except ValueError:
        return _NOWHERE


def youtube_id(address: str) -> str:
    """Return the id of the YouTube video an address names, or nothing."""
    parts = split(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = parts.path.strip("/").split("/")
    if host == _SHORT_HOST:
        name = path[0]
    elif host not in _LONG_HOSTS:
        name = ""
    elif path[0] in _PATHS_WITH_ID and len(path) > 1:
        name = path[1]
    else:
        name = parse_qs(parts.query, max_num_fields=None).get("v", [""])[0]
    return name if _VIDEO_ID.fullmatch(name) else ""


def video_names(values: Collection[str]) -> frozenset[str]:
    """Return all names a header gives its video: values as they are, and ids in addresses."""
    return frozenset(values) | {name for value in values if (name := youtube_id(value))}


def leads_elsewhere(address: str, own_names: Collection[str]) -> bool:
    """Whether a link that is labelled with a time leads to another video than the note's own.

    Models fill in what they do not know: a famous id, `youtube_link`, `example.com`. Such a link
    leads nowhere, so its label counts.
    """
    parts = split(address)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or "." not in host or host in _PLACEHOLDER_HOSTS:
        return False
    if host == _SHORT_HOST or host.endswith(_LONG_HOSTS):
        name = youtube_id(address)
        return bool(name) and name not in own_names and name not in _PLACEHOLDER_IDS
    return not any(split(name)[1:3] == parts[1:3] for name in own_names)
