"""The transcript worker: subtitles inside real videos, portions, and a file for the player."""

from pathlib import Path

import pytest

from tests.films import ffmpeg
from tests.video.subtitle_files import SENTENCES, srt
from viewer.errors import VideoError
from viewer.events import Inbox
from viewer.worker.bounds import MOST_MEMORY_BYTES
from viewer.worker.host import WorkerHost
from viewer.worker.transcript import PORTION_CUES, PORTION_LETTERS

TEXTS = [SENTENCES["ja"], "Twice\na day", "<i>and</i> again"]
HELD = [[2_000, 4_000, TEXTS[0]], [4_000, 6_000, TEXTS[1]], [6_000, 8_000, "and again"]]
CARRIERS = [
    ("mp4", "mov_text", "mp4"), ("mkv", "srt", "mkv"), ("mkv", "ass", "mkv"),
    ("mkv", "webvtt", "mkv"), ("webm", "webvtt", "mkv"),
]  # fmt: skip


class Clerk:
    """Puts questions to a real worker and waits for the answers."""

    def __init__(self, wait_until) -> None:
        self.inbox = Inbox()
        self.host = WorkerHost("transcript", self.inbox.post)
        self._wait = wait_until

    def asks(self, **question) -> dict:
        answers, errors = [], []
        self.host.ask(question, answers.append, errors.append, deadline_s=30)

        def is_answered() -> bool:
            self.inbox.drain()
            return bool(answers or errors)

        self._wait(is_answered)
        if errors:
            raise errors[0]
        return answers[0]


@pytest.fixture
def clerk(wait_until):
    one = Clerk(wait_until)
    yield one
    one.host.close()


@pytest.fixture
def beside(tmp_path):
    file = tmp_path / "film.srt"
    file.write_text(srt(TEXTS), encoding="utf-8")
    return file


@pytest.fixture
def carrying(tmp_path, beside):
    """Make a video that carries subtitles twice, in English and in Japanese."""

    def made(suffix: str, codec: str) -> Path:
        film = tmp_path / f"film.{suffix}"
        picture = ["-c:v", "libvpx", "-b:v", "100k"] if suffix == "webm" else []
        ffmpeg(
            "-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=9", "-i", beside,
            "-i", beside, "-map", "0", "-map", "1", "-map", "2", "-c:s", codec, *picture,
            "-metadata:s:s:0", "language=eng", "-metadata:s:s:1", "language=jpn",
            "-metadata:s:s:1", "title=Fishermen", film,
        )  # fmt: skip
        return film

    return made


@pytest.mark.parametrize(("suffix", "codec", "demuxer"), CARRIERS)
def test_subtitles_inside_a_video_are_found_and_read(
    clerk, carrying, tmp_path, suffix, codec, demuxer
):
    video = {"video": str(carrying(suffix, codec)), "demuxer": demuxer}
    tracks = clerk.asks(do="inner", **video)["tracks"]
    assert [language for _index, language, _title in tracks] == ["en", "ja"]
    if suffix == "mkv":
        assert tracks[1][2] == "Fishermen"
    said = clerk.asks(do="read", **video, index=tracks[1][0])
    assert said["cues"] == HELD


def test_a_video_without_subtitles_has_none(clerk, small_video):
    assert clerk.asks(do="inner", video=str(small_video), demuxer="mp4") == {"tracks": []}


def test_what_is_no_video_is_refused_and_the_worker_lives(clerk, beside):
    for do in ("inner", "read"):
        with pytest.raises(VideoError):
            clerk.asks(do=do, video=str(beside), demuxer="mp4", index=0)
    with pytest.raises(VideoError):
        clerk.asks(do="inner", video=str(beside.with_name("gone.mp4")), demuxer="mp4")


def test_a_file_beside_the_video_is_read(clerk, beside):
    assert clerk.asks(do="read", file=str(beside))["cues"] == HELD


def test_a_file_beside_the_video_is_written_for_the_player(clerk, beside, tmp_path):
    out = tmp_path / "cache" / "film.srt"
    assert clerk.asks(do="write", file=str(beside), out=str(out)) == {"file": str(out)}
    assert clerk.asks(do="read", file=str(out))["cues"] == HELD
    assert [each.name for each in out.parent.iterdir()] == ["film.srt"]


def test_where_nothing_can_be_written_it_is_told(clerk, beside):
    out = str(beside / "below a file.srt")
    assert clerk.asks(do="write", file=str(beside), out=out) == {"file": ""}


def test_many_cues_come_in_portions(clerk, tmp_path):
    file = tmp_path / "long.srt"
    texts = [f"{number} " + "sea " * (number % 300) for number in range(3_000)]
    file.write_text(srt(texts), encoding="utf-8")
    said = clerk.asks(do="read", file=str(file))
    cues = said["cues"]
    while len(cues) < said["count"]:
        portion = clerk.asks(do="more", row=len(cues))["cues"]
        assert 0 < len(portion) <= PORTION_CUES
        assert sum(len(cue[2]) for cue in portion) <= PORTION_LETTERS
        cues += portion
    assert [cue[2] for cue in cues] == [text.strip() for text in texts]


def test_the_worker_cannot_take_all_of_the_memory(clerk, small_video):
    resource = pytest.importorskip("resource")
    clerk.asks(do="inner", video=str(small_video), demuxer="mp4")
    assert resource.prlimit(clerk.host.pid, resource.RLIMIT_AS)[0] == MOST_MEMORY_BYTES
