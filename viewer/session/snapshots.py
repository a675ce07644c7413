"""Pictures of the video that a person takes: the frame on screen, in a file or to be pasted.

The player writes the frame into the cache; from there it is copied to where the person keeps
pictures, under a name of its own, never over another file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from viewer.errors import PlaybackError, ViewerError
from viewer.session.notice import Notice
from viewer.study.vaults import refuse_in_vault

if TYPE_CHECKING:
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

Result = TypeVar("Result")

TITLE_BYTES_AT_MOST = 120
NAMES_TRIED = 1000
_UNSAFE = re.compile(r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069<>:"/\\|?*]+')
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


class Snapshots:
    """Takes the frame on screen."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self._session = session
        self._run = means.run
        self._usual = means.pictures or means.data / "pictures"
        self._taken = means.cache / "pictures-taken"
        self._count = 0

    @property
    def folder(self) -> Path:
        """Where pictures are kept."""
        said = self._session.settings.screenshots_folder
        return Path(said).expanduser() if said else self._usual

    def save(self) -> None:
        """Save the frame on screen to a file, and say which."""
        name, folder, page = self._name(), self.folder, self._session.page
        vaults = (page.vault,) if page else ()
        self._take(lambda file: partial(published, file, folder, name, vaults), self._on_saved)

    def copy(self) -> None:
        """Put the frame on screen on the clipboard."""
        remark = f"Picture copied: {self._name()}"
        emit = self._session.picture_copied.emit
        self._take(lambda file: partial(_read_once, file), lambda raw: emit(raw, remark))

    def _take(
        self, work: Callable[[Path], Callable[[], Result]], done: Callable[[Result], None]
    ) -> None:
        video = self._session.video
        if video.player is None or not video.is_ready or not video.contents.has_pictures:
            raise PlaybackError("There is no picture on screen to take.")
        self._count += 1
        file = self._taken / f"{self._count}.png"

        def on_taken(error: ViewerError | None) -> None:
            if error is not None:
                self._session.tell(error)
            else:
                self._run(work(file), done, self._session.tell)

        video.player.take_picture(file, on_taken)

    def _on_saved(self, file: Path) -> None:
        self._session.tell(Notice(f"Saved as “{file.name}” in {file.parent}."))

    def _name(self) -> str:
        session = self._session
        page = session.page
        title = page.note.title if page else ""
        video_id = page.video.cache_id if page and page.video else ""
        return name_of(title, video_id, session.video.position_ms())


def name_of(title: str, video_id: str, time_ms: int) -> str:
    """Return a file's name for a picture that every system takes, without its suffix."""
    seconds, thousandths = divmod(max(0, time_ms), 1000)
    clock = f"{seconds // 3600}-{seconds // 60 % 60:02}-{seconds % 60:02}.{thousandths:03}"
    safe = _safe(title).encode()[:TITLE_BYTES_AT_MOST].decode(errors="ignore").strip(" .")
    if not safe or _RESERVED.fullmatch(safe):
        safe = f"{safe or 'video'}_"
    said = f" [{_safe(video_id)[:40]}]" if _safe(video_id) else ""
    return f"{safe}{said} {clock}"


def published(taken: Path, folder: Path, name: str, vaults: Iterable[Path] = ()) -> Path:
    """Bring a picture into a folder under a name that nothing has there; return the file.

    Raises PlaybackError when it cannot be written, UsageError for a folder in a vault.
    """
    try:
        raw = _read_once(taken)
        refuse_in_vault(folder / name, vaults)
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, NAMES_TRIED):
            file = folder / (f"{name}.png" if number == 1 else f"{name} ({number}).png")
            try:
                with file.open("xb") as stream:
                    stream.write(raw)
            except FileExistsError:
                continue
            return file
    except OSError as error:
        raise PlaybackError(
            f"The picture cannot be saved in {folder}: {error.strerror or error}.",
            hint="The setting “screenshots_folder” names another place.",
        ) from error
    raise PlaybackError(f"There are too many pictures of this frame in {folder}.")


def _read_once(file: Path) -> bytes:
    try:
        return file.read_bytes()
    finally:
        file.unlink(missing_ok=True)


def _safe(text: str) -> str:
    return " ".join(_UNSAFE.sub(" ", text).split()).strip(" .")
