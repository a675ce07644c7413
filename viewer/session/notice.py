"""A remark to the reader: one sentence, and what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from viewer.errors import ViewerError


@dataclass(frozen=True, slots=True)
class Notice:
    """What is said, once, without getting in the way; trouble stays until it is closed.

    `offers` names the commands that may help.
    """

    sentence: str
    hint: str = ""
    is_trouble: bool = False
    offers: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: ViewerError) -> "Notice":
        """Return the notice for expected trouble."""
        return cls(error.sentence, error.hint, is_trouble=True, offers=error.offers)

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


@dataclass(frozen=True, slots=True)
class Question:
    """Something that is done on a yes only; `yes` and `no` are what the answers are called.

    One that `is_unbidden`, not the reader's own deed, has its no under Enter.
    """

    words: Notice
    yes: str
    deed: Callable[[], None]
    no: str = "Not now"
    is_unbidden: bool = False
