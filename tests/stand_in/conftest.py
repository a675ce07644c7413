"""The real yt-dlp, asked from outside."""

import json
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tests.stand_in.website import Website
from tests.stand_in.youtube import Youtube

FORMAT = "bv*[height<=720][vcodec^=avc1]+ba[ext=m4a]/b"


def ask(*questions: dict) -> list[dict]:
    """Return what yt-dlp answers to each question."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.stand_in.ask_ytdlp"],
        cwd=ROOT,
        input="".join(json.dumps(question) + "\n" for question in questions),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def question(address, folder=None, site=None, **options) -> dict:
    """Return a question; without a folder nothing is downloaded."""
    if folder is not None:
        options |= {"paths": {"home": str(folder)}, "outtmpl": "v.%(format_id)s.%(ext)s"}
    if site is not None:
        own = {key: value for key, value in site.trial.items() if key != "allow_private"}
        options |= {"proxy": site.terms.proxy, **own}
    return {"address": address, "options": options, "download": folder is not None}


@pytest.fixture(scope="module")
def shared_youtube(films):
    """A YouTube for all tests of a file that only look."""
    with Youtube(films) as site:
        yield site


@pytest.fixture(scope="module")
def shared_website(films):
    """A web site for all tests of a file that only look."""
    with Website(films) as site:
        yield site
