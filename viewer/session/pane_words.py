"""What the badge and the empty pane say of the open note's video, and what they offer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from viewer.session.page import Page
    from viewer.session.session import Session
    from viewer.video.download import Download


class Condition(StrEnum):
    """Whether there is something to watch."""

    NO_NOTE = "no note"
    UNNAMED = "unnamed"
    MISSING = "missing"
    CHECKING = "checking"
    UNPLAYABLE = "unplayable"
    NO_ENGINE = "no engine"
    STARTING = "starting"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class VideoStatus:
    """Why there is no picture, in words; both are empty when there is one."""

    condition: Condition
    sentence: str = ""
    hint: str = ""

    @property
    def is_starting(self) -> bool:
        """Whether the video is here, and the engine about to be."""
        return self.condition is Condition.STARTING


_BADGES = {
    Condition.READY: "● ready",
    Condition.STARTING: "● ready",
    Condition.MISSING: "○ missing",
    Condition.CHECKING: "◌ being checked",
    Condition.UNNAMED: "○ no video named",
    Condition.UNPLAYABLE: "▲ cannot be played",
    Condition.NO_ENGINE: "▲ video engine missing",
}
_SIGNS = {"queued": "◌", "resolving": "↓", "downloading": "↓", "merging": "↓", "verifying": "↓",
          "partial": "◐", "waiting": "◔", "failed": "▲"}  # fmt: skip
_ANY_FILE = "choose_video"


@dataclass(frozen=True, slots=True)
class Message:
    """Words where there is no picture. `share` is how much is here, None without a download.

    `offers` are commands, the likeliest first.
    """

    sentence: str = ""
    hint: str = ""
    share: float | None = None
    offers: tuple[str, ...] = ()


def why_no_footage(page: Page) -> VideoStatus:
    """Return why there is no file to play for a note."""
    if page.problem is not None and page.unsealed:
        return VideoStatus(Condition.CHECKING, page.problem.sentence, page.problem.hint)
    if page.problem is not None and page.is_gone:
        return VideoStatus(Condition.MISSING, page.problem.sentence, page.problem.hint)
    if page.problem is not None:
        return VideoStatus(Condition.UNPLAYABLE, page.problem.sentence, page.problem.hint)
    if page.video is None:
        return VideoStatus(
            Condition.UNNAMED,
            "This note names no video.",
            "Drop a video file here, or choose one, to watch it beside the note.",
        )
    return VideoStatus(
        Condition.MISSING,
        f"The video “{page.video.name}” is not on this computer.",
        "Choose its file or drop it here: Notereel keeps a copy, and every note about this "
        "video will find it, offline too.",
    )


def badge_of(session: Session) -> str:
    """Return how the open note's video is, with a sign in front; empty where there is no note."""
    download = _download(session)
    if download is None:
        return _BADGES.get(session.video.status.condition, "")
    from viewer.video.download_words import badge_words

    return f"{_SIGNS[download.state]} {badge_words('absent', download)}"


def message_of(session: Session) -> Message:
    """Return what the pane says where it has no picture to show."""
    status = session.video.status
    download = _download(session)
    if download is not None:
        return _of_download(download)
    offers = {
        Condition.MISSING: ("download", _ANY_FILE, "copy_address"),
        Condition.UNNAMED: (_ANY_FILE,),
        Condition.UNPLAYABLE: (_ANY_FILE, "copy_address"),
    }.get(status.condition, ())
    video = session.page.video if session.page else None
    if video is None or not video.cache_id:
        offers = tuple(each for each in offers if each == _ANY_FILE)
    hint = status.hint
    if "download" in offers and not (session.page and session.page.is_gone):
        hint = (
            "Download it once, and it plays offline, for every note about it. "
            "Choose its file or drop it here if you have it already."
        )
    return Message(status.sentence, hint, None, offers)


def _download(session: Session) -> Download | None:
    """Return the download of a video that there is no file of."""
    is_absent = session.video.status.condition in (Condition.MISSING, Condition.UNPLAYABLE)
    return session.keeping.of_note if is_absent and session.keeping is not None else None


def _of_download(download: Download) -> Message:
    from viewer.session.downloads import is_standing
    from viewer.video.download import DownloadState
    from viewer.video.download_words import cures_of, hint_of, sentence_of

    share = download.share if download.total_bytes or not download.failure else None
    if download.failure is None:
        deed = "resume_download" if is_standing(download) else "pause_download"
        waits = "You can go on reading; it plays as soon as it is here."
        hint = download.limit or ("What has arrived is kept." if is_standing(download) else waits)
        offers = (deed, "cancel_download", _ANY_FILE)
        return Message(f"{progress_of(download)}.", hint, share, offers)
    cures = tuple(cure.value for cure in cures_of(download))
    if download.state is DownloadState.WAITING and "retry_download" not in cures:
        cures = ("retry_download", *cures)
    return Message(sentence_of(download), hint_of(download), share, cures)


def progress_of(download: Download) -> str:
    """Return how far a download is, as a clause: `Downloading 43 % · 12 MB/s · 2 min`."""
    from viewer.video.download_words import badge_words

    words = badge_words("absent", download)
    return words[:1].upper() + words[1:]
