"""The downloader's life in an installed program, which brings the Python packages it needs."""

import json
import os

import pytest

from tests.video.deno_files import deno_wheel
from tests.video.wheel_files import OURS, ejs_wheel, real_wheel
from tests.worker.installed import Installed

NEWER, OTHER_EJS, DENO = "2027.1.2", "0.9.1", "2.9.1"


@pytest.fixture
def installed(tmp_path):
    return Installed(tmp_path)


@pytest.fixture(scope="module")
def wheels(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheels")
    real_wheel(folder, NEWER, ejs=OTHER_EJS)
    ejs_wheel(folder, OTHER_EJS)
    deno_wheel(folder, DENO)
    return folder


def runtime_of(installed):
    parts = json.loads(installed.runs("doctor", "--json").stdout)["parts"]
    return next(part for part in parts if part["name"] == "JavaScript runtime")


@pytest.mark.parametrize("has_packed_pip", [False, True])
def test_it_fetches_a_newer_one_and_the_scripts_that_match_and_steps_back(
    installed, wheels, has_packed_pip
):
    if has_packed_pip:
        installed.packs_pip()
    index = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(wheels)}
    said = json.loads(installed.runs("downloader", "update", "--json", **index).stdout)
    newest, bundled = said["versions"]
    assert (newest["version"], newest["ejs"]) == (NEWER, OTHER_EJS)
    assert newest["folder"].startswith(str(installed.home))
    assert bundled["version"] == OURS
    (deno,) = said["deno"]
    assert (deno["version"], runtime_of(installed)["path"]) == (DENO, deno["path"])
    assert f"deno {DENO} is used" in said["sentence"]
    assert "There is no newer deno." in installed.runs("downloader", "update", **index).stdout
    assert f"yt-dlp {OURS} is used; it was {NEWER}" in installed.runs("downloader", "back").stdout


def test_without_a_network_it_takes_files(installed, wheels):
    wheel = wheels / f"yt_dlp-{NEWER}-py3-none-any.whl"
    said = installed.runs("downloader", "install", wheel).stdout
    assert f"yt-dlp {NEWER} is used" in said
    assert "notereel downloader update" in runtime_of(installed)["hint"]
    said = installed.runs("downloader", "install", wheels / f"deno-{DENO}-py3-none-any.whl").stdout
    assert f"· deno {DENO}" in said
    assert runtime_of(installed)["version"] == DENO
    said = installed.runs("downloader", "back", "deno").stdout
    assert "No deno is used any more." in said
    assert f"yt-dlp {NEWER}" not in said.splitlines()[0]


def test_an_index_that_is_not_there_is_said_in_a_sentence(installed):
    nowhere = {"PIP_CONFIG_FILE": os.devnull, "PIP_RETRIES": "1",
               "PIP_INDEX_URL": "http://127.0.0.1:9/simple"}  # fmt: skip
    said = installed.runs("downloader", "update", code=1, **nowhere).stderr
    assert said.startswith("The index of packages cannot be reached.")
