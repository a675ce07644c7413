"""Pictures a person takes: their names, and that they never lie over another file."""

from pathlib import Path

import pytest

from viewer.errors import PlaybackError, UsageError
from viewer.session.snapshots import name_of, published


@pytest.mark.parametrize(
    ("title", "video_id", "time_ms", "name"),
    [
        ("Why tides come", "nr-tides-01", 1_129_250, "Why tides come [nr-tides-01] 0-18-49.250"),
        ("Ebb/flow: a why?", "", 0, "Ebb flow a why 0-00-00.000"),
        ("../../etc/passwd", "a/b", 36_000_000, "etc passwd [a b] 10-00-00.000"),
        ("CON", "", 1, "CON_ 0-00-00.001"),
        ("", "", 1, "video_ 0-00-00.001"),
        ("\u202egnp.exe\x00", "", 1, "gnp.exe 0-00-00.001"),
    ],
)
def test_a_name_is_safe_and_says_where_it_was_taken(title, video_id, time_ms, name):
    assert name_of(title, video_id, time_ms) == name


def test_a_long_title_is_cut_between_letters():
    name = name_of("潮" * 400, "x" * 400, 1)
    assert len(f"{name}.png".encode()) < 255
    assert name.startswith("潮" * 40 + " [")


def test_a_picture_never_replaces_another_file(tmp_path):
    names = []
    for content in (b"one", b"two", b"three"):
        taken = tmp_path / "taken.png"
        taken.write_bytes(content)
        names.append(published(taken, tmp_path / "pictures", "Tide 0-00-01.000").name)
        assert not taken.exists()
    assert names == [f"Tide 0-00-01.000{end}.png" for end in ("", " (2)", " (3)")]
    assert (tmp_path / "pictures" / names[0]).read_bytes() == b"one"


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "a file").write_bytes(b"")
    taken = tmp_path / "taken.png"
    taken.write_bytes(b"one")
    with pytest.raises(PlaybackError, match="a file") as caught:
        published(taken, Path(tmp_path / "a file" / "below"), "Tide")
    assert "screenshots_folder" in caught.value.hint


@pytest.mark.parametrize("is_open", [True, False])
def test_a_picture_is_never_saved_in_a_vault(tmp_path, is_open):
    """Not in the open one, and not in one that Obsidian knows; a setting may name either."""
    vault, taken = tmp_path / "vault", tmp_path / "taken.png"
    (vault / ("notes" if is_open else ".obsidian")).mkdir(parents=True)
    (tmp_path / "way in").symlink_to(vault)
    for folder in (vault, vault / "pictures", tmp_path / "way in" / "pictures"):
        taken.write_bytes(b"one")
        with pytest.raises(UsageError, match="never writes into one"):
            published(taken, folder, "Tide", (vault,) if is_open else ())
        assert not taken.exists()
    assert not list(vault.rglob("*.png"))
