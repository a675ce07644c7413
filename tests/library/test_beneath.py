"""Nothing is opened but what lies in the vault, however it is named and whoever interferes."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.errors import NoteError
from viewer.library import beneath
from viewer.library.beneath import is_file_beneath, open_beneath
from viewer.library.note_file import read_note_file
from viewer.library.vault import Vault

LOOKS, MOST_LOOKS = 3_000, 300_000
SECRET = "secret of another folder"

WAYS = [beneath.open_beneath]
if Path("/proc/self/fd").exists():
    WAYS.append(beneath._open_checked)
"""Where Linux can tell what was opened, the way that Windows goes is tested too."""


@pytest.fixture
def vault(tmp_path):
    vault = tmp_path / "vault"
    (vault / "sub").mkdir(parents=True)
    (vault / "inside.md").write_text("inside", encoding="utf-8")
    (vault / "sub" / "deep.md").write_text("deep", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "inside.md").write_text(SECRET, encoding="utf-8")
    return vault


def content(found):
    with os.fdopen(found, "rb") as file:
        return file.read().decode()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("link", "target", "holds"),
    [
        ("a.md", "inside.md", "inside"),
        ("a.md", "./sub/../inside.md", "inside"),
        ("a.md", "{vault}/inside.md", "inside"),
        ("sub/a.md", "../inside.md", "inside"),
        ("again", "sub", None),
        ("a.md", "../outside/inside.md", None),
        ("a.md", "{vault}/../outside/inside.md", None),
        ("a.md", "../vault2/inside.md", None),
        ("a.md", "/etc/passwd", None),
        ("a.md", "a.md", None),
        ("a.md", "gone.md", None),
        ("a.md", "/", None),
        ("a.md", "inside.md/x", None),
        ("sub/a.md", "../../outside/inside.md", None),
    ],
)
def test_a_link_counts_by_where_it_leads(vault, way, link, target, holds):
    (vault.parent / "vault2").mkdir()
    (vault.parent / "vault2" / "inside.md").write_text(SECRET, encoding="utf-8")
    path = vault / link
    path.symlink_to(target.format(vault=vault))
    if holds is None:
        with pytest.raises((NoteError, OSError)):
            os.close(_file_only(way(vault, path.relative_to(vault))))
    else:
        assert content(way(vault, path.relative_to(vault))) == holds


@pytest.mark.parametrize("way", WAYS)
def test_a_folder_link_within_the_vault_is_gone_through_and_one_out_of_it_is_not(vault, way):
    (vault / "in").symlink_to("sub", target_is_directory=True)
    (vault / "out").symlink_to(vault.parent / "outside", target_is_directory=True)
    assert content(way(vault, (vault / "in" / "deep.md").relative_to(vault))) == "deep"
    with pytest.raises(NoteError):
        way(vault, (vault / "out" / "inside.md").relative_to(vault))


@pytest.mark.parametrize(
    "path", ["../outside/inside.md", "sub/../../outside/inside.md", "/etc/passwd", "..", ""]
)
def test_a_path_out_of_the_vault_is_refused(vault, path):
    with pytest.raises((NoteError, OSError)):
        open_beneath(vault, Path(path))


def test_no_descriptor_is_left_open(vault):
    (vault / "a.md").symlink_to("{vault}/../x")
    (vault / "loop").symlink_to("loop")
    before = _descriptors()
    for path in ("inside.md", "sub/deep.md", "a.md", "loop", "gone", "sub/../../x"):
        is_file_beneath(vault, Path(path))
    assert _descriptors() == before


def test_a_walk_lists_links_by_where_they_lead(vault):
    (vault / "in.md").symlink_to("inside.md")
    (vault / "out.md").symlink_to(vault.parent / "outside" / "inside.md")
    (vault / "null.md").symlink_to("/dev/null")
    (vault / "film.mp4").symlink_to("/dev/zero")
    names = Vault(vault)
    names.walk()
    assert names.notes == ["in.md", "inside.md", "sub/deep.md"]
    assert names.video_at("film.mp4") is None


SWAPPER = """
import os, select, sys
os.chdir(sys.argv[1])
while not select.select([sys.stdin], [], [], 0)[0]:
    for made in ("link", "file"):
        if made == "link":
            os.symlink(sys.argv[2], "new")
        else:
            with open("new", "w") as file:
                file.write("inside")
        os.rename("new", "swapped.md")
    os.rename("sub", "held"); os.symlink(sys.argv[3], "sub")
    os.unlink("sub"); os.rename("held", "sub")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there that few have")
@pytest.mark.parametrize("way", WAYS)
def test_nothing_from_outside_comes_in_while_names_are_swapped(vault, way):
    """The file and the folder it lies in become links out of the vault, and files again."""
    outside = vault.parent / "outside"
    (outside / "deep.md").write_text(SECRET, encoding="utf-8")
    seen = {"refused": 0, "inside": 0, "deep": 0}
    swaps = [sys.executable, "-c", SWAPPER, vault, outside / "inside.md", outside]
    with subprocess.Popen(swaps, stdin=subprocess.PIPE) as swapper:
        for look in range(MOST_LOOKS):
            for path in ("swapped.md", "sub/deep.md"):
                try:
                    found = content(way(vault, (vault / path).relative_to(vault)))
                except (NoteError, OSError):
                    found = "refused"
                seen[found or "inside"] += 1  # The file is empty before it is written.
            if look >= LOOKS and all(seen.values()):
                break
        swapper.stdin.close()
    assert swapper.returncode == 0
    assert all(seen.values())


def test_a_note_is_read_through_that_gate(vault):
    (vault / "a.md").symlink_to("/etc/passwd")
    with pytest.raises(NoteError, match="leads out of the vault"):
        read_note_file(vault / "a.md", vault)
    with pytest.raises(NoteError, match="leads out of the vault"):
        read_note_file(vault / ".." / "outside" / "inside.md", vault)
    with pytest.raises(NoteError, match="no file can have this name"):
        read_note_file(vault / "a\0.md", vault)


def _file_only(found):
    if not stat.S_ISREG(os.fstat(found).st_mode):
        os.close(found)
        raise IsADirectoryError
    return found


def _descriptors():
    """Return how many descriptors we hold, where the system tells."""
    folder = Path("/proc/self/fd")
    return len(list(folder.iterdir())) if folder.exists() else 0
