"""Containers: what is inside, whether it is whole, and writing it into another one."""

import contextlib
import errno
import resource
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.films import SECONDS, cut, ffmpeg, mutated, segments, sha256_of, zeroed
from viewer.errors import VideoError
from viewer.video.container import merge, probe, remux, walk
from viewer.video.demuxing import FFMPEG_NAMES
from viewer.video.sniff import look_at

ROOT = Path(__file__).parent.parent.parent
LENGTH_MS = SECONDS * 1000
WHOLE = ("plain.mp4", "fragmented.mp4", "stream.ts", "plain.mkv", "plain.webm", "tone.mp3",
         "hevc.mp4", "av1.mp4")  # fmt: skip


def probed(file):
    return probe(file, look_at(file).demuxer)


def test_a_film_is_known_by_what_is_in_it(films):
    found = probed(films["plain.mp4"])
    assert (found.height_px, found.codecs) == (90, ("h264", "aac"))
    assert abs(found.duration_ms - LENGTH_MS) < 100
    assert found.has_video
    assert found.has_audio
    assert not found.wants_remux


@pytest.mark.parametrize(
    ("name", "container", "is_fragmented"),
    [("fragmented.mp4", "mp4", True), ("picture.mp4", "mp4", True), ("stream.ts", "ts", False)],
)
def test_what_libvlc_cannot_seek_in_wants_another_container(films, name, container, is_fragmented):
    found = probed(films[name])
    assert found.wants_remux
    assert (found.container, found.is_fragmented) == (container, is_fragmented)


def test_sound_alone_is_something_to_hear(films):
    found = probed(films["tone.mp3"])
    assert (found.has_video, found.has_audio, found.height_px) == (False, True, 0)


def test_a_file_that_only_begins_like_a_film_is_refused_in_a_sentence(tmp_path):
    file = tmp_path / "film.mp4"
    file.write_bytes(b"\0\0\0\x18ftypisom" + bytes(5000))
    with pytest.raises(VideoError, match=r"“film.mp4” cannot be read as a video"):
        probed(file)


@pytest.mark.parametrize("name", WHOLE)
def test_whole_films_are_whole(films, name):
    verdict = walk(films[name], LENGTH_MS)
    assert verdict.is_whole, verdict.fault
    assert abs(verdict.duration_ms - LENGTH_MS) < 200


@pytest.mark.parametrize("name", WHOLE)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_a_film_cut_short_is_found_out(films, tmp_path, name, share):
    file = cut(films[name], tmp_path / name, share)
    try:
        verdict = walk(file, LENGTH_MS)
    except VideoError:
        return
    assert not verdict.is_whole


@pytest.mark.parametrize("name", ["plain.mp4", "fragmented.mp4", "plain.mkv", "plain.webm"])
def test_a_film_that_lacks_its_last_bytes_is_found_out_though_no_length_was_told(
    films, tmp_path, name
):
    file = cut(films[name], tmp_path / name, 0.99)
    assert walk(file).fault.startswith("only ")


@pytest.mark.parametrize("name", ["plain.mp4", "fragmented.mp4", "stream.ts", "plain.mkv",
                                  "plain.webm"])  # fmt: skip
@pytest.mark.parametrize("place", [0.3, 0.6])
def test_a_part_filled_with_zeros_is_found_out(films, tmp_path, name, place):
    file = zeroed(films[name], tmp_path / name, place, 16_384)
    try:
        verdict = walk(file, LENGTH_MS)
    except VideoError:
        return
    assert not verdict.is_whole
    assert walk(file, LENGTH_MS) == verdict


@pytest.mark.parametrize("name", ["fragmented.mp4", "plain.mkv", "plain.webm"])
def test_a_small_hole_inside_of_one_picture_is_found_wherever_it_lies(films, tmp_path, name):
    for place in range(5, 95, 3):
        file = zeroed(films[name], tmp_path / name, place / 100, 1_500)
        with contextlib.suppress(VideoError):
            assert not walk(file).is_whole, f"{place} %"


def test_the_place_of_a_zeroed_picture_is_told(films, tmp_path):
    file = zeroed(films["plain.mp4"], tmp_path / "film.mp4", 0.5, 16_384)
    assert walk(file).fault in ("damaged at 0:05", "damaged at 0:06")


@pytest.mark.parametrize("name", WHOLE)
def test_whatever_is_in_a_file_it_ends_in_a_verdict_or_a_sentence(films, tmp_path, name):
    for seed in range(40):
        file = mutated(films[name], tmp_path / name, seed)
        for deed in (probed, walk, lambda each: remux(each, tmp_path / "again")):
            with contextlib.suppress(VideoError):
                deed(file)


def test_an_hour_of_pictures_is_looked_at_in_a_moment(films, tmp_path):
    """An hour of film, 90,000 pictures, takes about a second: it is done after each download."""
    file = tmp_path / "hour.mp4"
    ffmpeg("-stream_loop", "299", "-i", films["plain.mp4"], "-c", "copy", file)
    began = time.process_time()
    assert walk(file, 3_600_000).is_whole
    assert time.process_time() - began < 10


@pytest.mark.parametrize("lost", [1, 2, 3, 4])
def test_a_lost_piece_of_a_stream_is_a_gap_before_and_after_the_remux(films, tmp_path, lost):
    pieces = segments(films)
    assert len(pieces) == 6
    file = tmp_path / "stream.ts"
    file.write_bytes(b"".join(pieces[:lost] + pieces[lost + 1 :]))
    again = remux(file, tmp_path / "film.mp4")
    # The containers themselves still say the whole length.
    assert probed(again).duration_ms > LENGTH_MS - 100
    for each in (file, again):
        assert walk(each, LENGTH_MS).fault.startswith("gap at 0:0")


@pytest.mark.parametrize("lost", [0, 5])
def test_a_lost_first_or_last_piece_is_missed_in_the_length(films, tmp_path, lost):
    pieces = segments(films)
    file = tmp_path / "stream.ts"
    file.write_bytes(b"".join(piece for place, piece in enumerate(pieces) if place != lost))
    verdict = walk(file, LENGTH_MS + 1_000)
    assert verdict.fault == "ends at 0:10 instead of 0:13"


def test_a_piece_that_came_twice_runs_backwards(films, tmp_path):
    pieces = segments(films)
    file = tmp_path / "stream.ts"
    file.write_bytes(b"".join([*pieces[:3], pieces[1], *pieces[3:]]))
    assert walk(file).fault == "times run backwards at 0:05"
    with pytest.raises(VideoError):
        remux(file, tmp_path / "film.mp4")


def test_a_film_of_another_length_than_expected_is_not_the_one(films):
    assert walk(films["plain.mp4"], 60_000).fault == "ends at 0:12 instead of 1:00"


def test_slides_that_change_seldom_are_no_holes(films):
    assert walk(films["slides.mp4"]).is_whole


def test_a_picture_may_stand_still_where_a_recording_of_a_screen_is_expected(films):
    assert walk(films["still.mp4"]).fault.startswith("gap at 0:0")
    assert walk(films["still.mp4"], may_pause=True).is_whole


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("fragmented.mp4", ".mp4"), ("stream.ts", ".mp4"), ("plain.mkv", ".mp4"),
     ("plain.webm", ".mkv"), ("hevc.mp4", ".mp4"), ("av1.mp4", ".mp4")],
)  # fmt: skip
def test_a_remux_keeps_every_picture_and_writes_the_same_bytes_each_time(
    films, tmp_path, name, suffix
):
    first, second = (remux(films[name], tmp_path / each) for each in ("first", "second"))
    assert first.suffix == suffix
    assert sha256_of(first) == sha256_of(second)
    assert pictures_of(first) == pictures_of(films[name])
    assert walk(first, LENGTH_MS).is_whole
    assert not probed(first).wants_remux


def pictures_of(file):
    """Return the digests of all decoded pictures and sounds."""
    done = subprocess.run(
        ["ffmpeg", "-nostdin", "-v", "error", "-i", file, "-map", "0:v", "-f", "framemd5", "-"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return [line.split(",")[-1] for line in done.stdout.splitlines() if line[0] != "#"]


def test_a_stream_that_began_anywhere_begins_at_zero(films, tmp_path):
    file = remux(films["stream.ts"], tmp_path / "film")
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "format=start_time", "-of", "csv=p=0", file],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    assert float(done.stdout) < 0.05


def test_the_index_stands_before_the_pictures(films, tmp_path):
    content = remux(films["fragmented.mp4"], tmp_path / "film").read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


def test_picture_and_sound_become_one_film_the_same_each_time(films, tmp_path):
    sources = films["picture.mp4"], films["sound.m4a"]
    first, second = (merge(*sources, tmp_path / each) for each in ("first", "second"))
    assert sha256_of(first) == sha256_of(second)
    assert probed(first).codecs == ("h264", "aac")
    assert walk(first, LENGTH_MS).is_whole
    assert pictures_of(first) == pictures_of(films["picture.mp4"])


def test_picture_and_sound_lie_side_by_side(films, tmp_path):
    file = merge(films["picture.mp4"], films["sound.m4a"], tmp_path / "film")
    done = subprocess.run(
        ["ffprobe", "-v", "error", "-show_entries", "packet=stream_index,pos,dts_time",
         "-of", "csv=p=0", file],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    rows = [line.split(",") for line in done.stdout.splitlines()]
    by_place = [float(dts) for _, dts, _ in sorted(rows, key=lambda row: int(row[2]))]
    assert all(later > before - 1.5 for before, later in pairwise(by_place))


def test_a_sound_that_is_none_cannot_be_merged_and_leaves_nothing(films, tmp_path):
    with pytest.raises(VideoError, match="picture or the sound"):
        merge(films["picture.mp4"], films["picture.mp4"], tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
@pytest.mark.parametrize("limit", [1_000, 60_000, 200_000])
def test_a_disk_that_is_full_is_an_error_of_the_disk(films, tmp_path, limit):
    """A limit on the size of files stands in for the disk; FFmpeg hears EFBIG, not ENOSPC."""
    code = textwrap.dedent("""
        import sys
        from pathlib import Path
        from viewer.video.container import remux
        try:
            remux(Path(sys.argv[1]), Path(sys.argv[2]))
        except OSError as error:
            print(error.errno)
    """)

    def narrow():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    done = subprocess.run(
        [sys.executable, "-c", code, films["fragmented.mp4"], tmp_path / "film.mp4"],
        cwd=ROOT, capture_output=True, text=True, preexec_fn=narrow, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == str(errno.EFBIG), done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no such device")
def test_no_space_left_comes_up_as_errno_28(films, tmp_path):
    (tmp_path / "film.mp4").symlink_to("/dev/full")
    with pytest.raises(OSError, match="No space left") as caught:
        remux(films["fragmented.mp4"], tmp_path / "film.mp4")
    assert caught.value.errno == errno.ENOSPC
    assert type(caught.value) is OSError


def test_a_name_that_looks_like_an_address_is_only_a_name(films, tmp_path):
    for name in ("concat:a|b.mp4", "http:x.mp4", "-i.mp4", "%03d.mp4", "crypto:x.mp4"):
        file = tmp_path / name
        shutil.copy(films["plain.mp4"], file)
        assert probed(file).height_px == 90
        assert walk(file).is_whole


def test_a_playlist_is_read_as_what_it_was_called_and_asks_nobody(tmp_path):
    """Even if nobody had looked at it before: no other file is opened, no server is asked."""
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.setblocking(False)
        address = f"http://127.0.0.1:{canary.getsockname()[1]}/a.ts"
        for number, text in enumerate((
            f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{address}\n#EXT-X-ENDLIST\n",
            f"ffconcat version 1.0\nfile {address}\n",
            f"<?xml version='1.0'?><MPD><BaseURL>{address}</BaseURL></MPD>",
        )):  # fmt: skip
            file = tmp_path / f"list{number}.mp4"
            file.write_text(text)
            for demuxer in FFMPEG_NAMES:
                with contextlib.suppress(VideoError):
                    probe(file, demuxer)
        with pytest.raises(BlockingIOError):
            canary.accept()


def test_looking_into_videos_loads_nothing_before_it_is_asked_for():
    modules = "sys, viewer.video.container, viewer.cli, viewer.worker.render"
    code = f"import {modules}; print('av' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.stdout.strip() == "False", done.stderr
