"""`notereel downloader`, and what the doctor says about downloads, as a person calls them."""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.video.wheel_files import EJS, OURS, real_wheel, small_wheel
from viewer.paths import Paths
from viewer.verbs.doctor import examine

NEWER = "2027.1.2"


@pytest.fixture(scope="module")
def newer(tmp_path_factory):
    return real_wheel(tmp_path_factory.mktemp("wheels"), NEWER)


def test_the_one_in_use_is_listed_first(notereel):
    said = json.loads(notereel("downloader", "--json").stdout)
    (only,) = said["versions"]
    assert (only["version"], only["ejs"], only["folder"]) == (OURS, EJS, "")
    assert only["age_days"] >= 0
    assert "came with Notereel" in notereel("downloader", "list").stdout


def test_a_newer_one_is_installed_shown_and_left_again(notereel, newer):
    said = notereel("downloader", "install", newer).stdout
    assert said.startswith(f"From the next download on yt-dlp {NEWER} is used; it was {OURS}.\n")
    versions = json.loads(notereel("downloader", "--json").stdout)["versions"]
    assert [each["version"] for each in versions] == [NEWER, OURS]
    parts = {
        part["name"]: part for part in json.loads(notereel("doctor", "--json").stdout)["parts"]
    }
    assert parts["yt-dlp"]["version"] == NEWER
    assert parts["yt-dlp, bundled"]["version"] == OURS
    said = notereel("downloader", "back").stdout
    assert said.startswith(f"From the next download on yt-dlp {OURS} is used; it was {NEWER}.\n")
    assert "nothing to go back to" in notereel("downloader", "back", code=1).stderr


def test_an_update_comes_from_the_persons_own_index(notereel, newer):
    index = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": newer.parent}
    said = notereel("downloader", "update", **index)
    assert f"yt-dlp {NEWER} is used; it was {OURS}." in said.stdout
    again = notereel("downloader", "update", "--json", **index)
    assert "there is nothing newer" in json.loads(again.stdout)["sentence"]


def test_what_is_no_good_is_said_in_a_sentence(notereel, tmp_path):
    bad = small_wheel(tmp_path, code="raise OSError('broken')")
    said = notereel("downloader", "install", bad, code=1).stderr
    assert "did not pass its test: OSError: broken." in said
    assert "the one before stays in use" in said


@pytest.mark.parametrize("wrong", [["install"], ["list", "a.whl"], ["back", "--nightly"], ["burn"]])
def test_wrong_usage_has_a_code_of_its_own(notereel, wrong):
    assert "usage: notereel" in notereel("downloader", *wrong, code=2).stderr


@pytest.mark.parametrize("asked", [["--json"], ["list", "--json"], ["--json", "list"]])
def test_json_may_be_asked_for_before_and_after(notereel, asked):
    assert json.loads(notereel("downloader", *asked).stdout)["sentence"] == ""


def test_the_doctor_says_what_downloads_have(notereel, tmp_path):
    report = json.loads(notereel("doctor", "--json").stdout)
    parts = {part["name"]: part for part in report["parts"]}
    for name in ("yt-dlp", "yt-dlp-ejs", "JavaScript runtime", "PyAV", "ffmpeg"):
        assert parts[name]["version"], name
        assert not parts[name]["missing"]
    assert Path(parts["yt-dlp"]["path"], "YoutubeDL.py").is_file()
    assert report["cache"]["folder"] == str(tmp_path / "home" / "cache")
    assert report["cache"]["limit_bytes"] == 20_000_000_000
    assert report["cache"]["free_bytes"] > 0


def test_the_doctor_knows_what_is_missing_and_how_to_get_it(notereel, tmp_path):
    settings = tmp_path / "home" / "config" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text('javascript_runtime = "/gone/deno"\nffmpeg = "/gone/ffmpeg"\nodd = 1\n')
    told = notereel("doctor").stdout
    assert "– JavaScript runtime  The deno of the settings is not there: “/gone/deno”." in told
    assert "– ffmpeg              The ffmpeg of the settings is not there" in told
    assert "There is no setting “odd”." in told
    assert "Everything needed is here." in told


def test_an_old_downloader_is_called_old(tmp_path):
    year, month, day = map(int, OURS.split("."))
    for days, is_old in ((90, False), (91, True)):
        report = examine(Paths.below(tmp_path), date(year, month, day) + timedelta(days))
        part = next(part for part in report.parts if part.name == "yt-dlp")
        assert (f"{days} days old" in part.hint) == is_old
