"""How the session's words reach the reader: a remark in the foot, or a notice with offers."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from viewer.session.notice import Notice
from viewer.session.session import Session
from viewer.ui.edges import Foot
from viewer.ui.notice_bar import NoticeBar

if TYPE_CHECKING:
    from viewer.commands.catalogue import Catalogue


class Telling(QObject):
    """Follows what the session tells; says which command was taken from an offer.

    `focus_freed` tells that a notice was put away that had the keyboard.
    """

    command_wanted = Signal(str)
    focus_freed = Signal()

    def __init__(self, session: Session, notice: NoticeBar, foot: Foot) -> None:
        super().__init__(notice)
        self._session = session
        self._notices = [notice]
        self._foot = foot
        self._catalogue: Catalogue | None = None
        session.noticed.connect(self._on_noticed)
        session.copied.connect(self._on_copied)
        notice.closed.connect(session.hush)

    def offer_from(self, catalogue: "Catalogue") -> None:
        """Offer these commands from now on."""
        self._catalogue = catalogue

    def also_in(self, notice: NoticeBar) -> None:
        """Say it in this bar from now on, while it is the one that can be seen."""
        self._notices.append(notice)

    @property
    def notice(self) -> NoticeBar:
        """The bar to say things in: that of the panel on top, else the note's."""
        *over, last = reversed(self._notices)
        return next((each for each in over if _is_on_screen(each)), last)

    def _on_copied(self, text: str, remark: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._session.tell(Notice(remark))

    def _on_noticed(self, notice: Notice | None) -> None:
        self._foot.show_remark("")
        if notice is None:
            self._put_notice_away()
        elif notice.is_trouble or notice.hint:
            self.notice.say(notice, self._offers(notice.offers))
        else:
            self._foot.show_remark(notice.sentence)

    def _offers(self, commands: tuple[str, ...]) -> dict[str, Callable[[], None]]:
        offers: dict[str, Callable[[], None]] = {}
        for name in commands if self._catalogue is not None else ():
            assert self._catalogue is not None
            key = "".join(f"  {key}" for key in self._catalogue.keymap.keys_of(name)[:1])
            offers[self._catalogue[name].title + key] = partial(self._take, name)
        return offers

    def _take(self, command: str) -> None:
        self._session.hush()
        self.command_wanted.emit(command)

    def _put_notice_away(self) -> None:
        focused = QApplication.focusWidget()
        for each in self._notices:
            had_focus = focused is not None and each.isAncestorOf(focused)
            each.hide()
            if had_focus:
                self.focus_freed.emit()


def _is_on_screen(notice: NoticeBar) -> bool:
    panel = notice.parentWidget()
    return panel is not None and panel.isVisible()
