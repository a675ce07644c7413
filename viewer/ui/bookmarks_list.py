"""The list of bookmarks under the video: this video's first, then those of all others."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyleOptionViewItem,
    QWidget,
)

from viewer.note.timestamps import format_time
from viewer.session.session import Session
from viewer.session.view import Move
from viewer.study.kept import Saved
from viewer.ui.bookmark_rows import BookmarkRow, OpenNote, rows_of
from viewer.ui.empty_words import SHOW_ALL, say_instead
from viewer.ui.row_painting import LINE_PX, RowPainter
from viewer.ui.spoken_rows import ROW_ROLE, Index, SpokenRows
from viewer.ui.theme import Theme

ROW_PX = 48
LOW_ROW_PX = 32
GROUP_PX = 32
TIME_PX = 64
NOTHING = ("Nothing is bookmarked yet.", "The key b bookmarks the time now, B with a label.")
NOTHING_FOUND = ("No bookmark has these words.", SHOW_ALL)


class BookmarksModel(SpokenRows[BookmarkRow]):
    """The rows, of which the headings of groups cannot have the focus."""

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let bookmarks be chosen."""
        is_group = not index.isValid() or self.rows[index.row()].saved is None
        return Qt.ItemFlag.NoItemFlags if is_group else super().flags(index)


class BookmarkDelegate(RowPainter):
    """Paints a row. Plain text only."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return how high a row is: it has one line or two."""
        row: BookmarkRow = index.data(ROW_ROLE)
        is_high = bool(row.words and row.origin)
        return QSize(200, GROUP_PX if row.saved is None else ROW_PX if is_high else LOW_ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row: BookmarkRow = index.data(ROW_ROLE)
        rect: QRect = option.rect.adjusted(6, 2, -6, -2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.saved is None:
            line = QRect(rect.left() + 10, rect.bottom() - LINE_PX, rect.width() - 20, LINE_PX)
            self._write(painter, line, row.title, "soft", 12, weight=QFont.Weight.Bold)
        else:
            self._paint_bookmark(painter, rect, row, row.saved, index)
        painter.restore()

    def _paint_bookmark(
        self, painter: QPainter, rect: QRect, row: BookmarkRow, saved: Saved, index: Index
    ) -> None:
        self._paint_ring(painter, rect, index.row())
        first = QRect(rect.left() + 10, rect.top() + 4, rect.width() - 20, LINE_PX)
        self._paint_chip(painter, first, format_time(saved.time_ms))
        first.setLeft(first.left() + TIME_PX + 12)
        if row.sign:
            self._write(painter, first, row.sign, "soft", 13)
            first.setLeft(first.left() + 18)
        role = "ink" if row.words else "soft"
        self._write(painter, first, row.words or row.around or row.origin or "No label", role, 13)
        if row.words:
            self._write(painter, first.translated(0, LINE_PX), row.origin, "soft", 12)


class BookmarksList(QListView):
    """Lists bookmarks; says which has the focus, and when one is followed."""

    chosen = QtSignal(object)
    """The row with the focus, None for none."""
    followed = QtSignal(bool)
    """Whether to keep playing or paused."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Bookmarks")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bookmarks = BookmarksModel(lambda row: row.spoken)
        self._delegate = BookmarkDelegate(theme, self)
        self._filter = ""
        self._rows_of: Callable[[str], tuple[BookmarkRow, ...]] = lambda _words: ()
        self.setModel(self._bookmarks)
        self.setItemDelegate(self._delegate)
        self.selectionModel().currentChanged.connect(lambda index, _before: self._choose(index))
        self.clicked.connect(lambda _index: self.followed.emit(False))

    def show_from(self, rows_of_filter: Callable[[str], tuple[BookmarkRow, ...]]) -> None:
        """List what this returns for the words that are filtered by."""
        self._rows_of = rows_of_filter
        self.refresh()

    def refresh(self) -> None:
        """List anew; the focus stays with its bookmark, or near it when that is gone."""
        before = self.currentIndex()
        at = before.row()
        kept = before.data(ROW_ROLE) if before.isValid() else None
        rows = self._rows_of(self._filter)
        if rows == self._bookmarks.rows:
            return
        self._bookmarks.show_rows(rows)
        self._focus_near(rows.index(kept) if kept in rows else max(at, 0))

    @property
    def rows(self) -> tuple[BookmarkRow, ...]:
        """What is listed."""
        return self._bookmarks.rows

    @property
    def widget(self) -> QWidget:
        """What takes the keyboard and is shown."""
        return self

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._delegate.theme = theme
        self.viewport().update()

    def show_filter(self, words: str) -> None:
        """List only the bookmarks that have these words."""
        self._filter = words
        self.refresh()
        self.viewport().update()

    def follow_focused(self, *, keep_state: bool) -> None:
        """Go to the bookmark that has the focus."""
        if self.currentIndex().isValid():
            self.followed.emit(keep_state)

    def move_by(self, move: Move) -> None:
        """Move the focus in the list, past the headings."""
        places = [at for at, row in enumerate(self.rows) if row.saved is not None]
        if not places:
            return
        page = max(1, self.viewport().height() // ROW_PX)
        here = self.currentIndex().row()
        at = places.index(here) if here in places else -1
        at = max(0, min(len(places) - 1, at + move.in_list(page, len(places))))
        self._focus_near(places[at])
        if places[at] == places[0]:
            self.scrollToTop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Say what can be done where there is nothing yet."""
        super().paintEvent(event)
        if not self.rows:
            words = NOTHING_FOUND if self._filter else NOTHING
            say_instead(self, self._delegate.theme, *words)

    def _focus_near(self, number: int) -> None:
        """Give the focus to the bookmark in this row, or the nearest after or before it."""
        places = [at for at, row in enumerate(self.rows) if row.saved is not None]
        after = [at for at in places if at >= number]
        target = after[0] if after else places[-1] if places else -1
        index = self._bookmarks.index(target, 0) if target >= 0 else QModelIndex()
        self.setCurrentIndex(index)
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        self.viewport().update()
        self.chosen.emit(index.data(ROW_ROLE) if index.isValid() else None)


def bookmarks_list(
    session: Session, theme: Theme, run: Callable[[str, str], None]
) -> BookmarksList:
    """Return the list of a session's bookmarks; `run` runs a command."""
    listed, bookmarks = BookmarksList(theme), session.studying.bookmarks

    def choose(row: BookmarkRow | None) -> None:
        is_one = row is not None and row.saved is not None
        bookmarks.chosen = (row.key, row.saved) if is_one and row and row.saved else None

    def open_note() -> OpenNote:
        return OpenNote(session.video.key, session.studying.keepsakes.note(), session.moments)

    listed.chosen.connect(choose)
    listed.followed.connect(
        lambda quietly: run("go_to_bookmark_quietly" if quietly else "go_to_bookmark", "")
    )
    listed.show_from(lambda words: rows_of(bookmarks, open_note(), words))
    bookmarks.changed.connect(listed.refresh)
    session.refined.connect(lambda _page: listed.refresh())
    return listed
