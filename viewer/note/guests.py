"""A note that is shown within another: an embed, while it is written."""

from dataclasses import dataclass

from viewer.note.surroundings import Resolve
from viewer.note.verdicts import Judge


@dataclass(frozen=True, slots=True)
class Guest:
    """What is its own to an embedded note: its path, its links, and what its times mean.

    `is_elsewhere` tells that it is about another video, so that its times lead to it instead of
    seeking here.
    """

    path: str
    resolve: Resolve
    judge: Judge
    is_elsewhere: bool = False
