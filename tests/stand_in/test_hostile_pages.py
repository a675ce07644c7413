"""What is hostile reaches yt-dlp as it is: nothing on the way makes it harmless."""

import pytest

from tests.faults.hostile_names import ENDINGS, IDS, TITLES, strange_names
from tests.stand_in.conftest import ask, question


@pytest.fixture(scope="module")
def told(shared_website):
    """What yt-dlp says of each hostile page, in the order of the addresses."""
    return ask(*(question(address) for address in shared_website.hostile_addresses))


def test_there_are_enough_of_them():
    assert len(set(TITLES)) + len(set(IDS)) + len(set(ENDINGS)) >= 75


def test_youtubes_titles_are_as_bad_as_they_are_meant_to_be(shared_youtube):
    videos = shared_youtube.hostile_titles
    questions = (question(shared_youtube.address(each), site=shared_youtube) for each in videos)
    titles = [answer["info"]["title"] for answer in ask(*questions)]
    named = dict(zip(titles, videos.values(), strict=True))
    assert [got for got, title in named.items() if title.strip() and got != title] == []


def test_every_page_has_a_film(told, shared_website):
    failed = [answer["error"] for answer in told if "error" in answer]
    assert failed == []


def test_ids_are_as_bad_as_they_are_meant_to_be(told):
    ids = [answer["info"]["id"] for answer in told[len(TITLES) : len(TITLES) + len(IDS)]]
    # The extractor numbers the films of a page.
    assert ids == [f"{each}-1" for each in IDS]


def test_endings_are_as_bad_as_they_are_meant_to_be(told):
    endings = [answer["info"]["ext"] for answer in told[-len(ENDINGS) :]]
    assert set(endings) >= {"exe", "sh", "desktop", "lnk", "bat"}


def test_names_that_are_not_ours_are_seen(tmp_path):
    (tmp_path / "videos").mkdir()
    (tmp_path / "videos" / "v.136.mp4.part").touch()
    assert strange_names(tmp_path) == []
    for name in ("ends ", ".hidden", "Lecture 7: loops.mp4"):
        (tmp_path / name).touch()
    assert len(strange_names(tmp_path)) == 3
