"""The downloader's life in an installed program, which brings the Python packages it needs."""

import json
import os

import pytest

from tests.video.wheel_files import OURS, ejs_wheel, real_wheel
from tests.worker.installed import Installed

NEWER, OTHER_EJS = "2027.1.2", "0.9.1"


@pytest.fixture
def installed(tmp_path):
    return Installed(tmp_path)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    real_wheel(folder, NEWER, ejs=OTHER_EJS)
    ejs_wheel(folder, OTHER_EJS)
    return folder


def test_it_fetches_a_newer_one_and_the_scripts_that_match_and_steps_back(installed, wheels):
    index = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    said = json.loads(installed.runs("downloader", "update", "--json", **index).stdout)
    newest, bundled = said["versions"]
    assert (newest["version"], newest["ejs"]) == (NEWER, OTHER_EJS)
    assert newest["folder"].startswith(str(installed.home))
    assert bundled["version"] == OURS
    assert f"yt-dlp {OURS} is used; it was {NEWER}" in installed.runs("downloader", "back").stdout


def test_without_a_network_it_takes_files(installed, wheels):
    wheel = wheels / f"yt_dlp-{NEWER}-py3-none-any.whl"
    said = installed.runs("downloader", "install", wheel).stdout
    assert f"yt-dlp {NEWER} is used" in said


def test_an_index_that_is_not_there_is_said_in_a_sentence(installed):
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1",
               "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}  # fmt: skip
    said = installed.runs("downloader", "update", code=1, **nowhere).stderr
    assert said.startswith("The index of packages cannot be reached.")
