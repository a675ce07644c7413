"""Moving the cache: all of it arrives, whenever it was interrupted; nothing foreign is touched."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.films import sha256_of
from viewer.errors import VideoError
from viewer.video.cache import VideoCache
from viewer.video.condition import Condition
from viewer.video.importing import How, import_file
from viewer.video.relocation import Move, relocate

ROOT = Path(__file__).parent.parent.parent
FILMS = {"abcdefghijk": "plain.mp4", "-a_bcdefghi": "plain.webm", "url-0123": "plain.mkv"}
CHILD = """
import os, signal, sys
from pathlib import Path
from viewer.video.relocation import Move, relocate
source, target, pointer, disks, last = sys.argv[1:]
steps = []
def after(step):
    steps.append(step)
    if len(steps) == int(last):
        os.kill(os.getpid(), signal.SIGKILL)
relocate(Move(Path(source), Path(target), Path(pointer), after, lambda *_: disks == "one"))
print(len(steps))
"""


@pytest.fixture(scope="session")
def full(films, tmp_path_factory):
    """A cache with three videos, half a download, a wish and a queue; never moved itself."""
    folder = tmp_path_factory.mktemp("full") / "cache"
    cache = VideoCache(folder)
    for video_id, name in FILMS.items():
        import_file(cache, films[name], video_id, title=name, how=How.COPY)
    cache.pin("abcdefghijk")
    cache.touch("url-0123", 1_700_000_000)
    (part := cache.staging("half")).joinpath("v.136.mp4.part").write_bytes(bytes(100_000))
    (part / "job.json").write_text("{}")
    (folder / "wishes").mkdir()
    (folder / "wishes" / "a.json").write_text("{}")
    (folder / "queue.json").write_text('{"rows": []}')
    return folder


@pytest.fixture
def old(full, tmp_path):
    """A cache of its own for each test."""
    shutil.copytree(full, tmp_path / "old")
    for finding in VideoCache(tmp_path / "old").verify():
        assert finding.condition is Condition.READY
    return tmp_path / "old"


@pytest.fixture(params=["one disk", "two disks"])
def move(request, old, tmp_path):
    is_one = request.param == "one disk"
    return Move(old, tmp_path / "new", tmp_path / "data" / "cache_folder",
                is_one_disk=lambda *_: is_one)  # fmt: skip


def arrived_whole(move, films):
    cache = VideoCache(move.target)
    assert {entry.id for entry in cache.entries()} == set(FILMS)
    for entry in cache.entries():
        assert sha256_of(Path(entry.file)) == sha256_of(films[FILMS[entry.id]]) == entry.sha256
        assert Path(entry.file).is_relative_to(move.target)
    assert cache.where("abcdefghijk").is_pinned
    assert cache.where("url-0123").used_s == 1_700_000_000
    assert (cache.staging("half") / "v.136.mp4.part").stat().st_size == 100_000
    assert json.loads((move.target / "queue.json").read_text()) == {"rows": []}
    assert (move.target / "wishes" / "a.json").is_file()
    assert move.pointer.read_text() == f"{move.target}\n"
    assert not [each for each in (move.target / "staging").iterdir() if "moving" in each.name]


def test_everything_arrives_and_the_old_folder_goes(move, films):
    moved = relocate(move)
    arrived_whole(move, films)
    assert (moved.folder, moved.videos, moved.left) == (move.target, 3, ())
    assert not move.source.exists()


def test_moving_there_and_back_is_as_if_nothing_was(move, films, old):
    relocate(move)
    relocate(Move(move.target, old, move.pointer, is_one_disk=move.is_one_disk))
    arrived_whole(Move(move.target, old, move.pointer), films)


def steps_of(old, tmp_path, disks):
    """Return how many steps a move has, by making one with a copy."""
    shutil.copytree(old, tmp_path / "tried")
    list(VideoCache(tmp_path / "tried").verify())
    return int(run(tmp_path / "tried", tmp_path / "tried to", tmp_path / "tried at", disks, 0))


def run(source, target, pointer, disks, last):
    done = subprocess.run(
        [sys.executable, "-c", CHILD, *map(str, (source, target, pointer, disks, last))],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == (-signal.SIGKILL if last else 0), done.stderr
    return done.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("disks", ["one", "two"])
def test_a_move_that_is_killed_after_each_step_in_turn_goes_on(full, films, tmp_path, disks):
    steps = steps_of(full, tmp_path, disks)
    assert steps >= (10 if disks == "one" else 20)
    for last in range(1, steps + 1):
        old, new, pointer = (tmp_path / f"{each}{last}" for each in ("old", "new", "pointer"))
        shutil.copytree(full, old)
        list(VideoCache(old).verify())
        run(old, new, pointer, disks, last)
        ids = {entry.id for folder in (old, new) for entry in VideoCache(folder).entries()}
        assert ids == set(FILMS), f"after step {last}"
        move = Move(old, new, pointer, is_one_disk=lambda *_: disks == "one")
        if not pointer.exists():
            relocate(move)
        arrived_whole(move, films)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_move_that_is_killed_again_and_again_arrives_in_the_end(old, films, tmp_path):
    move = Move(old, tmp_path / "new", tmp_path / "pointer", is_one_disk=lambda *_: False)
    kills = 0
    while not move.pointer.exists():
        run(move.source, move.target, move.pointer, "two", 4)
        kills += 1
    assert kills >= 3
    arrived_whole(move, films)


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("share", [0.05, 0.3, 0.6, 0.9])
def test_a_move_that_is_killed_in_the_middle_of_a_file_goes_on(films, tmp_path, wait_until, share):
    big = tmp_path / "big.mp4"
    padding = os.urandom(40_000_000)
    box = (len(padding) + 8).to_bytes(4) + b"free" + padding
    big.write_bytes(films["plain.mp4"].read_bytes() + box)
    import_file(VideoCache(tmp_path / "old"), big, "big-1")
    args = (tmp_path / "old", tmp_path / "new", tmp_path / "pointer", "two", 0)
    child = subprocess.Popen([sys.executable, "-c", CHILD, *map(str, args)], cwd=ROOT,
                             stdout=subprocess.DEVNULL)  # fmt: skip

    def is_far_enough():
        files = list((tmp_path / "new").glob("staging/*/video.mp4"))
        return child.poll() is not None or any(
            file.stat().st_size >= share * big.stat().st_size for file in files if file.exists()
        )

    wait_until(is_far_enough)
    child.kill()
    assert child.wait() == -signal.SIGKILL
    relocate(Move(*args[:3], is_one_disk=lambda *_: False))
    entry = VideoCache(tmp_path / "new").where("big-1")
    assert sha256_of(Path(entry.file)) == sha256_of(big)
    assert not (tmp_path / "old").exists()


def test_a_disk_that_fails_in_the_middle_is_told_and_the_move_goes_on_later(old, films, tmp_path):
    calls = []

    def fail(step):
        calls.append(step)
        if len(calls) == 6:
            raise OSError(5, "Input/output error")

    move = Move(old, tmp_path / "new", tmp_path / "pointer", fail, lambda *_: False)
    with pytest.raises(VideoError, match=r"could not be moved in .*: Input/output error"):
        relocate(move)
    assert not move.pointer.exists()
    relocate(move)
    arrived_whole(move, films)


def test_what_has_arrived_is_not_copied_again(old, tmp_path):
    steps = []

    def fail_after_the_second(step):
        steps.append(step)
        if steps.count("video published") == 2:
            raise OSError(5, "Input/output error")

    move = Move(old, tmp_path / "new", tmp_path / "pointer", fail_after_the_second,
                lambda *_: False)  # fmt: skip
    with pytest.raises(VideoError):
        relocate(move)
    later = []
    relocate(Move(old, move.target, move.pointer, later.append, lambda *_: False))
    assert (steps.count("video compared"), later.count("video compared")) == (2, 1)


def test_a_damaged_video_stays_behind_and_is_named(old, tmp_path):
    entry = VideoCache(old).where("abcdefghijk")
    Path(entry.file).write_bytes(b"spoilt")
    moved = relocate(
        Move(old, tmp_path / "new", tmp_path / "pointer", is_one_disk=lambda *_: False)
    )
    assert moved.left == (Path(entry.file).parent.name,)
    assert moved.videos == 2
    assert Path(entry.file).is_file()


def test_a_video_spoilt_without_a_trace_is_noticed_as_it_is_copied(old, tmp_path):
    """The seal is made anew over the wrong bytes, as a failing disk would leave it."""
    entry = VideoCache(old).where("abcdefghijk")
    content = bytearray(Path(entry.file).read_bytes())
    content[1000] ^= 1
    Path(entry.file).write_bytes(content)
    found = Path(entry.file).stat()
    seal = Path(entry.file).with_name("seal.json")
    said = json.loads(seal.read_text())
    said |= {"mtime_ns": found.st_mtime_ns, "ctime_ns": found.st_ctime_ns, "inode": found.st_ino}
    seal.write_text(json.dumps(said))
    assert VideoCache(old).where("abcdefghijk") is not None
    moved = relocate(
        Move(old, tmp_path / "new", tmp_path / "pointer", is_one_disk=lambda *_: False)
    )
    assert moved.left == (Path(entry.file).parent.name,)
    assert VideoCache(tmp_path / "new").where("abcdefghijk") is None


def test_a_linked_video_goes_on_pointing_at_its_file(films, move, tmp_path):
    file = Path(shutil.copy(films["plain.mp4"], tmp_path / "mine.mp4"))
    import_file(VideoCache(move.source), file, "linked-1", how=How.LINK)
    relocate(move)
    assert VideoCache(move.target).where("linked-1").file == str(file)


def test_folders_that_cannot_become_the_cache_are_refused(old, tmp_path):
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "letter.txt").write_text("mine")
    (tmp_path / "file").write_text("a file")
    (tmp_path / "link").symlink_to(tmp_path / "foreign")
    before = sorted(each.relative_to(old) for each in old.rglob("*"))
    refusals = {
        old / "inside": "one in the other",
        old / "videos": "one in the other",
        tmp_path: "one in the other",
        tmp_path / "foreign": "holds other files",
        tmp_path / "link": "holds other files",
        tmp_path / "file": "is no folder",
    }
    for target, words in refusals.items():
        with pytest.raises(VideoError, match=words):
            relocate(Move(old, target, tmp_path / "pointer"))
    assert sorted(each.relative_to(old) for each in old.rglob("*")) == before
    assert not (tmp_path / "pointer").exists()
    assert os.listdir(tmp_path / "foreign") == ["letter.txt"]  # noqa: PTH208


def test_too_little_room_is_said_with_figures_before_anything_is_moved(old, tmp_path):
    move = Move(old, tmp_path / "new", tmp_path / "pointer",
                is_one_disk=lambda *_: False, free_bytes=lambda _: 12_300_000)  # fmt: skip
    with pytest.raises(VideoError, match=r"needs 51\.\d MB, and only 12\.3 MB are free"):
        relocate(move)
    assert len(VideoCache(old).entries()) == 3
    assert not (tmp_path / "new" / "videos").exists()


def test_a_cache_that_another_window_works_in_is_not_moved_into(old, tmp_path):
    other = VideoCache(tmp_path / "new").ownership()
    assert other.take()
    with pytest.raises(VideoError, match="Another Notereel is at work"):
        relocate(Move(old, tmp_path / "new", tmp_path / "pointer"))
    other.release()


def test_where_it_is_already_it_stays(old, tmp_path):
    moved = relocate(Move(old, old, tmp_path / "pointer"))
    assert moved.folder == old
    assert len(VideoCache(old).entries()) == 3
