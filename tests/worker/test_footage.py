"""Which file is played for a note."""

import os
from pathlib import Path

import pytest

from tests.kept_videos import keep_film
from viewer.video.cache import VideoCache
from viewer.video.importing import How, import_file
from viewer.video.reference import VideoRef
from viewer.worker.render import RenderJob

ID = "aB3-dEf_hIj"
ADDRESS = "https://example.org/tides"


@pytest.fixture
def cache(tmp_path):
    return VideoCache(tmp_path / "cache")


@pytest.fixture
def footage(tmp_path, cache):
    """Ask the render job for a note's video."""
    vault = tmp_path / "vault"
    vault.mkdir()

    def ask(header):
        (vault / "tides.md").write_text(f"---\n{header}\n---\n# Tides\n", encoding="utf-8")
        question = {"do": "read", "vault": str(vault), "path": "tides.md", "reason": "",
                    "cache": str(cache.folder), "video_ms": None, "is_shifted": None,
                    "is_plain": False}  # fmt: skip
        return RenderJob().answer(question)["footage"]

    ask.vault = vault
    return ask


def test_the_kept_video_is_played(footage, cache, small_video):
    kept = keep_film(cache, small_video, ID)
    found = footage(f"videoId: {ID}")
    assert Path(found.pop("aside")["folder"]) == Path(kept.file).parent
    assert found == {"file": kept.file, "demuxer": "mp4"}


def test_a_video_that_has_only_an_address_is_found_too(footage, cache, small_video):
    kept = keep_film(cache, small_video, VideoRef(address=ADDRESS).cache_id)
    assert footage(f"url: {ADDRESS}")["file"] == kept.file


def test_a_video_that_was_touched_is_checked_first(footage, cache, small_video):
    kept = keep_film(cache, small_video, ID)
    os.utime(kept.file, (1, 1))
    answer = footage(f"videoId: {ID}")
    assert (answer["unsealed"], answer["file"]) == (ID, kept.file)
    assert answer["sentence"] == "This video is being checked."
    assert answer["hint"]
    cache.examine(ID)
    found = footage(f"videoId: {ID}")
    assert Path(found.pop("aside")["folder"]) == Path(kept.file).parent
    assert found == {"file": kept.file, "demuxer": "mp4"}


def test_of_a_file_that_was_only_pointed_at_it_is_said_where_it_lay(footage, cache, small_video):
    file = footage.vault.parent / f"Tides [{ID}].mp4"
    file.write_bytes(small_video.read_bytes())
    import_file(cache, file, ID, how=How.LINK)
    assert footage(f"videoId: {ID}")["demuxer"] == "mp4"
    file.unlink()
    answer = footage(f"videoId: {ID}")
    assert answer["is_gone"]
    assert answer["sentence"] == f"This video's file is no longer at “{file}”."


def test_of_a_kept_file_that_is_gone_nothing_is_said(footage, cache, small_video):
    Path(keep_film(cache, small_video, ID).file).unlink()
    assert footage(f"videoId: {ID}") is None


def test_until_then_the_file_beside_the_note_is_played(footage, cache, small_video):
    kept = keep_film(cache, small_video, ID)
    os.utime(kept.file, (1, 1))
    beside = footage.vault / f"Tides [{ID}].mp4"
    beside.write_bytes(small_video.read_bytes())
    assert footage(f"videoId: {ID}")["file"] == str(beside)


def test_nothing_is_played_where_nothing_is_kept(footage):
    assert footage(f"videoId: {ID}") is None
    assert footage("title: Tides") is None
