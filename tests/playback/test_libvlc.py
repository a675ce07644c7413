"""Finding libVLC, in each way it can be missing or broken; every case in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
TRY = """
import sys
from viewer.errors import PlaybackError
from viewer.playback.libvlc import load_libvlc
assert "vlc" not in sys.modules, "libVLC was loaded before anybody asked"
try:
    libvlc = load_libvlc(extra={extra})
except PlaybackError as error:
    print(error.sentence, "|", error.hint)
else:
    print("loaded", libvlc.version, "|", libvlc.warning)
"""
FAKE = """
version = {version}
def libvlc_get_version(): return version
class Instance:
    def __init__(self, options): pass
    def release(self): pass
"""


def load(extra=(), module="", folder=None, **environment):
    """Return what loading libVLC says, and that it says nothing else."""
    path = [str(ROOT)]
    if module:
        (folder / "vlc.py").write_text(module)
        path.insert(0, str(folder))
    done = subprocess.run(
        [sys.executable, "-c", TRY.format(extra=tuple(extra))],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(path), **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")
    sentence, _, rest = done.stdout.strip().partition("|")
    return sentence.strip(), rest.strip()


def test_libvlc_loads_and_prints_nothing():
    sentence, warning = load()
    assert sentence.startswith("loaded 3.")
    assert warning == ""


def test_an_option_it_does_not_know_is_dropped():
    sentence, _ = load(extra=["--no-such-option-in-any-version"])
    assert sentence.startswith("loaded 3.")


@pytest.mark.parametrize(
    ("at_import", "says"),
    [
        ("raise NotImplementedError('no libvlc')", "was not found"),
        ("raise ImportError('half installed')", "was not found"),
        ("import sys; sys.exit(1)", "PYTHON_VLC_LIB_PATH"),
        ("raise OSError('wrong ELF class')", "damaged, or made for another kind"),
        ("raise AttributeError('libvlc_new')", "damaged, or made for another kind"),
    ],
)
def test_what_fails_at_import_is_said_in_a_sentence(tmp_path, at_import, says):
    sentence, hint = load(module=at_import, folder=tmp_path)
    assert says in sentence
    assert sentence.endswith(".")
    assert hint


def test_a_wrong_path_to_the_library(tmp_path):
    sentence, hint = load(PYTHON_VLC_LIB_PATH=str(tmp_path / "libvlc.so"))
    assert "PYTHON_VLC_LIB_PATH" in sentence
    assert hint


def test_a_bundle_that_lost_its_library_names_no_variable_that_nobody_set(tmp_path):
    sentence, hint = load(
        PYTHON_VLC_LIB_PATH=str(tmp_path / "libvlc.so"), NOTEREEL_BUNDLED_VLC="yes"
    )
    assert sentence == "The video engine libVLC was not found."
    assert "get Notereel again" in hint


def test_a_library_that_is_none(tmp_path):
    library = tmp_path / "libvlc.so"
    library.write_bytes(b"not a library")
    sentence, _ = load(PYTHON_VLC_LIB_PATH=str(library))
    assert sentence.endswith(".")
    assert "loaded" not in sentence


def test_plugins_that_are_missing(tmp_path):
    # libVLC looks into its built-in folder whatever VLC_PLUGIN_PATH says, so it is played.
    module = FAKE.format(version=b"3.0.21 Vetinari") + "Instance = lambda options: None\n"
    sentence, hint = load(module=module, folder=tmp_path)
    assert "plugins are missing" in sentence
    assert "VLC 3" in hint


@pytest.mark.parametrize(
    ("version", "says"),
    [
        (b"2.2.8 Weatherwax", "too old"),
        (b"4.0.0-dev Otto", "newer than this program knows"),
        (b"nonsense", "too old"),
    ],
)
def test_a_version_that_cannot_be_used_is_refused(tmp_path, version, says):
    sentence, hint = load(module=FAKE.format(version=version), folder=tmp_path)
    assert says in sentence
    assert hint


def test_an_unsafe_version_is_used_with_a_warning(tmp_path):
    sentence, warning = load(module=FAKE.format(version=b"3.0.18 Vetinari"), folder=tmp_path)
    assert sentence == "loaded 3.0.18"
    assert "Update it to 3.0.21" in warning
