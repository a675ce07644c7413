"""What other notes cite of the open note's video, near the time it is at.

They are looked for when that is first wanted, by a worker of low priority, and again whenever
another note is open or the times mean something else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from viewer.errors import ViewerError, WorkerError
from viewer.events import Event
from viewer.library.citation import Citation, from_columns
from viewer.note.note import Verdict
from viewer.note.timestamps import format_time

if TYPE_CHECKING:
    from viewer.note.note import Moment
    from viewer.session.reading import Arrival
    from viewer.session.session import Session
    from viewer.session.studying import StudyMeans

NEAR_MS = 30_000
SLICE_DEADLINE_S = 6.0
MOST_SKIPPED = 5
"""So many notes may take for ever until no more are read."""
Question = dict[str, Any]


class Elsewhere:
    """The citations of the open video in other notes, by time; begun once, closed once."""

    def __init__(self, session: Session, means: StudyMeans) -> None:
        self.changed: Event[[]] = Event()
        """There are others, or it is known better why there are none."""
        self.words = ""
        """Why there are none near; empty while there may be."""
        self._session = session
        self._cache = means.cache
        self._verdicts = means.data / "verdicts.json"
        self._worker = means.hire("index", means.post)
        self._citations: tuple[Citation, ...] = ()
        self._times_ms: list[int] = []
        self._longest_ms = 0
        self._question: Question = {}
        self._asked: Question | None = None
        self._wanted: tuple[str, Citation, bool] | None = None
        self._next = ""
        self._has_begun = False
        session.arrived.connect(self._on_arrived)
        session.refined.connect(lambda _page: self._look(is_new=False))
        session.video.status_changed.connect(lambda: self._look(is_new=False))
        session.video.duration_known.connect(lambda _ms: self._look(is_new=False))

    def begin(self) -> None:
        """Look for them from now on."""
        if not self._has_begun:
            self._has_begun = True
            self._look(is_new=True)

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being looked for."""
        return self._asked is None

    def near(self, time_ms: int) -> tuple[Citation, ...]:
        """Return what is cited within half a minute of a time, in the order of time."""
        first, last = self.span(time_ms)
        early_ms = time_ms - NEAR_MS
        near = self._citations[first:last]
        return tuple(each for each in near if (each.end_ms or each.time_ms) >= early_ms)

    def span(self, time_ms: int) -> tuple[int, int]:
        """Return a sign of what is near a time: while it is the same, so mostly is `near`."""
        early_ms = time_ms - NEAR_MS
        return (
            bisect_left(self._times_ms, early_ms - self._longest_ms),
            bisect_right(self._times_ms, time_ms + NEAR_MS),
        )

    def open(self, citation: Citation, *, keep_state: bool) -> None:
        """Open the note of a citation, there, and play or keep playing or paused."""
        page = self._session.reading.open_page()
        self._wanted = (citation.path, citation, keep_state)
        self._session.reading.open_note(page.vault, citation.path)

    def close(self) -> None:
        """End the worker."""
        self._worker.close()

    # Inside

    def _on_arrived(self, arrival: Arrival) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == arrival.page.path:
            self._go_to(*wanted[1:])
        self._look(is_new=True)

    def _go_to(self, citation: Citation, keep_state: bool) -> None:
        session = self._session
        index = _index_of(citation, session.moments)
        if index is None:
            return
        moment = session.moments[index]
        is_there = moment.time_ms is not None and moment.verdict is not Verdict.PAST_END
        is_late = 0 < session.video.duration_ms < (moment.time_ms or 0)
        if session.video.is_ready and is_there and not is_late:
            session.go_to_moment(index, play=None if keep_state else True)
        else:
            session.mark_moment(index)

    def _look(self, *, is_new: bool) -> None:
        if not self._has_begun:
            return
        session, page = self._session, self._session.page
        key = session.video.key
        if page is None or not key:
            self._asked, self._question = None, {}
            self._take((), "This note has no video that others could cite.")
            return
        question = {
            "do": "citing",
            "vault": str(page.vault),
            "note": page.path,
            "cache": str(self._cache),
            "key": key,
            "video_ms": session.video.duration_ms or None,
            "offset_ms": session.reading.terms.offset_ms or 0,
            "verdicts": str(self._verdicts),
        }
        if not is_new and question == self._question:
            return
        is_other = key != self._question.get("key")
        is_under_way = self._asked is not None
        self._question = question
        self._asked = question | {"is_new": True, "is_careful": False, "skip": []}
        if is_other or not self._citations:
            self._take((), "Looking through the notes …")
        if not is_under_way:
            self._put()

    def _put(self) -> None:
        asked = self._asked
        assert asked is not None
        self._worker.ask(
            asked,
            lambda answer: self._on_answer(asked, answer),
            lambda error: self._on_failed(asked, error),
            deadline_s=SLICE_DEADLINE_S,
        )

    def _on_answer(self, asked: Question, answer: dict[str, Any]) -> None:
        if self._asked is None:
            return
        if self._asked is not asked:
            self._put()  # Something else has been wanted meanwhile.
        elif not answer["is_done"]:
            seen, notes = answer["seen"], answer["notes"]
            self._next = answer["next"]
            self._asked = asked | {"is_new": False}
            self._put()
            if not self._citations:
                self._take((), f"Looking through the notes: {seen} of {notes} …")
        else:
            self._asked = None
            citations = tuple(from_columns(answer["citations"]))
            words = "" if answer["notes"] else "No other note of this vault is about this video."
            if answer["is_cut"]:
                last = format_time(citations[-1].time_ms)
                words = (
                    f"Too many notes are about this video; what they cite after {last} is left out."
                )
            self._take(citations, words)

    def _on_failed(self, asked: Question, error: ViewerError) -> None:
        if self._asked is not None and self._asked is not asked:
            self._put()
            return
        if self._asked is not None and isinstance(error, WorkerError):
            careful = self._without_what_stopped_it(asked)
            if careful is not None:
                self._asked = careful
                self._put()
                return
        self._asked = None
        self._take((), f"The other notes could not be looked through. {error.sentence}")

    def _without_what_stopped_it(self, asked: Question) -> Question | None:
        """Return what to ask a new worker; None when too many were lost already."""
        first, self._next = not asked["is_careful"], self._next if asked["is_careful"] else ""
        skip = [*asked["skip"], *filter(None, (self._next,))]
        if len(skip) > MOST_SKIPPED or not (first or self._next):
            return None
        self._next = ""
        return asked | {"is_new": True, "is_careful": True, "skip": skip}

    def _take(self, citations: tuple[Citation, ...], words: str) -> None:
        if (citations, words) == (self._citations, self.words):
            return
        self._citations, self.words = citations, words
        self._times_ms = [each.time_ms for each in citations]
        lengths = (each.end_ms - each.time_ms for each in citations if each.end_ms is not None)
        self._longest_ms = max(lengths, default=0)
        self.changed.emit()


def _index_of(citation: Citation, moments: tuple[Moment, ...]) -> int | None:
    """Return which moment of its note a citation is; the nearest if the note has changed since."""
    own = [(at, each) for at, each in enumerate(moments) if not each.origin]
    if not own:
        return None
    best = min(
        own,
        key=lambda row: (
            row[1].line != citation.line,
            row[1].text != citation.text,
            abs((row[1].time_ms or 0) - citation.time_ms),
        ),
    )
    return best[0]
