"""The lint of notes: which times, links and headers are doubtful, and where."""

import gc
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Any

from viewer.errors import NoteError
from viewer.library.note_file import read_note_file
from viewer.library.note_names import vault_of
from viewer.library.vault import Vault
from viewer.note.note import Doubt, DoubtKind, LinkKind, Verdict
from viewer.note.scan import Scan, scan_note
from viewer.note.surroundings import Surroundings

MOST_ALIKE = 5
"""So many findings of one kind are printed for a note; the others are counted."""

NOTES_AT_ONCE = 100
"""After so many notes garbage is collected: looking for it after each takes a tenth of the time."""

_REPAIRED = (Verdict.SHIFTED, Verdict.FROM_TEXT)


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful thing; `line` counts from 1, 0 is the whole note; `read_as` may be empty."""

    note: str
    line: int
    kind: str
    text: str
    read_as: str = ""

    def __str__(self) -> str:
        meaning = f" → {self.read_as}" if self.read_as else ""
        return f"{self.line or '':>6}  {self.kind}: {self.text}{meaning}"


@dataclass(slots=True)
class Findings:
    """What a check found, and how much it read.

    `repaired` counts the times that were not taken as written: shifted ones, those read from their
    text, and those whose tag had to be mended.
    """

    notes: int = 0
    moments: int = 0
    unreadable: int = 0
    repaired: int = 0
    links: dict[str, int] = field(default_factory=lambda: {"resolved": 0, "by_slug": 0, "dead": 0})
    findings: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    def add(self, shown: str, scan: Scan) -> None:
        """Add what was found in one note."""
        self.notes += 1
        self.moments += len(scan.moments)
        self.unreadable += sum(each.verdict is Verdict.UNREADABLE for each in scan.moments)
        self.repaired += sum(each.verdict in _REPAIRED for each in scan.moments)
        if not scan.is_shifted:  # Else they are counted already.
            self.repaired += sum(each.kind is DoubtKind.MENDED for each in scan.warnings)
        for link in scan.links:
            if link.kind is LinkKind.NOTE:
                self.links[_resolution(link.target, link.path)] += 1
        self.findings += sorted(_findings_in(scan, shown), key=lambda each: each.line)

    def __str__(self) -> str:
        by_note = defaultdict[str, list[Finding]](list)
        for each in self.findings:
            by_note[each.note].append(each)
        return "\n".join(
            [*(f"{note}\n{_listed(by_note[note])}\n" for note in by_note), *self._sums()]
        )

    def _sums(self) -> Iterator[str]:
        links, doubtful = self.links, len({each.note for each in self.findings})
        yield f"{_count(self.notes, 'note')} checked, {doubtful:,} with something doubtful."
        if self.moments:
            yield (
                f"{_count(self.moments, 'time')}: {self.repaired:,} not taken as written, "
                f"{self.unreadable:,} unreadable."
            )
        if any(links.values()):
            yield (
                f"{_count(sum(links.values()), 'link')} to notes: {links['by_slug']:,} found by a "
                f"name that is only alike, {links['dead']:,} dead."
            )


def check(paths: list[Path], duration_ms: int | None = None) -> Findings:
    """Check notes, and every note below folders.

    Raises NoteError when a path is neither.
    """
    found = Findings()
    with undisturbed():
        for path in paths:
            for vault, note_path in _notes_at(path.absolute()):
                shown = note_path if path.is_dir() else str(path)
                try:
                    found.add(shown, _scan_in(vault, note_path, duration_ms))
                except NoteError as error:
                    found.notes += 1
                    found.findings.append(Finding(shown, 0, "unreadable note", error.sentence))
                if found.notes % NOTES_AT_ONCE == 0:
                    collect()
    return found


def collect() -> None:
    """Collect garbage, and look no more at what is none."""
    gc.collect()
    gc.freeze()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Leave it to us when garbage is collected, and leave out what there has been before."""
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def _notes_at(path: Path) -> Iterator[tuple[Vault, str]]:
    if not path.exists():
        raise NoteError(f"There is no note or folder at “{path}”.", hint="Look at how it is spelt.")
    root = path if path.is_dir() else vault_of(path)
    vault = Vault(root)
    vault.walk()
    notes = vault.notes if path.is_dir() else [path.relative_to(root).as_posix()]
    yield from ((vault, note) for note in notes)


def _scan_in(vault: Vault, path: str, duration_ms: int | None) -> Scan:
    """Scan one note of a walked vault; of one that is too big to be laid out, say so.

    Raises NoteError when it cannot be read.
    """
    found = read_note_file(vault.root / path, vault.root)
    doubts = (Doubt(0, found.reason),) if found.reason else ()
    if not found.is_rich:
        return Scan("", {}, warnings=doubts)
    scan = scan_note(
        found.text,
        name=PurePosixPath(path).stem,
        around=Surroundings(note=lambda target: vault.resolve(target, path)),
        video_ms=duration_ms,
    )
    return replace(scan, warnings=(*doubts, *scan.warnings))


def _findings_in(scan: Scan, shown: str) -> Iterator[Finding]:
    told = set()
    for moment in scan.moments:
        if moment.verdict is not Verdict.OK:
            told.add((moment.line, moment.doubt))
            kind = f"time {moment.verdict.replace('_', ' ')}"
            yield Finding(shown, moment.line, kind, moment.written or "(nothing)", moment.text)
    for link in scan.links:
        if link.is_dead:
            yield Finding(shown, link.line, "dead link", link.target)
    for doubt in scan.warnings:
        if (doubt.line, doubt.sentence) in told:
            continue
        yield Finding(shown, doubt.line, doubt.kind, doubt.sentence)


def _listed(findings: list[Finding]) -> str:
    """Return the findings of one note, the first few of every kind."""
    seen = defaultdict[str, int](int)
    lines = []
    for each in findings:
        seen[each.kind] += 1
        if seen[each.kind] <= MOST_ALIKE:
            lines.append(str(each))
    more = {kind: count - MOST_ALIKE for kind, count in seen.items() if count > MOST_ALIKE}
    return "\n".join(
        [*lines, *(f"{'':>6}  {kind}: {count:,} more" for kind, count in more.items())]
    )


def _resolution(target: str, path: str | None) -> str:
    if path is None:
        return "dead"
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return "resolved" if target.rpartition("/")[2].removesuffix(".md") == stem else "by_slug"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
