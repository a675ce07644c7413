"""The sample vault: what a newcomer sees first must be whole, and true to its video."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "resources" / "sample"
SCRIPT = tomllib.loads((ROOT / "packaging" / "sample_script.toml").read_text("utf-8"))
FILM = SAMPLE / f"{SCRIPT['title']} [{SCRIPT['id']}].mp4"
NOTES = sorted(SAMPLE.glob("*.md"))

DEAD_ON_PURPOSE = {"gulf_of_tonkin"}
WRONG_ON_PURPOSE = {("tidal_friction_and_the_longer_day", "04:13:00", "04:20:00")}

STAMP = re.compile(r'<a class="yt-timestamp" data-t="([^"]*)">\[([^]]*)\]</a>')
LINK = re.compile(r"\[\[([a-z0-9_]+)(?: \| [^]]+)?\]\]")


def seconds(text):
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest


LENGTH_S = seconds(SCRIPT["length"])
STARTS_S = [seconds(line["at"]) for part in SCRIPT["chapter"] for line in part["sentence"]]


def is_shifted(written):
    """Tell whether minutes and seconds stand where hours and minutes belong."""
    return written.endswith(":00") and seconds(written) > LENGTH_S


def meant_s(written):
    return seconds(f"00:{written[:-3]}") if is_shifted(written) else seconds(written)


def probe(film):
    shown = ["-show_entries", "stream=codec_name,codec_type:format=duration", "-of", "json"]
    command = ["ffprobe", "-v", "error", *shown, str(film)]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def test_the_video_is_small_and_long_enough():
    assert FILM.stat().st_size <= 5_000_000
    assert float(probe(FILM)["format"]["duration"]) >= 300
    assert LENGTH_S >= 300


def test_the_video_is_one_that_every_player_plays():
    codecs = {stream["codec_type"]: stream["codec_name"] for stream in probe(FILM)["streams"]}
    assert codecs["video"] == "h264"
    assert codecs["audio"] == "aac"


def test_there_is_something_to_read():
    assert len(NOTES) >= 7
    assert SAMPLE / "welcome.md" in NOTES
    assert SAMPLE / "ocean_physics.md" in NOTES


def test_the_video_has_an_id_of_the_right_shape():
    assert re.fullmatch(r"[\w-]{11}", SCRIPT["id"])


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_a_note_names_the_video(note):
    header = note.read_text("utf-8").split("---\n")[1]
    assert f"videoId: {SCRIPT['id']}\n" in header
    assert header.startswith("title: ")


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_every_time_is_the_start_of_a_sentence(note):
    for written, shown in STAMP.findall(note.read_text("utf-8")):
        assert meant_s(written) in STARTS_S, f"{written} in {note.name}"
        assert shown == written


@pytest.mark.parametrize("note", NOTES, ids=lambda note: note.stem)
def test_every_link_leads_somewhere_but_the_one_that_says_it_does_not(note):
    targets = set(LINK.findall(note.read_text("utf-8")))
    known = {other.stem for other in NOTES}
    assert targets - known <= DEAD_ON_PURPOSE


def test_the_faults_that_are_shown_on_purpose_are_there():
    texts = {note.stem: note.read_text("utf-8") for note in NOTES}
    wrong = {
        (name, *(written for written, _ in STAMP.findall(text) if is_shifted(written)))
        for name, text in texts.items()
    }
    assert {entry for entry in wrong if len(entry) > 1} == WRONG_ON_PURPOSE
    assert any(target in "".join(texts.values()) for target in DEAD_ON_PURPOSE)


def test_the_script_runs_forward_and_leaves_nothing_unsaid():
    assert sorted(set(STARTS_S)) == STARTS_S
    assert STARTS_S[-1] < LENGTH_S
