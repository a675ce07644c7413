"""What is laid beside or over the note: the list of keys, and the doubts."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.commands.catalogue import Catalogue
from viewer.session.session import Session
from viewer.session.view import View
from viewer.ui.edges import Head
from viewer.ui.panes import Panes
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    from viewer.ui.cheat_sheet import CheatSheet
    from viewer.ui.doubts_panel import DoubtsPanel


class Panels(QObject):
    """Makes each when it is asked for, and shows them as the view says.

    Tells which place on the page, or which command, was wanted.
    """

    place_wanted = Signal(str)
    command_wanted = Signal(str)

    def __init__(
        self, session: Session, catalogue: Catalogue, theme: Theme, panes: Panes, head: Head
    ) -> None:
        super().__init__(panes)
        self.cheat_sheet: CheatSheet | None = None
        self.doubts: DoubtsPanel | None = None
        self._session = session
        self._catalogue = catalogue
        self._theme = theme
        self._panes = panes
        self._head = head

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for part in (self.cheat_sheet, self.doubts):
            if part is not None:
                part.restyle(theme)

    def show_view(self, view: View) -> None:
        """Show what is open, put away what is not."""
        if view.is_cheat_sheet_open and self.cheat_sheet is None:
            from viewer.ui.cheat_sheet import CheatSheet

            self.cheat_sheet = CheatSheet(self._catalogue, self._theme)
            self._panes.dock(self.cheat_sheet)
        if self.cheat_sheet is not None:
            self.cheat_sheet.setVisible(view.is_cheat_sheet_open)
        if view.is_doubts_open and (self.doubts is None or self.doubts.isHidden()):
            self._open_doubts()
        elif self.doubts is not None and not view.is_doubts_open:
            self.doubts.hide()

    def show_session(self) -> None:
        """Show what has changed about the open note."""
        if self.doubts is not None and self.doubts.isVisible():
            self.doubts.show_session(self._session)

    def _open_doubts(self) -> None:
        if self.doubts is None:
            from viewer.ui.doubts_panel import DoubtsPanel

            self.doubts = DoubtsPanel(self._theme, self._panes.window())
            self.doubts.place_wanted.connect(self.place_wanted)
            self.doubts.command_wanted.connect(self.command_wanted)
        self.doubts.show_session(self._session)
        self.doubts.hang_from(self._head.corner_below)
        self.doubts.show()
        self.doubts.raise_()
