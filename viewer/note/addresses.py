"""Where a link leads, as far as that decides what may become of it.

Addresses are parsed, never matched by their beginning: `https:evil` and `https://host@other` are
not what they begin like. Only three schemes ever leave this program.
"""

import re
from collections.abc import Collection
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

WEB_SCHEMES = frozenset({"http", "https", "mailto"})

_VIDEO_ID = re.compile(r"[\w-]{11}", re.ASCII)
_SHORT_HOST = "youtu.be"
_LONG_HOSTS = ("youtube.com", "youtube-nocookie.com")
_PATHS_WITH_ID = ("embed", "shorts", "live", "v", "e")
_HOST_PREFIXES = ("www.", "m.", "music.")
_INNER_KEYS = ("path", "mediapath", "url", "file")
"""Where the addresses of other programs, such as `jv://open?path=…`, name what they play."""

_MEDIA = re.compile(
    r"\.(?:mp4|m4v|mkv|webm|mov|avi|wmv|flv|mpe?g|ogv|3gp|m2?ts|mp3|m4a|aac|ogg|oga|opus|wav|flac)$",
    re.IGNORECASE,
)
_ID_IN_NAME = re.compile(r"\[([\w-]{11})\](?=\.\w+$)", re.ASCII)
_PLACEHOLDER_IDS = frozenset({"dQw4w9WgXcQ", "XXXXXXXXXXX", "VIDEO_ID_00", "abcdefghijk"})
_PLACEHOLDER_HOSTS = ("example.com", "example.org", "localhost", "link", "url")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f\\<>\"\u202a-\u202e\u2066-\u2069]")
_NOWHERE = SplitResult("", "", "", "", "")


def is_web(address: str) -> bool:
    """Whether an address is http, https or mailto, whole, and safe to show as it is."""
    if ":" not in address or _FORBIDDEN.search(address):
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
    host = parts.hostname or ""
    for prefix in _HOST_PREFIXES:
        host = host.removeprefix(prefix)
    path = parts.path.strip("/").split("/")
    if host == _SHORT_HOST:
        name = path[0]
    elif host not in _LONG_HOSTS:
        name = ""
    elif path[0] in _PATHS_WITH_ID and len(path) > 1:
        name = path[1]
    else:
        name = _query(parts).get("v", "")
    return name if _VIDEO_ID.fullmatch(name) else ""


def media_name(place: str) -> str:
    """Return the name of the video or sound file a path, a wikilink or an address ends in."""
    path = place.strip("[]!<> ").partition("|")[0].partition("#")[0]
    name = re.split(r"[/\\]", unquote(path).partition("?")[0])[-1].strip()
    return name if _MEDIA.search(name) else ""


def video_names(values: Collection[str]) -> frozenset[str]:
    """Return all names a header gives its video: values as they are, ids in addresses, files."""
    names = set(values)
    for value in values:
        if "/" in value and (name := youtube_id(value)):
            names.add(name)
        if "." in value and (name := media_name(value)):
            names.add(name)
    return frozenset(names)


def leads_elsewhere(address: str, own_names: Collection[str]) -> bool:
    """Whether a link that names a time leads to another video than the note's own.

    Models fill in what they do not know: a famous id, `youtube_link`, `example.com`. Such a link
    leads nowhere, so its label counts.
    """
    parts = split(address)
    if parts.scheme not in ("http", "https"):
        return _is_another_file(_inner(address, parts), own_names)
    host = parts.hostname or ""
    if "." not in host or host in _PLACEHOLDER_HOSTS:
        return False
    if host == _SHORT_HOST or host.endswith(_LONG_HOSTS):
        name = youtube_id(address)
        return bool(name) and name not in own_names and name not in _PLACEHOLDER_IDS
    return not is_own(address, own_names)


def is_own(address: str, own_names: Collection[str]) -> bool:
    """Whether an address on the web is certainly that of the note's video."""
    parts = split(address)
    query = _query(parts)
    if name := youtube_id(address) or query.get("v", ""):
        return name in own_names
    return bool(parts.netloc) and any(
        own[1:3] == parts[1:3] and _query(own).items() <= query.items()
        for own in (split(name) for name in own_names if "://" in name)
    )


def _is_another_file(place: str, own_names: Collection[str]) -> bool:
    """Whether what another program plays, or a path, is not the note's video.

    A file may be the note's video by any name, as long as the header does not name another one.
    """
    if place.startswith(("http:", "https:")):
        return split(place) != _NOWHERE and leads_elsewhere(place, own_names)
    name = media_name(place)
    if not name or name in own_names:
        return False
    named = _ID_IN_NAME.search(name)
    if named and named[1] in own_names:
        return False
    ids = [own for own in own_names if _VIDEO_ID.fullmatch(own)]
    return bool(named and ids) or any(media_name(own) for own in own_names)


def _inner(address: str, parts: SplitResult) -> str:
    """Return the address or path within the address of another program, or the address."""
    if "mx-open/" in address:
        return unquote(address.partition("mx-open/")[2])
    query = {key.lower(): value for key, value in _query(parts).items()}
    return next((query[key] for key in _INNER_KEYS if key in query), address)


def _query(parts: SplitResult) -> dict[str, str]:
    """Return the first value of each key in an address's query."""
    if not parts.query:
        return {}
    try:
        found = parse_qs(parts.query, max_num_fields=100)
    except ValueError:
        return {}
    return {key: values[0] for key, values in found.items()}
