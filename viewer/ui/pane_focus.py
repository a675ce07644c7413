"""Which pane has the keyboard: the view says it, the widgets follow, and the other way round."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QApplication, QWidget

from viewer.session.view import Move, Pane, View
from viewer.ui.note_pane import NotePane

if TYPE_CHECKING:
    from viewer.ui.panels import Panels
    from viewer.ui.video_places import VideoPlaces
    from viewer.ui.watch_side import WatchSide


class Walked(Protocol):
    """A pane whose content the keyboard walks and follows."""

    def move_by(self, move: Move) -> None:
        """Move as asked."""

    def follow_focused(self, *, keep_state: bool) -> None:
        """Go where the thing with the focus leads."""


class PaneFocus:
    """The panes of a window that can hold the keyboard; some of them come later."""

    def __init__(self, view: View, note: NotePane) -> None:
        self._view = view
        self._note = note
        self._watch: WatchSide | None = None
        self._panels: Panels | None = None
        self._places: VideoPlaces | None = None

    def take(self, watch: "WatchSide", panels: "Panels", places: "VideoPlaces") -> None:
        """Let these hold the keyboard, too, also while the video is elsewhere."""
        self._watch, self._panels, self._places = watch, panels, places
        self._view.focused_moment = self.moment

    @property
    def walked(self) -> Walked | None:
        """The pane with the keyboard, if there is something to walk in it."""
        panes: dict[Pane, Walked] = {Pane.NOTE: self._note}
        if self._watch is not None:
            panes |= self._watch.side.lists
        if self._panels is not None:
            panes |= self._panels.lists
        return panes.get(self._view.pane)

    def moment(self) -> int | None:
        """Return the moment that has the focus, in the note or the rail, whichever is walked."""
        if self._view.pane is Pane.MOMENTS and self._watch is not None:
            item = self._watch.moments.focused_item
            return item.number if item is not None and item.moment is not None else None
        return self._note.focused_moment() if self._view.pane is Pane.NOTE else None

    def give(self) -> None:
        """Give the keyboard to the pane that should have it."""
        if self._view.pane is Pane.VIDEO and self._is_on_bar(QApplication.focusWidget()):
            return
        widget = self._widgets().get(self._view.pane)
        if widget is not None and not widget.hasFocus():
            widget.setFocus()
            self.come_forward(widget.window())

    @staticmethod
    def come_forward(window: QWidget) -> None:
        """Have this one of our windows hold the keyboard, if another of ours does."""
        active = QApplication.activeWindow()
        if active is not None and active is not window and not active.isModal():
            window.raise_()
            window.activateWindow()

    def follow(self, widget: QWidget | None) -> None:
        """Tell the view that a widget has the keyboard now; on the bar, the video's keys hold.

        What is just being moved to another place loses it to whatever comes next, and gets it back.
        Were the view told of that, it would be shown in the midst of the move: the new place before
        the bar is in it, which then stays hidden.
        """
        if self._places is not None and self._places.is_moving:
            return
        if self._is_on_bar(widget) and self._view.pane is not Pane.VIDEO:
            self._view.focus(Pane.VIDEO)
        for pane, each in self._widgets().items():
            if each is widget and pane is not self._view.pane:
                self._view.focus(pane)

    def _is_on_bar(self, widget: QWidget | None) -> bool:
        return self._watch is not None and widget is self._watch.transport.bar

    def _widgets(self) -> dict[Pane, QWidget]:
        widgets: dict[Pane, QWidget] = {Pane.NOTE: self._note}
        if self._watch is not None:
            widgets[Pane.VIDEO] = self._watch.video
            widgets |= {pane: each.widget for pane, each in self._watch.side.lists.items()}
        if self._panels is not None:
            widgets |= self._panels.lists
        return widgets
