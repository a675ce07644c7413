"""Loops, and playing only what the note cites."""

from dataclasses import replace

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import PlaybackError
from viewer.session.notice import Notice
from viewer.session.session import Session
from viewer.session.view import Ask


@command("Loop: set A, set B, off", menu=Menu.LOOPS, keys="a", needs=Need.VIDEO)
def loop(session: Session) -> None:
    """Set where a loop begins, then where it ends, then loop no longer."""
    session.studying.loops.next_end()


@command("Clear the loop", menu=Menu.LOOPS, keys="A", needs=Need.VIDEO)
def clear_loop(session: Session) -> None:
    """Loop no longer."""
    session.studying.loops.clear()


@command("Loop the current moment", menu=Menu.LOOPS, keys="r", needs=Need.VIDEO)
def loop_moment(session: Session) -> None:
    """Loop what the note cites here, up to its next moment, or loop no longer."""
    session.studying.loops.loop_moment()


@command("Loop from a timestamp", menu=Menu.LOOPS, keys=("note:Ctrl+Enter", "list:Ctrl+Enter"),
         needs=Need.VIDEO)  # fmt: skip
def follow_looping(session: Session) -> None:
    """Go to the timestamp that has the focus, and loop from there to the next moment."""
    session.view.asked.emit(Ask.FOLLOW_LOOPING)


@command("Loop to the next moment", menu=Menu.LOOPS, needs=Need.VIDEO)
def loop_from_here(session: Session) -> None:
    """Loop from here to the next moment."""
    session.studying.loops.loop_from_here()


@command("Set A", menu=Menu.LOOPS, needs=Need.VIDEO)
def set_loop_a(session: Session) -> None:
    """Let the loop begin here."""
    session.studying.loops.set_a()


@command("Set B", menu=Menu.LOOPS, needs=Need.VIDEO)
def set_loop_b(session: Session) -> None:
    """Let the loop end here."""
    session.studying.loops.set_b()


@command("Clear A", menu=Menu.LOOPS, needs=Need.VIDEO)
def clear_loop_a(session: Session) -> None:
    """Forget where the loop begins."""
    session.studying.loops.clear_a()


@command("Clear B", menu=Menu.LOOPS, needs=Need.VIDEO)
def clear_loop_b(session: Session) -> None:
    """Forget where the loop ends."""
    session.studying.loops.clear_b()


@command("A a little sooner", menu=Menu.LOOPS, keys="Alt+,", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def nudge_loop_a_back(session: Session, count: int) -> None:
    """Move the loop's beginning 0.1 seconds back."""
    session.studying.loops.nudge_a(-count)


@command("A a little later", menu=Menu.LOOPS, keys="Alt+.", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def nudge_loop_a_on(session: Session, count: int) -> None:
    """Move the loop's beginning 0.1 seconds on."""
    session.studying.loops.nudge_a(count)


@command("B a little sooner", menu=Menu.LOOPS, keys="Alt+Shift+,", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def nudge_loop_b_back(session: Session, count: int) -> None:
    """Move the loop's end 0.1 seconds back."""
    session.studying.loops.nudge_b(-count)


@command("B a little later", menu=Menu.LOOPS, keys="Alt+Shift+.", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def nudge_loop_b_on(session: Session, count: int) -> None:
    """Move the loop's end 0.1 seconds on."""
    session.studying.loops.nudge_b(count)


@command("Save the loop…", menu=Menu.LOOPS, needs=Need.VIDEO)
def save_loop(session: Session) -> None:
    """Give the loop a name, to find it again with this video."""
    if not session.studying.loops.is_on:
        raise PlaybackError("There is no loop to save.", hint="The key a sets where it begins.")
    session.view.asked.emit(Ask.NAME_LOOP)


@command("Save the loop as", menu=Menu.LOOPS, needs=Need.VIDEO, takes=Takes.TEXT)
def save_loop_as(session: Session, name: str) -> None:
    """Save the loop under this name."""
    session.studying.loops.save(name)


@command("Saved loops…", menu=Menu.LOOPS, needs=Need.VIDEO)
def pick_loop(session: Session) -> None:
    """Choose one of this video's saved loops, and play it."""
    _ask_which(session, Ask.PICK_LOOP)


@command("Play the loop", menu=Menu.LOOPS, needs=Need.VIDEO, takes=Takes.TEXT)
def play_loop(session: Session, name: str) -> None:
    """Play the saved loop of this name."""
    session.studying.loops.take_up(name)


@command("Forget a saved loop…", menu=Menu.LOOPS, needs=Need.VIDEO)
def pick_loop_to_forget(session: Session) -> None:
    """Choose one of this video's saved loops, and forget it."""
    _ask_which(session, Ask.FORGET_LOOP)


@command("Forget the loop", menu=Menu.LOOPS, needs=Need.VIDEO, takes=Takes.TEXT)
def forget_loop(session: Session, name: str) -> None:
    """Forget the saved loop of this name."""
    session.studying.loops.forget(name)


@command("Play the note", menu=Menu.PLAYBACK, keys="P", needs=Need.VIDEO)
def play_note(session: Session) -> None:
    """Play only what the note cites, moment after moment, or end that."""
    session.studying.note_play.toggle()


@command("Order of playing the note", menu=Menu.PLAYBACK, needs=Need.NOTE)
def switch_excerpts_order(session: Session) -> None:
    """Play the note's moments as they are read, or as the video has them."""
    is_by_time = session.settings.excerpts_order == "reading"
    order = "time" if is_by_time else "reading"
    session.settings = replace(session.settings, excerpts_order=order)
    session.tell(Notice(f"The note is played in the order of {order}"))
    session.studying.note_play.switch_order(is_by_time=is_by_time)


def _ask_which(session: Session, ask: Ask) -> None:
    if not session.studying.loops.names:
        raise PlaybackError("This video has no saved loops.",
                            hint="“Save the loop…” gives the loop a name.")  # fmt: skip
    session.view.asked.emit(ask)
