"""The render job: a note's file becomes a page, with its links resolved and its video found.

It keeps the walked vault between questions, so that going from note to note reads one file.
"""

import time
from collections.abc import Callable
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from viewer.errors import NoteError, UsageError, VideoError
from viewer.library.note_file import read_note_file
from viewer.library.note_names import vault_of
from viewer.library.pictures import look_at_picture
from viewer.library.vault import Vault
from viewer.note.note import Note
from viewer.note.offset import end_before, with_offset
from viewer.note.reading import plain_note, read_note
from viewer.note.surroundings import Image, Surroundings, always
from viewer.study.offsets import Offsets
from viewer.video.aside import Aside, aside_beside, aside_of
from viewer.video.condition import Condition, found_in, place_in
from viewer.video.entry import CacheEntry, Source
from viewer.video.reference import VideoRef, video_of
from viewer.video.sniff import look_at

Answer = dict[str, Any]

DRAWING_S = 1.0
"""So long formulas are drawn; half the time a note has before it is shown as plain text."""

HINT_GONE = "Connect its drive, or choose the file where it lies now; or download the video."
BEING_CHECKED = "This video is being checked."
HINT_CHECKED = "Its file was touched since it was kept; it plays once it is known to be whole."


class RenderJob:
    """Answers questions about notes; see the methods for what each is."""

    def __init__(self) -> None:
        self._vault: Vault | None = None

    def answer(self, question: Answer) -> Answer:
        """Answer one question; `do` names it.

        Raises ViewerError for expected trouble.
        """
        deeds = {
            "enter": self._enter,
            "read": self._read,
            "look_at": self._look_at,
            "find_video": self._find_video,
            "cited": self._cited,
        }
        deed = deeds.get(question["do"])
        if deed is None:
            raise UsageError(f"The render worker cannot “{question['do']}”.")
        return deed(question)

    def _enter(self, question: Answer) -> Answer:
        vault = Vault(Path(question["vault"]))
        vault.walk()
        self._vault = vault
        return {"notes": vault.notes}

    def _read(self, question: Answer) -> Answer:
        vault = self._vault_at(Path(question["vault"]))
        path = question["path"]
        found = read_note_file(vault.root / path, vault.root)
        name = PurePosixPath(path).stem
        around = _around(vault, path, _time_for(DRAWING_S))
        is_shifted, video_ms = question["is_shifted"], question["video_ms"]

        def read(end_ms: int | None) -> Note:
            if not found.is_rich or question["is_plain"]:
                reason = found.reason or question["reason"]
                return plain_note(found.text, name=name, reason=reason)
            return read_note(
                found.text, name=name, around=around, video_ms=end_ms, is_shifted=is_shifted
            )

        offset_ms = question.get("offset_ms") or 0
        note = read(end_before(video_ms, offset_ms))
        video = video_of(note.header)
        footage = self._footage(video, vault, Path(question["cache"]))
        if question.get("offset_ms") is None and question.get("offsets"):
            offset_ms = _kept_offset(Path(question["offsets"]), video, footage)
            if offset_ms and video_ms is not None:
                note = read(end_before(video_ms, offset_ms))
        return {
            "note": with_offset(note, offset_ms, video_ms).packed(),
            "reason": found.reason,
            "is_shifted": is_shifted,
            "video": video and {"id": video.id, "address": video.address, "file": video.file},
            "footage": footage,
        }

    def _cited(self, question: Answer) -> Answer:
        from viewer.library.cited_videos import cited_videos  # The first note would wait for it.

        vault = self._vault_at(Path(question["vault"]))
        return cited_videos(vault, question["folder"]).as_json()

    def _find_video(self, question: Answer) -> Answer:
        video = VideoRef(**question["video"]) if question["video"] else None
        vault = self._vault_at(Path(question["vault"]))
        return {"footage": self._footage(video, vault, Path(question["cache"]))}

    def _vault_at(self, root: Path) -> Vault:
        if self._vault is None or self._vault.root != root:
            self._enter({"vault": str(root)})
        assert self._vault is not None
        return self._vault

    def _footage(self, video: VideoRef | None, vault: Vault, cache: Path) -> Answer | None:
        if video is None:
            return None
        kept = found_in(cache, video.cache_id)
        if kept.condition is Condition.READY and kept.entry is not None:
            place = place_in(cache, video.cache_id)
            return _with(aside_of(kept.entry, place), self._look_at({"file": kept.entry.file}))
        beside = self._beside(video, vault)
        if beside is not None:
            return _with(aside_beside(beside), self._look_at({"file": str(beside)}))
        if kept.condition is Condition.UNSEALED and kept.entry is not None:
            return {"file": kept.entry.file, "sentence": BEING_CHECKED, "hint": HINT_CHECKED,
                    "unsealed": video.cache_id}  # fmt: skip
        if kept.condition is Condition.MISSING and kept.entry is not None:
            return _gone(kept.entry)
        return None

    @staticmethod
    def _beside(video: VideoRef, vault: Vault) -> Path | None:
        named = vault.video_at(video.file) if video.file else None
        return named or (vault.video_named(video.id) if video.id else None)

    @staticmethod
    def _look_at(question: Answer) -> Answer:
        try:
            footage = look_at(Path(question["file"]))
        except VideoError as error:
            return {"file": question["file"], "sentence": error.sentence, "hint": error.hint}
        return {"file": str(footage.file), "demuxer": footage.demuxer}


def _kept_offset(file: Path, video: VideoRef | None, footage: Answer | None) -> int:
    """Return the offset kept for a video, under the key that the session has for it."""
    key = (video.cache_id if video else "") or (footage["file"] if footage else "")
    return Offsets(file).of(key) if key else 0


def _with(aside: Aside, footage: Answer) -> Answer:
    return {**footage, "aside": aside.as_json()}


def _gone(entry: CacheEntry) -> Answer | None:
    """Return where a file lay that was only pointed at; of one of ours nobody need know that."""
    if entry.source != Source.LINKED:
        return None
    sentence = f"This video's file is no longer at “{entry.file}”."
    return {"file": entry.file, "sentence": sentence, "hint": HINT_GONE, "is_gone": True}


def read_alone(file: Path, *, is_shifted: bool | None = None) -> Note:
    """Read one note without a worker, for the command line.

    Raises NoteError when it cannot be read.
    """
    vault = Vault(vault_of(file))
    vault.walk()
    path = file.relative_to(vault.root).as_posix()
    found = read_note_file(vault.root / path, vault.root)
    name = PurePosixPath(path).stem
    if not found.is_rich:
        return plain_note(found.text, name=name, reason=found.reason)
    return read_note(
        found.text,
        name=name,
        around=_around(vault, path),
        is_shifted=is_shifted,
    )


def _around(vault: Vault, path: str, has_time: Callable[[], bool] = always) -> Surroundings:
    """Return what the note at this path may name, and as long as there is time for it."""

    @cache
    def image(target: str) -> Image | None:
        found = vault.image(target, path)
        return _image_at(vault, found) if found else None

    return Surroundings(
        image=image,
        has_time=has_time,
        note=lambda target: vault.resolve(target, path),
        text=lambda embedded: _text_of(vault, embedded),
        path=path,
        elsewhere=lambda other: _around(vault, other, has_time),
    )


def _image_at(vault: Vault, path: str) -> Image:
    """Return how an image of the vault begins, or why it cannot be shown."""
    try:
        head = look_at_picture(vault.root, path)
    except NoteError as error:
        return Image(path, problem=error.sentence)
    return Image(path, head.width_px, head.height_px)


def _time_for(seconds: float) -> Callable[[], bool]:
    """Return a question that is answered yes for so long."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() < end


def _text_of(vault: Vault, path: str) -> str | None:
    """Return the text of a note that another one embeds, None when it cannot be read."""
    try:
        return read_note_file(vault.root / path, vault.root).text
    except NoteError:
        return None
