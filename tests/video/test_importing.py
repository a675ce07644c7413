"""Using files somebody has: how they come in, what comes with them, and what stays as it was."""

import errno
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.films import SECONDS, cut, sha256_of, zeroed
from tests.video.test_captions import ROLLING
from viewer.errors import VideoError
from viewer.video.aside import Track
from viewer.video.cache import VideoCache
from viewer.video.condition import Condition
from viewer.video.container import probe, walk
from viewer.video.entry import Source
from viewer.video.file_names import id_in_name, proposals, title_in_name
from viewer.video.importing import How, import_file
from viewer.video.sniff import look_at

ROOT = Path(__file__).parent.parent.parent
ID = "a-b_cdefghi"


@pytest.fixture
def mine(films, tmp_path):
    """Return a copy of a film that may be spoilt, by name."""
    (tmp_path / "mine").mkdir()

    def copy(name, called=""):
        return Path(shutil.copy(films[name], tmp_path / "mine" / (called or name)))

    return copy


@pytest.mark.parametrize("how", [How.AUTO, How.COPY])
@pytest.mark.parametrize("name", ["plain.mp4", "plain.mkv", "plain.webm", "tone.mp3"])
def test_a_file_is_kept_as_it_is(cache, mine, name, how):
    file = mine(name)
    entry = import_file(cache, file, ID, title="Tides", how=how)
    assert cache.where(ID) == entry
    assert (entry.title, entry.source) == ("Tides", Source.IMPORTED)
    assert sha256_of(Path(entry.file)) == sha256_of(file) == entry.sha256
    assert entry.size_bytes == file.stat().st_size
    assert abs(entry.duration_ms - SECONDS * 1000) < 200
    assert entry.height_px == (0 if name == "tone.mp3" else 90)
    assert list((cache.folder / "staging").iterdir()) == []


def test_a_copy_shares_nothing_with_the_file(cache, mine):
    file = mine("plain.mp4")
    entry = import_file(cache, file, ID, how=How.COPY)
    assert Path(entry.file).stat().st_ino != file.stat().st_ino
    file.write_bytes(b"spoilt")
    assert cache.where(ID) == entry


def test_a_shared_file_that_is_changed_by_its_other_name_is_not_served(cache, mine):
    file = mine("plain.mp4")
    entry = import_file(cache, file, ID)
    if Path(entry.file).stat().st_ino != file.stat().st_ino:
        pytest.skip("this file system clones, so nothing is shared")
    content = bytearray(file.read_bytes())
    content[50_000] ^= 1
    with file.open("r+b") as stream:
        stream.write(content)
    os.utime(file, ns=(0, 0))
    assert cache.where(ID) is None
    assert cache.examine(ID).condition is Condition.DAMAGED


def test_a_shared_file_whose_other_name_is_deleted_is_whole_once_it_was_examined(cache, mine):
    file = mine("plain.mp4")
    import_file(cache, file, ID)
    file.unlink()
    assert cache.examine(ID).condition is Condition.READY
    assert cache.where(ID) is not None


def test_removing_a_shared_one_leaves_the_file(cache, mine, films):
    file = mine("plain.mp4")
    import_file(cache, file, ID)
    cache.remove(ID)
    assert sha256_of(file) == sha256_of(films["plain.mp4"])


def test_a_linked_file_stays_where_it_is(cache, mine):
    file = mine("plain.mp4")
    entry = import_file(cache, file, ID, how=How.LINK)
    assert (entry.file, entry.source) == (str(file.resolve()), Source.LINKED)
    assert not list(cache.place(ID).glob("video*"))
    file.unlink()
    assert cache.condition(ID) is Condition.MISSING


@pytest.mark.parametrize("name", ["fragmented.mp4", "stream.ts"])
def test_what_cannot_be_sought_in_is_written_anew(cache, mine, name):
    file = mine(name)
    before = sha256_of(file)
    entry = import_file(cache, file, ID)
    kept = Path(entry.file)
    assert kept.name == "video.mp4"
    assert kept.stat().st_ino != file.stat().st_ino
    assert kept.stat().st_nlink == 1
    assert not probe(kept, look_at(kept).demuxer).wants_remux
    assert walk(kept, SECONDS * 1000).is_whole
    assert sha256_of(file) == before


@pytest.mark.parametrize("name", ["fragmented.mp4", "stream.ts"])
def test_what_cannot_be_sought_in_cannot_be_pointed_at(cache, mine, name):
    with pytest.raises(VideoError, match="must be written anew"):
        import_file(cache, mine(name), ID, how=How.LINK)
    assert cache.condition(ID) is Condition.ABSENT


def test_a_damaged_file_is_refused_and_the_older_one_stays(cache, mine, tmp_path, films):
    entry = import_file(cache, mine("plain.mp4"), ID)
    short = cut(films["plain.mp4"], tmp_path / "short.mp4", 0.7)
    hollow = zeroed(films["plain.mp4"], tmp_path / "hollow.mp4", 0.5, 16_384)
    for file, fault in ((short, r"only \d+ kB of \d+ kB are there"), (hollow, "damaged at 0:0")):
        with pytest.raises(VideoError, match=rf"is not whole \({fault}"):
            import_file(cache, file, ID)
    assert cache.where(ID) == entry
    assert list((cache.folder / "staging").iterdir()) == []


def test_a_recording_of_a_screen_that_stands_still_is_no_damaged_file(cache, mine):
    assert import_file(cache, mine("still.mp4"), ID)


def test_no_video_at_all_is_refused_in_a_sentence(cache, tmp_path):
    playlist = tmp_path / "list.mp4"
    playlist.write_text("#EXTM3U\nhttp://h/a.ts\n")
    with pytest.raises(VideoError, match="a playlist, not a video"):
        import_file(cache, playlist, ID)
    with pytest.raises(VideoError, match="not there any more"):
        import_file(cache, tmp_path / "gone.mp4", ID)
    assert not (cache.folder / "videos").exists()


def test_captions_and_a_picture_beside_it_come_along(cache, mine):
    file = mine("plain.mp4", f"Tides [{ID}].mp4")
    beside = file.with_suffix
    plain = b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>High water\n"
    beside(".de.vtt").write_bytes(plain)
    beside(".en.vtt").write_text(ROLLING)
    beside(".webp").write_bytes(b"RIFF\x00\x00\x00\x00WEBPVP8 ")
    beside(".fr.vtt").write_text("no captions at all")
    beside(".con.vtt").write_bytes(plain)
    beside(".it.vtt").symlink_to(beside(".de.vtt"))
    beside(".info.json").write_text("{}")
    entry = import_file(cache, file, ID)
    folder = cache.place(ID)
    assert entry.title == "Tides"
    assert entry.tracks == (
        Track("de", str(folder / "de.vtt")), Track("en", str(folder / "en.auto.vtt"), True),
    )  # fmt: skip
    assert (folder / "de.vtt").read_bytes() == plain
    assert "<c>" not in (folder / "en.auto.vtt").read_text()
    assert entry.thumbnail == str(folder / "thumb.webp")
    assert {each.name for each in folder.iterdir()} == {
        "entry.json", "seal.json", "video.mp4", "de.vtt", "en.auto.vtt", "thumb.webp",
    }  # fmt: skip


def test_a_picture_that_is_none_is_left_out(cache, mine):
    file = mine("plain.mp4")
    file.with_suffix(".jpg").write_text("<html>")
    assert import_file(cache, file, ID).thumbnail == ""


def test_a_file_that_is_still_being_written_is_refused(cache, mine, monkeypatch):
    """What is copied must be what was looked at: here it grows as its bytes are hashed."""
    file = mine("fragmented.mp4")

    class Growing(type(cache)):
        def fresh_staging(self, video_id):
            with file.open("ab") as stream:
                stream.write(bytes(100))
            return super().fresh_staging(video_id)

    with pytest.raises(VideoError, match="was written to while it was imported"):
        import_file(Growing(cache.folder), file, ID)
    assert cache.condition(ID) is Condition.ABSENT


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
def test_no_room_is_said_and_leaves_nothing(cache, mine):
    code = textwrap.dedent("""
        import resource, signal, sys
        from pathlib import Path
        from viewer.errors import VideoError
        from viewer.video.cache import VideoCache
        from viewer.video.importing import import_file, How
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        for name, how in zip(sys.argv[2:], (How.COPY, How.AUTO)):
            try:
                import_file(VideoCache(Path(sys.argv[1])), Path(name), "id-1", how=how)
            except VideoError as error:
                print(error)
    """)
    files = mine("plain.mp4"), mine("fragmented.mp4")
    done = subprocess.run(
        [sys.executable, "-c", code, cache.folder, *files],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.count("could not be kept") == 2, done.stderr
    assert os.strerror(errno.EFBIG) in done.stdout
    assert list((cache.folder / "staging").iterdir()) == []


def test_a_killed_import_leaves_nothing_that_counts(cache, mine, wait_until):
    code = textwrap.dedent("""
        import os, signal, sys
        from pathlib import Path
        from viewer.video.cache import VideoCache
        from viewer.video.importing import import_file, How
        class Killed(VideoCache):
            def publish(self, staging, entry):
                os.kill(os.getpid(), signal.SIGKILL)
        import_file(Killed(Path(sys.argv[1])), Path(sys.argv[2]), "id-1", how=How.COPY)
    """)
    if sys.platform == "win32":
        pytest.skip("no SIGKILL there")
    done = subprocess.run([sys.executable, "-c", code, cache.folder, mine("plain.mp4")], cwd=ROOT)
    assert done.returncode == -9
    assert cache.condition("id-1") is Condition.ABSENT
    later = VideoCache(cache.folder, lambda: 2e10)
    assert later.collect().staged == 1


NAMES = {
    "Why tides [a-b_cdefghi].mp4": ("a-b_cdefghi", "Why tides"),
    "Why [1] tides [a-b_cdefghi].mp4": ("a-b_cdefghi", "Why [1] tides"),
    "Why tides [a-b_cdefghi] 720p.mp4": ("a-b_cdefghi", "Why tides [a-b_cdefghi] 720p"),
    "Why tides-a-b_cdefghi.mp4": ("a-b_cdefghi", "Why tides"),
    "Why tides--abcdefgh_i.mkv": ("-abcdefgh_i", "Why tides"),
    "[a-b_cdefghi].mp4": ("a-b_cdefghi", "[a-b_cdefghi]"),
}


@pytest.mark.parametrize("name", NAMES)
def test_names_of_downloaders_say_which_video_it_is(name):
    assert (id_in_name(Path(name)), title_in_name(Path(name))) == NAMES[name]


@pytest.mark.parametrize(
    "name",
    ["Why tides.mp4", "A long-documentary.mp4", "talk-2024-11-2601.mp4", "[short].mp4",
     "Lecture [two words].mp4", "x-introduction.mp4"],
)  # fmt: skip
def test_other_names_say_nothing(name):
    with pytest.raises(VideoError, match="does not say which video"):
        id_in_name(Path(name))
    assert title_in_name(Path(name)) == Path(name).stem


def test_a_folder_is_searched_for_wanted_videos(mine, tmp_path, films):
    file = mine("plain.mp4", f"Tides [{ID}].mp4")
    folder = file.parent
    (folder / "deep" / "deeper").mkdir(parents=True)
    bare = Path(shutil.copy(films["plain.mp4"], folder / "deep" / "deeper" / "vimeo-99.mp4"))
    dashed = mine("plain.mkv", "Ebb-0123456789_.mkv")
    cut(films["plain.mp4"], folder / "deep" / f"Tides smaller [{ID}].mp4", 0.5)
    (folder / "Sea [notavideo_1].mp4").write_text("a text")
    mine("plain.mp4", "Other [unwanted_01].mp4")
    wanted = {ID, "vimeo-99", "0123456789_", "notavideo_1"}
    assert [(each.file, each.id, each.why) for each in proposals(folder, wanted)] == [
        (dashed, "0123456789_", "its name ends in -0123456789_"),
        (file, ID, f"[{ID}] stands in its name"),
        (bare, "vimeo-99", "it is named by the id"),
    ]
    assert {each.id for each in proposals(folder)} == {ID, "unwanted_01"}


def test_a_search_leaves_links_hidden_folders_and_caches_alone(mine, tmp_path, cache):
    file = mine("plain.mp4", "Tides [abcdefghijk].mp4")
    (outside := tmp_path / "outside").mkdir()
    shutil.copy(file, outside / f"Far [{ID}].mp4")
    (file.parent / "link").symlink_to(outside)
    (file.parent / "Near [0123456789_].mp4").symlink_to(file)
    (file.parent / ".hidden").mkdir()
    shutil.copy(file, file.parent / ".hidden" / f"Secret [{ID}].mp4")
    inner = VideoCache(file.parent / "cache")
    import_file(inner, file, ID)
    assert [each.file for each in proposals(file.parent)] == [file]


def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(VideoError, match="cannot be read"):
        proposals(tmp_path / "gone")
