"""The frames job: the pictures of a video's moments, one for each question, kept on their shelf.

Decoders are where hostile videos bite, and nobody waits for these pictures: so this is a process
of its own that may die, with bounded memory, and takes only the time that nobody else wants.
"""

from base64 import b64encode
from contextlib import suppress
from pathlib import Path
from typing import Any

from viewer.durable import read_plain
from viewer.errors import UsageError, VideoError
from viewer.video.demuxing import media_streams, opened
from viewer.video.picture_shelf import PictureShelf, picture_name, tile_name
from viewer.video.sniff import Footage
from viewer.video.stills import still_at
from viewer.video.storyboard import tiles_of
from viewer.worker.bounds import bound_memory
from viewer.worker.near_notes import times_near

Answer = dict[str, Any]

MOST_PX = 1280
MOST_PICTURE_BYTES = 4_000_000


class FramesJob:
    """Answers questions about one video after another; see the methods for what each is."""

    def __init__(self) -> None:
        self._shelf: PictureShelf | None = None
        bound_memory()

    def answer(self, question: Answer) -> Answer:
        """Answer one question; `do` names it.

        Raises VideoError where there is no such picture, or none can be kept.
        """
        deeds = {
            "begin": self._begin,
            "still": self._still,
            "tiles": self._tiles,
            "near_notes": self._near_notes,
        }
        deed = deeds.get(question["do"])
        if deed is None:
            raise UsageError(f"The frames worker cannot “{question['do']}”.")
        try:
            return deed(question)
        except (OSError, MemoryError) as error:
            raise VideoError(f"No picture can be kept: {error}.") from error

    def _begin(self, question: Answer) -> Answer:
        """Tell where a video's pictures lie and which are there, and whether it has any."""
        shelf = self._shelf_of(question)
        file = Path(question["file"])
        with opened(Footage(file, question["demuxer"])) as container:
            has_picture = any(each.type == "video" for each in media_streams(container))
        if not has_picture:
            return {"has_picture": False}
        folder = shelf.folder_for(file, question["kept_in"])
        pictures, tiles = shelf.times_in(folder)
        shelf.make_room(folder, looks_again=True)
        return {"has_picture": True, "folder": str(folder), "pictures": pictures, "tiles": tiles}

    def _still(self, question: Answer) -> Answer:
        """Take the picture of a time unless it is there, and bring it along if that is wished."""
        shelf = self._shelf_of(question)
        folder = Path(question["folder"])
        name = picture_name(question["time_ms"])
        raw = b""
        with suppress(OSError):
            raw = read_plain(folder / name, MOST_PICTURE_BYTES)
        if not raw:
            footage = Footage(Path(question["file"]), question["demuxer"])
            raw = still_at(footage, question["time_ms"], MOST_PX)
            shelf.put(folder, name, raw)
            shelf.make_room(folder)
        return {"picture": b64encode(raw).decode("ascii") if question["is_wanted"] else ""}

    def _tiles(self, question: Answer) -> Answer:
        """Cut the storyboard."""
        shelf = self._shelf_of(question)
        folder = Path(question["folder"])
        times = []
        for time_ms, tile in tiles_of(Path(question["storyboard"])):
            shelf.put(folder, tile_name(time_ms), tile)
            times.append(time_ms)
        shelf.make_room(folder)
        return {"tiles": times}

    @staticmethod
    def _near_notes(question: Answer) -> Answer:
        times = times_near(
            Path(question["vault"]),
            question["path"],
            question["links"],
            question["video"],
            question["video_ms"],
        )
        return {"times": times}

    def _shelf_of(self, question: Answer) -> PictureShelf:
        if self._shelf is None:
            self._shelf = PictureShelf(Path(question["cache"]), question["most_bytes"])
        return self._shelf
