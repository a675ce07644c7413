"""What every test may use."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.films import ffmpeg

ROOT = Path(__file__).parent.parent
pytest_plugins = ["tests.stand_in.fixtures", "tests.panel"]


@pytest.fixture(scope="session")
def qapp_cls():
    """The application of every test that needs one is the program's own."""
    from viewer.ui.application import start_application

    return type(start_application())


@pytest.fixture
def unprivileged(tmp_path):
    """Run Python code as a user whom file modes bind: not as root."""

    def run(code: str, *args) -> str:
        if os.geteuid() == 0:
            # Imported before the rights are given up, as the packages may lie in a closed folder.
            code = "import os; os.setgid(65534); os.setuid(65534)\n" + code
        imports = (
            "import sys, tempfile, filelock\n"
            "import viewer.library.note_file, viewer.errors, viewer.paths, viewer.video.cache\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", imports + code, *map(str, args)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    for folder in (tmp_path, *tmp_path.parents):
        if folder.stat().st_uid == os.geteuid() and not folder.stat().st_mode & 0o001:
            folder.chmod(folder.stat().st_mode | 0o011)
    return run


@pytest.fixture
def notereel(tmp_path):
    """Run a verb as a person calls it, with folders of its own below `home`; return what it did."""

    def run(*arguments, code=0, **more):
        done = subprocess.run(
            [sys.executable, "-m", "viewer", *map(str, arguments)],
            env={**os.environ, "NOTEREEL_HOME": str(tmp_path / "home"), **more},
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        assert done.returncode == code, done.stderr + done.stdout
        return done

    return run


@pytest.fixture(scope="session")
def small_video(tmp_path_factory):
    """Return a real video of two seconds."""
    file = tmp_path_factory.mktemp("video") / "small.mp4"
    ffmpeg(
        "-f", "lavfi", "-i", "testsrc=size=160x90:rate=10:duration=2", "-pix_fmt", "yuv420p", file
    )
    return file


@pytest.fixture
def wait_until():
    """Wait for a condition without an event loop; a generous deadline ends a broken test."""

    def wait(condition, deadline_s: float = 30.0):
        end = time.monotonic() + deadline_s
        while not condition():
            assert time.monotonic() < end, "it never happened"
            time.sleep(0.005)

    return wait
