"""Making a folder of notes offline: what that would mean, told before anything is loaded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from viewer.errors import ViewerError
from viewer.session.notice import Notice, Question
from viewer.video.download import Wish
from viewer.video.sizes import size_words, videos_words


@dataclass(frozen=True, slots=True)
class Plan:
    """What loading the videos of a folder means; `about_bytes` is an estimate, 0 if there is none.

    `number` counts all videos its notes name, `here` those that are kept, `wishes` the rest.
    """

    folder: str
    number: int
    here: int
    wishes: tuple[Wish, ...]
    about_bytes: int
    free_bytes: int


class Planning(Protocol):
    """Finds out what a folder's notes name; its answer comes later, on the main thread."""

    def __call__(
        self,
        vault: Path,
        folder: str,
        done: Callable[[Plan], None],
        failed: Callable[[ViewerError], None],
    ) -> None:
        """Find out."""


def words_of_plan(plan: Plan) -> Notice:
    """Say what it would mean, so that a yes is an informed one."""
    missing = len(plan.wishes)
    sentence = f"Download {videos_words(missing)} for the notes in “{plan.folder}”?"
    here = f"{plan.here} of the {videos_words(plan.number)} are here already. " if plan.here else ""
    about = (
        f"About {size_words(plan.about_bytes)} will be loaded"
        if plan.about_bytes
        else ("How much that is shows when they are loaded")
    )
    room = f"{size_words(plan.free_bytes)} are free."
    is_tight = plan.about_bytes > plan.free_bytes
    tight = " That will not all fit; the rest waits until there is room." if is_tight else ""
    return Notice(sentence, f"{here}{about}; {room}{tight}", is_trouble=is_tight)


def question_of(plan: Plan, ask_all: Callable[[tuple[Wish, ...]], None]) -> Question | Notice:
    """Return what to ask the reader, or the remark that there is nothing to load."""
    if not plan.number:
        return Notice(f"The notes in “{plan.folder}” name no video that can be downloaded.")
    if not plan.wishes:
        return Notice(f"All {videos_words(plan.number)} of “{plan.folder}” are here already.")
    yes = f"Download {videos_words(len(plan.wishes))}"
    return Question(words_of_plan(plan), yes, lambda: ask_all(plan.wishes))
