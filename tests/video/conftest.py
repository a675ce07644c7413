"""What the tests of videos share."""

import pytest

from tests.films import small_films
from viewer.video.cache import VideoCache


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """Return small films by name, made when first asked for."""
    return small_films(tmp_path_factory.mktemp("films"))


@pytest.fixture
def cache(tmp_path):
    """Return a cache that is not there yet."""
    return VideoCache(tmp_path / "cache")
