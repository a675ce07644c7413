"""Where pictures lie, and which go first."""

import os

import pytest

from viewer.video.cache import VideoCache
from viewer.video.claim import claim
from viewer.video.picture_shelf import PictureShelf, picture_name, tile_name
from viewer.video.publishing import leave_only


@pytest.fixture
def video(tmp_path):
    file = tmp_path / "lecture.mp4"
    file.write_bytes(b"film")
    return file


@pytest.fixture
def shelf(tmp_path):
    return PictureShelf(tmp_path / "cache", 1_000)


def used(folder, name, at_s) -> None:
    os.utime(folder / name, (at_s, at_s))


def test_pictures_of_a_kept_video_lie_beside_it(shelf, video, tmp_path):
    kept = tmp_path / "cache" / "videos" / "film-1234"
    kept.mkdir(parents=True)
    assert shelf.folder_for(video, str(kept)) == kept / "pictures"


def test_a_video_that_was_removed_does_not_come_back_as_pictures(shelf, video, tmp_path):
    gone = tmp_path / "cache" / "videos" / "gone-1234"
    with pytest.raises(FileNotFoundError):
        shelf.folder_for(video, str(gone))
    assert not gone.exists()


def test_another_file_of_the_same_name_has_other_pictures(shelf, video):
    before = shelf.folder_for(video, "")
    assert shelf.folder_for(video, "") == before
    video.write_bytes(b"another film")
    assert shelf.folder_for(video, "") != before


def test_a_link_out_of_the_cache_is_not_followed(shelf, video, tmp_path):
    kept, elsewhere = tmp_path / "kept", tmp_path / "elsewhere"
    kept.mkdir()
    elsewhere.mkdir()
    (kept / "pictures").symlink_to(elsewhere)
    with pytest.raises(OSError, match="somewhere else"):
        shelf.folder_for(video, str(kept))


def test_what_was_put_there_is_found_again(shelf, video):
    folder = shelf.folder_for(video, "")
    for name in (picture_name(2_000), picture_name(1_000), tile_name(5_000), "stranger.jpg"):
        shelf.put(folder, name, b"jpeg")
    assert shelf.times_in(folder) == ([1_000, 2_000], [5_000])


def test_the_least_recently_used_go_first(shelf, video, tmp_path):
    folder = shelf.folder_for(video, "")
    for time_ms in range(10):
        shelf.put(folder, picture_name(time_ms), bytes(150))
        used(folder, picture_name(time_ms), 1_000 + (time_ms * 7) % 10)
    shelf.make_room(tmp_path / "elsewhere")
    left = {time_ms for time_ms in range(10) if (time_ms * 7) % 10 >= 4}
    assert set(shelf.times_in(folder)[0]) == left


def test_pictures_of_the_open_video_go_last(shelf, video, tmp_path):
    other = tmp_path / "other.mp4"
    other.write_bytes(b"other film")
    mine, others = shelf.folder_for(video, ""), shelf.folder_for(other, "")
    for time_ms in range(5):
        for folder, at_s in ((mine, 1_000), (others, 2_000)):
            shelf.put(folder, picture_name(time_ms), bytes(150))
            used(folder, picture_name(time_ms), at_s)
    shelf.make_room(mine)
    assert len(shelf.times_in(mine)[0]) == 5
    assert len(shelf.times_in(others)[0]) == 1


def test_the_bound_holds_while_pictures_come_in(shelf, video):
    folder = shelf.folder_for(video, "")
    for time_ms in range(40):
        shelf.put(folder, picture_name(time_ms), bytes(90))
        shelf.make_room(folder)
        assert sum(each.stat().st_size for each in folder.iterdir()) <= 1_000


def test_other_files_are_never_let_go(shelf, video):
    folder = shelf.folder_for(video, "")
    (folder / "a diary.txt").write_bytes(bytes(5_000))
    shelf.put(folder, picture_name(1), bytes(2_000))
    shelf.make_room(folder)
    assert [each.name for each in folder.iterdir()] == ["a diary.txt"]


def test_pictures_upset_neither_the_claim_to_the_cache_nor_a_publish(shelf, video, tmp_path):
    shelf.folder_for(video, "")
    claim(tmp_path / "cache")
    kept = tmp_path / "cache" / "videos" / "film-1234"
    kept.mkdir(parents=True)
    folder = shelf.folder_for(video, str(kept))
    shelf.put(folder, picture_name(1), b"jpeg")
    leave_only(kept, ["video.mp4"])
    assert shelf.times_in(folder)[0] == [1]
    assert VideoCache(tmp_path / "cache").entries() == []
