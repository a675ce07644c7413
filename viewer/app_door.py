"""What comes to the running program from outside: the wishes of later starts, and addresses.

A later start brings them, or on macOS the system itself. Whoever sends one is a program of this
user; the address in it may be a web page's. So a wish opens and seeks, and an address that leads
into another vault is asked about first.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from viewer.door.wish import SCHEME, Wish, wish_for, wish_from
from viewer.errors import ViewerError
from viewer.session.notice import Notice, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from viewer.commands.catalogue import Catalogue
    from viewer.door.address import NotePlace
    from viewer.door.start import Start
    from viewer.session.session import Session
    from viewer.study.positions import Positions
    from viewer.ui.front_door import FrontDoor
    from viewer.ui.main_window import MainWindow
    from viewer.video.around import Run


def first_of(wish: Wish, positions: Positions) -> tuple[Wish, tuple[str, str] | None]:
    """Return what a start with an address opens: its time, and the note, or the last one.

    An address that leads nowhere stays in the wish, to be followed, and refused, when there is a
    window to say so.
    """
    try:
        place, at = _place_in(wish.link, positions)
    except ViewerError:
        return wish, positions.last_note
    note = positions.last_note if place is None else (str(place.vault), place.path)
    return replace(wish, link="", at=at), note


def _place_in(link: str, positions: Positions) -> tuple[NotePlace | None, str]:
    """Return the note an address opens, None if it only seeks, and the time it names.

    Raises ViewerError when it cannot be followed.
    """
    from viewer.door.address import find_note, read_address

    address = read_address(link)
    place = find_note(address, positions.vaults) if address.note else None
    return place, address.at


def _load_door() -> object:
    import viewer.ui.front_door

    return viewer.ui.front_door


class Door:
    """Takes wishes for a session, and listens for them when it is the first instance's."""

    def __init__(self, session: Session, catalogue: Catalogue, window: MainWindow,
                 now_ms: Callable[[], int]) -> None:  # fmt: skip
        self._session = session
        self._catalogue = catalogue
        self._window = window
        self._now_ms = now_ms
        self._front: FrontDoor | None = None

    def begin(self, wish: Wish, start: Start, run: Run, log: Callable[[str], None]) -> None:
        """Do what is left of this start's own wish, and listen to later ones if it is the first."""
        if start.remark:
            self._session.tell(Notice(start.remark, is_trouble=True))
        if wish.link:
            try:
                self._follow(wish.link)
            except ViewerError as error:  # The window has told it.
                print(error, file=sys.stderr, flush=True)
        elif wish.at and not (wish.script or wish.screenshot):
            self.seek(wish.at)
        from viewer.ui.application import Application

        if isinstance(app := Application.instance(), Application):
            app.hand_on_to(self.open)
        if start.listening is not None:
            # Loading Qt's network would hold the window for longer than a frame.
            run(_load_door, lambda _loaded: self._open(start, log), self._session.tell)

    def _open(self, start: Start, log: Callable[[str], None]) -> None:
        from viewer.ui.front_door import FrontDoor

        assert start.listening is not None
        self._front = FrontDoor(start.listening[0].socket, self.take)
        if not self._front.is_open:
            log(f"Later starts cannot be listened to: {self._front.fault}")
            start.let_go()

    def close(self) -> None:
        """Listen no longer."""
        from viewer.ui.application import Application

        if isinstance(app := Application.instance(), Application):
            app.keep_to_itself()
        if self._front is not None:
            self._front.close()

    def take(self, message: bytes) -> str:
        """Do what a message asks and come to the front; return why not, or nothing."""
        from viewer.ui.application import come_to_front

        try:
            self.grant(wish_from(message))
        except ViewerError as error:
            return str(error)
        finally:
            come_to_front(self._window)
        return ""

    def open(self, address: str) -> None:
        """Do what an address that the system hands over asks, as if a later start had sent it."""
        from viewer.ui.application import come_to_front

        come_to_front(self._window)
        try:
            # Qt gives nothing where it can make nothing of an address.
            wish = wish_from(wish_for(address or SCHEME).as_message())
        except ViewerError as error:
            self._session.refuse(error)
            return
        with contextlib.suppress(ViewerError):  # The window has told it.
            self.grant(wish)

    def grant(self, wish: Wish) -> None:
        """Open and seek as wished.

        Raises ViewerError when the wish cannot be understood; what comes of it is told.
        """
        if wish.link:
            self._follow(wish.link)
            return
        if wish.path is not None:
            self._session.open_path(wish.path, video=wish.video)
        elif wish.video is not None:
            self._session.files.play(wish.video)
        if wish.at:
            self.seek(wish.at)

    def seek(self, at: str) -> None:
        """Seek when all that was asked for before has happened; what is in the way is told."""
        from viewer.commands.script import Script, Step
        from viewer.ui.application import SCRIPT_TICK_MS, repeat

        # Never as the text of a script: it would be one, whatever stood in it.
        script = Script([Step("seek", at)], self._session, self._catalogue)

        def advance() -> None:
            if script.advance(self._now_ms()):
                timer.stop()
                timer.deleteLater()

        timer = repeat(SCRIPT_TICK_MS, advance, self._window)

    def _follow(self, link: str) -> None:
        self._session.reading.remember()  # A vault opened this very moment was opened before.
        try:
            place, at = _place_in(link, self._session.study.positions)
        except ViewerError as error:
            self._session.refuse(error)
            raise
        page = self._session.page
        if place is None or page is None or place.vault == page.vault:
            self._go(place, at)
            return
        self._session.ask(
            Question(
                Notice(
                    f"A link leads to “{place.path}” in another vault, “{place.vault.name}”.",
                    "Open it only if you have just followed such a link.",
                ),
                "Open it",
                partial(self._go, place, at),
                is_unbidden=True,
            )
        )

    def _go(self, place: NotePlace | None, at: str) -> None:
        from viewer.door.address import NotePlace

        page = self._session.page
        is_here = page is not None and place == NotePlace(page.vault, page.path)
        if place is not None and not is_here:
            self._session.reading.open_note(place.vault, place.path)
        if at:
            self.seek(at)
