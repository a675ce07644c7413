"""The lint of notes: which times, links and headers are doubtful, and where."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from viewer.errors import NoteError
from viewer.library.vault import Vault, vault_of
from viewer.note.note import LinkKind, Note, Verdict
from viewer.worker.render import read_in


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful thing; `line` counts from 1, 0 is the whole note; `read_as` may be empty."""

    note: str
    line: int
    kind: str
    text: str
    read_as: str = ""


@dataclass(slots=True)
class Findings:
    """What a check found, and how much it read."""

    notes: int = 0
    moments: int = 0
    unreadable: int = 0
    repaired: int = 0
    links: dict[str, int] = field(default_factory=lambda: {"resolved": 0, "by_slug": 0, "dead": 0})
    findings: list[Finding] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        return asdict(self)

    def __str__(self) -> str:
        lines = [
            f"{each.note}:{each.line}: {each.kind}: {each.text}"
            + (f" → {each.read_as}" if each.read_as else "")
            for each in self.findings
        ]
        lines.append(
            f"{self.notes} notes, {self.moments} times, {self.unreadable} unreadable, "
            f"{self.repaired} not taken as written, {self.links['dead']} dead links."
        )
        return "\n".join(lines)


def check(paths: list[Path], duration_ms: int | None = None) -> Findings:
    """Check notes, and every note below folders.

    Raises NoteError when a path is neither.
    """
    found = Findings()
    for path in paths:
        for vault, note_path in _notes_at(path.absolute()):
            shown = note_path if path.is_dir() else str(path)
            _check_note(vault, note_path, shown, found, duration_ms)
    return found


def _notes_at(path: Path) -> Iterator[tuple[Vault, str]]:
    root = path if path.is_dir() else vault_of(path)
    vault = Vault(root)
    vault.walk()
    notes = vault.notes if path.is_dir() else [path.relative_to(root).as_posix()]
    yield from ((vault, note) for note in notes)


def _check_note(
    vault: Vault, path: str, shown: str, found: Findings, duration_ms: int | None
) -> None:
    found.notes += 1
    try:
        note = read_in(vault, path, duration_ms=duration_ms)
    except NoteError as error:
        found.findings.append(Finding(shown, 0, "unreadable note", error.sentence))
        return
    found.moments += len(note.moments)
    found.findings += _findings_in(note, shown)
    found.unreadable += sum(each.verdict is Verdict.UNREADABLE for each in note.moments)
    found.repaired += sum(
        each.verdict in (Verdict.SHIFTED, Verdict.FROM_TEXT) for each in note.moments
    )
    for link in note.links:
        if link.kind is LinkKind.NOTE:
            found.links[_resolution(link.target, link.path)] += 1


def _findings_in(note: Note, shown: str) -> Iterator[Finding]:
    for moment in note.moments:
        if moment.verdict is not Verdict.OK:
            kind = f"time {moment.verdict.replace('_', ' ')}"
            yield Finding(shown, moment.line, kind, moment.written, moment.text)
    for link in note.links:
        if link.is_dead:
            yield Finding(shown, link.line, "dead link", link.target)
    for doubt in note.warnings:
        yield Finding(shown, doubt.line, "note", doubt.sentence)


def _resolution(target: str, path: str | None) -> str:
    if path is None:
        return "dead"
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return "resolved" if target.rpartition("/")[2].removesuffix(".md") == stem else "by_slug"
