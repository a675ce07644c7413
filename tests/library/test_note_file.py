"""Reading a note from disk, whatever the file turns out to be."""

import os
import sys

import pytest

from viewer.errors import NoteError
from viewer.library.note_file import PART_BYTES, WHOLE_BYTES, read_note_file


def read(tmp_path, content: bytes):
    file = tmp_path / "note.md"
    file.write_bytes(content)
    return read_note_file(file, tmp_path)


def test_a_plain_note_is_read_as_it_is(tmp_path):
    found = read(tmp_path, "# Gezeiten – häufig\n".encode())
    assert (found.text, found.reason, found.is_rich) == ("# Gezeiten – häufig\n", "", True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(tmp_path, encoding):
    assert read(tmp_path, "tide — ebb".encode(encoding)).text == "tide — ebb"


def test_a_note_in_another_encoding_is_shown_and_says_so(tmp_path):
    found = read(tmp_path, "caf\u00e9 tide".encode("latin-1"))
    assert found.text == "café tide"
    assert "not written in UTF-8" in found.reason


def test_an_empty_note_is_a_note(tmp_path):
    assert read(tmp_path, b"").text == ""


def test_a_huge_note_is_shown_in_part_and_says_so(tmp_path):
    found = read(tmp_path, b"word " * (50_000_000 // 5))
    assert len(found.text) == PART_BYTES
    assert not found.is_rich
    assert "50 MB" in found.reason


def test_a_cut_letter_at_the_end_of_a_part_is_dropped(tmp_path):
    found = read(tmp_path, b"x" + "ä".encode() * WHOLE_BYTES)
    assert found.text == "x" + "ä" * ((PART_BYTES - 1) // 2)
    assert "UTF-8" not in found.reason


def test_a_binary_file_is_refused(tmp_path):
    with pytest.raises(NoteError, match="not a text file"):
        read(tmp_path, b"\x7fELF\0\0\1")


def test_a_missing_note_is_named(tmp_path):
    with pytest.raises(NoteError, match="There is no note at"):
        read_note_file(tmp_path / "gone.md", tmp_path)


def test_a_folder_named_like_a_note_is_refused(tmp_path):
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(NoteError, match="not a note"):
        read_note_file(tmp_path / "folder.md", tmp_path)


def test_a_pipe_named_like_a_note_is_refused_without_waiting(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    with pytest.raises(NoteError, match="not a note"):
        read_note_file(tmp_path / "pipe.md", tmp_path)


def test_a_link_out_of_the_vault_is_not_followed(tmp_path):
    outside = tmp_path / "outside.md"
    outside.write_text("secret", encoding="utf-8")
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "in.md").symlink_to(outside)
    with pytest.raises(NoteError, match="leads out of the vault"):
        read_note_file(vault / "in.md", vault)


def test_a_file_that_may_not_be_read_says_so(tmp_path, unprivileged):
    file = tmp_path / "closed.md"
    file.write_text("x", encoding="utf-8")
    file.chmod(0)
    said = unprivileged(
        "from pathlib import Path; from viewer.library.note_file import read_note_file\n"
        "from viewer.errors import NoteError\n"
        "try: read_note_file(Path(sys.argv[1]), Path(sys.argv[1]).parent)\n"
        "except NoteError as error: print(error)",
        file,
    )
    assert "may not be read by you" in said
    assert sys.platform != "win32"
