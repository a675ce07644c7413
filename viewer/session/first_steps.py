"""What a newcomer is shown beside the first note: what is here, what is missing, and how to get it.

It is looked for when it is shown, never before; looking changes nothing and asks no network.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from viewer.events import Event
from viewer.paths import sample_vault
from viewer.session.session import Session
from viewer.session.view import Pane
from viewer.video.around import Run


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that Notereel uses, which program that is, and what for.

    `version` is empty where it is missing; then `trouble` says so, and `hint` how to get it.
    """

    name: str
    program: str
    purpose: str
    version: str = ""
    trouble: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is on this computer: the needs, the engine first, and where videos are kept."""

    engine: Need
    needs: tuple[Need, ...]
    cache_folder: str
    cache_words: str

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is not here."""
        return tuple(each for each in (self.engine, *self.needs) if not each.version)


class FirstSteps:
    """The sheet that greets a newcomer, and whoever asks for it later."""

    def __init__(self, session: Session, look: Callable[[], Surroundings], run: Run) -> None:
        self._session, self._look, self._run = session, look, run
        self.changed: Event[[]] = Event()
        self._found: Surroundings | None = None
        self._is_looking = False
        session.video.status_changed.connect(self.changed.emit)
        session.arrived.connect(lambda _arrival: self.changed.emit())

    @property
    def found(self) -> Surroundings | None:
        """What was found; None until it was looked for.

        What the running program knows of the engine goes before what its library says of itself.
        """
        error = self._session.video.engine_error
        if self._found is None or error is None:
            return self._found
        engine = replace(self._found.engine, version="", trouble=error.sentence, hint=error.hint)
        return replace(self._found, engine=engine)

    @property
    def is_beside_sample(self) -> bool:
        """Whether the open note is one of those that came with Notereel."""
        page = self._session.page
        return page is not None and page.vault == sample_vault()

    @property
    def can_play(self) -> bool:
        """Whether nothing is known to be wrong with the video engine."""
        return self._session.video.engine_error is None

    def toggle(self) -> None:
        """Dock the sheet beside the note and look anew, or put it away."""
        self._session.view.toggle_sheet(Pane.FIRST_STEPS)
        if self._session.view.sheet is Pane.FIRST_STEPS and not self._is_looking:
            self._is_looking = True
            self._run(self._look, self._on_found, self._session.tell)

    def _on_found(self, found: Surroundings) -> None:
        self._is_looking = False
        self._found = found
        self.changed.emit()
