"""What is laid beside or over the note: keys and news, the doubts, the downloads."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from viewer.commands.catalogue import Catalogue
from viewer.session.session import Session
from viewer.session.view import Pane, View
from viewer.ui.edges import Head
from viewer.ui.panes import Panes
from viewer.ui.theme import Theme

if TYPE_CHECKING:
    from viewer.ui.doubts_list import DoubtsList
    from viewer.ui.doubts_panel import DoubtsPanel
    from viewer.ui.downloads_panel import DownloadsPanel
    from viewer.ui.rows_list import RowsList
    from viewer.ui.sheet import Sheet


class Panels(QObject):
    """Makes each when it is asked for, and shows them as the view says.

    Tells which place on the page, or which command, was wanted.
    """

    place_wanted = Signal(str)
    command_wanted = Signal(str)
    notice_made = Signal(object)
    """A panel has a bar of its own to say things in."""

    def __init__(
        self, session: Session, catalogue: Catalogue, theme: Theme, panes: Panes, head: Head
    ) -> None:
        super().__init__(panes)
        self.sheets: dict[Pane, Sheet] = {}
        self.doubts: DoubtsPanel | None = None
        self.downloads: DownloadsPanel | None = None
        self._session = session
        self._catalogue = catalogue
        self._theme = theme
        self._panes = panes
        self._head = head

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        for part in (*self.sheets.values(), self.doubts, self.downloads):
            if part is not None:
                part.restyle(theme)

    def show_view(self, view: View) -> None:
        """Show what is open, put away what is not."""
        if view.sheet is not None and view.sheet not in self.sheets:
            self.sheets[view.sheet] = self._made(view.sheet)
            self._panes.dock(self.sheets[view.sheet])
        for pane, sheet in self.sheets.items():
            sheet.setVisible(pane is view.sheet)
        self._show_doubts(view.overlay is Pane.DOUBTS)
        self._show_downloads(view.overlay)

    @property
    def lists(self) -> "dict[Pane, DoubtsList | RowsList | Sheet]":
        """The lists that can hold the keyboard."""
        found: dict[Pane, DoubtsList | RowsList | Sheet] = {**self.sheets}
        if self.doubts is not None:
            found[Pane.DOUBTS] = self.doubts.list
        if self.downloads is not None:
            found |= self.downloads.lists
        return found

    def _made(self, pane: Pane) -> "Sheet":
        from viewer.ui.sheet import Sheet

        if pane is Pane.NEWS:
            from viewer.ui.news_sheet import news_html

            return Sheet("What is new", news_html, self._theme)
        if pane is Pane.FIRST_STEPS:
            from viewer.ui.first_sheet import FirstSheet

            sheet = FirstSheet(self._session.first_steps, self._catalogue, self._theme)
            sheet.command_wanted.connect(self.command_wanted)
            return sheet
        from viewer.ui.cheat_sheet import cheat_sheet_html

        return Sheet("Keys", partial(cheat_sheet_html, self._catalogue), self._theme)

    def show_session(self) -> None:
        """Show what has changed about the open note."""
        if self.doubts is not None and self.doubts.isVisible():
            self.doubts.show_session(self._session)

    def _show_doubts(self, shown: bool) -> None:
        if self.doubts is not None and not shown:
            self.doubts.hide()
        if not shown or (self.doubts is not None and self.doubts.isVisible()):
            return
        if self.doubts is None:
            from viewer.ui.doubts_panel import DoubtsPanel

            self.doubts = DoubtsPanel(self._theme, self._panes.window())
            self.doubts.place_wanted.connect(self.place_wanted)
            self.doubts.command_wanted.connect(self.command_wanted)
        self.doubts.show_session(self._session)
        self.doubts.hang_from(self._head.below(self._head.doubts))
        self.doubts.show()
        self.doubts.raise_()

    def _show_downloads(self, pane: Pane | None) -> None:
        if pane not in (Pane.DOWNLOADS, Pane.CACHE):
            if self.downloads is not None:
                self.downloads.hide()
            return
        if self.downloads is None:
            from viewer.ui.downloads_panel import DownloadsPanel

            window = self._panes.window()
            self.downloads = DownloadsPanel(self._session, self._catalogue, self._theme, window)
            self.downloads.command_wanted.connect(self.command_wanted)
            self.notice_made.emit(self.downloads.notice)
        self.downloads.show_pane(pane)
        if self.downloads.isHidden():
            self.downloads.hang_from(self._head.below(self._head.video))
            self.downloads.show()
            self.downloads.raise_()
