"""A program that is run once, and never for longer than it may.

The rule to know: it ends with everything it started, whether it finishes or not.
"""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import WorkerError
from viewer.worker.host import kill_group, own_process_group


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program left: its exit code, and what it printed."""

    code: int
    output: str
    complaints: str


def run(
    command: Sequence[str],
    *,
    deadline_s: float,
    said: str = "",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Ran:
    """Run a program to its end in a folder, with `said` on its stdin.

    Raises WorkerError when it cannot be started, or takes too long.
    """
    try:
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=folder,
            env=environment,
            **own_process_group(),
        )
    except OSError as error:
        raise WorkerError(f"“{command[0]}” cannot be started: {error.strerror}.") from error
    with child:
        try:
            output, complaints = child.communicate(said.encode(), timeout=deadline_s)
        except subprocess.TimeoutExpired as error:
            name = Path(command[0]).name
            raise WorkerError(f"“{name}” took longer than {deadline_s:g} s.") from error
        finally:
            kill_group(child)
    return Ran(child.returncode, _text(output), _text(complaints))


def _text(printed: bytes) -> str:
    return printed.decode("utf-8", "replace")
