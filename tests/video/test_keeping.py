"""What is published, sealed, checked and linked."""

import json
import os
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from tests.kept_videos import ADDED_S, content_of, entry_of, keep, staged
from viewer.errors import VideoError
from viewer.video.aside import Chapter, Track
from viewer.video.cache import VideoCache
from viewer.video.condition import Condition
from viewer.video.entry import Source

NOW_S = ADDED_S + 10_000


@pytest.fixture
def cache(tmp_path):
    return VideoCache(tmp_path / "cache", now_s=lambda: NOW_S)


# Publishing


def test_everything_that_is_known_comes_back_with_whole_paths(cache):
    staging = staged(
        cache, en__vtt="WEBVTT", thumb__webp="x", description__txt="y", v__137__part=""
    )
    entry = entry_of(
        "tides", title="Ebb & flow", thumbnail="thumb.webp", description="description.txt",
        tracks=(Track("en", "en.vtt"),), chapters=(Chapter(0, "Intro"), Chapter(9000, "Moon")),
        duration_ms=10_000, height_px=720, format_id="136+140", address="https://example.org/v",
    )  # fmt: skip
    kept = cache.publish(staging, entry)
    folder = cache.place("tides")
    assert kept == replace(
        entry, file=str(folder / "video.mp4"), size_bytes=4096, sha256=kept.sha256,
        thumbnail=str(folder / "thumb.webp"), description=str(folder / "description.txt"),
        tracks=(Track("en", str(folder / "en.vtt")),),
    )  # fmt: skip
    assert kept == cache.where("tides")
    assert not staging.exists()
    assert sorted(each.name for each in folder.iterdir()) == [
        "description.txt", "en.vtt", "entry.json", "seal.json", "thumb.webp", "video.mp4"
    ]  # fmt: skip


def test_side_files_that_are_gone_are_left_out_of_the_entry(cache):
    tracks = (Track("en", "en.vtt"), Track("de", "de.auto.vtt", is_automatic=True))
    staging = staged(cache, en__vtt="WEBVTT", de__auto__vtt="WEBVTT", thumb__webp="x")
    cache.publish(staging, entry_of("tides", tracks=tracks, thumbnail="thumb.webp"))
    folder = cache.place("tides")
    (folder / "de.auto.vtt").unlink()
    (folder / "thumb.webp").unlink()
    (folder / "thumb.webp").symlink_to(folder / "video.mp4")
    kept = cache.where("tides")
    assert [each.language for each in kept.tracks] == ["en"]
    assert kept.thumbnail == ""


def test_five_hundred_chapters_and_a_title_of_half_characters_are_kept(cache):
    chapters = tuple(Chapter(each * 1000, "🌊" * 500) for each in range(500))
    kept = keep(cache, "tides", chapters=chapters, title="a\ud800\nb" + "c" * 900)
    assert len(kept.chapters) == 500
    assert kept.title.startswith("a  bccc")
    assert {len(kept.title), len(kept.chapters[7].title)} == {200}


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (entry_of("tides", size_bytes=4097), "is not whole: it has 4096 bytes, not 4097"),
        (entry_of("tides", file="other.mp4"), "No such file"),
        (entry_of("tides", file="../other.mp4"), "does not lie in the folder"),
        (entry_of("tides", tracks=(Track("en", "/etc/passwd"),)), "does not lie in the folder"),
        (entry_of("tides", thumbnail="thumb.webp"), "No such file"),
    ],
)
def test_what_is_not_as_it_says_is_not_kept_and_the_older_one_stays(cache, entry, says):
    older = keep(cache, "tides", title="older")
    with pytest.raises(VideoError, match=says):
        cache.publish(staged(cache), entry)
    assert cache.where("tides") == older


def test_a_link_in_staging_is_not_kept(cache, tmp_path):
    (tmp_path / "secret").write_bytes(content_of("secret"))
    staging = cache.staging("tides")
    (staging / "video.mp4").symlink_to(tmp_path / "secret")
    with pytest.raises(VideoError):
        cache.publish(staging, entry_of("tides"))
    assert cache.where("tides") is None


def test_fetching_anew_keeps_the_pin_and_the_time_it_was_watched(cache):
    keep(cache, "tides", used_s=ADDED_S + 5)
    cache.pin("tides")
    kept = keep(cache, "tides", title="better")
    assert (kept.title, kept.used_s, kept.is_pinned) == ("better", ADDED_S + 5, True)


def test_a_wrong_hash_given_with_it_comes_to_light(cache):
    keep(cache, "tides", sha256="0" * 64)
    assert cache.examine("tides").condition is Condition.DAMAGED


# Seals


def test_an_entry_of_an_older_notereel_is_checked_once(cache):
    keep(cache, "other")
    folder = cache.place("tides")
    folder.mkdir()
    (folder / "video.mp4").write_bytes(content_of("tides"))
    keys = ("id", "title", "file", "size_bytes", "sha256", "source", "added_s")
    digest = keep(VideoCache(cache.folder.parent / "b"), "tides").sha256
    said = asdict(entry_of("tides", size_bytes=4096, sha256=digest, source=Source.IMPORTED))
    old = {"format": 1, "entry": {key: said[key] for key in keys}}
    (folder / "entry.json").write_text(json.dumps(old, indent=1), encoding="utf-8")
    assert cache.condition("tides") is Condition.UNSEALED
    assert cache.where("tides") is None
    assert cache.examine("tides").sentence == "“Title of tides” is whole."
    assert cache.where("tides").title == "Title of tides"


@pytest.mark.parametrize("touch", [lambda f: os.utime(f, (1, 1)), lambda f: f.chmod(0o600),
                                   lambda f: os.link(f, f.with_name("second"))])  # fmt: skip
def test_a_touched_video_is_served_again_once_it_was_checked(cache, touch):
    kept = keep(cache, "tides")
    touch(Path(kept.file))
    assert cache.where("tides") is None
    assert cache.examine("tides").condition is Condition.READY
    assert cache.where("tides") == kept


def test_each_condition_has_its_words(cache):
    for video_id in ("whole", "gone", "damaged", "unsealed"):
        keep(cache, video_id)
    (cache.place("gone") / "video.mp4").unlink()
    (cache.place("damaged") / "video.mp4").write_bytes(b"short")
    (cache.place("unsealed") / "seal.json").unlink()
    ids = ("whole", "gone", "damaged", "unsealed", "never")
    assert [cache.condition(each) for each in ids] == [
        "ready", "missing", "damaged", "unsealed", "absent"
    ]  # fmt: skip
    findings = [(each.condition.value, each.sentence) for each in cache.verify(ids)]
    assert findings == [
        ("ready", "“Title of whole” is whole."),
        ("missing", "“Title of gone” is missing: its file is gone."),
        ("damaged", "“Title of damaged” is damaged: it has 5 bytes, not 4096. It was put aside."),
        ("ready", "“Title of unsealed” is whole."),
        ("absent", "No video is kept for “never”."),
    ]
    assert cache.condition("damaged") is Condition.ABSENT
    assert len(list((cache.folder / "quarantine").iterdir())) == 1


def said_where(closed, cache, tmp_path, unprivileged, deed):
    """Return what somebody hears who may read everything but one thing."""
    for each in tmp_path.rglob("*"):
        each.chmod(0o777)
    closed.chmod(0)
    return unprivileged(
        "import sys; from pathlib import Path; from viewer.video.cache import VideoCache\n"
        f"cache = VideoCache(Path(sys.argv[1]))\n{deed}\n",
        cache.folder,
    )


def test_what_may_not_be_read_is_not_put_aside(cache, tmp_path, unprivileged):
    keep(cache, "tides")
    deed = "print(cache.condition('tides'), cache.examine('tides').sentence)"
    entry = cache.place("tides") / "entry.json"
    said = said_where(entry, cache, tmp_path, unprivileged, deed)
    assert "missing" in said
    assert "cannot be read: Permission denied" in said
    assert cache.place("tides").exists()


def test_a_video_that_cannot_be_read_does_not_stop_the_others_from_being_checked(
    cache, tmp_path, unprivileged
):
    for video_id in ("a", "b", "c"):
        keep(cache, video_id)
    deed = "for each in cache.verify(): print(each.condition, each.sentence)"
    video = cache.place("b") / "video.mp4"
    said = said_where(video, cache, tmp_path, unprivileged, deed)
    assert "“Title of a” is whole" in said
    assert "“Title of c” is whole" in said
    assert "could not be checked" in said
    assert "Permission denied" in said
    assert cache.place("b").exists()


# Linked


def linked(cache, tmp_path, content=b"a film"):
    film = tmp_path / "film.mp4"
    film.write_bytes(content)
    entry = entry_of("tides", source=Source.LINKED, file=str(film))
    return film, cache.publish(cache.fresh_staging("tides"), entry)


def test_a_linked_video_lies_where_it_lies(cache, tmp_path):
    film, kept = linked(cache, tmp_path)
    assert (kept.file, kept.size_bytes, cache.size_bytes()) == (str(film), 6, 0)
    film.chmod(0o600)
    assert cache.where("tides") == kept


def test_a_linked_video_that_is_away_is_missing_and_comes_back(cache, tmp_path):
    film, kept = linked(cache, tmp_path)
    film.rename(tmp_path / "moved.mp4")
    assert cache.condition("tides") is Condition.MISSING
    finding = cache.examine("tides")
    assert finding.condition is Condition.MISSING
    assert str(film) in finding.hint
    (tmp_path / "moved.mp4").rename(film)
    assert cache.where("tides") == kept


def test_a_linked_video_that_was_changed_is_not_served_and_not_touched(cache, tmp_path):
    film, _ = linked(cache, tmp_path)
    film.write_bytes(b"b film")
    os.utime(film, (1, 1))
    assert cache.condition("tides") is Condition.UNSEALED
    assert cache.examine("tides").condition is Condition.DAMAGED
    assert film.read_bytes() == b"b film"


def test_removing_a_linked_video_leaves_its_file(cache, tmp_path):
    film, _ = linked(cache, tmp_path)
    cache.remove("tides")
    assert cache.condition("tides") is Condition.ABSENT
    assert film.exists()
