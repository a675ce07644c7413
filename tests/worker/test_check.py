"""The lint: what is doubtful in notes, on which line, and how it reads."""

import pytest

from viewer.errors import NoteError
from viewer.worker.check import MOST_ALIKE, check

NOTE = """---
title: Ebb and flow
---

Water rises [00:01:02] by the [[tidal_force | force]].

It falls <a class="yt_timestamp" data-t="00:02:03">[00:02:03]</a>, then <a class="yt-timestamp"
data-t="HH:03:04">[00:03:04]</a>.

## Dead and alive

- [[Tidal Force!]] and [[gone]]
- <a class="yt-timestamp" data-t="N/A">[when]</a> and [09:00:00]
"""


@pytest.fixture
def vault(tmp_path):
    (tmp_path / "ebb.md").write_text(NOTE, encoding="utf-8")
    (tmp_path / "tidal_force.md").write_text("# Force\n\n[5:00]", encoding="utf-8")
    return tmp_path


def found_in(vault, **known):
    found = check([vault], **known)
    return found, [(each.note, each.line, each.kind, each.text, each.read_as)
                   for each in found.findings]  # fmt: skip


def test_every_doubt_is_listed_once_with_its_line(vault):
    _, findings = found_in(vault)
    assert findings == [
        ("ebb.md", 7, "tag mended", "A broken timestamp was mended: 0:02:03.", ""),
        ("ebb.md", 8, "time from text", "HH:03:04", "0:03:04"),
        ("ebb.md", 12, "dead link", "gone", ""),
        ("ebb.md", 13, "time unreadable", "N/A", "N/A"),
        ("ebb.md", 13, "time shifted", "09:00:00", "0:09:00"),
    ]


def test_the_sums_count_what_was_not_taken_as_written(vault):
    found, _ = found_in(vault)
    assert (found.notes, found.moments, found.unreadable, found.repaired) == (2, 6, 1, 3)
    assert found.links == {"resolved": 1, "by_slug": 1, "dead": 1}


def test_the_videos_length_tells_what_is_past_its_end(vault):
    _, findings = found_in(vault, duration_ms=200_000)
    assert ("tidal_force.md", 3, "time past end", "5:00", "5:00") in findings


def test_what_is_printed_is_ordered_by_note_and_ends_with_the_sums(vault):
    (vault / "gone.md").write_bytes(b"\0\1\2")
    assert str(check([vault])) == (
        "ebb.md\n"
        "     7  tag mended: A broken timestamp was mended: 0:02:03.\n"
        "     8  time from text: HH:03:04 → 0:03:04\n"
        "    13  time unreadable: N/A → N/A\n"
        "    13  time shifted: 09:00:00 → 0:09:00\n"
        "\n"
        "gone.md\n"
        "        unreadable note: “gone.md” is not a text file.\n"
        "\n"
        "3 notes checked, 2 with something doubtful.\n"
        "6 times: 3 not taken as written, 1 unreadable.\n"
        "3 links to notes: 1 found by a name that is only alike, 0 dead."
    )


def test_of_many_findings_alike_only_the_first_are_printed(vault):
    (vault / "dead.md").write_text("[[a]]\n" * (MOST_ALIKE + 3), encoding="utf-8")
    found = check([vault / "dead.md"])
    assert len(found.findings) == MOST_ALIKE + 3
    assert str(found).count("dead link: a") == MOST_ALIKE
    assert "        dead link: 3 more\n" in str(found)


def test_a_note_that_cannot_be_shown_whole_or_right_says_so(vault):
    (vault / "big.md").write_text("word " * 500_000, encoding="utf-8")
    (vault / "old.md").write_bytes("été".encode("cp1252"))
    _, findings = found_in(vault)
    notes = {note: text for note, _, kind, text, _ in findings if kind == "note"}
    assert "too much to lay out" in notes["big.md"]
    assert "not written in UTF-8" in notes["old.md"]


def test_a_wholly_shifted_note_counts_every_time_once(vault):
    text = "\n".join(f'<a class="yt_timestamp" data-t="1{n}:00:00"></a>' for n in range(9))
    (vault / "late.md").write_text(text, encoding="utf-8")
    found = check([vault / "late.md"])
    assert (found.moments, found.repaired) == (9, 9)


def test_a_path_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(NoteError):
        check([tmp_path / "nowhere"])
