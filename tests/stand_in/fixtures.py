"""The stand-in of the internet, for tests to ask for by name."""

import pytest

from tests.stand_in.media import served_films
from tests.stand_in.website import Website
from tests.stand_in.youtube import Youtube


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """The films that may be fetched, made once."""
    return served_films(tmp_path_factory.mktemp("films"))


@pytest.fixture
def youtube(films):
    """A YouTube without faults."""
    with Youtube(films) as site:
        yield site


@pytest.fixture
def website(films):
    """A web site without faults."""
    with Website(films) as site:
        yield site
