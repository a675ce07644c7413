"""The worker that takes pictures, as the real process it is: hostile films cannot hurt anybody."""

import os
from base64 import b64decode
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.films import mutated, small_films
from tests.frame_code import CodedVideo, read_frame
from viewer.errors import ViewerError
from viewer.events import Inbox
from viewer.video.sniff import look_at
from viewer.worker.bounds import MOST_MEMORY_BYTES
from viewer.worker.host import WorkerHost

FILM = CodedVideo(seconds=4)
DEADLINE_S = 30.0


class Photographer:
    """Asks the worker, and waits for the answer."""

    def __init__(self, qtbot, cache: Path) -> None:
        self._qtbot, self.inbox, self.cache = qtbot, Inbox(), cache
        self.host = WorkerHost("frames", self.inbox.post)

    def asks(self, file: Path, do: str, deadline_s: float = DEADLINE_S, **more):
        """Return an answer, or the error that came for one."""
        answers = []
        footage = look_at(file)
        about = {"file": str(footage.file), "demuxer": footage.demuxer, "cache": str(self.cache),
                 "most_bytes": 10_000_000, "folder": "", "kept_in": ""}  # fmt: skip
        question = {**about, **more, "do": do}
        self.host.ask(question, answers.append, answers.append, deadline_s=deadline_s)

        def answered() -> bool:
            self.inbox.drain()
            return bool(answers)

        self._qtbot.waitUntil(answered, timeout=60_000)
        return answers[0]

    def takes(self, file: Path, time_ms: int, folder: str, *, is_wanted: bool = True):
        return self.asks(file, "still", time_ms=time_ms, folder=folder, is_wanted=is_wanted)


@pytest.fixture
def photographer(qtbot, tmp_path):
    person = Photographer(qtbot, tmp_path / "cache")
    yield person
    person.host.close()


@pytest.fixture(scope="module")
def film(tmp_path_factory) -> Path:
    return FILM.made_in(tmp_path_factory.mktemp("film"))


@pytest.fixture(scope="module")
def films(tmp_path_factory):
    return small_films(tmp_path_factory.mktemp("films"))


def test_a_picture_is_taken_kept_and_brought_along(photographer, film):
    begun = photographer.asks(film, "begin")
    assert begun["pictures"] == begun["tiles"] == []
    answer = photographer.takes(film, 1_000, begun["folder"])
    raw = b64decode(answer["picture"])
    assert read_frame(QImage.fromData(raw), FILM) == 25
    assert (Path(begun["folder"]) / "1000.jpg").read_bytes() == raw
    assert photographer.asks(film, "begin")["pictures"] == [1_000]


def test_a_picture_that_is_there_is_not_taken_again(photographer, film):
    folder = photographer.asks(film, "begin")["folder"]
    (Path(folder) / "1000.jpg").write_bytes(b"as it was")
    assert b64decode(photographer.takes(film, 1_000, folder)["picture"]) == b"as it was"


def test_a_picture_nobody_waits_for_is_only_kept(photographer, film):
    folder = photographer.asks(film, "begin")["folder"]
    assert photographer.takes(film, 500, folder, is_wanted=False) == {"picture": ""}
    assert (Path(folder) / "500.jpg").exists()


def test_sound_alone_has_no_pictures_and_that_is_no_error(photographer, films):
    assert photographer.asks(films["tone.mp3"], "begin") == {"has_picture": False}
    assert photographer.asks(films["sound.m4a"], "begin") == {"has_picture": False}


def test_it_takes_only_what_nobody_else_wants(photographer, film):
    photographer.asks(film, "begin")
    assert os.getpriority(os.PRIO_PROCESS, photographer.host.pid) == 19
    resource = pytest.importorskip("resource")
    assert resource.prlimit(photographer.host.pid, resource.RLIMIT_AS)[0] == MOST_MEMORY_BYTES


def test_one_that_takes_too_long_is_replaced(photographer, film, tmp_path):
    folder = photographer.asks(film, "begin")["folder"]
    before = photographer.host.pid
    long = CodedVideo(seconds=60, width=1280, height=720, gop=2_000).made_in(tmp_path)
    slow = photographer.asks(long, "still", 0.05, time_ms=59_000, folder=folder, is_wanted=True)
    assert isinstance(slow, ViewerError)
    assert b64decode(photographer.takes(film, 1_000, folder)["picture"])[:2] == b"\xff\xd8"
    assert photographer.host.pid != before


@pytest.mark.parametrize("name", ["plain.mp4", "plain.webm", "plain.mkv", "stream.ts", "av1.mp4"])
def test_damaged_films_are_answered(photographer, films, tmp_path, name):
    folder = photographer.asks(films[name], "begin")["folder"]
    for seed in range(6):
        broken = mutated(films[name], tmp_path / f"{seed}-{name}", seed)
        try:
            look_at(broken)
        except ViewerError:
            continue
        answer = photographer.takes(broken, 3_000 + seed, folder)
        assert isinstance(answer, ViewerError) or b64decode(answer["picture"])[:2] == b"\xff\xd8"
    assert photographer.asks(films[name], "begin")["has_picture"]


def test_a_folder_that_is_gone_is_told_and_not_made_again(photographer, film, tmp_path):
    gone = tmp_path / "videos" / "gone-1234"
    answer = photographer.asks(film, "begin", kept_in=str(gone))
    assert isinstance(answer, ViewerError)
    assert not gone.exists()


def test_what_neighbours_cite_of_the_same_video_is_known(photographer, film, tmp_path):
    vault = tmp_path / "vault"
    (vault / "a").mkdir(parents=True)
    (vault / "b").mkdir()
    head = "---\nvideoId: coded-film1\n---\n\n"
    (vault / "a" / "open.md").write_text(f"{head}Here [0:00:01], and [[there]].\n")
    (vault / "a" / "beside.md").write_text(f"{head}Beside [0:00:02].\n")
    (vault / "a" / "other.md").write_text("---\nvideoId: other\n---\n\ncoded-film1 [0:00:09].\n")
    (vault / "b" / "there.md").write_text(f"{head}Linked [0:00:03].\n")
    (vault / "b" / "far.md").write_text(f"{head}Neither [0:00:04].\n")
    answer = photographer.asks(
        film, "near_notes", vault=str(vault), path="a/open.md", links=["b/there.md"],
        video="coded-film1", video_ms=4_000,
    )  # fmt: skip
    assert answer == {"times": [3_000, 2_000]}
