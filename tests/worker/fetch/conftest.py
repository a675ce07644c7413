"""What the tests of the fetch job share."""

import os

import pytest

from tests.worker.fetch.child import FetchChild, question


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def children():
    """Start fetch jobs; what is left of them at the end is killed."""
    started = []

    def start(asked, **how):
        started.append(FetchChild(asked, **how))
        return started[-1]

    yield start
    for child in started:
        child.kill()


@pytest.fixture
def fetched(children, cache):
    """Fetch addresses to the end, and return the child."""

    def fetch(*addresses, **how):
        child = children(question(cache, *addresses, **how))
        child.finish()
        return child

    return fetch


@pytest.fixture
def watched(children, cache, youtube):
    """Fetch a video of the stand-in for YouTube to the end, and return the child."""

    def fetch(video_id, *, terms=None, do="fetch", trial=None):
        asked = question(cache, youtube.address(video_id), video_id=video_id, do=do,
                         terms=terms or youtube.terms, trial=trial or youtube.trial)  # fmt: skip
        child = children(asked)
        child.finish()
        return child

    return fetch


@pytest.fixture
def without_pyav(tmp_path):
    """Return an environment in which a child finds no PyAV."""
    folder = tmp_path / "hiding"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['av'] = None\n")
    return {"PYTHONPATH": f"{folder}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
