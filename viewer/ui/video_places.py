"""Where the video is: beside the note, in a corner over it, or in a window of its own.

The widgets wander, and libVLC's window with them: its number stays, so the picture does, too.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtWidgets import QWidget

from viewer.session.view import Layout, View
from viewer.ui.corner import CornerFrame

if TYPE_CHECKING:
    from viewer.ui.key_filter import KeyFilter
    from viewer.ui.video_window import VideoWindow
    from viewer.ui.watch_side import WatchSide


class VideoPlaces(QObject):
    """Moves the video and its transport to where the view says."""

    left = Signal()
    """The video's own window was closed."""
    dropped = Signal(str)
    """A file was dropped there."""
    covers = Signal(QRect)
    """What of the page the picture lies over now; a null rectangle for nothing."""

    def __init__(
        self, watch: "WatchSide", page: QWidget, keys: "KeyFilter", corner_width_px: int
    ) -> None:
        """`page` is what the picture may lie over."""
        super().__init__(watch)
        self._watch = watch
        self._page = page
        self._keys = keys
        self._corner = CornerFrame(page, corner_width_px)
        self._corner.covers.connect(self.covers)
        self._apart: VideoWindow | None = None
        self._place: Mapping[str, Any] = {}
        self._holder: QWidget = watch
        self.is_moving = False
        """Whether the keyboard leaves what it was in only because that is being moved."""

    @property
    def apart(self) -> "VideoWindow | None":
        """The video's own window, while it has one."""
        return self._apart if self._holder is self._apart else None

    @property
    def memory(self) -> Mapping[str, Any]:
        """Where the video's own window is, or was last."""
        return self.apart.place() if self.apart else self._place

    def remember(self, place: Mapping[str, Any]) -> None:
        """Have the video's own window lie there when it is next shown."""
        self._place = place

    def show_view(self, view: View) -> None:
        """Put the video where it belongs."""
        if view.is_apart:
            self._show_apart(view)
        elif view.shown_layout is Layout.CORNER:
            self._give_to(self._corner)
            self._corner.show_at(view.corner)
        else:
            self._give_to(self._watch)

    def restyle(self, style: str) -> None:
        """Give the video's own window the looks of the other one."""
        if self._apart is not None:
            self._apart.setStyleSheet(style)

    def show_title(self, title: str) -> None:
        """Name the video's own window after the note."""
        if self._apart is not None:
            self._apart.setWindowTitle(title)

    def rest(self) -> None:
        """Take the video back, since the window of the note closes."""
        self._give_to(self._watch)
        if self._apart is not None:
            self._apart.deleteLater()
            self._apart = None

    def _show_apart(self, view: View) -> None:
        if self._apart is None:
            from viewer.ui.video_window import VideoWindow

            window = self._page.window()
            self._apart = VideoWindow()
            self._apart.setStyleSheet(window.styleSheet())
            self._apart.setWindowTitle(window.windowTitle())
            self._apart.left.connect(self.left)
            self._apart.dropped.connect(self.dropped)
        if self._holder is not self._apart:
            self._apart.go_to(self._place, self._page.screen())
            self._give_to(self._apart)
            self._apart.winId()  # So that there is a window to watch.
            self._keys.watch(self._apart.windowHandle())
        self._apart.show_full(view.is_full_screen)

    def _give_to(self, holder: "WatchSide | CornerFrame | VideoWindow") -> None:
        before, watch = self._holder, self._watch
        if holder is before:
            return
        if before is self._apart and self._apart is not None:
            self._place = self._apart.place()
        self._holder, self.is_moving = holder, True
        shown = [each for each in (watch.video, watch.transport) if each.isVisible()]
        holder.hold(watch.video, watch.transport)
        for each in shown:
            each.show()  # Its layout would do it later: nothing hidden can be given the keyboard.
        if before is not watch:
            before.hide()
        self.is_moving = False
