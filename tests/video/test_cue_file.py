"""Files of subtitles: whatever they hold is shown within the caps, or refused in words."""

import json
import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.video.subtitle_files import ENCODED, FORMATS, HOSTILE, encoded, srt
from tests.video.test_captions import ROLLING
from viewer.errors import VideoError
from viewer.video.cue_file import CUT_OFF, SHORTENED, read_cue_file
from viewer.video.cues import CUES_AT_MOST, LATEST_MS, LETTERS_AT_MOST, Cue, as_subrip

SECONDS_AT_MOST = 0.5
MORE_BYTES_AT_MOST = 50_000_000


@pytest.fixture
def read(tmp_path):
    def of(content: str | bytes, name: str = "film.srt"):
        file = tmp_path / name
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_cue_file(file)

    return of


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_the_same(read, name):
    sea, twice = read(FORMATS[name], name).cues
    assert sea == Cue(1_000, 3_000, "The sea & the moon")
    assert twice == Cue(3_000, 5_500, "Twice\na day")


@pytest.mark.parametrize("name", ENCODED)
def test_every_encoding_is_read(read, name):
    content, sentence = encoded(name)
    assert [cue.text for cue in read(content).cues] == [sentence] * 3


def test_the_content_says_the_format_and_not_the_name(read):
    assert read(FORMATS["a.ass"], "film.vtt").cues == read(FORMATS["a.srt"], "film.sbv").cues


def test_cues_stand_in_the_order_of_their_times(read):
    later, sooner = srt(["later"], step_s=9), srt(["sooner"], step_s=4)
    assert [cue.text for cue in read(later + sooner).cues] == ["sooner", "later"]


@pytest.mark.parametrize(
    ("content", "times"),
    [
        (HOSTILE["negative times"](), [(0, 2_000)]),
        (HOSTILE["times that go back"](), [(5_000, 7_000)]),
        (HOSTILE["99:59:59"](), [(359_999_999, 360_001_999)]),
        (HOSTILE["9999:99:99"](), [(LATEST_MS, LATEST_MS + 2_000)]),
        (HOSTILE["times that overlap"](), [(2_000, 544_000), (4_000, 6_000), (6_000, 8_000)]),
    ],
)
def test_times_that_cannot_be_are_mended(read, content, times):
    assert [cue[:2] for cue in read(content).cues] == times


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("markup", "alert(1)Sea"),
        ("hidden in entities", "<script> aes \ufffd &bogus; \ufffd"),
        ("turned around", "aes eht x y"),
        ("a bomb of entities", "&b;"),
    ],
)
def test_words_are_words_and_nothing_else(read, name, text):
    assert read(HOSTILE[name]()).cues[0].text == text


def test_more_cues_than_a_film_has_are_left_out_and_told(read):
    found = read(HOSTILE["60,000 cues"]())
    assert len(found.cues) == CUES_AT_MOST
    assert found.remark == SHORTENED
    assert read(HOSTILE["20,000 cues"]()).remark == ""


def test_what_lies_beyond_12_mb_is_left_out_and_told(read):
    found = read(srt(["a line of its own " * 100] * 8_000))
    assert 6_000 < len(found.cues) < 8_000
    assert found.remark == CUT_OFF


def test_a_pipe_a_folder_and_nothing_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe.srt")
    for name in ("pipe.srt", ".", "gone.srt"):
        with pytest.raises(VideoError):
            read_cue_file(tmp_path / name)


def test_captions_that_roll_say_each_line_once(read):
    texts = [cue.text for cue in read(ROLLING).cues]
    assert texts == ["the sea rises", "twice a day", "[Music]"]


def test_what_is_written_for_the_player_is_read_as_it_was(read):
    cues = (Cue(0, 1_500, "a & b"), Cue(2_000, 359_999_999, "Twice\na day"))
    assert read(as_subrip(cues), "film.srt").cues == cues


def test_what_is_written_for_the_player_has_no_markup(read):
    cues = (Cue(0, 1_500, "a < b {\\an8}<font color=red>"),)
    assert read(as_subrip(cues), "film.srt").cues[0].text == "a ‹ b (⧵an8)‹font color=red›"


CUE = st.builds(
    lambda start, length, text: (start, start + length, text),
    st.integers(0, 99 * 3_600_000), st.integers(1, 9_000),
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"],
                          exclude_characters="&<>{}\\"), min_size=1, max_size=60),
)  # fmt: skip


@given(st.lists(CUE, min_size=1, max_size=12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_read_once_is_read_alike_again(read, raw):
    written = as_subrip(Cue(*each) for each in sorted(raw))
    try:
        cues = read(written, "film.vtt").cues
    except VideoError:
        return  # Nothing that can be seen was said.
    assert read(as_subrip(cues), "film.vtt").cues == cues


PIECES = st.sampled_from([
    "WEBVTT", "\n", "\n\n", "\r", "1", "00:00:01.000 --> 00:00:02.000", "-->", "<b>", "</b>",
    "<00:00:01.000>", "<c>", "&lt;", "[Script Info]", "Dialogue: 0,0:00:01.00,0:00:02.00,,,,,,,",
    "{\\an8}", "{", "\\N", "<tt>", "<p begin='1s' end='2s'>", "</p>", "0:00:01.000,0:00:02.000",
    "\ufeff", "\u202e", "sea", "\0", "ä", "漁師", "-1:00:00,000 --> 99:99:99,999", "NOTE", "{1}{2}",
])  # fmt: skip


@given(st.lists(PIECES, max_size=40), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_comes_is_shown_in_order_or_refused_in_words(read, pieces, encoding):
    try:
        cues = read("".join(pieces).encode(encoding)).cues
    except VideoError:
        return
    assert list(cues) == sorted(cues, key=lambda cue: cue.start_ms)
    assert all(0 <= cue.start_ms < cue.end_ms and cue.text.strip() for cue in cues)
    assert not any(mark in cue.text for cue in cues for mark in "\u202e\0\r")


MEASURED = """
import json, sys, time
from pathlib import Path
import charset_normalizer
from viewer.errors import VideoError
from viewer.video.cue_file import read_cue_file


def peak():
    # Not ru_maxrss, which a child has from its parent.
    text = Path("/proc/self/status").read_text()
    return int(text.partition("VmHWM:")[2].split()[0]) * 1024

before = peak()
begun = time.process_time()
try:
    read = read_cue_file(Path(sys.argv[1]))
    said = {"count": len(read.cues), "longest": max(len(cue.text) for cue in read.cues),
            "sorted": list(read.cues) == sorted(read.cues, key=lambda cue: cue.start_ms),
            "apart": all(cue.start_ms < cue.end_ms for cue in read.cues)}
except VideoError as error:
    said = {"refused": error.sentence}
seconds = time.process_time() - begun
print(json.dumps({**said, "seconds": seconds, "more_bytes": peak() - before}))
"""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_shown_with_caps_or_refused_at_once(tmp_path, name):
    file = tmp_path / "film.srt"
    file.write_bytes(HOSTILE[name]())
    done = subprocess.run([sys.executable, "-c", MEASURED, file], capture_output=True, text=True,
                          timeout=60, env={**os.environ})  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["seconds"] <= SECONDS_AT_MOST
    assert said["more_bytes"] <= MORE_BYTES_AT_MOST
    if "refused" not in said:
        assert 0 < said["count"] <= CUES_AT_MOST
        assert said["longest"] <= LETTERS_AT_MOST
        assert said["sorted"]
        assert said["apart"]


def test_there_are_as_many_files_as_were_asked_for():
    assert len(HOSTILE) >= 40
