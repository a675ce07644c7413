"""The video a note is about when only its times say so.

Notes exported by YiNote, or kept in Logseq, have no header that names a video, but every time in
them leads to it. The rule to know: one video and no other, or none.
"""

import re
from dataclasses import replace

from viewer.note.addresses import leads_elsewhere, media_name, youtube_id
from viewer.note.conventions import time_in
from viewer.note.front_matter import FrontMatter
from viewer.note.note import Doubt

CITED_VIDEO = "cited video"
"""The name under which the address joins the header's values."""

_ADDRESS = re.compile(
    r"(?P<player>\{\{(?:video|youtube)[ \t]{1,9})?"
    r"(?P<address>https?://[^\s()<>\"'{}\[\]]{1,500}+)"
)
_ID = re.compile(r"(?=.*[\d_-]|.+[a-z][A-Z])[A-Za-z0-9_-]{11}")


def with_cited_video(front: FrontMatter) -> FrontMatter:
    """Add the one video that the times of a note lead to, if its header names none."""
    if "://" not in front.body or _names_a_video(front):
        return front
    cited = {_video_at(**match.groupdict()) for match in _ADDRESS.finditer(front.body)} - {""}
    if len(cited) != 1:
        return front
    (address,) = cited
    doubt = Doubt(0, "The header names no video; the one that the note's times lead to was taken.")
    return replace(
        front, values={**front.values, CITED_VIDEO: (address,)}, doubts=(*front.doubts, doubt)
    )


def _video_at(player: str | None, address: str) -> str:
    """Return the address of the video that a timed address or a player's names, or nothing.

    Elsewhere than on YouTube `t=` can mean anything; in a fragment it is a time.
    """
    if not (player or time_in(address)):
        return ""
    if video_id := youtube_id(address):
        return f"https://www.youtube.com/watch?v={video_id}"
    page, _, fragment = address.partition("#")
    is_real = not leads_elsewhere(address, (page,)) and leads_elsewhere(address, ())
    return page if is_real and time_in(f"#{fragment}") else ""


def _names_a_video(front: FrontMatter) -> bool:
    """Whether anything in a header may be a video's id, address or file."""
    return any(
        "://" in value or _ID.fullmatch(value) or media_name(value)
        for values in front.values.values()
        for value in values
    )
