"""What the tests of videos share."""

import pytest

from tests.films import Films


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """Return small films by name, made when first asked for."""
    return Films(tmp_path_factory.mktemp("films"))
