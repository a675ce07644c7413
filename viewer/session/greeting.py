"""What is said when the window has opened: that nothing can be kept, that Notereel is newer."""

from viewer import __version__
from viewer.changelog import in_numbers
from viewer.paths import Paths
from viewer.session.notice import Notice
from viewer.session.session import Session
from viewer.study.positions import Positions


def greet(session: Session, positions: Positions, paths: Paths, doubts: list[str]) -> None:
    """Say the most urgent thing, doubts about the settings among them; told sooner, it would go.

    What is new waits for a start at which nothing else is said. A newcomer is told nothing.
    """
    if session.page is None:
        return  # Why that is so was said.
    trouble = paths.trouble()
    if trouble is not None:
        _Standing(session, Notice.of(trouble))
    elif doubts:
        hint = f"`notereel doctor` lists all {len(doubts)}." if len(doubts) > 1 else ""
        _Standing(session, Notice(doubts[0], hint, is_trouble=True))
    elif positions.version != __version__:
        _tell_news(session, positions.version)
        positions.keep_version(__version__)


class _Standing:
    """A trouble that is said again once another one that came over it was put away."""

    def __init__(self, session: Session, notice: Notice) -> None:
        self._session, self._notice = session, notice
        self._is_over = self._is_covered = False
        session.tell(notice)
        session.noticed.connect(self._on_noticed)

    def _on_noticed(self, notice: Notice | None) -> None:
        if self._is_over:
            return
        if notice is not None:
            self._is_covered |= notice.is_trouble and notice != self._notice
        elif self._is_covered:
            self._is_covered = False
            self._session.tell(self._notice)
        else:
            self._is_over = True


def _tell_news(session: Session, before: str) -> None:
    if _is_earlier(before):
        sentence = f"Notereel is now version {__version__}; it was {before}."
        hint = "Your settings, bookmarks and videos are as they were."
        session.tell(Notice(sentence, hint, offers=("what_is_new",)))


def _is_earlier(version: str) -> bool:
    try:
        return in_numbers(version) < in_numbers(__version__)
    except ValueError:
        return False  # A newcomer, or a damaged file.
