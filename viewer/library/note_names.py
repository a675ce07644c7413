"""What names alone tell: which file is a note, which folder a vault, which note comes first.

The window needs no more than this of a vault before the first note is on screen.
"""

from pathlib import Path, PurePosixPath

NOTE_SUFFIXES = (".md", ".markdown")
MARKERS = (".obsidian",)


def vault_of(note: Path) -> Path:
    """Return the vault a lone note belongs to: the nearest marked folder above it, or its own."""
    for folder in note.parents:
        if any((folder / marker).is_dir() for marker in MARKERS):
            return folder
    return note.parent


def front_door(notes: list[str], vault_name: str) -> str:
    """Return the note a stranger should see first: welcome, index, the hub, or the first."""
    stems = {PurePosixPath(note).stem.lower(): note for note in reversed(notes)}
    for stem in ("welcome", "index", "readme", vault_name.lower()):
        if stem in stems:
            return stems[stem]
    return notes[0]


def is_note(path: Path) -> bool:
    """Tell whether a file's name is that of a note."""
    return path.name.lower().endswith(NOTE_SUFFIXES)
