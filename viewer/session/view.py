"""What the window shows of the session: its layout, its panes, and what was asked of them.

Commands change it, the window follows it; it knows nothing of widgets.
"""

from collections.abc import Callable
from enum import StrEnum

from viewer.events import Event
from viewer.study.positions import Scroll


class Layout(StrEnum):
    """How note and video share the window."""

    SIDE_BY_SIDE = "side by side"
    STACKED = "stacked"
    CORNER = "in the corner"
    NOTE = "note only"
    VIDEO = "video only"


class Corner(StrEnum):
    """Where the picture lies over the note, in the order it wanders."""

    BOTTOM_RIGHT = "bottom right"
    BOTTOM_LEFT = "bottom left"
    TOP_LEFT = "top left"
    TOP_RIGHT = "top right"


class Pane(StrEnum):
    """A part of the window that can hold the keyboard."""

    NOTE = "note"
    VIDEO = "video"
    MOMENTS = "moments"
    TRANSCRIPT = "transcript"
    BOOKMARKS = "bookmarks"
    ELSEWHERE = "elsewhere"
    DOUBTS = "doubts"
    DOWNLOADS = "downloads"
    CACHE = "cache"
    KEYS = "keys"
    NEWS = "news"
    FIRST_STEPS = "first steps"

    @property
    def keys(self) -> str:
        """Whose keys hold in it, as the keymap names them: all lists have the same."""
        return self.value if self in (Pane.NOTE, Pane.VIDEO) else "list"


SIDE_PANES = (Pane.MOMENTS, Pane.TRANSCRIPT, Pane.BOOKMARKS, Pane.ELSEWHERE)
"""The lists under the video, of which one is shown at a time."""


class Move(StrEnum):
    """A way to move in the note."""

    LINE_DOWN = "line down"
    LINE_UP = "line up"
    HALF_PAGE_DOWN = "half page down"
    HALF_PAGE_UP = "half page up"
    PAGE_DOWN = "page down"
    PAGE_UP = "page up"
    TOP = "top"
    BOTTOM = "bottom"
    NEXT_HEADING = "next heading"
    PREVIOUS_HEADING = "previous heading"
    NEXT_LINK = "next link"
    PREVIOUS_LINK = "previous link"

    def in_list(self, page: int, rows: int) -> int:
        """Return by how many rows it moves in a list of `rows`, of which a `page` is in sight."""
        steps = {
            Move.LINE_DOWN: 1,
            Move.LINE_UP: -1,
            Move.PAGE_DOWN: page,
            Move.PAGE_UP: -page,
            Move.TOP: -rows,
            Move.BOTTOM: rows,
        }
        return steps.get(self, 0)


class Ask(StrEnum):
    """Something only the window can do."""

    SWITCH_NOTE = "switch note"
    OPEN_FILE = "open file"
    OPEN_FOLDER = "open folder"
    COPY_ADDRESS = "copy address"
    CHOOSE_VIDEO = "choose video"
    GO_TO_TIME = "go to time"
    OFFSET = "offset"
    MOMENT_IS_NOW = "moment is now"
    PALETTE = "palette"
    FOLLOW = "follow"
    FOLLOW_QUIETLY = "follow quietly"
    FOLLOW_LOOPING = "follow looping"
    NAME_LOOP = "name loop"
    PICK_LOOP = "pick loop"
    FORGET_LOOP = "forget loop"
    INSTALL_DOWNLOADER = "install downloader"
    MOVE_CACHE = "move cache"
    DETAILS = "details"
    FILTER = "filter"
    CHOOSE_TRACK = "choose track"
    PEEK = "peek"
    LABEL_BOOKMARK = "label bookmark"
    RENAME_BOOKMARK = "rename bookmark"
    EXPORT_BOOKMARKS = "export bookmarks"
    EXPORT_MOMENTS = "export moments"
    QUIT = "quit"


ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5)


class View:
    """The state of the window, and its events."""

    def __init__(self) -> None:
        self.layout = Layout.SIDE_BY_SIDE
        self.corner = Corner.BOTTOM_RIGHT
        self.is_full_screen = False
        self.is_apart = False
        """Whether the video has a window of its own."""
        self.sheet: Pane | None = None
        """What is docked beside the note: the keys, what is new, or the first steps."""
        self.overlay: Pane | None = None
        self.pane = Pane.NOTE
        self.side = Pane.MOMENTS
        self.zoom = 1.0
        self.peek: int | None = None
        """The moment of the note that is peeked at, by its index."""
        self.scroll = Scroll()
        """Where the note pane is; the pane keeps this true."""
        self.focused_moment: Callable[[], int | None] = lambda: None
        """Tells which moment of the note has the focus, by its index; the window answers this."""
        self.changed: Event[[]] = Event()
        self.asked: Event[[Ask]] = Event()
        self.moved: Event[[Move]] = Event()
        self.nothing_closed: Event[[]] = Event()
        """Esc was pressed, and nothing lay on top."""
        self._pane_before = Pane.NOTE

    @property
    def shown_layout(self) -> Layout:
        """The layout of the note's window: full screen belongs to the video, wherever that is."""
        if self.is_apart:
            return Layout.NOTE if self.layout is Layout.NOTE else Layout.SIDE_BY_SIDE
        return Layout.VIDEO if self.is_full_screen else self.layout

    @property
    def is_covered(self) -> bool:
        """Whether the video has the whole of the note's window."""
        return self.is_full_screen and not self.is_apart

    @property
    def panes(self) -> tuple[Pane, ...]:
        """The panes that are on screen, in the order F6 walks them."""
        over: tuple[Pane, ...] = (self.overlay,) if self.overlay else ()
        over = (*over, self.sheet) if self.sheet else over
        match self.shown_layout:
            case Layout.NOTE:
                return (Pane.NOTE, Pane.VIDEO, *over) if self.is_apart else (Pane.NOTE, *over)
            case Layout.VIDEO:
                return (Pane.VIDEO, *over)
            case Layout.STACKED | Layout.CORNER:
                return (Pane.NOTE, Pane.VIDEO, *over)
            case _:
                return (Pane.NOTE, Pane.VIDEO, self.side, *over)

    def next_layout(self) -> None:
        """Show note and video in the next way; without the video, the note with lists or alone."""
        here = self.shown_layout if self.is_apart else self.layout
        layouts = [Layout.SIDE_BY_SIDE, Layout.NOTE] if self.is_apart else list(Layout)
        self.layout = layouts[(layouts.index(here) + 1) % len(layouts)]
        self._settle()

    def set_full_screen(self, full: bool) -> None:
        """Give the whole screen to the video, or take it back."""
        self.is_full_screen = full
        if full and self.is_apart:
            self.pane = Pane.VIDEO
        self._settle()

    def set_apart(self, apart: bool) -> None:
        """Give the video a window of its own, or take it back; the keyboard stays where it is."""
        self.is_apart, self.is_full_screen = apart, False
        self._settle()

    def next_corner(self) -> None:
        """Let the picture wander to the next corner of the note, and lie there if it did not."""
        if self.layout is Layout.CORNER and not self.is_apart and not self.is_full_screen:
            corners = list(Corner)
            self.corner = corners[(corners.index(self.corner) + 1) % len(corners)]
        self.is_apart = self.is_full_screen = False
        self.layout = Layout.CORNER
        self._settle()

    def show_sheet(self, pane: Pane | None) -> None:
        """Dock a sheet beside the note, or put away what is there."""
        self.sheet = pane
        self._settle()

    def toggle_sheet(self, pane: Pane) -> None:
        """Dock a sheet beside the note, or put it away if it is there."""
        self.show_sheet(None if self.sheet is pane else pane)

    def show_side(self, pane: Pane) -> None:
        """Show one of the lists under the video, and give it the keyboard."""
        self.is_full_screen = self.is_full_screen and self.is_apart
        self.layout = Layout.SIDE_BY_SIDE
        self.side = pane
        self.focus(pane)

    def show_over(self, pane: Pane | None) -> None:
        """Lay a list over the window, or put it away; the keyboard goes with it."""
        if pane is not None and self.overlay is None:
            self._pane_before = self.pane
        is_left = self.overlay is not None and self.pane is self.overlay
        self.overlay = pane
        if pane is not None:
            self.pane = pane
        elif is_left:
            self.pane = self._pane_before
        self._settle()

    def toggle_over(self, pane: Pane) -> None:
        """Lay a list over the window, or put it away if it lies there."""
        self.show_over(None if self.overlay is pane else pane)

    def walk_panes(self, step: int) -> None:
        """Give the keyboard to the next pane, or with -1 to the one before."""
        panes = self.panes
        here = panes.index(self.pane) if self.pane in panes else 0
        self.focus(panes[(here + step) % len(panes)])

    def focus(self, pane: Pane) -> None:
        """Give the keyboard to this pane; what lies over the others goes when it leaves."""
        self.pane = pane
        if pane is not self.overlay:
            self.overlay = None
        self._settle()

    def show_note(self) -> None:
        """Give the keyboard to the note, on the screen if it was not."""
        self.is_full_screen = self.is_full_screen and self.is_apart
        if self.layout is Layout.VIDEO:
            self.layout = Layout.SIDE_BY_SIDE
        self.focus(Pane.NOTE)

    def set_zoom(self, step: int) -> None:
        """Make the text larger (1), smaller (-1) or natural again (0)."""
        nearest = min(range(len(ZOOMS)), key=lambda index: abs(ZOOMS[index] - self.zoom))
        bounded = max(0, min(len(ZOOMS) - 1, nearest + step))
        self.zoom = ZOOMS[bounded] if step else 1.0
        self._settle()

    def show_peek(self, index: int | None) -> None:
        """Show what is at a moment of the note, or no longer."""
        self.peek = index
        self._settle()

    def close_topmost(self) -> None:
        """Close the peek or the panel that lies on top, then leave full screen."""
        if self.peek is not None:
            self.show_peek(None)
        elif self.overlay is not None:
            self.show_over(None)
        elif self.sheet is not None:
            self.show_sheet(None)
        elif self.is_full_screen:
            self.set_full_screen(False)
        else:
            self.nothing_closed.emit()

    def _settle(self) -> None:
        if self.pane not in self.panes:
            self.pane = self.panes[0]
        self.changed.emit()
