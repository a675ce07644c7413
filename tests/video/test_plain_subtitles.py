"""Subtitles beside a video, as the player gets them."""

from pathlib import Path

import pytest

from viewer.errors import VideoError
from viewer.paths import sample_vault
from viewer.video.plain_subtitles import as_subrip, plain_subtitles

SAMPLE = next(sample_vault().glob("*.en.vtt"))
VTT = b"WEBVTT\n\n1\n00:01.000 --> 00:02.500\n<b>Ebb</b> &amp; flood\nof {\\an8}water\n"
SRT = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nTide <font color=red>comes</font>\r\n\r\n".encode()
)


@pytest.mark.parametrize(
    ("content", "plain"),
    [
        (VTT, "1\n00:00:01,000 --> 00:00:02,500\nEbb & flood\nof (⧵an8)water\n\n"),
        (SRT, "1\n00:00:01,000 --> 00:00:02,500\nTide comes\n\n"),
    ],
    ids=["WebVTT", "SubRip"],
)
def test_cues_are_written_anew_without_markup(content, plain):
    assert as_subrip(content) == plain


def test_the_samples_subtitles_are_all_there():
    assert as_subrip(SAMPLE.read_bytes()).count(" --> ") == SAMPLE.read_text().count(" --> ")


@pytest.mark.parametrize("content", [b"", b"\x00\xff" * 5000, b"a text", b"WEBVTT\n\n"])
def test_what_holds_no_cues_is_refused(content):
    with pytest.raises(VideoError):
        as_subrip(content)


def test_the_copy_lies_in_our_folder_and_says_what_the_file_says_now(tmp_path):
    file, ours = tmp_path / "lecture.en.vtt", tmp_path / "ours"
    file.write_bytes(VTT)
    first = plain_subtitles(file, ours)
    first.write_text("meddled with", encoding="utf-8")
    assert plain_subtitles(file, ours) == first
    assert first.read_text(encoding="utf-8") == as_subrip(VTT)
    file.write_bytes(VTT.replace(b"Ebb", b"Flood"))
    assert plain_subtitles(file, ours) != first
    assert {each.suffix for each in ours.iterdir()} == {".srt"}


@pytest.mark.parametrize("name", ["gone.vtt", "folder.vtt", "lecture.idx"])
def test_what_cannot_be_read_is_said(tmp_path, name):
    (tmp_path / "folder.vtt").mkdir()
    (tmp_path / "lecture.idx").write_bytes(VTT)
    with pytest.raises(VideoError, match=Path(name).stem):
        plain_subtitles(tmp_path / name, tmp_path / "ours")
