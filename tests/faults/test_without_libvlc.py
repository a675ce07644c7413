"""Without libVLC, or with a broken one, the note still works and the pane says what to do."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.paths import sample_vault

ROOT = Path(__file__).parent.parent.parent
NOTE = sample_vault() / "the_tidal_force.md"
LOOK = """
import json, sys, time
from pathlib import Path
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.session.pane_words import Condition
from viewer.ui.application import start_application
app = start_application()
program = Program(Wish(Path(sys.argv[1])), Paths.of_this_user())
window = program.show()
end = time.monotonic() + 30
while not (window.watch and program.session.video.status.condition is Condition.NO_ENGINE):
    assert time.monotonic() < end, program.session.video.status
    app.processEvents()
program.catalogue.run("seek_moment", program.session, "1")
app.processEvents()
print(json.dumps({"pane": window.watch.video.said(), "note": window.note.toPlainText(),
                  "notice": window.notice.said()}))
window.close()
program.close()
"""
FAKES = {
    "library missing": "raise NotImplementedError('libvlc was not found')",
    "leaves at import": "raise SystemExit(1)",
    "library damaged": "raise OSError('wrong ELF class')",
    "plugins missing": (
        "def libvlc_get_version(): return b'3.0.21 Vetinari'\ndef Instance(*options): return None\n"
    ),
}


@pytest.fixture(params=[*FAKES, "bad path"])
def environment(request, tmp_path):
    """An environment in which libVLC is broken in one way."""
    found = {**os.environ, "NOTEREEL_HOME": str(tmp_path / "home")}
    if request.param == "bad path":
        found["PYTHON_VLC_LIB_PATH"] = str(tmp_path / "nowhere" / "libvlc.so")
    else:
        (tmp_path / "vlc.py").write_text(FAKES[request.param], encoding="utf-8")
        found["PYTHONPATH"] = str(tmp_path)
    return found


def run(environment, *command):
    return subprocess.run([sys.executable, *command], env=environment, cwd=ROOT,
                          capture_output=True, text=True, timeout=90)  # fmt: skip


def test_the_note_works_and_the_pane_says_how_to_get_the_engine(environment):
    done = run(environment, "-c", LOOK, NOTE)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert "The tidal force" in said["note"]
    assert "engine" in said["pane"]
    assert said["pane"].count(".") >= 1
    assert said["notice"] in said["pane"]
    assert "Traceback" not in done.stderr


def test_the_doctor_says_the_same_and_how_to_mend_it(environment):
    done = run(environment, "-m", "viewer", "doctor", "--json")
    assert done.returncode == 1
    report = json.loads(done.stdout)
    part = next(part for part in report["parts"] if part["name"] == "libVLC")
    assert "engine" in part["missing"]
    assert part["hint"]
    assert not report["is_well"]
    told = run(environment, "-m", "viewer", "doctor")
    assert part["missing"] in told.stdout
    assert "Traceback" not in told.stderr + done.stderr


def test_a_healthy_system_is_called_so(tmp_path):
    done = run({**os.environ, "NOTEREEL_HOME": str(tmp_path)}, "-m", "viewer", "doctor")
    assert done.returncode == 0, done.stdout
    assert "Everything needed is here." in done.stdout
