"""Titles, ids and formats by people who mean harm: no name of ours has anything of them."""

import re
from dataclasses import asdict

import pytest

from tests.faults.hostile_names import ENDINGS, IDS, TITLES, strange_names
from tests.worker.fetch.child import question
from viewer.video.cache import VideoCache
from viewer.video.entry import folder_name
from viewer.worker.fetch.parts import VIDEO_SUFFIXES, is_named_as_video, parts_of

NAMES = (*TITLES, *IDS, *ENDINGS)
OURS = re.compile(
    r"(cache\.json|videos|staging|players|[A-Za-z0-9_-]{1,40}-[0-9a-f]{4}(\.lock)?|entry\.json"
    r"|seal\.json|used|video\.(mp4|mkv|webm)|thumb\.(webp|jpg|png)|description\.txt"
    r"|storyboard\.mhtml|[a-z-]+(\.auto)?\.vtt|trash|quarantine)"
)


def test_there_are_enough_of_them():
    assert len(set(NAMES)) >= 75


@pytest.mark.parametrize("title", NAMES)
def test_no_name_of_a_part_has_anything_of_a_format_but_plain_letters(title):
    info = {"format_id": title, "ext": "mp4", "url": f"https://x/{title}", "id": title}
    (part,) = parts_of(info, {})
    assert re.fullmatch(r"v\.[A-Za-z0-9_-]{0,33}\.mp4", part.name)
    (part,) = parts_of({**info, "ext": title}, {})
    assert re.fullmatch(r"v\.[A-Za-z0-9_-]{0,33}\.(mp4|video)", part.name)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}-[0-9a-f]{4}", folder_name(title))


def test_formats_that_look_alike_stay_apart():
    names = {
        parts_of({"format_id": each, "ext": "mp4"}, {})[0].name for each in ("a/b", "a-b", "a b")
    }
    assert len(names) == 3


def test_all_these_titles_come_into_the_cache_under_names_of_ours(children, cache, youtube):
    """Most are tried by their names alone; these go the whole way."""
    for number, title in enumerate(TITLES[::6]):
        video_id = f"hostile{number:04}"
        youtube.titles[video_id] = title.encode("utf-8", "replace").decode()
        asked = question(cache, youtube.address(video_id), video_id=video_id,
                         terms=youtube.terms, trial=youtube.trial)  # fmt: skip
        child = children(asked)
        assert child.finish()["news"] == "done", (title, child.last, child.said)
        assert VideoCache(cache).where(video_id)
    assert not strange_names(cache)
    names = {each.name for each in cache.rglob("*")}
    assert all(map(OURS.fullmatch, names)), [name for name in names if not OURS.fullmatch(name)]
    assert {each.name for each in cache.parent.iterdir()} == {"cache"}


@pytest.mark.parametrize("ending", ENDINGS)
def test_no_ending_but_a_films_is_asked_for(ending):
    is_film = ending.lower() in VIDEO_SUFFIXES
    assert is_named_as_video({"ext": ending, "url": "https://x/film"}) == is_film
    address = f"https://x/film.{ending}"
    if "/" not in ending:
        assert is_named_as_video({"ext": "unknown_video", "url": address}) == is_film


def test_a_wish_with_an_odd_id_stays_in_the_cache(children, cache, website):
    for video_id in ("../../x", "con", "a" * 300, "x\x00y"):
        child = children(question(cache, website.address("/film360.mp4"), video_id=video_id))
        assert child.finish()["news"] == "done", (child.last, child.said)
        assert VideoCache(cache).where(video_id)
    assert {each.name for each in cache.parent.iterdir()} == {"cache"}
    assert asdict(VideoCache(cache).where("con"))["file"].startswith(str(cache))
