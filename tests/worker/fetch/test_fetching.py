"""One video from its address into the cache, by the real child and the real yt-dlp."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import yt_dlp.version

from tests.stand_in.faults import Fault
from tests.stand_in.website_pages import playlist, video_page
from tests.worker.fetch.child import question
from viewer.video.aside import Chapter
from viewer.video.cache import VideoCache
from viewer.video.container import probe, walk
from viewer.video.download import FetchTerms
from viewer.video.sniff import look_at
from viewer.video.storyboard import tiles_of

VIDEO_ID = "dQw4w9WgXcQ"


def kept(cache, video_id=VIDEO_ID):
    entry = VideoCache(cache).where(video_id)
    assert entry is not None
    return entry


def sha_of(file):
    return hashlib.sha256(Path(file).read_bytes()).hexdigest()


def test_a_video_of_youtube_comes_with_all_that_belongs_to_it(watched, cache):
    child = watched(VIDEO_ID)
    assert child.kinds() == ["resolving", "resolved", "merging", "verifying", "done"]
    entry = kept(cache)
    assert (entry.title, entry.height_px, entry.format_id) == ("Lecture 7: loops", 720, "136+140")
    assert walk(Path(entry.file), 8_000).is_whole
    assert not probe(Path(entry.file), look_at(Path(entry.file)).demuxer).is_fragmented
    assert entry.chapters == (
        Chapter(0, "Intro"), Chapter(3_000, "For loops"), Chapter(6_000, "While loops"),
    )  # fmt: skip
    assert [(track.language, track.is_automatic) for track in entry.tracks] == [("en", False)]
    assert Path(entry.tracks[0].file).read_text(encoding="utf-8").startswith("WEBVTT")
    assert Path(entry.thumbnail).read_bytes().startswith(b"RIFF")
    assert "For loops" in Path(entry.description).read_text(encoding="utf-8")
    tiles = list(tiles_of(Path(entry.storyboard)))
    assert len(tiles) > 1
    assert all(picture[:2] == b"\xff\xd8" for _, picture in tiles)


def test_nothing_kept_holds_an_address_that_was_signed(watched, cache):
    watched(VIDEO_ID)
    for file in Path(kept(cache).file).parent.iterdir():
        text = file.read_bytes()
        assert b"googlevideo" not in text, file
        assert b"sqp=" not in text, file
        assert b"ytimg.com" not in text, file


def test_a_kept_video_that_was_touched_is_checked_and_not_loaded_again(fetched, cache, website):
    fetched(website.address("/film.html"))
    entry = kept(cache)
    Path(entry.file).touch()
    website.forget()
    child = fetched(website.address("/film.html"))
    assert child.kinds() == ["verifying", "done"]
    assert website.requests() == ()
    assert kept(cache).added_s == entry.added_s


def test_a_kept_video_that_was_changed_is_loaded_again(fetched, cache, website):
    fetched(website.address("/film.html"))
    file = Path(kept(cache).file)
    whole = file.read_bytes()
    file.write_bytes(b"x" + whole[1:])
    assert fetched(website.address("/film.html")).last["news"] == "done"
    assert Path(kept(cache).file).read_bytes() == whole


@pytest.mark.parametrize("is_there", [True, False])
def test_a_newer_downloader_that_broke_is_replaced_by_the_programs_own(
    fetched, cache, website, tmp_path, is_there
):
    folder = tmp_path / "2099.1.1"
    folder.mkdir()
    if is_there:
        (folder / "yt_dlp-2099.1.1-py3-none-any.whl").write_bytes(b"PK cut short")
    terms = FetchTerms(reserve_bytes=0, downloader=str(folder))
    assert fetched(website.address("/film.html"), terms=terms).last["news"] == "done"
    assert kept(cache).downloader == yt_dlp.version.__version__


@pytest.mark.parametrize(
    "mirror", ["http://127.0.0.1:9/x", "/film.mp4?status=500", "/film.mp4?status=403", "/no.html"]
)
def test_a_mirror_that_is_out_of_order_does_not_stand_in_the_way(fetched, cache, website, mirror):
    first = mirror if mirror.startswith("http") else website.address(mirror)
    child = fetched(first, website.address("/film.html"))
    assert child.last["news"] == "done"
    assert kept(cache).address == website.address("/film.html")


def test_what_has_arrived_is_not_thrown_away_for_another_address(fetched, cache, website):
    website.befall("/film.mp4", Fault(drop_after_bytes=100_000))
    child = fetched(website.address("/film.mp4"), website.address("/other.mp4"))
    assert child.last["news"] == "failed"
    assert website.requests("/other.mp4") == ()


def test_of_two_troubles_the_one_that_lasts_is_told(children, cache, youtube):
    asked = question(cache, "http://127.0.0.1:9/x", youtube.address("PRIVATE0000"),
                     video_id="PRIVATE0000", terms=youtube.terms, trial=youtube.trial)  # fmt: skip
    child = children(asked)
    child.finish()
    assert child.last["failure"] == "private"


def test_its_size_is_said_before_it_is_loaded(watched, cache, youtube):
    resolved = watched(VIDEO_ID, do="size").last
    assert resolved["news"] == "resolved"
    assert resolved["size_bytes"] == sum(
        youtube.films.path(name).stat().st_size for name in ("v.mp4", "a.m4a")
    )
    assert (resolved["duration_ms"], resolved["height_px"]) == (8_000, 720)
    assert not youtube.sent_bytes()
    assert VideoCache(cache).where(VIDEO_ID) is None


def test_nothing_is_loaded_before_it_may_go(children, cache, youtube):
    child = children(question(cache, youtube.address(VIDEO_ID), terms=youtube.terms,
                              trial=youtube.trial))  # fmt: skip
    while not child.news or child.news[-1]["news"] != "resolved":
        child.news.append(child._coming.get(timeout=30))
    assert not youtube.sent_bytes()
    child.say({"do": "go"})
    assert child.finish()["news"] == "done"


def test_captions_that_nobody_wrote_come_where_there_are_no_others_and_are_mended(
    watched, cache, youtube
):
    watched(VIDEO_ID, terms=replace(youtube.terms, languages=("de",)))
    (track,) = kept(cache).tracks
    assert (track.language, track.is_automatic) == ("de", True)
    text = Path(track.file).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and "-->" not in line]
    assert len(lines) == len(set(lines)) > 3
    assert "<" not in "".join(lines)


def test_captions_that_nobody_wrote_are_left_out_where_they_are_not_wanted(watched, cache, youtube):
    watched(VIDEO_ID, terms=replace(youtube.terms, languages=("de",), wants_automatic=False))
    assert kept(cache).tracks == ()


def test_a_trouble_with_what_belongs_to_it_is_none_of_the_videos(watched, cache, youtube):
    youtube.befall("/api/timedtext", Fault(status=404))
    youtube.befall("i.ytimg.com", Fault(status=403))
    assert watched(VIDEO_ID).last["news"] == "done"
    assert (kept(cache).tracks, kept(cache).thumbnail, kept(cache).storyboard) == ((), "", "")


def test_a_height_is_kept_to(watched, cache, youtube):
    watched(VIDEO_ID, terms=replace(youtube.terms, height_px=360))
    assert (kept(cache).height_px, kept(cache).format_id) == (360, "18")
    assert sha_of(kept(cache).file) == sha_of(youtube.films.path("film360.mp4"))


@pytest.mark.parametrize("path", ["/film.mp4", "/film.html", "/film.webm", "/hls/film.m3u8",
                                  "/fmp4/film.m3u8", "/dash/film.mpd"])  # fmt: skip
def test_each_way_of_serving_a_film_ends_in_a_whole_file(fetched, cache, website, path):
    child = fetched(website.address(path))
    assert child.last["news"] == "done", child.last
    entry = kept(cache)
    assert walk(Path(entry.file), 8_000).is_whole
    assert not probe(Path(entry.file), look_at(Path(entry.file)).demuxer).wants_remux
    assert entry.height_px in (360, 720)
    assert abs(entry.duration_ms - 8_000) < 300


def test_a_whole_file_stays_as_it_came(fetched, cache, website):
    fetched(website.address("/film.mp4"))
    assert sha_of(kept(cache).file) == sha_of(website.films.path("film.mp4"))


def test_joining_needs_no_ffmpeg(children, cache, youtube, tmp_path):
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    child = children(asked, env={"PATH": str(tmp_path)})
    assert child.finish()["news"] == "done"
    assert kept(cache).height_px == 720


def test_without_anything_that_joins_it_is_360p_and_said_why(
    children, cache, youtube, tmp_path, without_pyav
):
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    child = children(asked, env={**without_pyav, "PATH": str(tmp_path)})
    resolved = child.until("resolved")
    child.say({"do": "go"})
    assert child.finish()["news"] == "done", child.last
    assert resolved["height_px"] == 360
    assert "360p" in resolved["limit"]
    assert sha_of(kept(cache).file) == sha_of(youtube.films.path("film360.mp4"))


def test_the_persons_ffmpeg_joins_where_pyav_cannot(children, cache, youtube, without_pyav):
    asked = question(cache, youtube.address(VIDEO_ID), terms=youtube.terms, trial=youtube.trial)
    child = children(asked, env=without_pyav)
    assert child.finish()["news"] == "done", child.last
    assert walk(Path(kept(cache).file), 8_000).is_whole


def test_the_next_address_is_tried_when_the_first_does_not_have_it(fetched, cache, website):
    child = fetched(website.address("/gone.mp4"), website.address("/film.mp4"))
    assert child.kinds()[:2] == ["resolving", "resolving"]
    assert child.last["news"] == "done"
    assert kept(cache).address == website.address("/film.mp4")


def test_of_two_refusals_the_one_that_says_more_is_told(children, cache, youtube):
    addresses = (
        "https://rr1---sn-standin.googlevideo.com/gone.mp4",
        youtube.address("PRIVATE0000"),
    )
    asked = question(cache, *addresses, terms=youtube.terms, trial=youtube.trial)
    assert children(asked).finish()["failure"] == "private"


def test_a_video_that_is_kept_already_is_not_loaded_again(watched, cache, youtube):
    watched(VIDEO_ID)
    youtube.forget()
    assert watched(VIDEO_ID).kinds() == ["done"]
    assert not youtube.requests()


def test_two_jobs_never_load_one_video_together(children, cache, website):
    slow = website.address("/film.mp4", rate_bytes_s=300_000)
    first = children(question(cache, slow))
    first.until("progress")
    second = children(question(cache, slow))
    assert second.finish()["failure"] == "in use"
    first.kill()


def test_a_damaged_film_is_loaded_twice_and_put_aside_for_those_who_want_it(
    fetched, cache, website
):
    whole = website.films.path("film.mp4").read_bytes()
    website.pages["/x.mp4"] = whole[:1_000_000] + bytes(900_000) + whole[1_900_000:]
    child = fetched(website.address("/x.mp4"))
    assert child.kinds().count("verifying") == 2
    assert child.last["failure"] == "damaged", child.last
    assert child.last["facts"]["gap"]
    assert VideoCache(cache).where(VIDEO_ID) is None
    aside = VideoCache(cache).incomplete(VIDEO_ID)
    assert look_at(aside).demuxer == "mp4"
    website.pages["/x.mp4"] = whole
    assert fetched(website.address("/x.mp4")).last["news"] == "done", "it was begun anew"
    assert sha_of(kept(cache).file) == sha_of(website.films.path("film.mp4"))
    assert VideoCache(cache).incomplete(VIDEO_ID) is None


def test_a_segment_that_is_missing_is_noticed(fetched, cache, website):
    website.films.path("hls/film.m3u8")
    website.pages["/x.m3u8"] = playlist(*(f"/hls/film{number}.ts" for number in (0, 1, 3)))
    assert fetched(website.address("/x.m3u8")).last["failure"] == "damaged"


def test_a_film_that_is_whole_the_second_time_is_kept(fetched, cache, website):
    whole = website.films.path("film.mp4").read_bytes()
    website.films.path("film.mp4")
    hole = website.films.folder / "hole.mp4"
    hole.write_bytes(whole[:1_000_000] + bytes(900_000) + whole[1_900_000:])
    website.befall("hole.mp4", Fault(becomes="film.mp4", times=2))
    child = fetched(website.address("/hole.mp4"))
    assert child.last["news"] == "done", child.last
    assert sha_of(kept(cache).file) == sha_of(website.films.path("film.mp4"))


def test_what_is_no_question_is_answered_so(children):
    child = children({"do": "dance"})
    assert child.finish()["failure"] == "unknown"
    assert child.child.returncode == 2


def test_a_page_that_names_another_kind_of_file_is_refused(fetched, cache, website):
    website.pages["/odd.html"] = video_page("Odd", "/programs/setup.exe")
    website.pages["/evil.m3u8"] = playlist("file:///etc/hostname")
    for path in ("/odd.html", "/evil.m3u8"):
        child = fetched(website.address(path))
        assert child.last["news"] == "failed"
        assert child.last["failure"] in ("refused", "not found", "unsupported"), child.last
        assert not list((cache / "staging").glob("*/*"))
