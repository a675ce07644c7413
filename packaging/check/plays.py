"""Whether an installed program plays every kind of film: `plays.py PROGRAM VAULT [PICTURES]`.

For systems where nobody's hand can be moved from outside, such as a runner's Mac. The program says
by what it keeps on the disk how far a film got; a line on stderr fails. The vault is films.py's.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

FROM_MS = 20_000
FOR_MS = 2_000
PATIENCE_S = 60
NAMES = ("mp4", "webm", "av1", "mkv")


def main(program: str, vault: Path, pictures: Path) -> int:
    """Play each film; return the exit code."""
    failures = sum(not plays(program, vault / f"{name}.md", pictures) for name in NAMES)
    print(f"{failures} failed")
    return 1 if failures else 0


def plays(program: str, note: Path, pictures: Path) -> bool:
    """Open a note at a time, and wait until its film has gone on from there."""
    with tempfile.TemporaryDirectory() as home, tempfile.TemporaryFile("w+") as told:
        running = subprocess.Popen(
            [program, "open", note, "--at", "0:20"], stderr=told,
            env={**os.environ, "NOTEREEL_HOME": home},
        )  # fmt: skip
        began = time.monotonic()
        reached = 0
        while reached < FROM_MS + FOR_MS and time.monotonic() - began < PATIENCE_S:
            if running.poll() is not None:
                break
            time.sleep(0.2)
            reached = position_ms(Path(home))
        if sys.platform == "darwin":
            pictures.mkdir(parents=True, exist_ok=True)
            picture = pictures / f"{note.stem}.png"
            subprocess.run(["screencapture", "-x", picture], check=False)
        running.send_signal(signal.SIGTERM)
        code = running.wait(timeout=20)
        told.seek(0)
        said = told.read()
    is_well = reached >= FROM_MS + FOR_MS and not said and code in {0, -signal.SIGTERM}
    print(
        f"{'ok     ' if is_well else 'FAILED '} {note.name}: {reached} ms, exit code {code}\n{said}"
    )
    return is_well


def position_ms(home: Path) -> int:
    """Return the time that was kept last."""
    file = home / "data" / "positions.json"
    said = json.loads(file.read_text("utf-8")) if file.exists() else {}
    return max((each.get("time_ms", 0) for each in said.get("notes", {}).values()), default=0)


if __name__ == "__main__":
    where = Path(sys.argv[3]) if len(sys.argv) > 3 else Path("pictures")
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve(), where))
