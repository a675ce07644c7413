"""What is doubtful about the note, and how its times are to be read."""

from viewer.commands.command import Menu, Need, command
from viewer.session.notice import Notice
from viewer.session.session import Session
from viewer.session.view import Pane


@command("Doubts", menu=Menu.NOTE, keys="d", needs=Need.NOTE)
def show_doubts(session: Session) -> None:
    """List what is doubtful about this note, or put the list away."""
    is_open = session.view.overlay is Pane.DOUBTS
    if session.concerns or session.is_time_choice or is_open:
        session.view.toggle_over(Pane.DOUBTS)
    else:
        session.tell(Notice("Nothing about this note is doubtful."))


@command("Read times the other way", menu=Menu.NOTE, keys="M", needs=Need.NOTE)
def overrule_times(session: Session) -> None:
    """Read 18:49:00 as 18 min 49 s in this note, or as written if it is read so; again undoes."""
    page = session.reading.open_page()
    if session.is_time_choice:
        session.judge_times(None)
    else:
        session.judge_times(not page.note.is_shifted, "The same key undoes it.")


@command("Read times as minutes and seconds", menu=Menu.NOTE, needs=Need.NOTE)
def times_as_minutes(session: Session) -> None:
    """Read 18:49:00 as 18 min 49 s in this note, now and whenever it is opened."""
    session.judge_times(True)


@command("Read times as written", menu=Menu.NOTE, needs=Need.NOTE)
def times_as_written(session: Session) -> None:
    """Read 18:49:00 as 18 hours in this note, now and whenever it is opened."""
    session.judge_times(False)


@command("Let Notereel judge the times", menu=Menu.NOTE, needs=Need.NOTE)
def times_as_judged(session: Session) -> None:
    """Take back your choice of how this note's times are read."""
    session.judge_times(None)
