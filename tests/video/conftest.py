"""What the tests of videos share."""

import pytest

from tests.films import small_films


@pytest.fixture(scope="session")
def films(tmp_path_factory):
    """Return small films by name, made when first asked for."""
    return small_films(tmp_path_factory.mktemp("films"))
