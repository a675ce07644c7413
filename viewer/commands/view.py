"""What is on screen: panes, layouts, text size, and moving in the note."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import UsageError
from viewer.session.session import Session
from viewer.session.view import SIDE_PANES, Ask, Layout, Move, Pane


@command("Next pane", menu=Menu.VIEW, keys="F6")
def next_pane(session: Session) -> None:
    """Give the keyboard to the next pane."""
    session.view.walk_panes(1)


@command("Previous pane", menu=Menu.VIEW, keys="Shift+F6")
def previous_pane(session: Session) -> None:
    """Give the keyboard to the pane before."""
    session.view.walk_panes(-1)


@command("Go to a pane", menu=Menu.VIEW, takes=Takes.TEXT)
def focus_pane(session: Session, name: str) -> None:
    """Give the keyboard to the pane of this name: note, video or moments."""
    if name not in list(Pane):
        raise UsageError(f"There is no pane “{name}”.", hint="They are: " + ", ".join(Pane) + ".")
    pane = Pane(name)
    give = session.view.show_side if pane in SIDE_PANES else session.view.focus
    give(pane)


@command("Moments", menu=Menu.VIEW, keys="g c")
def focus_moments(session: Session) -> None:
    """Go to the list of moments."""
    session.view.show_side(Pane.MOMENTS)


@command("Filter the list", menu=Menu.VIEW, keys="list:/")
def filter_list(session: Session) -> None:
    """Show only what has these words, also “bookmark”, “gap” or “known”; Esc shows all again."""
    session.view.asked.emit(Ask.FILTER)


@command("Next layout", menu=Menu.VIEW, keys="w")
def next_layout(session: Session) -> None:
    """Show note and video side by side, stacked, the picture in a corner, or one of them alone."""
    session.view.next_layout()


@command("Set the layout", menu=Menu.VIEW, takes=Takes.TEXT)
def set_layout(session: Session, name: str) -> None:
    """Show: side by side, stacked, in the corner, note only, or video only."""
    if name not in list(Layout):
        raise UsageError(f"There is no layout “{name}”.",
                         hint="They are: " + ", ".join(Layout) + ".")  # fmt: skip
    session.view.layout = Layout(name)
    session.view.set_full_screen(False)


@command("Full screen", menu=Menu.VIEW, keys=("F11", "video:f"))
def full_screen(session: Session) -> None:
    """Give the whole screen to the video, or take it back."""
    session.view.set_full_screen(not session.view.is_full_screen)


@command("Larger text", menu=Menu.VIEW, keys=("Ctrl+=", "Ctrl++"))
def larger_text(session: Session) -> None:
    """Make the note's text larger."""
    session.view.set_zoom(1)


@command("Smaller text", menu=Menu.VIEW, keys="Ctrl+-")
def smaller_text(session: Session) -> None:
    """Make the note's text smaller."""
    session.view.set_zoom(-1)


@command("Natural text size", menu=Menu.VIEW, keys="Ctrl+0")
def natural_text(session: Session) -> None:
    """Give the note's text its natural size again."""
    session.view.set_zoom(0)


@command("Close", menu=Menu.VIEW, keys="Esc")
def close_topmost(session: Session) -> None:
    """Close what lies on top: a remark, a panel, full screen. Never stops the video."""
    session.hush()
    session.view.close_topmost()


@command("Next link", menu=Menu.GO, keys="note:Tab", needs=Need.NOTE, takes=Takes.COUNT)
def next_link(session: Session, count: int) -> None:
    """Walk to the next timestamp or link of the note."""
    _move(session, Move.NEXT_LINK, count)


@command("Previous link", menu=Menu.GO, keys="note:Shift+Tab", needs=Need.NOTE, takes=Takes.COUNT)
def previous_link(session: Session, count: int) -> None:
    """Walk to the timestamp or link before."""
    _move(session, Move.PREVIOUS_LINK, count)


@command("Follow", menu=Menu.GO, keys=("note:Enter", "list:Enter"), needs=Need.NOTE)
def follow(session: Session) -> None:
    """Follow the timestamp or link that has the focus; a timestamp plays."""
    session.view.asked.emit(Ask.FOLLOW)


@command(
    "Follow, keep playing or paused",
    menu=Menu.GO,
    keys=("note:Shift+Enter", "list:Shift+Enter"),
    needs=Need.NOTE,
)
def follow_quietly(session: Session) -> None:
    """Seek to the timestamp that has the focus, and keep playing or paused."""
    session.view.asked.emit(Ask.FOLLOW_QUIETLY)


@command(
    "Line down",
    menu=Menu.NOTE,
    keys=("note:j", "note:Down", "list:j", "list:Down"),
    takes=Takes.COUNT,
)
def line_down(session: Session, count: int) -> None:
    """Move the note a line down."""
    _move(session, Move.LINE_DOWN, count)


@command(
    "Line up",
    menu=Menu.NOTE,
    keys=("note:k", "note:Up", "list:k", "list:Up"),
    takes=Takes.COUNT,
)
def line_up(session: Session, count: int) -> None:
    """Move the note a line up."""
    _move(session, Move.LINE_UP, count)


@command("Half a page down", menu=Menu.NOTE, keys="note:Ctrl+D", takes=Takes.COUNT)
def half_page_down(session: Session, count: int) -> None:
    """Move the note half a page down."""
    _move(session, Move.HALF_PAGE_DOWN, count)


@command("Half a page up", menu=Menu.NOTE, keys="note:Ctrl+U", takes=Takes.COUNT)
def half_page_up(session: Session, count: int) -> None:
    """Move the note half a page up."""
    _move(session, Move.HALF_PAGE_UP, count)


@command("Page down", menu=Menu.NOTE, keys=("note:PgDn", "list:PgDn"), takes=Takes.COUNT)
def page_down(session: Session, count: int) -> None:
    """Move the note a page down."""
    _move(session, Move.PAGE_DOWN, count)


@command("Page up", menu=Menu.NOTE, keys=("note:PgUp", "list:PgUp"), takes=Takes.COUNT)
def page_up(session: Session, count: int) -> None:
    """Move the note a page up."""
    _move(session, Move.PAGE_UP, count)


@command("To the top", menu=Menu.NOTE, keys=("note:g g", "note:Home", "list:g g", "list:Home"))
def to_top(session: Session) -> None:
    """Move to the top of the note."""
    _move(session, Move.TOP, 1)


@command("To the bottom", menu=Menu.NOTE, keys=("note:G", "note:End", "list:G", "list:End"))
def to_bottom(session: Session) -> None:
    """Move to the bottom of the note."""
    _move(session, Move.BOTTOM, 1)


@command("Next heading", menu=Menu.NOTE, keys=("note:}", "note:Alt+Down"), takes=Takes.COUNT)
def next_heading(session: Session, count: int) -> None:
    """Move to the next heading of the note."""
    _move(session, Move.NEXT_HEADING, count)


@command("Previous heading", menu=Menu.NOTE, keys=("note:{", "note:Alt+Up"), takes=Takes.COUNT)
def previous_heading(session: Session, count: int) -> None:
    """Move to the heading before."""
    _move(session, Move.PREVIOUS_HEADING, count)


def _move(session: Session, move: Move, count: int) -> None:
    for _ in range(min(count, 1_000)):
        session.view.moved.emit(move)
