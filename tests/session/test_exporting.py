"""Exporting cards: what is told of those whose picture or sound could not be cut."""

from functools import partial
from pathlib import Path

import pytest

from tests.fakes import NobodyAtWork
from tests.session.study_desk import StudyDesk
from viewer.errors import WorkerError


class Cutter:
    """A worker that cuts what a test says, card by card: `p` a picture, `s` a sound; `-` dies."""

    def __init__(self, cuts: str) -> None:
        self._cuts = iter(cuts.split())

    def ask(self, question, done, failed, **_deadline) -> None:
        cut = next(self._cuts)
        if cut == "-":
            failed(WorkerError("The worker died."))
            return
        made = {}
        for part, letter, suffix in (("picture", "p", ".jpg"), ("sound", "s", ".mp3")):
            file = Path(question["folder"], question["name"] + suffix)
            if letter in cut:
                file.write_bytes(b"cut")
            made[part] = str(file) if letter in cut else ""
        done(made)

    def close(self) -> None:
        """Have nothing to let go of."""


def hired(cuts, job, post):
    return Cutter(cuts) if job == "clips" else NobodyAtWork(job, post)


@pytest.mark.parametrize(
    ("cuts", "told"),
    [
        ("ps ps ps ps", ""),
        ("ps - ps p", "1 card has no picture, 2 no sound."),
        ("s p ps ps", "1 card has no picture, 1 no sound."),
        ("s s s s", "4 cards have no picture."),
        ("- - - -", "4 cards have no picture and no sound."),
    ],
)
def test_how_many_cards_lack_a_picture_or_a_sound_is_told(tmp_path, cuts, told):
    desk = StudyDesk(tmp_path, hire=partial(hired, cuts)).opens("lecture")
    desk.does("export_moments_to", str(tmp_path / "tides.apkg"))
    why = "Not everything could be cut from the video." if "-" in cuts else ""
    expected = " ".join(filter(None, ("Exported 4 cards to “tides.apkg”.", told, why)))
    assert desk.said[-1] == expected
    assert (tmp_path / "tides.apkg").is_file()
