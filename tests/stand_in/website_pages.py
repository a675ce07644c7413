"""Pages and playlists, as web sites have them."""


def video_page(title: str, source: str, track: str = "") -> bytes:
    """Return a page with a film, and subtitles if there are any."""
    tracks = f'<track kind="subtitles" srclang="en" label="English" src="{track}">' if track else ""
    return (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body>"
        f'<video controls src="{source}">{tracks}</video></body></html>'
    ).encode("utf-8", "xmlcharrefreplace")


def playlist(*segments: str) -> bytes:
    """Return an HLS playlist of these segments, each said to last two seconds."""
    parts = "".join(f"#EXTINF:2.0,\n{segment}\n" for segment in segments)
    return f"#EXTM3U\n#EXT-X-TARGETDURATION:2\n{parts}#EXT-X-ENDLIST\n".encode()
