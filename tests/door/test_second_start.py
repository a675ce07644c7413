"""Real second starts of the real program: they hand over, take over, and never hang."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from viewer.door.start import Lock, place_for
from viewer.paths import sample_vault

ROOT = Path(__file__).parent.parent.parent
TIDES = sample_vault() / "why_tides_come_twice_a_day.md"
WELCOME = sample_vault() / "welcome.md"


class Desktop:
    """A desktop on which Notereel is started, again and again, with one data folder."""

    def __init__(self, home: Path, wait_until) -> None:
        self._home, self.wait_until = home, wait_until
        self._running: list[subprocess.Popen[str]] = []
        self.place = place_for(home / "data")

    def starts(self, *words) -> subprocess.Popen[str]:
        program = subprocess.Popen(
            [sys.executable, "-m", "viewer", *map(str, words)],
            env={**os.environ, "NOTEREEL_HOME": str(self._home)},
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._running.append(program)
        return program

    def starts_first(self, note: Path = TIDES) -> subprocess.Popen[str]:
        """Start, and wait until it shows the note and listens."""
        program = self.starts("open", note)
        self.sees_note(note)
        self.wait_until(lambda: Path(self.place.socket).exists())
        return program

    def hands_over(self, *words) -> str:
        """Start again; return what it complained of, once it has ended in peace."""
        second = self.starts(*words)
        said, complaint = second.communicate(timeout=30)
        assert (second.returncode, said) == (0, ""), complaint
        return complaint

    def kept(self) -> dict:
        try:
            return json.loads((self._home / "data" / "positions.json").read_text("utf-8"))
        except OSError:
            return {}

    def sees_note(self, note: Path) -> None:
        self.wait_until(lambda: self.kept().get("last") == [str(note.parent), note.name])

    def sees_time(self, note: Path, time_ms: int) -> None:
        def shown() -> bool:
            seen_ms = self.kept().get("notes", {}).get(str(note), {}).get("time_ms", 0)
            return time_ms <= seen_ms < time_ms + 30_000

        self.wait_until(shown)

    def clears_up(self) -> None:
        for program in self._running:
            program.kill()
            program.communicate()


@pytest.fixture
def desktop(tmp_path, wait_until):
    found = Desktop(tmp_path / "home", wait_until)
    yield found
    found.clears_up()


def is_running(program) -> bool:
    return program.poll() is None


def test_a_second_start_hands_its_note_and_time_over(desktop):
    first = desktop.starts_first()
    assert desktop.hands_over("open", WELCOME, "--at", "1:40") == ""
    desktop.sees_note(WELCOME)
    desktop.sees_time(WELCOME, 100_000)
    assert is_running(first)


def test_an_address_is_followed_as_the_desktop_passes_it(desktop):
    first = desktop.starts_first()
    assert desktop.hands_over("open", f"notereel:open?note={WELCOME.name}&at=2%3A05") == ""
    desktop.sees_time(WELCOME, 125_000)
    assert desktop.hands_over("notereel:seek?at=4:10") == ""
    desktop.sees_time(WELCOME, 250_000)
    assert desktop.hands_over("open", TIDES.as_uri()) == ""
    desktop.sees_note(TIDES)
    assert is_running(first)


def test_an_address_starts_the_program_where_it_does_not_run(desktop):
    first = desktop.starts_first()
    first.terminate()
    assert first.communicate(timeout=30) == ("", "")
    desktop.starts("open", f"notereel:open?note={WELCOME.name}&at=1:40")
    desktop.sees_time(WELCOME, 100_000)


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("notereel:open?note=/etc/motd.md", "which is not in any vault that was opened before"),
        ("notereel:open?note=../secret.md", "names no note by a plain path"),
        ("notereel:run?command=quit_program", "cannot ask Notereel to “run”"),
        ("notereel:seek?at=1s%3B%20quit_program", "names no time"),
    ],
)
def test_every_other_address_is_refused_in_a_sentence(desktop, address, why):
    first = desktop.starts_first()
    second = desktop.starts("open", address)
    said, complaint = second.communicate(timeout=30)
    assert (second.returncode, said) == (1, "")
    assert why in complaint
    assert len(complaint.splitlines()) == 1
    desktop.sees_note(TIDES)
    assert is_running(first)


def test_a_kill_frees_the_place_within_a_second_and_the_next_start_takes_it(desktop):
    first = desktop.starts_first()
    first.kill()
    killed = time.monotonic()
    lock = Lock(desktop.place.lock)
    desktop.wait_until(lock.take)
    assert time.monotonic() - killed < 1
    assert Path(desktop.place.socket).exists()  # Nobody listens there any more.
    lock.release()
    second = desktop.starts("open", WELCOME)
    desktop.sees_note(WELCOME)
    assert desktop.hands_over("open", TIDES) == ""
    desktop.sees_note(TIDES)
    assert is_running(second)


def test_a_first_that_hangs_does_not_hang_the_second(desktop):
    first = desktop.starts_first()
    first.send_signal(signal.SIGSTOP)
    second = desktop.starts("open", WELCOME)
    desktop.sees_note(WELCOME)
    assert is_running(second)
    second.terminate()
    _said, complaint = second.communicate(timeout=30)
    assert complaint == (
        "Notereel is running but does not answer, so this is a window of its own.\n"
    )
    # What the second has helped itself to, the first does not do again when it wakes.
    first.send_signal(signal.SIGCONT)
    desktop.sees_note(TIDES)
    assert desktop.hands_over("open", TIDES, "--at", "3:20") == ""
    desktop.sees_time(TIDES, 200_000)


def test_of_two_starts_at_the_same_moment_one_hands_over(desktop):
    both = [desktop.starts("open", TIDES), desktop.starts("open", WELCOME)]
    desktop.wait_until(lambda: not all(map(is_running, both)))
    (one_left,) = filter(is_running, both)
    (handed,) = (each for each in both if each is not one_left)
    assert handed.communicate(timeout=30) == ("", "")
    assert handed.returncode == 0
    desktop.sees_note((TIDES, WELCOME)[both.index(handed)])
    assert is_running(one_left)


def test_a_window_of_ones_own_leaves_the_first_alone(desktop):
    first = desktop.starts_first()
    other = desktop.starts("open", "--new-window", WELCOME)
    desktop.sees_note(WELCOME)
    other.terminate()
    assert other.communicate(timeout=30) == ("", "")
    assert desktop.hands_over() == ""
    desktop.sees_note(TIDES)
    assert is_running(first)
