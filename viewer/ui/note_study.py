"""What studying adds to the note's pane: marks of what is being said, signs at chips, peeking."""

from viewer.commands.catalogue import Catalogue
from viewer.session.session import Session
from viewer.ui.mark_signs import MarkSigns
from viewer.ui.note_follow import NoteFollow
from viewer.ui.note_pane import NotePane
from viewer.ui.peeking import Peeking
from viewer.ui.theme import Theme


class NoteStudy:
    """The parts of it, made once the first note is on screen."""

    def __init__(
        self, session: Session, note: NotePane, theme: Theme, catalogue: Catalogue
    ) -> None:
        key = "".join(catalogue.keymap.keys_of("follow_video")[:1])
        self.follow = NoteFollow(session, note, theme, key)
        self.signs = MarkSigns(note, session.studying.marks)
        self.peeking = Peeking(session, note)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self.follow.restyle(theme)
