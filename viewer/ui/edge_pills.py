"""The pills at the page's edges: how many sentences that are being said are out of sight."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from viewer.ui.page_current import Sight
from viewer.ui.theme import Theme

AWAY_PX = 12
_STYLE = """
QPushButton { background: @back; color: @ink; border: 2px solid @back; border-radius: 13px;
              padding: 4px 14px; font-size: 13px; }
QPushButton:hover { border-color: @ink; }
QPushButton:focus { border-color: @ring; }
"""


class EdgePills(QObject):
    """Two pills over a page; says which was pressed."""

    above_wanted = Signal()
    below_wanted = Signal()

    def __init__(self, page: QWidget, theme: Theme) -> None:
        super().__init__(page)
        self._page = page
        self.above, self.below = _Pill(page), _Pill(page)
        self.above.clicked.connect(lambda _checked: self.above_wanted.emit())
        self.below.clicked.connect(lambda _checked: self.below_wanted.emit())
        self.restyle(theme)
        page.installEventFilter(self)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        ink = theme.roles["background" if theme.is_dark else "ink"]
        style = _STYLE.replace("@back", theme.roles["now_bar"]).replace("@ink", ink)
        for pill in (self.above, self.below):
            pill.setStyleSheet(style.replace("@ring", theme.roles["accent"]))
        self._place()

    def show_sight(self, sight: Sight) -> None:
        """Show how many are where."""
        self._show(self.above, sight.above, "▴", "above", has_more=bool(sight.seen))
        self._show(self.below, sight.below, "▾", "below", has_more=bool(sight.seen))
        self._place()

    def eventFilter(self, _page: QObject, event: QEvent) -> bool:
        """Stay at the edges of the page."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return False

    def _show(self, pill: "_Pill", count: int, sign: str, where: str, *, has_more: bool) -> None:
        if not count and pill.hasFocus():
            self._page.setFocus()
        if count:
            more, verb = " more" if has_more else "", "is" if count == 1 else "are"
            words = f"{count}{more} {verb} being said now"
            pill.setText(f"{sign} {words}")
            pill.setAccessibleName(f"{words}, {where}")
        pill.setVisible(bool(count))

    def _place(self) -> None:
        for pill in (self.above, self.below):
            pill.adjustSize()
            left = (self._page.width() - pill.width()) // 2
            bottom = self._page.height() - pill.height() - AWAY_PX
            pill.move(left, AWAY_PX if pill is self.above else bottom)


class _Pill(QPushButton):
    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setAutoDefault(True)  # So that Enter presses it.
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.hide()
