"""The names of folders: made by us, whatever the id is."""

import re
from pathlib import Path

import pytest

from tests.faults.hostile_ids import HOSTILE_IDS
from tests.kept_videos import content_of, keep
from viewer.video.cache import VideoCache
from viewer.video.entry import folder_name

NAME = re.compile(r"[A-Za-z0-9_-]{1,40}-[0-9a-f]{4}")


def test_there_are_enough_of_them():
    assert len(set(HOSTILE_IDS)) >= 75


@pytest.mark.parametrize("video_id", HOSTILE_IDS, ids=range(len(HOSTILE_IDS)))
def test_a_hostile_id_makes_a_plain_name(video_id):
    assert NAME.fullmatch(folder_name(video_id))


def test_no_two_ids_share_a_folder_even_where_case_is_nothing():
    ids = [*HOSTILE_IDS, "abcdefghijk", "ABCDEFGHIJK", "Abcdefghijk"]
    assert len({folder_name(each).lower() for each in ids}) == len(ids)


def test_hostile_videos_are_kept_found_and_removed_inside_of_the_cache(tmp_path):
    cache = VideoCache(tmp_path / "cache")
    around = sorted(each.name for each in tmp_path.parent.iterdir())
    for video_id in HOSTILE_IDS:
        kept = keep(cache, video_id, title=video_id)
        assert (kept.id, Path(kept.file).read_bytes()) == (video_id, content_of(video_id))
        assert Path(kept.file).parent.parent == cache.folder / "videos"
    assert {each.id for each in cache.entries()} == set(HOSTILE_IDS)
    names = [each.name for each in (cache.folder / "videos").iterdir()]
    assert all(map(NAME.fullmatch, names))
    for video_id in HOSTILE_IDS:
        cache.remove(video_id)
    assert list((cache.folder / "videos").iterdir()) == []
    assert [each.name for each in tmp_path.iterdir()] == ["cache"]
    assert sorted(each.name for each in tmp_path.parent.iterdir()) == around
