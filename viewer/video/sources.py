"""Where a video may be had: the addresses made of the settings' templates, then the note's own.

The rule to know: what stands in a note is never trusted. An id is quoted before it becomes part
of an address, and only addresses that a person typed or set may lead into the own network.
"""

from functools import lru_cache
from urllib.parse import quote, urlsplit

from viewer.errors import UsageError
from viewer.video.download import Wish
from viewer.video.reference import VideoRef

PLACE = "{id}"
_SITES = {"youtube.com": "youtube.com", "youtu.be": "youtube.com",
          "youtube-nocookie.com": "youtube.com", "vimeo.com": "vimeo.com"}  # fmt: skip
"""Hosts, with all below them, and the one that stands for the site."""
_NAMES = {"youtube.com": "YouTube", "vimeo.com": "Vimeo"}
LONGEST_ADDRESS = 2048


def addresses_of(video: VideoRef, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses to try for a video, in order: the templates' by its id, then its own."""
    return tuple(dict.fromkeys([*_by_templates(video, sources), *_own(video)]))


def wish_for(video: VideoRef, title: str, sources: tuple[str, ...]) -> Wish:
    """Return the wish for a note's video.

    Raises UsageError when neither the note nor the settings say where it may be had.
    """
    addresses = addresses_of(video, sources)
    if not addresses:
        raise UsageError(
            "The note does not say where its video may be had.",
            hint="Name an id or an address in its header, or use a file you have.",
        )
    return Wish(video.cache_id, title, addresses, _by_templates(video, sources))


def wish_for_typed(video: VideoRef, title: str, sources: tuple[str, ...]) -> Wish:
    """Return the wish for a video whose address a person typed; that address is trusted.

    Raises UsageError when it is no address on the web.
    """
    wish = wish_for(video, title, sources)
    return Wish(wish.id, title, wish.addresses, wish.addresses)


@lru_cache(maxsize=4096)
def host_of(address: str) -> str:
    """Return the host whose patience an address asks for; a site's several names are one."""
    host = (_parts(address)[1] or "").rstrip(".").removeprefix("www.").removeprefix("m.")
    return next((site for end, site in _SITES.items() if f".{host}".endswith(f".{end}")), host)


def site_of(address: str) -> str:
    """Return what a person calls the site of an address, empty when it has none."""
    host = host_of(address)
    return _NAMES.get(host, host)


def is_fetchable(address: str) -> bool:
    """Whether this is an http or https address of a host."""
    scheme, host = _parts(address)
    return scheme in ("http", "https") and bool(host) and len(address) <= LONGEST_ADDRESS


def _by_templates(video: VideoRef, sources: tuple[str, ...]) -> tuple[str, ...]:
    if not video.id:
        return ()
    # Dots would make steps up of an id such as `..`; percent signs do not help against these.
    quoted = quote(video.id.encode("utf-8", "replace"), safe="")
    if not quoted.strip("."):
        return ()
    made = (source.replace(PLACE, quoted) for source in sources if PLACE in source)
    return tuple(address for address in made if is_fetchable(address))


def _own(video: VideoRef) -> tuple[str, ...]:
    return (video.address,) if is_fetchable(video.address) else ()


def _parts(address: str) -> tuple[str, str | None]:
    try:
        parts = urlsplit(address.strip())
        return parts.scheme.lower(), parts.hostname
    except ValueError:
        return "", None
