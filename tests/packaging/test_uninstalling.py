"""Uninstalling leaves what users own, and says where; that it is left is proved by deb_root.sh."""

import subprocess

import pytest

from tests.packaging.test_build import PACKAGING
from viewer.paths import Paths

SCRIPTS = PACKAGING / "linux"


def folders():
    """Return where this system keeps what a user of ours has, below their home."""
    with pytest.MonkeyPatch.context() as patch:
        for each in ("NOTEREEL_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
            patch.delenv(each, raising=False)
        patch.setenv("HOME", "/home/reader")
        patch.setattr("viewer.paths.program_folders", lambda: ())
        paths = Paths.of_this_user()
    return [each.relative_to("/home/reader") for each in (paths.config, paths.data, paths.cache)]


def said_by(script, word, tmp_path):
    """Return what a package's script says when it is told this; it finds nothing to delete."""
    (tmp_path / "find").symlink_to("/bin/true")
    (tmp_path / "cat").symlink_to("/bin/cat")
    return subprocess.run(["/bin/sh", SCRIPTS / script, word], env={"PATH": str(tmp_path)},
                          capture_output=True, text=True, check=True).stdout  # fmt: skip


@pytest.mark.parametrize(
    ("script", "word"), [("postrm", "remove"), ("postrm", "purge"), ("preremove.sh", "0")]
)
def test_whoever_uninstalls_is_told_what_is_left_and_where(script, word, tmp_path):
    said = said_by(script, word, tmp_path)
    for folder in folders():
        assert f"~/{folder}" in said
    assert "moved" in said


@pytest.mark.parametrize(
    ("script", "word"),
    [("postrm", "upgrade"), ("postrm", "failed-upgrade"), ("postrm", "abort-install"),
     ("postrm", "abort-upgrade"), ("postrm", "disappear"), ("preremove.sh", "1")],
)  # fmt: skip
def test_whoever_upgrades_is_told_nothing_of_it(script, word, tmp_path):
    assert said_by(script, word, tmp_path) == ""


def test_each_package_has_the_script_that_says_it(part):
    assert "postrm" in part("debian").SCRIPTS
    assert (SCRIPTS / "postrm").read_text("utf-8").startswith("#!/bin/sh\nset -e\n")
