"""Which addresses may be fetched from: those of the web, and none of somebody's own network.

A note, a page or a server may name or redirect to anything: files, a router, a cloud's secrets. So
each address is looked at before anything is sent, and each name's addresses before they are
connected to; a name cannot change its meaning in between.
"""

import ipaddress
from urllib.parse import urlsplit

OWN_NETWORK = "an address of your own network"
FILE = "a file of this computer"

_EMBEDDING_V4 = ipaddress.ip_network("64:ff9b::/96")


def where_it_leads(address: str) -> str:
    """Return in words why an address is not fetched from, empty if it may be, by its text alone."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError:
        return "nothing that is an address"
    if parts.scheme.lower() == "data":
        return ""
    if parts.scheme.lower() == "file" or not parts.scheme:
        return FILE
    if parts.scheme.lower() not in ("http", "https"):
        return f"an address of the kind “{parts.scheme[:20]}:”"
    return OWN_NETWORK if is_private_host(host) else ""


def host_of(address: str) -> str:
    """Return the host of an address in small letters, empty when there is none."""
    try:
        return (urlsplit(address).hostname or "").lower().rstrip(".")
    except ValueError:
        return ""


def is_private_host(host: str) -> bool:
    """Whether a host's name alone says that it is no server of the web."""
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return is_private(name.partition("%")[0])
    except ValueError:
        return False  # A name, which is looked up, and then its addresses are looked at.


def is_private(address: str) -> bool:
    """Whether an IP address is of no server of the web, also when one hides in another.

    Raises ValueError for what is no IP address.
    """
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv6Address):
        hidden = found.ipv4_mapped or found.sixtofour or _translated(found)
        if hidden is not None:
            return is_private(str(hidden))
    return not found.is_global or found.is_multicast


def _translated(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that a translator would be asked for (RFC 6052)."""
    if address in _EMBEDDING_V4:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None
