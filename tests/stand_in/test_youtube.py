"""The stand-in is YouTube enough for yt-dlp's own youtube extractor."""

import socket

import pytest

from tests.stand_in.conftest import FORMAT, ask, question
from tests.stand_in.faults import Fault
from tests.stand_in.refusals import DRM, NO_FORMATS, REFUSALS, STATUSES
from tests.stand_in.youtube import CHAPTERS, TITLE, Youtube

GOOD = "dQw4w9WgXcQ"


@pytest.fixture(scope="module")
def kept(shared_youtube, tmp_path_factory):
    """A good video, fetched whole: its folder and what yt-dlp says of it."""
    folder = tmp_path_factory.mktemp("kept")
    (answer,) = ask(
        question(
            shared_youtube.address(GOOD),
            folder,
            shared_youtube,
            format=FORMAT,
            merge_output_format="mp4",
            writesubtitles=True,
            subtitleslangs=["en"],
            writethumbnail=True,
        )
    )
    return folder, answer["info"]


@pytest.fixture(scope="module")
def refused(shared_youtube):
    """What yt-dlp says of each video that is refused."""
    ids = (*REFUSALS, DRM, NO_FORMATS)
    questions = (
        question(shared_youtube.address(each), site=shared_youtube, format=FORMAT) for each in ids
    )
    return dict(zip(ids, ask(*questions), strict=True))


def test_ytdlps_own_extractor_is_at_work(kept):
    assert kept[1]["extractor"] == "youtube"
    assert kept[1]["title"] == TITLE
    assert kept[1]["duration"] == 8


def test_it_offers_what_youtube_offers(kept, films):
    formats = {each["format_id"]: each for each in kept[1]["formats"]}
    assert set(formats) == {"18", "136", "137", "140", "247", "sb0", "sb1"}
    assert formats["136"]["height"] == 720
    assert formats["136"]["vcodec"].startswith("avc1")
    assert formats["136"]["filesize"] == films.size("v.mp4")
    assert formats["140"]["filesize"] == films.size("a.m4a")
    assert formats["18"]["filesize"] == films.size("film360.mp4")


def test_picture_and_sound_come_apart_and_are_joined(kept):
    folder, info = kept
    assert info["format_id"] == "136+140"
    assert (folder / "v.136+140.mp4").stat().st_size > 2_000_000


def test_what_is_sent_is_what_the_films_weigh(kept, shared_youtube, films):
    for itag, film in (("136", "v.mp4"), ("140", "a.m4a")):
        assert shared_youtube.sent_bytes(f"id={GOOD}&itag={itag}") == films.size(film)


def test_its_films_lie_in_fragments_as_youtubes_do(films):
    assert b"moof" in films.read("v.mp4")
    assert b"moof" in films.read("a.m4a")
    assert b"moof" not in films.read("film.mp4")


def test_its_description_holds_chapters(kept):
    chapters = kept[1]["chapters"]
    assert [(each["start_time"], each["title"]) for each in chapters] == list(CHAPTERS)


def test_its_written_captions_come_before_the_automatic_ones(kept):
    assert "Today: loops &amp; conditions." in (kept[0] / "v.136+140.en.vtt").read_text()


def test_its_automatic_captions_roll(shared_youtube, tmp_path):
    ask(
        question(
            shared_youtube.address(GOOD), tmp_path, shared_youtube, format="18",
            writeautomaticsub=True, subtitleslangs=["en-orig"],
        )
    )  # fmt: skip
    captions = (tmp_path / "v.18.en-orig.vtt").read_text()
    assert "<c> today</c>" in captions
    assert captions.count("so today we will look at loops") == 2


def test_its_picture_is_a_picture(kept):
    assert (kept[0] / "v.136+140.webp").read_bytes()[8:12] == b"WEBP"


def test_its_storyboard_is_made_of_pictures(shared_youtube, tmp_path):
    ask(question(shared_youtube.address(GOOD), tmp_path, shared_youtube, format="sb0"))
    assert (tmp_path / "v.sb0.mhtml").read_bytes().count(b"\xff\xd8\xff") == 1


@pytest.mark.parametrize("video_id", REFUSALS)
def test_it_refuses_in_youtubes_words(refused, video_id):
    assert REFUSALS[video_id].words in refused[video_id]["error"]


@pytest.mark.parametrize("video_id", REFUSALS)
def test_a_refusal_is_said_by_the_extractor(refused, video_id):
    expected = "GeoRestrictedError" if video_id == "GEOBLOCK000" else "ExtractorError"
    assert refused[video_id]["kind"] == expected


def test_a_protected_video_and_one_without_formats_are_refused(refused):
    assert "This video is DRM protected" in refused[DRM]["error"]
    assert "Requested format is not available" in refused[NO_FORMATS]["error"]


@pytest.mark.parametrize(("video_id", "status"), STATUSES.items())
def test_media_are_refused_with_a_status(shared_youtube, tmp_path, video_id, status):
    address = shared_youtube.address(video_id)
    (answer,) = ask(question(address, tmp_path, shared_youtube, format="136", retries=0))
    assert f"HTTP Error {status}" in answer["error"]
    assert {each.status for each in shared_youtube.requests(f"id={video_id}")} == {status}


def test_a_dropped_film_is_taken_up_where_it_was_dropped(youtube, films, tmp_path):
    youtube.befall("itag=136", Fault(drop_after_bytes=1_000_000, times=2))
    ask(question(youtube.address(GOOD), tmp_path, youtube, format="136"))
    assert (tmp_path / "v.136.mp4").stat().st_size == films.size("v.mp4")
    asked = youtube.requests("itag=136")
    assert [each.is_whole for each in asked] == [False, False, True]
    assert [each.range.partition("-")[0] for each in asked] == [
        "bytes=0", "bytes=1000000", "bytes=2000000",
    ]  # fmt: skip


def test_a_republished_video_has_other_films(youtube, films, tmp_path):
    before, after = tmp_path / "before", tmp_path / "after"
    ask(question(youtube.address(GOOD), before, youtube, format="136"))
    youtube.republish(GOOD)
    ask(question(youtube.address(GOOD), after, youtube, format="136"))
    old, new = youtube.requests("itag=136")
    assert old.target != new.target
    assert films.size("v.mp4") == old.sent_bytes
    assert films.size("other-v.mp4") == new.sent_bytes


def test_nobody_trusts_its_certificate_unasked(youtube):
    asked = question(youtube.address(GOOD), site=youtube)
    asked["options"]["nocheckcertificate"] = False
    (answer,) = ask(asked)
    assert "certificate verify failed" in answer["error"].lower()
    assert not youtube.requests("/watch")


def test_a_film_that_is_reset_is_taken_up_as_well(youtube, films, tmp_path):
    youtube.befall("itag=136", Fault(drop_after_bytes=1_000_000, resets=True, times=2))
    ask(question(youtube.address(GOOD), tmp_path, youtube, format="136"))
    assert (tmp_path / "v.136.mp4").stat().st_size == films.size("v.mp4")
    assert len(youtube.requests("itag=136")) == 3


def test_no_tunnel_leads_anywhere_else(youtube):
    with socket.create_connection(("127.0.0.1", youtube.port), timeout=30) as line:
        line.sendall(b"CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n")
        assert b" 502 " in line.recv(100)
    assert [each.status for each in youtube.requests("example.org")] == [502]


def test_it_ends_though_a_tunnel_is_open(films):
    with Youtube(films) as site:
        line = socket.create_connection(("127.0.0.1", site.port), timeout=30)
        line.sendall(b"CONNECT www.youtube.com:443 HTTP/1.1\r\nHost: www.youtube.com\r\n\r\n")
        assert b" 200 " in line.recv(100)
    assert line.recv(100) == b""
    line.close()
