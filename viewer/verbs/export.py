"""The verb `export`: a note's moments, or its video's bookmarks, for other programs.

The rule to know: nothing is ever written into a vault.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from viewer.errors import NoteError, UsageError, VideoError, ViewerError
from viewer.library.note_names import vault_of
from viewer.library.vault import Vault
from viewer.note.offset import with_offset
from viewer.note.timestamps import format_time
from viewer.paths import Paths
from viewer.session.exporting import clip_times
from viewer.settings import read_settings
from viewer.study.anki import Clip, clip_name, lacking_words
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.exporting import write_extract
from viewer.study.extracts import Extract, Form, Passage, passages_in, passages_of, text_of
from viewer.study.kept import Kept
from viewer.study.marks import marks_among
from viewer.study.offsets import Offsets
from viewer.study.vaults import refuse_in_vault
from viewer.study.verdicts import Verdicts
from viewer.verbs.cache import Said
from viewer.video.cache import VideoCache
from viewer.video.child import run
from viewer.video.condition import Condition
from viewer.video.reference import VideoRef, video_of
from viewer.worker.host import child_environment, worker_command

NOTHING_KEPT = Kept(Path())
CUT_DEADLINE_S = 30.0


def add_export_arguments(verb: argparse.ArgumentParser) -> None:
    """Say what the verb takes."""
    verb.add_argument("note", type=Path, metavar="NOTE", help="whose moments these are")
    verb.add_argument("--as", dest="form", required=True, choices=[form.value for form in Form],
                      help="the form; anki, cards with picture and sound, needs --out")  # fmt: skip
    verb.add_argument("--out", type=Path, metavar="FILE", help="write it there, not to stdout")
    verb.add_argument("--bookmarks", action="store_true", help="its video's bookmarks instead")
    verb.add_argument("--video", type=Path, metavar="FILE", help="cut the cards out of this file")


def export(asked: argparse.Namespace, paths: Paths) -> Said:
    """Export one note.

    Raises NoteError when it cannot be read, UsageError for what cannot be exported, StudyError
    when the disk refuses.
    """
    form, out = Form(asked.form), asked.out
    if form is Form.ANKI and out is None:
        return Said(None, "", ("An Anki package is no text: say where with --out FILE.apkg.",), 2)
    file = asked.note.absolute()
    if out is not None:
        refuse_in_vault(out, (vault_of(file),))
    extract, footage = _extract(file, paths, is_of_bookmarks=asked.bookmarks)
    if out is None:
        text = text_of(extract, form).replace("\r\n", "\n")
        return Said({"as": form.value, "count": len(extract.passages), "text": text}, text.rstrip())
    return _written(out, form, extract, asked.video or footage, paths)


def _extract(file: Path, paths: Paths, *, is_of_bookmarks: bool) -> tuple[Extract, Path | None]:
    """Return what is exported of a note, in its video's time, and the video if it is here."""
    from viewer.worker.render import read_alone

    vault = vault_of(file)
    path = file.relative_to(vault).as_posix()
    note = read_alone(file, is_shifted=Verdicts(paths.data / "verdicts.json").of(vault, path))
    video = video_of(note.header)
    footage = _footage_of(video, file, paths)
    key = (video.cache_id if video else "") or str(footage or "")  # As in `NoteVideo.key`.
    note = with_offset(note, Offsets(paths.data / "offsets.json").of(key), None)
    kept = BookmarkStore(paths.data / "bookmarks").read_all().videos.get(key, NOTHING_KEPT)
    if is_of_bookmarks:
        if not kept.bookmarks:
            raise UsageError("Nothing is bookmarked in this note's video.")
        return _about(video, kept.title, passages_in(kept.bookmarks)), footage
    marks = marks_among(note.moments, kept.marks, f"{vault}//{path}")
    found = passages_of(note.moments, lambda index: marks[index].mark if index in marks else None)
    if not found:
        raise NoteError("This note has no moments to export.")
    return _about(video, note.title, found), footage


def _about(video: VideoRef | None, title: str, passages: tuple[Passage, ...]) -> Extract:
    if video is None:
        return Extract(title, passages)
    if video.id:
        watched = f"https://www.youtube.com/watch?v={video.id}"
        return Extract(title, passages, "videoId", video.id, video.address or watched)
    field = "url" if video.address else "video"
    return Extract(title, passages, field, video.address or video.file, video.address)


def _written(out: Path, form: Form, extract: Extract, footage: Path | None, paths: Paths) -> Said:
    clips: dict[int, Clip] = {}
    complaints: list[str] = []
    with tempfile.TemporaryDirectory(prefix="notereel-export-") as folder:
        if form is Form.ANKI:
            longest_ms = read_settings(paths.config / "settings.toml")[0].card_sound_ms
            times = clip_times(extract, longest_ms)
            clips = _clips(extract, footage, times, Path(folder), complaints)
        count = write_extract(out, form, extract, clips)
    plain = {
        "as": form.value,
        "count": count,
        "file": str(out),
        "pictures": sum(clip.picture is not None for clip in clips.values()),
        "sounds": sum(clip.sound is not None for clip in clips.values()),
    }
    lacking = lacking_words(extract, clips) if footage is not None else ""
    text = f"{count} exported to {out}. {lacking}".rstrip()
    return Said(plain, text, tuple(complaints), 1 if complaints else 0)


def _footage_of(video: VideoRef | None, note: Path, paths: Paths) -> Path | None:
    """Return a note's video: kept, or among the notes; None if it is in neither place."""
    if video is None:
        return None
    found = VideoCache(paths.cache).found(video.cache_id)
    if found.condition is Condition.READY and found.entry is not None:
        return Path(found.entry.file)
    vault = Vault(vault_of(note))
    vault.walk()
    named = vault.video_at(video.file) if video.file else None
    return named or (vault.video_named(video.id) if video.id else None)


def _clips(
    extract: Extract,
    footage: Path | None,
    times: list[tuple[int, int]],
    folder: Path,
    complaints: list[str],
) -> dict[int, "Clip"]:
    """Cut a picture and a sound for each time, as far as that goes, and add what went wrong."""
    if footage is None:
        complaints.append(
            "The video is not on this computer, so the cards have no pictures and no sound; "
            "--video FILE names it."
        )
        return {}
    clips = {}
    for number, (time_ms, end_ms) in enumerate(times, start=1):
        if sys.stderr.isatty():
            print(f"\rCard {number} of {len(times)}", end="", file=sys.stderr, flush=True)
        name = clip_name(extract, time_ms)
        question = {"do": "cut", "file": str(footage), "time_ms": time_ms, "end_ms": end_ms,
                    "folder": str(folder), "name": name}  # fmt: skip
        try:
            clips[time_ms] = _cut(question)
        except ViewerError as error:
            complaints.append(f"{format_time(time_ms)}: {error}")
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return clips


def _cut(question: dict[str, Any]) -> "Clip":
    """Have a child cut one clip: a hostile video costs this card only.

    Raises VideoError or WorkerError.
    """
    ran = run(
        worker_command("clips"),
        deadline_s=CUT_DEADLINE_S,
        said=json.dumps(question) + "\n",
        environment=child_environment(),
    )
    lines = ran.output.splitlines()
    said = json.loads(lines[1]) if len(lines) > 1 else {}
    if "picture" not in said:
        raise VideoError(said.get("sentence") or "It could not be cut out.")
    picture, sound = said["picture"], said["sound"]
    return Clip(Path(picture) if picture else None, Path(sound) if sound else None)
