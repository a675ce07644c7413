"""Which notes are about a video, and what they cite of it."""

import json
import os

import pytest

from viewer.library.citation import Citation, columns, from_columns
from viewer.library.citing_notes import CitingNotes, Sight

FILM = "film-000001"
AS_WRITTEN = Sight(None, 0, lambda _path: None)


def always() -> bool:
    return True


@pytest.fixture
def vault(tmp_path):
    root = tmp_path / "vault"
    (root / "deep").mkdir(parents=True)
    write(root / "a.md", "The near bulge [0:01:02]. The far one [0:02:00 - 0:02:30].")
    write(root / "deep/b.md", "# Harbours\n\nHigh water [0:00:41].")
    write(root / "other.md", "Another film [0:00:01].", video="film-000002")
    (root / "none.md").write_text("No film at all [0:00:01].")
    return root


def write(file, body, video=FILM):
    file.write_text(f"---\ntitle: The {file.stem}\nvideoId: {video}\n---\n\n{body}\n")


@pytest.fixture
def notes(vault, tmp_path):
    return looked_through(vault, tmp_path)


def looked_through(vault, tmp_path):
    notes = CitingNotes(vault, tmp_path / "cache" / "citing.json")
    notes.begin()
    notes.go_on(always)
    return notes


def times(notes, path, sight=AS_WRITTEN):
    return [(each.time_ms, each.end_ms) for each in notes.citations_in(path, sight)]


def test_notes_are_known_by_their_video(notes):
    assert notes.about(FILM) == ["a.md", "deep/b.md"]
    assert notes.about("film-000002") == ["other.md"]
    assert notes.about("") == []


def test_a_citation_says_what_is_cited_and_where(notes):
    assert notes.citations_in("deep/b.md", AS_WRITTEN) == [
        Citation("deep/b.md", "The b", "0:00:41", 41_000, None, "High water", "Harbours", 8)
    ]
    assert times(notes, "a.md") == [(62_000, None), (120_000, 150_000)]


def test_times_are_those_of_the_video(notes):
    assert times(notes, "a.md", Sight(300_000, 2_500, lambda _path: None)) == [
        (64_500, None), (122_500, 152_500),
    ]  # fmt: skip
    assert times(notes, "a.md", Sight(300_000, -70_000, lambda _path: None)) == [(50_000, 80_000)]


def test_the_readers_word_on_shifted_times_counts(vault, tmp_path):
    write(vault / "c.md", "A claim [1:02:00].")
    notes = looked_through(vault, tmp_path)
    assert times(notes, "c.md", Sight(None, 0, lambda path: path == "c.md")) == [(62_000, None)]
    assert times(notes, "c.md") == [(3_720_000, None)]


def test_a_video_file_in_the_vault_is_known_by_its_path(vault, tmp_path):
    (vault / "tides.mp4").write_bytes(b"")
    (vault / "file.md").write_text("---\nvideo: tides.mp4\n---\n\nx [0:01]\n")
    assert looked_through(vault, tmp_path).about(str(vault / "tides.mp4")) == ["file.md"]


def test_it_goes_on_where_it_stopped(vault, tmp_path):
    notes = CitingNotes(vault, tmp_path / "citing.json")
    notes.begin()
    left = []
    while notes.left:
        turns = iter((True, False))
        notes.go_on(lambda turns=turns: next(turns))
        left.append(notes.left)
    assert left == [3, 2, 1, 0]
    assert notes.about(FILM) == ["a.md", "deep/b.md"]


def test_only_what_has_changed_is_read_again(vault, tmp_path, notes):
    notes.citations_in("a.md", AS_WRITTEN)
    notes.keep()
    about = (vault / "a.md").stat()
    (vault / "a.md").write_bytes(b"x" * about.st_size)  # As large, and as old: taken as it was.
    os.utime(vault / "a.md", ns=(about.st_atime_ns, about.st_mtime_ns))
    write(vault / "deep/b.md", "Moved to another film [0:00:01].", video="film-000002")
    (vault / "other.md").unlink()
    again = looked_through(vault, tmp_path)
    assert again.about(FILM) == ["a.md"]
    assert times(again, "a.md") == [(62_000, None), (120_000, 150_000)]
    assert again.about("film-000002") == ["deep/b.md"]


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", '{"version": 0}', '{"version": 1, "notes": 3, "read": {}}',
     '{"version": 1, "notes": {"a.md": [1, 2]}, "read": {"a.md": [[1, 2], [[1]]]}}',
     20_000 * "["],
)  # fmt: skip
def test_a_damaged_index_is_made_anew(vault, tmp_path, content):
    file = tmp_path / "cache" / "citing.json"
    file.parent.mkdir()
    file.write_text(content)
    notes = looked_through(vault, tmp_path)
    assert notes.about(FILM) == ["a.md", "deep/b.md"]
    assert times(notes, "deep/b.md") == [(41_000, None)]
    notes.keep()
    assert json.loads(file.read_text())["version"] == 1


def test_a_note_that_vanishes_or_may_not_be_read_is_left_out(vault, tmp_path, notes):
    (vault / "a.md").unlink()
    assert notes.citations_in("a.md", Sight(1_000, 0, lambda _path: None)) == []
    (vault / "b.md").symlink_to("/etc/passwd")
    assert looked_through(vault, tmp_path).about(FILM) == ["deep/b.md"]


def test_an_index_that_cannot_be_written_costs_nothing_else(vault, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    notes = looked_through(vault, tmp_path)
    notes.keep()
    assert notes.about(FILM) == ["a.md", "deep/b.md"]


def test_citations_travel_in_columns(notes):
    found = notes.citations_in("a.md", AS_WRITTEN)
    assert list(from_columns(columns(found))) == found
    assert list(from_columns(columns([]))) == []
