"""What is taken out of a note or of bookmarks, and how it is written for other programs.

Whatever words hold, they are words there: no formula of a table, no tag of a page, no end of a cue.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from viewer.note.note import Moment
from viewer.note.timestamps import format_exact, format_time
from viewer.study.bookmarks import Bookmark
from viewer.study.labels import escaped, whole
from viewer.study.marks import Mark, words_of

LAST_CUE_MS = 5_000
"""So long is the last chapter of a video whose length is not known."""

FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
COLUMNS = ("time", "time_ms", "end_ms", "text", "heading", "mark", "source", "video")


class Form(StrEnum):
    """How an extract is written; the value is what it is called on the command line."""

    MARKDOWN = "markdown"
    CSV = "csv"
    WEBVTT = "webvtt"
    ANKI = "anki"

    @property
    def suffix(self) -> str:
        """How its files' names end."""
        return {"markdown": ".md", "csv": ".csv", "webvtt": ".vtt", "anki": ".apkg"}[self.value]


@dataclass(frozen=True, slots=True)
class Passage:
    """A time of a video and what is said of it, on one line; `end_ms` is None where it is open."""

    time_ms: int
    end_ms: int | None
    text: str
    heading: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Extract:
    """Passages in the order of their source; `video` is its id or file, `address` is on the web.

    `field` is what the header of a note calls `video`; both are empty where there is none.
    """

    title: str
    passages: tuple[Passage, ...]
    field: str = ""
    video: str = ""
    address: str = ""
    duration_ms: int = 0

    def in_time(self) -> list[Passage]:
        """Return the passages by time."""
        return sorted(self.passages, key=lambda each: each.time_ms)


def passages_of(
    moments: Iterable[Moment], mark_of: Callable[[int], Mark | None]
) -> tuple[Passage, ...]:
    """Return what the readable moments of a note say."""
    return tuple(
        Passage(each.time_ms, each.end_ms, _line(words_of(each)), _line(each.heading),
                mark_of(index))
        for index, each in enumerate(moments)
        if each.time_ms is not None
    )  # fmt: skip


def passages_in(bookmarks: Iterable[Bookmark]) -> tuple[Passage, ...]:
    """Return what bookmarks say."""
    return tuple(Passage(each.time_ms, None, _line(each.label)) for each in bookmarks)


def with_ends(passages: Sequence[Passage], last_ms: int) -> list[tuple[Passage, int]]:
    """Return passages that are in the order of time, each with the time when the next begins.

    The last one ends where it says itself, else at `last_ms`.
    """
    ends = [after.time_ms for _before, after in pairwise(passages)]
    if passages:
        ends.append(passages[-1].end_ms or last_ms)
    return list(zip(passages, ends, strict=True))


def as_markdown(extract: Extract) -> str:
    """Return a note that this program reads again."""
    header = {"title": extract.title, extract.field: extract.video}
    lines = ["---", *(f"{key}: {json.dumps(value)}" for key, value in header.items() if key)]
    lines += ["---", ""]
    heading = ""
    for each in extract.passages:
        if each.heading != heading:
            heading = each.heading
            lines += ["", f"## {escaped(heading)}", ""] if heading else [""]
        time = _time(each.time_ms)
        if each.end_ms is not None:
            time += f"-{_time(each.end_ms)}"
        said = f" ({each.mark.value})" if each.mark else ""
        stamp = f'<a class="yt-timestamp" data-t="{time}">[{time}]</a>'
        lines.append(f"- {stamp} {escaped(each.text)}{said}".rstrip())
    return "\n".join(lines) + "\n"


def as_csv(extract: Extract) -> str:
    """Return a table with a row for each passage, by time (RFC 4180).

    What a spreadsheet would take for a formula has an apostrophe before it, as OWASP advises.
    """
    table = io.StringIO(newline="")
    rows = csv.writer(table)
    rows.writerow(COLUMNS)
    for each in extract.in_time():
        end_ms = "" if each.end_ms is None else each.end_ms
        words = (each.text, each.heading, each.mark or "", extract.title, extract.video)
        rows.writerow([_time(each.time_ms), each.time_ms, end_ms, *map(_harmless, words)])
    return table.getvalue()


def as_webvtt(extract: Extract) -> str:
    """Return chapters, which end where the next begins (W3C WebVTT)."""
    passages = extract.in_time()
    last_ms = passages[-1].time_ms + LAST_CUE_MS if passages else 0
    cues = []
    begun: list[str] = []
    for each, end_ms in with_ends(passages, extract.duration_ms or last_ms):
        begun.append(each.text or format_time(each.time_ms))
        if end_ms > each.time_ms:  # Of those at one time, one chapter is made.
            times = f"{_cue_time(each.time_ms)} --> {_cue_time(end_ms)}"
            cues.append(f"{times}\n{_cue_text(' / '.join(begun))}\n")
            begun = []
    return "\n".join(["WEBVTT\n", *cues])


def text_of(extract: Extract, form: Form) -> str:
    """Return an extract written as text; Anki's packages are none."""
    writers = {Form.MARKDOWN: as_markdown, Form.CSV: as_csv, Form.WEBVTT: as_webvtt}
    return writers[form](extract)


def _time(time_ms: int) -> str:
    return format_exact(time_ms) if time_ms % 1000 else format_time(time_ms)


def _cue_time(time_ms: int) -> str:
    return format_exact(time_ms).zfill(12)


def _cue_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _line(words: str) -> str:
    """Return words on one line, without what a terminal or a table would obey."""
    plain = "".join(each if each.isprintable() or each.isspace() else "" for each in whole(words))
    return " ".join(plain.split())


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(FORMULA_SIGNS) else cell
