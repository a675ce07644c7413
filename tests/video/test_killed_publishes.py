"""A publish that is killed, at each of its steps, leaves the old video or the new one."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.kept_videos import ADDED_S, content_of, keep
from viewer.video.cache import VideoCache

PUBLISH = """
import os, signal, sys
from pathlib import Path
from tests.kept_videos import content_of, entry_of
from viewer.video.cache import VideoCache
cache, step = VideoCache(Path(sys.argv[1])), int(sys.argv[2])
cache.where("tides")
staging = cache.staging("tides")
(staging / "video.mp4").write_bytes(content_of("new"))
(staging / "v.136.mp4").write_bytes(b"a part")
counted = 0
def count(event, arguments):
    # Python tells of each file that is opened, renamed, made or deleted, before it is.
    global counted
    if event == "open" or event.partition(".")[0] == "os":
        counted += 1
        if counted == step:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
cache.publish(staging, entry_of("tides", title="new"))
"""
STEPS = 200
"""More than there are."""
LATER_S = 8 * 86_400


def served(cache):
    """Return the title that is served, having looked that the bytes are that video's."""
    kept = cache.where("tides")
    if kept is None:
        return None
    assert Path(kept.file).read_bytes() == content_of("tides" if kept.title == "old" else "new")
    return kept.title


@pytest.mark.parametrize("has_older", [True, False])
def test_killed_at_each_step(tmp_path, has_older):
    outcomes = []
    for step in range(1, STEPS):
        cache = VideoCache(tmp_path / str(step), now_s=lambda: ADDED_S * 2)
        if has_older:
            keep(cache, "tides", title="old")
        command = [sys.executable, "-c", PUBLISH, str(cache.folder), str(step)]
        done = subprocess.run(command, check=False, capture_output=True)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        at_once = served(cache)
        cache.collect()
        outcomes.append((at_once, served(cache)))
        left = [each for room in ("staging", "trash") for each in (cache.folder / room).glob("*")]
        assert left == []
        assert len(list((cache.folder / "videos").glob("*"))) == (served(cache) is not None)
        if done.returncode == 0:
            break
    assert done.returncode == 0
    assert outcomes[-1] == ("new", "new")
    assert {at_once for at_once, _ in outcomes} == {"old" if has_older else None, None, "new"}
    assert {later for _, later in outcomes} == {"old" if has_older else None, "new"}
