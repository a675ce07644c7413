"""What the note tests share: a small vault, and a way to read a note in one line."""

import pytest

from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings

VAULT = {
    "ocean_physics": "ocean_physics.md",
    "tidal_force": "tides/tidal_force.md",
    "sun_and_moon": "tides/sun_and_moon.md",
}


@pytest.fixture
def read():
    def read(text, name="a_note", video_ms=None):
        return read_note(text, name=name, around=Surroundings(VAULT.get), video_ms=video_ms)

    return read


@pytest.fixture
def times(read):
    """Read a note and return its times in milliseconds."""

    def times(text, video_ms=None):
        return [moment.time_ms for moment in read(text, video_ms=video_ms).moments]

    return times
