"""What is on its way and what is kept, laid over the note: two lists, and what can be done.

Below the list stands what the focused video needs: why it stands still, and buttons.
"""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from viewer.commands.catalogue import Catalogue
from viewer.session.downloads import details_of, is_standing
from viewer.session.keeping import Keeping
from viewer.session.session import Session
from viewer.session.view import Pane
from viewer.ui.notice_bar import NoticeBar
from viewer.ui.offers import Offers
from viewer.ui.rows_list import ROW_PX, RowsList
from viewer.ui.theme import Theme
from viewer.ui.video_rows import counted, room_words, row_of_download, rows_of_stock
from viewer.video.download import Download
from viewer.video.download_words import words_of
from viewer.video.entry import CacheEntry

WIDTH_PX = 660
EDGE_PX = 10
LEAST_PX = 150
FRESH_MS = 200
"""The lists are made anew no more often than this."""
_TABS = {Pane.DOWNLOADS: "Downloads", Pane.CACHE: "Kept videos"}
_COMMANDS = {Pane.DOWNLOADS: "show_downloads", Pane.CACHE: "show_cache"}
_EMPTY = {
    Pane.DOWNLOADS: "Nothing is being downloaded. D downloads the video of the note.",
    Pane.CACHE: "No video is kept yet.",
}
_KEYS = {
    Pane.DOWNLOADS: "p  pauses     Shift+↑ ↓  orders     Enter  details     Esc  closes",
    Pane.CACHE: "!  pins     Del  removes     V  checks     Esc  closes",
}


class DownloadsPanel(QFrame):
    """Hangs below the badge; Esc or another pane puts it away."""

    command_wanted = Signal(str)

    def __init__(
        self, session: Session, catalogue: Catalogue, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self.setObjectName("panel")
        self.setAccessibleName("Downloads and kept videos")
        # A window of its own, or the video would be drawn over it.
        self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
        self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)
        self._session = session
        self._keeping: Keeping = session.open_keeping()
        self._pane = Pane.DOWNLOADS
        self._hangs_from = QPoint()
        self._is_stock_listed = False
        self.lists = {pane: RowsList(name, theme) for pane, name in _TABS.items()}
        self.notice = NoticeBar()
        self.offers = Offers(catalogue, "list")
        self.details = QPlainTextEdit()
        self._stack = QStackedWidget()
        self._tabs = {pane: self._tab(pane) for pane in _TABS}
        self._key, self._empty, self._room = _label("hint"), _label("hint"), _label("hint")
        self._sentence, self._hint = _label("reason"), _label("hint")
        self._fresh = QTimer(self, interval=FRESH_MS, singleShot=True)
        # What is shown or hidden is laid out first.
        self._room_timer = QTimer(self, interval=0, singleShot=True)
        self._arrange()
        self._connect(window)
        self.hide()

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        for each in self.lists.values():
            each.restyle(theme)

    def show_pane(self, pane: Pane) -> None:
        """Show one of the two lists."""
        if pane is not self._pane:
            self.details.hide()
            self.notice.hide()
        self._pane = pane
        self._stack.setCurrentWidget(self.lists[pane])
        for each, tab in self._tabs.items():
            tab.setChecked(each is pane)
        self._key.setText(_KEYS[pane])
        self._show_now()

    def hang_from(self, corner: QPoint) -> None:
        """Lie below a place in the window."""
        self._hangs_from = corner
        self._place()

    def toggle_details(self) -> None:
        """Show all that is known of the focused download, or put it away."""
        self.details.setVisible(self.details.isHidden() and self._pane is Pane.DOWNLOADS)
        self._show_now()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep inside the window when that changes its size, and make room for what is said."""
        if watched is self.notice:
            if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
                self._room_timer.start()
        elif event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return False

    # Following the session

    def _connect(self, window: QWidget) -> None:
        self._keeping.downloads.changed.connect(self._on_changed)
        self._keeping.shelf.changed.connect(self._on_shelf_changed)
        self._fresh.timeout.connect(self._show_now)
        downloads, kept = self.lists[Pane.DOWNLOADS], self.lists[Pane.CACHE]
        downloads.chosen.connect(self._on_download_chosen)
        downloads.entered.connect(lambda _key: self.toggle_details())
        kept.chosen.connect(self._on_kept_chosen)
        self.offers.taken.connect(self.command_wanted)
        self.notice.closed.connect(self._session.hush)
        window.installEventFilter(self)
        self.notice.installEventFilter(self)
        self._room_timer.timeout.connect(self._place)

    def _on_changed(self) -> None:
        if self.isVisible() and not self._fresh.isActive():
            self._fresh.start()

    def _on_shelf_changed(self) -> None:
        self._is_stock_listed = False
        self._on_changed()

    def _on_download_chosen(self, key: str) -> None:
        self._keeping.downloads.chosen_id = key
        self._show_chosen()

    def _on_kept_chosen(self, key: str) -> None:
        self._keeping.shelf.chosen_id = key
        self._show_chosen()

    # Showing

    def _show_now(self) -> None:
        downloads, stock = self._keeping.downloads.all, self._keeping.shelf.stock
        self.lists[Pane.DOWNLOADS].show_rows(tuple(map(row_of_download, downloads)))
        if not self._is_stock_listed:  # There may be thousands, and downloads change all the time.
            self.lists[Pane.CACHE].show_rows(rows_of_stock(stock, self._keeping.now_s()))
            self._is_stock_listed = True
        for pane, tab in self._tabs.items():
            tab.setText(_TABS[pane] + counted(self.lists[pane].rows))
        is_empty = not self.lists[self._pane].rows
        self._stack.setVisible(not is_empty)
        self._empty.setText(_EMPTY[self._pane])
        self._empty.setVisible(is_empty)
        self._room.setText(room_words(stock, self._session.settings.cache_limit_bytes))
        self._room.setVisible(self._pane is Pane.CACHE and bool(stock.free_bytes))
        self._show_chosen()

    def _show_chosen(self) -> None:
        if self._pane is Pane.DOWNLOADS:
            self._show_download(self._keeping.downloads.of(self._keeping.downloads.chosen_id))
        else:
            self._show_kept(self._keeping.shelf.stock.of(self._keeping.shelf.chosen_id))
        self._place()
        self._room_timer.start()

    def _show_download(self, download: Download | None) -> None:
        words = words_of(download, self._keeping.now_s()) if download else None
        self._say(words.sentence if words else "", words.hint if words else "")
        self.offers.show_offers(_offers_for(download) if download else ())
        text = details_of(download) if download else ""
        if text != self.details.toPlainText():
            self.details.setPlainText(text)
        if download is None:
            self.details.hide()

    def _show_kept(self, entry: CacheEntry | None) -> None:
        where = entry.file if entry is not None and entry.is_linked else ""
        self._say("", f"It lies in {where}" if where else "")
        self.offers.show_offers(("pin_video", "verify_video", "remove_video") if entry else ())

    def _say(self, sentence: str, hint: str) -> None:
        for label, text in ((self._sentence, sentence), (self._hint, hint)):
            label.setText(text)
            label.setVisible(bool(text))

    # Arranging

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(12, 10, 16, 6)
        head.setSpacing(4)
        for tab in self._tabs.values():
            head.addWidget(tab)
        head.addStretch()
        head.addWidget(self._key)
        for each in self.lists.values():
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.notice)
        column.addWidget(self._stack, 1)
        column.addWidget(self._empty)
        column.addWidget(self._make_foot())
        self._empty.setContentsMargins(16, 8, 16, 14)
        self._empty.setWordWrap(True)

    def _make_foot(self) -> QWidget:
        self._foot = QWidget()
        self._foot.setObjectName("panel_foot")
        self.details.setReadOnly(True)
        self.details.setObjectName("details")
        self.details.setAccessibleName("Details of the download")
        self.details.setTabChangesFocus(True)
        self.details.setFixedHeight(130)
        self.details.hide()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(6)
        for widget in (self._sentence, self._hint, self.offers, self.details, self._room):
            column.addWidget(widget)
        for label in (self._sentence, self._hint, self._room):
            label.setWordWrap(True)
        return self._foot

    def _tab(self, pane: Pane) -> QPushButton:
        button = QPushButton(_TABS[pane])
        button.setObjectName("tab")
        button.setCheckable(True)
        button.setAutoDefault(True)  # So that Enter presses it.
        button.setAccessibleName(_TABS[pane])
        button.clicked.connect(lambda _checked: self._on_tab(pane))
        return button

    def _on_tab(self, pane: Pane) -> None:
        for each, tab in self._tabs.items():
            tab.setChecked(each is self._pane)
        if pane is not self._pane:
            self.command_wanted.emit(_COMMANDS[pane])

    def _place(self) -> None:
        window = self.window()
        width = min(WIDTH_PX, window.width() - 2 * EDGE_PX)
        left = max(EDGE_PX, min(self._hangs_from.x(), window.width() - width - EDGE_PX))
        top = self._hangs_from.y()
        self._key.setVisible(width >= WIDTH_PX)
        self._foot.setVisible(any(not each.isHidden() for each in self._foot_parts()))
        room = window.height() - top - 4 * EDGE_PX
        self.setGeometry(left, top, width, max(LEAST_PX, min(self._height_wanted(width), room)))

    def _foot_parts(self) -> tuple[QWidget, ...]:
        return self._sentence, self._hint, self.offers, self.details, self._room

    def _height_wanted(self, width: int) -> int:
        """Return how high it is with up to six rows and all of its foot."""
        layout = self.layout()
        assert layout is not None
        rows = self.lists[self._pane].height_wanted
        listed = 0 if self._stack.isHidden() else min(rows, 6 * ROW_PX)
        hinted = self._stack.sizeHint().height() if listed else 0
        return layout.totalHeightForWidth(width) - hinted + listed


def _offers_for(download: Download) -> tuple[str, ...]:
    deed = "resume_download" if is_standing(download) else "pause_download"
    cures: tuple[str, ...] = ()
    if download.failure is not None:
        cures = tuple(cure.value for cure in words_of(download, 0).cures)
        deed = "retry_download"
    always = ("choose_video", "open_address", "download_details", "copy_download",
              "cancel_download")  # fmt: skip
    return tuple(dict.fromkeys((deed, *cures, *always)))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
