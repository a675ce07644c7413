"""Pages with films whose titles, ids and endings would be bad names of files."""

from html import escape
from urllib.parse import quote

from tests.faults.hostile_names import ENDINGS, IDS, TITLES
from tests.stand_in.website_pages import video_page

FILM = "film360.mp4"
"""What all of them show."""
HOSTILE_VIDEOS = {f"HOSTILE{at:04}": title for at, title in enumerate(TITLES)}
"""Ids of the stand-in's YouTube → the titles their videos have there."""


def hostile_pages() -> dict[str, bytes]:
    """Return path → page, for each title, each id and each ending; paths are not yet quoted."""
    titles = {
        f"/hostile/titles/{at}.html": video_page(escape(title), f"/{FILM}")
        for at, title in enumerate(TITLES)
    }
    ids = {f"/hostile/ids/{each}.html": video_page("A film", f"/{FILM}") for each in IDS}
    endings = {
        f"/hostile/endings/{at}.html": video_page("A film", f"/named/film.{quote(each, safe='')}")
        for at, each in enumerate(ENDINGS)
    }
    return titles | ids | endings


def quoted(path: str) -> str:
    """Return such a path as an address has it: its last part may hold anything."""
    folder = "/".join(path.split("/", 3)[:3])
    return f"{folder}/{quote(path.split('/', 3)[3], safe='')}"
