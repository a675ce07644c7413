"""Examining a kept video: hash it, then seal it anew or put it into quarantine.

This is the one way from UNSEALED back to READY, and it takes about a second for each gigabyte.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.durable import hash_of
from viewer.video import seal
from viewer.video.condition import Condition, Found, look_into
from viewer.video.disk_trouble import refusal_of
from viewer.video.entry import CacheEntry
from viewer.video.publishing import throw

HINT_AGAIN = "Fetch or import it again."


@dataclass(frozen=True, slots=True)
class Finding:
    """What an examination found; `condition` is how the video stands after it.

    A damaged one was put aside. `sentence` and `hint` are for a person.
    """

    id: str
    title: str
    condition: Condition
    sentence: str
    hint: str = ""


def examine_folder(folder: Path, quarantine: Path, video_id: str = "") -> Finding:
    """Hash the video in a folder and seal it, or put the folder into quarantine.

    Raises OSError when the disk cannot be read; then nothing has changed.
    """
    found = look_into(folder)
    if found.entry is not None and video_id not in ("", found.entry.id):
        found = Found(Condition.DAMAGED, None, "its entry is another video's")
    if found.entry is not None and found.condition in (Condition.READY, Condition.UNSEALED):
        found = _hashed(folder, found.entry)
    if found.condition is Condition.DAMAGED:
        aside = throw(folder, quarantine)
        if aside is not None:
            with contextlib.suppress(OSError, NotImplementedError):
                os.utime(aside, follow_symlinks=False)
    return _in_words(found, video_id or folder.name)


def verified(folders: Iterable[tuple[Path, str]], quarantine: Path) -> Iterator[Finding]:
    """Examine many folders, each with the id it should be of or ""; yield what was found.

    Folders that turn out to be of no video are passed over where no id was asked for.
    """
    for folder, video_id in folders:
        try:
            finding = examine_folder(folder, quarantine, video_id)
        except OSError as error:
            refusal = refusal_of(f"“{video_id or folder.name}” could not be checked", folder, error)
            finding = Finding(video_id or folder.name, "", Condition.UNSEALED, refusal.sentence,
                              refusal.hint)  # fmt: skip
        if video_id or finding.condition is not Condition.ABSENT:
            yield finding


def _hashed(folder: Path, entry: CacheEntry) -> Found:
    """Return how an entry stands once its video was read from beginning to end."""
    video = Path(entry.file)
    seal.let_the_clock_tick(video)
    before = seal.seal_of(entry, os.lstat(video))
    digest = hash_of(video)
    if before != seal.seal_of(entry, os.lstat(video)):
        return Found(Condition.UNSEALED, entry, "it was written to while it was checked")
    if digest != entry.sha256:
        return Found(Condition.DAMAGED, entry, "its content is not what it was")
    if seal.read_seal(folder) != before:
        seal.write_seal(folder, before)
    return Found(Condition.READY, entry)


def _in_words(found: Found, name: str) -> Finding:
    title = found.entry.title if found.entry else ""
    called = f"“{title or name}”"
    sentences = {
        Condition.READY: (f"{called} is whole.", ""),
        Condition.ABSENT: (f"No video is kept for {called}.", ""),
        Condition.MISSING: (f"{called} is missing: {found.reason}.", HINT_AGAIN),
        Condition.UNSEALED: (f"{called} is in doubt: {found.reason}.", "Check it again later."),
        Condition.DAMAGED: (f"{called} is damaged: {found.reason}. It was put aside.", HINT_AGAIN),
    }
    sentence, hint = sentences[found.condition]
    if found.condition is Condition.MISSING and found.entry and found.entry.is_linked:
        hint = f"Connect its drive, or choose the file again: {found.entry.file}"
    return Finding(found.entry.id if found.entry else name, title, found.condition, sentence, hint)
