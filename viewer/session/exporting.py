"""Exporting bookmarks and moments, while the note stays open and the video plays.

Pictures and sounds are cut by a process of its own, one card after the other; it is stopped when
the reader says so.
"""

from __future__ import annotations

import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.errors import UsageError, ViewerError
from viewer.session.notice import Notice
from viewer.study.extracts import Extract, Form, passages_in, passages_of, with_ends
from viewer.study.vaults import refuse_in_vault
from viewer.worker.host import WorkerHost

if TYPE_CHECKING:
    from viewer.playback.player import Playable
    from viewer.session.keepsakes import Keepsakes
    from viewer.session.marks import Marks
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans
    from viewer.study.anki import Clip

CUT_DEADLINE_S = 30.0


@dataclass(slots=True)
class _Deck:
    """Cards that are being made: what has been cut so far, and what is to be cut yet."""

    extract: Extract
    file: Path
    folder: Path
    left: list[tuple[int, int]]
    count: int
    clips: dict[int, Clip] = field(default_factory=dict)
    has_failed: bool = False


class Exporting:
    """Writes files outside the vault; closed once."""

    def __init__(
        self, session: Session, means: StudyMeans, keepsakes: Keepsakes, marks: Marks
    ) -> None:
        self._session = session
        self._means = means
        self._keepsakes = keepsakes
        self._marks = marks
        self._deck: _Deck | None = None
        self._cutter: WorkerHost | None = None

    @property
    def is_busy(self) -> bool:
        """Whether cards are being made."""
        return self._deck is not None

    # What there is to export

    def open_moments(self) -> Extract:
        """Return the open note's moments.

        Raises UsageError when it has none.
        """
        found = passages_of(self._session.moments, self._marks.of)
        if not found:
            raise UsageError("This note has no moments to export.")
        return self._extract(self._session.reading.open_page().note.title, found)

    def open_bookmarks(self) -> Extract:
        """Return the open video's bookmarks.

        Raises UsageError when it has none.
        """
        here = self._keepsakes.here
        if here is None or not here.bookmarks:
            raise UsageError("Nothing is bookmarked in this video yet.", hint="b bookmarks it.")
        return self._extract(here.title, passages_in(here.bookmarks))

    def _extract(self, title: str, passages: tuple[Any, ...]) -> Extract:
        session, name = self._session, self._keepsakes.video()
        return Extract(
            title,
            passages,
            field=name.field if name else "",
            video=name.value if name else "",
            address=web_address_of(session),
            duration_ms=session.video.duration_ms,
        )

    # Exporting

    def export(self, extract: Extract, file: Path) -> None:
        """Write an extract; the file's name says how. It is told when that is done.

        Raises UsageError for a name that does not say so, a file in a vault, or a second deck.
        """
        from viewer.study.exporting import form_of

        page = self._session.reading.open_page()
        form = form_of(file)
        refuse_in_vault(file, (page.vault,))
        if form is not Form.ANKI:
            self._write(file, form, extract, {}, "")
            return
        if self._deck is not None:
            raise UsageError("Cards are being made already.", hint="Stop that export first.")
        self._begin_deck(file, extract, self._session.video.footage)

    def cancel(self) -> None:
        """Stop making cards.

        Raises UsageError when none are made.
        """
        if self._deck is None:
            raise UsageError("Nothing is being exported.")
        self.close()
        self._session.tell(Notice("The export was stopped; nothing was written."))

    def close(self) -> None:
        """Stop the cutting, and throw away what was cut."""
        if self._cutter is not None:
            self._cutter.close()
            self._cutter = None
        if self._deck is not None:
            shutil.rmtree(self._deck.folder, ignore_errors=True)
            self._deck = None

    # Inside

    def _begin_deck(self, file: Path, extract: Extract, footage: Playable | None) -> None:
        folder = self._means.cache / f"export-{secrets.token_hex(4)}"
        left = clip_times(extract, self._session.settings.card_sound_ms)
        self._deck = _Deck(extract, file, folder, left if footage else [], len(left))
        if footage is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._cutter = self._means.hire("clips", self._means.post)
        self._cut_next(footage)

    def _cut_next(self, footage: Playable | None) -> None:
        deck = self._deck
        if deck is None:
            return
        if footage is None or self._cutter is None or not deck.left:
            self._finish(deck)
            return
        from viewer.study.anki import Clip, clip_name

        time_ms, end_ms = deck.left.pop(0)
        number = deck.count - len(deck.left)
        self._session.tell(Notice(f"Making card {number} of {deck.count}…"))

        def keep(answer: dict[str, Any]) -> None:
            if self._deck is deck:
                picture, sound = answer["picture"], answer["sound"]
                deck.clips[time_ms] = Clip(_path(picture), _path(sound))
                self._cut_next(footage)

        def miss(_error: ViewerError) -> None:
            if self._deck is deck:
                deck.has_failed = True
                self._cut_next(footage)

        question = {
            "do": "cut",
            "file": str(footage.file),
            "time_ms": time_ms,
            "end_ms": end_ms,
            "folder": str(deck.folder),
            "name": clip_name(deck.extract, time_ms),
        }
        self._cutter.ask(question, keep, miss, deadline_s=CUT_DEADLINE_S)

    def _finish(self, deck: _Deck) -> None:
        from viewer.study.anki import lacking_words

        remark = lacking_words(deck.extract, deck.clips)
        if self._cutter is None:
            remark = "Without the video they have no pictures and no sound."
        elif deck.has_failed:
            remark = f"{remark} Not everything could be cut from the video."
        self._write(deck.file, Form.ANKI, deck.extract, deck.clips, remark)

    def _write(
        self, file: Path, form: Form, extract: Extract, clips: dict[int, Clip], remark: str
    ) -> None:
        def work() -> int:
            from viewer.study.exporting import write_extract

            return write_extract(file, form, extract, clips)

        def done(count: int) -> None:
            self._end(form)
            what = "card" if form is Form.ANKI else "time"
            said = f"Exported {count} {what}{'' if count == 1 else 's'} to “{file.name}”."
            self._session.tell(Notice(said, hint=remark))

        def failed(error: ViewerError) -> None:
            self._end(form)
            self._session.tell(error)

        self._means.run(work, done, failed)

    def _end(self, form: Form) -> None:
        if form is Form.ANKI:
            self.close()


def clip_times(extract: Extract, longest_ms: int) -> list[tuple[int, int]]:
    """Return from when to when the sound of each card goes: to the next one, but not for long."""
    passages = extract.in_time()
    last_ms = passages[-1].time_ms + longest_ms if passages else 0
    times: dict[int, int] = {}
    for each, end_ms in with_ends(passages, last_ms):
        times[each.time_ms] = min(each.end_ms or end_ms, each.time_ms + longest_ms)
    return sorted(times.items())


def web_address_of(session: Session) -> str:
    """Return where the open note's video is on the web; empty when the note does not say."""
    video = session.page.video if session.page else None
    if video is None or not (video.address or video.id):
        return ""
    return video.address or f"https://www.youtube.com/watch?v={video.id}"


def _path(said: str) -> Path | None:
    return Path(said) if said else None
