"""Keeps the bar and the rail true to the session: what there is by time, what was watched.

The rule to know: the note is painted first; a list of thousands comes in the turn after, the
marks on the bar in the next.
"""

from itertools import islice

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap
from shiboken6 import isValid

from viewer.session.session import Session
from viewer.session.timeline import Item
from viewer.ui.bar_preview import BarPreview
from viewer.ui.frame_shelf import FrameShelf
from viewer.ui.rail import Rail
from viewer.ui.rail_rows import PICTURE
from viewer.ui.seek_bar import NOWHERE, SeekBar
from viewer.ui.theme import Theme

LAID_OUT_MS = 50
"""After so long a changed window has its new shape, and the bar its place."""
LOOKED_AT = 100
"""So many moments are asked whether there are pictures at all."""


class Overlooking(QObject):
    """Wires one bar and one rail to what they show."""

    def __init__(self, session: Session, theme: Theme, bar: SeekBar, rail: Rail) -> None:
        super().__init__(rail)
        self._session, self._studying = session, session.studying
        self._bar, self._rail, self._theme = bar, rail, theme
        self.shelf = FrameShelf(self._studying.means.run, self)
        self.preview: BarPreview | None = None
        self._listing = QTimer(self, interval=0, singleShot=True)
        self._marking = QTimer(self, interval=0, singleShot=True)
        self._picturing = QTimer(self, interval=0, singleShot=True)
        self._telling = QTimer(self, interval=LAID_OUT_MS, singleShot=True)
        self._connect()
        self._listing.start()

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if (preview := self._living_preview()) is not None:
            preview.restyle(theme)

    def rest(self) -> None:
        """Follow the session no longer."""
        for timer in (self._listing, self._marking, self._picturing, self._telling):
            timer.stop()

    def _connect(self) -> None:
        studying = self._studying
        studying.overview.changed.connect(self._listing.start)
        studying.frames.changed.connect(self._picturing.start)
        studying.watching.changed.connect(self._bar.update)
        self._listing.timeout.connect(self._list)
        self._marking.timeout.connect(self._mark)
        self._picturing.timeout.connect(self._picture)
        self.shelf.changed.connect(self._rail.viewport().update)
        self._telling.timeout.connect(self._bar.tell)
        self._session.view.changed.connect(self._telling.start)
        self._bar.pointed.connect(self._on_pointed)
        self._bar.show_watched(lambda: studying.watching.ranges)
        studying.marks.changed.connect(self._show_marks)
        self._show_marks()
        studying.loops.changed.connect(lambda: self._bar.show_loop(studying.loops.span))

    def _show_marks(self) -> None:
        marked = self._studying.marks.all
        self._rail.show_marks({index: str(each.mark) for index, each in marked.items()})

    def _list(self) -> None:
        self._rail.show_timeline(self._studying.overview.timeline)
        self._marking.start()

    def _mark(self) -> None:
        self._bar.show_timeline(self._studying.overview.timeline)
        self._picture()

    def _picture(self) -> None:
        frames = self._studying.frames
        first = islice(self._session.moments, LOOKED_AT)
        times = [each.time_ms for each in first if each.time_ms is not None]
        has_any = any(frames.at(time_ms) is not None for time_ms in times)
        self._rail.show_pictures(self._picture_of, has_any)

    def _picture_of(self, item: Item) -> QPixmap | None:
        frames = self._studying.frames
        file = frames.at(item.time_ms) or (None if item.moment else frames.near(item.time_ms))
        ratio = self._rail.devicePixelRatioF()
        return self.shelf.picture(file, PICTURE, ratio) if file is not None else None

    def _on_pointed(self, time_ms: int) -> None:
        preview = self._living_preview()
        if time_ms == NOWHERE:
            if preview is not None:
                preview.hide()
            return
        if preview is None:
            preview = self.preview = BarPreview(self._theme, self.shelf, self._bar.window())
        glimpse = self._studying.overview.glimpse(time_ms, self._bar.near_ms)
        preview.show_glimpse(glimpse, self._bar, self._bar.x_of(time_ms))
        if self._bar.hasFocus():
            self._bar.setAccessibleDescription(glimpse.spoken)

    def _living_preview(self) -> BarPreview | None:
        """Return the preview, unless it went with the window that the bar was in."""
        if self.preview is not None and not isValid(self.preview):
            self.preview = None
        return self.preview
