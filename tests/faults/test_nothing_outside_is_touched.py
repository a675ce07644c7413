"""Every hostile note is opened in the real program, and the kernel says what was touched.

The promise: no file outside the vault, nothing written below it, no connection to anywhere.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.hostile_vault import build_hostile_vault

ROOT = Path(__file__).parents[2]
LOOK_UPS = ("/etc/resolv.conf", "/etc/hosts", "/dev/zero", "/dev/stdin", "/proc/self/environ")
_CALL = re.compile(r"(\w+)\((.*)")
_PLACE = re.compile(r'(?:(?:AT_FDCWD|\d+)<((?:[^>\\]|\\.)*)>, )?"((?:[^"\\]|\\.)*)"')
_WRITING = re.compile(r"O_(?:WRONLY|RDWR|CREAT|TRUNC|APPEND)")
_CHANGING = ("rename", "unlink", "mkdir", "rmdir", "link", "symlink", "chmod", "chown", "truncate",
             "utime", "mknod", "setxattr", "removexattr")  # fmt: skip


def can_trace() -> bool:
    strace = shutil.which("strace")
    return (
        bool(strace)
        and not subprocess.run(
            [strace, "-o", os.devnull, "true"], check=False, capture_output=True
        ).returncode
    )


pytestmark = pytest.mark.skipif(
    not can_trace(), reason="strace is not here, or tracing is forbidden (ptrace)"
)


class Trace:
    """What strace wrote about one run: one file for each process."""

    def __init__(self, folder: Path) -> None:
        self.lines = [
            line for file in folder.iterdir()
            for line in file.read_text(encoding="utf-8", errors="replace").splitlines()
        ]  # fmt: skip
        self.calls = [(match[1], match[2]) for line in self.lines if (match := _CALL.match(line))]

    def places(self):
        """Yield every call with the whole path it is about."""
        for name, said in self.calls:
            match = _PLACE.match(said)
            if match:
                yield name, os.path.join(match[1] or "", match[2]), said  # noqa: PTH118

    def touched(self, part):
        return [said for _, path, said in self.places() if part in os.path.normpath(path)]

    def changed(self, folder):
        return [
            said for name, path, said in self.places()
            if os.path.normpath(path).startswith(str(folder))
            and (_WRITING.search(said) or name.startswith(_CHANGING))
        ]  # fmt: skip

    def connected(self):
        calls = ("connect", "sendto", "sendmsg", "bind")
        return [said for name, said in self.calls if name in calls and "AF_INET" in said]


@pytest.fixture(scope="module")
def vault(tmp_path_factory):
    """Return the hostile vault and its canaries; nobody may write below the one."""
    return build_hostile_vault(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def traced(tmp_path):
    """Run Python under strace; return what it printed and what it touched."""

    def traced(*arguments, code=0):
        logs = tmp_path / "trace"
        logs.mkdir()
        done = subprocess.run(
            ["strace", "-ff", "-y", "-qq", "-s", "4096", "-e", "trace=%file,%network",
             "--seccomp-bpf", "-o", logs / "of", sys.executable, *map(str, arguments)],
            cwd=ROOT, env={**os.environ, "NOTEREEL_HOME": str(tmp_path / "home")},
            capture_output=True, text=True, timeout=240, errors="replace",
        )  # fmt: skip
        assert done.returncode == code, done.stderr[-2000:]
        assert "Traceback" not in done.stderr
        return done.stdout, Trace(logs)

    return traced


def assert_kept_to_the_vault(trace, vault, outside):
    assert trace.touched(f"{vault}/note_000.md")  # Or nothing was watched at all.
    for canary in (outside, f"{vault.parent}/canary", f"{vault.parent}/passwd", *LOOK_UPS):
        assert not trace.touched(str(canary)), canary
    assert not [said for _, path, said in trace.places() if path.startswith(("//", "\\\\"))]
    assert not trace.changed(vault)
    assert not trace.connected()


def test_the_window_keeps_to_the_vault(traced, vault, tmp_path):
    vault, outside = vault
    said, trace = traced("-m", "tests.faults.walk_all_notes", vault, tmp_path / "home")
    assert int(said) > 300
    assert trace.touched(f"{vault}/film.en.vtt")
    assert trace.touched("/cache/pictures/")
    assert trace.touched("/cache/index/")
    assert_kept_to_the_vault(trace, vault, outside)


def test_the_command_line_keeps_to_the_vault(traced, vault):
    vault, outside = vault
    _, trace = traced("-m", "viewer", "check", "--json", vault, code=1)
    assert_kept_to_the_vault(trace, vault, outside)


@pytest.mark.parametrize("name", ["link.md", "up.md"])
def test_a_note_that_is_a_link_out_of_the_vault_is_refused_unseen(traced, vault, name):
    vault, outside = vault
    _, trace = traced("-m", "viewer", "render", vault / name, code=1)
    assert trace.touched(str(vault / name))
    assert not trace.touched(f"{vault.parent}/canary")
    assert not trace.touched(f"{outside}/canary")


def test_the_watch_itself_would_see_it(traced, vault):
    """A trace that shows nothing proves nothing: this one looks, writes and connects."""
    vault, outside = vault
    guilty = (
        "import os, socket, sys\n"
        "folder = os.open(sys.argv[1], os.O_RDONLY)\n"
        "open(sys.argv[1] + '/note_000.md')\n"
        "try: os.stat('../outside/canary', dir_fd=folder)\n"
        "except OSError: pass\n"
        "open(sys.argv[1] + '/note_001.md', 'r+')\n"
        "socket.socket(type=socket.SOCK_DGRAM).connect(('127.0.0.1', 9))\n"
    )
    _, trace = traced("-c", guilty, vault)
    assert trace.touched(f"{outside}/canary")
    assert trace.changed(vault)
    assert trace.connected()
