"""Walking a vault, and finding the note a link means."""

import os

import pytest

from viewer.errors import NoteError
from viewer.library.note_names import front_door, vault_of
from viewer.library.vault import Vault, slug


def vault_with(root, *names):
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text("x", encoding="utf-8")
    vault = Vault(root)
    vault.walk()
    return vault


def test_notes_are_found_at_every_depth_and_other_files_are_not(tmp_path):
    vault = vault_with(tmp_path, "a.md", "deep/er/b.MD", "c.txt", ".obsidian/d.md")
    assert vault.notes == ["a.md", "deep/er/b.MD"]


@pytest.mark.parametrize(
    ("target", "near", "means"),
    [
        ("tides", "ocean/hub.md", "ocean/tides.md"),
        ("tides", "air/hub.md", "air/tides.md"),
        ("tides.md", "air/hub.md", "air/tides.md"),
        ("ocean/tides", "air/hub.md", "ocean/tides.md"),
        ("Spring & Neap: Tides", "ocean/hub.md", "ocean/spring__neap_tides.md"),
        ("SPRING__NEAP_TIDES", "air/hub.md", "ocean/spring__neap_tides.md"),
        ("../air/tides", "ocean/hub.md", "air/tides.md"),
        ("./tides.md", "air/hub.md", "air/tides.md"),
        ("../ocean/../air/tides.md", "ocean/hub.md", "air/tides.md"),
        ("../../air/tides", "ocean/hub.md", None),
        ("waves", "ocean/hub.md", None),
        ("../../etc/passwd", "ocean/hub.md", None),
        ("/etc/passwd", "ocean/hub.md", None),
        ("..\\..\\secret", "ocean/hub.md", None),
        ("", "ocean/hub.md", None),
    ],
)
def test_a_link_means_the_nearest_note_of_that_name(tmp_path, target, near, means):
    vault = vault_with(
        tmp_path, "ocean/tides.md", "air/tides.md", "ocean/spring__neap_tides.md", "ocean/hub.md"
    )
    assert vault.resolve(target, near) == means


def test_names_match_however_their_accents_are_composed(tmp_path):
    vault = vault_with(tmp_path, "cafe\u0301.md")
    assert vault.resolve("caf\u00e9") == "cafe\u0301.md"


def test_the_slug_is_that_of_the_notes_own_generator():
    assert slug("Peace talks - 2023: a hope") == "peace_talks__2023_a_hope"


@pytest.mark.parametrize(
    "name", ["Why tides [abc-_123DEF].mp4", "Why tides-abc-_123DEF.mkv", "abc-_123DEF.webm"]
)
def test_a_video_is_found_by_the_id_in_its_name(tmp_path, name):
    vault = vault_with(tmp_path, f"films/{name}", "films/other [abc-_123deF].mp4")
    assert vault.video_named("abc-_123DEF") == tmp_path / "films" / name


def test_a_video_is_not_found_by_part_of_an_id(tmp_path):
    vault = vault_with(tmp_path, "films/xxabc-_123DEF.mp4")
    assert vault.video_named("abc-_123DEF") is None


def test_a_walk_ends_in_spite_of_loops_and_skips_what_is_no_file(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(tmp_path / "pipe.md")
    assert vault_with(tmp_path, "a.md").notes == ["a.md"]


def test_a_name_that_is_not_utf_8_is_listed(tmp_path):
    with open(os.fsencode(tmp_path) + b"/\xff.md", "wb"):  # noqa: PTH123
        pass
    assert vault_with(tmp_path).notes == ["\udcff.md"]


@pytest.mark.parametrize(("make", "says"), [("file", "is a file"), ("nothing", "cannot be read")])
def test_a_vault_that_is_none_is_refused_in_a_sentence(tmp_path, make, says):
    root = tmp_path / "vault"
    if make == "file":
        root.write_text("x", encoding="utf-8")
    with pytest.raises(NoteError, match=says):
        Vault(root).walk()


def test_a_lone_note_belongs_to_the_marked_folder_above_it(tmp_path):
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "deep").mkdir()
    assert vault_of(tmp_path / "deep" / "a.md") == tmp_path
    assert vault_of(tmp_path.parent / "a.md") == tmp_path.parent


@pytest.mark.parametrize(
    ("notes", "door"),
    [
        (["a.md", "sub/index.md"], "sub/index.md"),
        (["a.md", "vault.md"], "vault.md"),
        (["b.md", "c.md"], "b.md"),
        (["index.md", "welcome.md"], "welcome.md"),
    ],
)
def test_strangers_are_shown_the_front_door(notes, door):
    assert front_door(notes, "Vault") == door
