"""Bookmarks and marks at the real window: made, listed, followed, renamed, put back, exported."""

import json
import os
import signal
import sqlite3
import zipfile

from PySide6.QtTest import QTest

from tests.journeys.conftest import FRAME_MS, SECONDS, stamp
from viewer.note.timestamps import parse_time
from viewer.session.view import Pane
from viewer.study.bookmark_store import BookmarkStore
from viewer.study.marks import Mark
from viewer.ui.application import picture_of
from viewer.ui.bookmarks_list import BookmarksList
from viewer.ui.export_dialog import KINDS, export_dialog

SAID_AT_40 = "Lead 23: a short remark"


def folder_of(reader):
    return reader._home / "data" / "bookmarks"


def kept_in(reader, key="coded-film1"):
    """Return what lies on the disk, as another program would find it."""
    return BookmarkStore(folder_of(reader)).read_all().videos.get(key)


def labels(reader, key="coded-film1"):
    kept = kept_in(reader, key)
    return [each.label for each in kept.bookmarks] if kept else []


def listed(reader) -> BookmarksList:
    return reader.window.watch.side.lists[Pane.BOOKMARKS]


def words(reader):
    return [row.spoken for row in listed(reader).rows]


def goes_to(reader, time):
    """Stand at a time: a video that plays would be further on by the time a key is pressed."""
    reader.session.video.go_to(parse_time(time), play=False)
    return reader.settles()


def types_label(reader, label):
    """Type a label into the box that asks for it."""
    picker = reader.window.asking.picker
    reader.sees(picker.isVisible)
    reader.types(label).presses("Enter")
    return reader


def test_what_was_bookmarked_is_found_again_after_the_program(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    goes_to(reader, "0:20").presses("b").sees_notice("Bookmarked 0:00:20.")
    goes_to(reader, "1:30").presses("B")
    types_label(reader, "why the tide [[turns]]").sees_notice("1:30: why the tide [[turns]]")
    reader.sees(lambda: labels(reader) == ["", "why the tide [[turns]]"])
    [file] = folder_of(reader).glob("*.md")
    assert 'videoId: "coded-film1"' in file.read_text("utf-8")
    assert not [each for each in vault.rglob("*") if "bookmark" in each.name]
    reader.quits()
    reader.opens_with_film(vault / "lecture.md")
    reader.presses("g", "b").sees(lambda: len(listed(reader).rows) == 3)
    assert words(reader) == [
        "This video",
        "0:00:20, Lead 28: a short remark",
        "0:01:30, why the tide [[turns]]",
    ]
    reader.presses("j", "Enter").sees_frame_at(90_000, within_ms=20_000)


def test_the_time_of_a_labelled_bookmark_is_when_the_key_was_pressed(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    goes_to(reader, "0:20").presses("B")
    reader.sees(lambda: reader.window.asking.picker.isVisible())
    reader.session.video.go_to(80_000, play=False)
    types_label(reader, "before").sees(lambda: labels(reader) == ["before"])
    assert kept_in(reader).bookmarks[0].time_ms // 1000 == 20


def test_renaming_removing_and_putting_back(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    goes_to(reader, "0:20").presses("b").sees(lambda: labels(reader) == [""])
    goes_to(reader, "0:40").presses("b").sees(lambda: labels(reader) == ["", ""])
    reader.presses("'").sees(lambda: len(listed(reader).rows) == 3)
    reader.window.catalogue.run("rename_bookmark", reader.session)
    types_label(reader, "first").sees(lambda: labels(reader) == ["first", ""])
    reader.sees(lambda: words(reader)[1] == "0:00:20, first")
    assert listed(reader).hasFocus()
    reader.presses("Del").sees_notice("Removed the bookmark at 0:00:20.")
    reader.sees(lambda: labels(reader) == [""])
    assert words(reader) == ["This video", f"0:00:40, {SAID_AT_40}"]
    reader.window.catalogue.run("restore_bookmark", reader.session)
    reader.sees(lambda: labels(reader) == ["first", ""])


def test_the_list_is_filtered_by_words(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    for time, label in (("0:20", "ebb"), ("0:40", "flow")):
        goes_to(reader, time).presses("B")
        types_label(reader, label).sees(lambda label=label: label in labels(reader))
    reader.presses("g", "b").sees(lambda: len(listed(reader).rows) == 3)
    reader.presses("/").types("flow")
    reader.sees(lambda: words(reader) == ["This video", "0:00:40, flow"])
    reader.types("!").sees(lambda: words(reader) == [])
    reader.presses("Esc").sees(lambda: len(words(reader)) == 3)


def test_a_bookmark_of_another_video_opens_the_note_it_was_made_from(reader, vault, film):
    reader.opens_with_film(vault / "lecture.md")
    goes_to(reader, "0:50").presses("b").sees(lambda: labels(reader) == [""])
    other = vault / "other film.md"
    other.write_text("---\ntitle: Elsewhere\nvideoId: another-one\n---\n\nNo film.\n", "utf-8")
    (vault / "lecture [coded-film1].mp4").write_bytes(film.read_bytes())
    reader.window.catalogue.run("reload", reader.session)
    reader.settles()
    reader.session.open_path(other)
    reader.sees_note("Elsewhere").settles()
    reader.presses("g", "b").sees(lambda: words(reader) == ["The lecture", "0:00:50, lecture"])
    reader.presses("Enter").sees_note("The lecture").sees_frame_at(50_000, within_ms=20_000)
    reader.sees(lambda: words(reader)[0] == "This video")


def test_marks_are_signs_at_their_chips_and_survive_an_edited_note(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    before = picture_of(reader.window).toImage()
    reader.presses("J").settles().presses("Space")
    reader.window.catalogue.run("mark_known", reader.session)
    reader.sees(lambda: reader.session.studying.marks.of(0) is Mark.KNOWN)
    reader.presses("J").settles().presses("Space")
    reader.window.catalogue.run("mark_revisit", reader.session)
    reader.sees(lambda: reader.session.studying.marks.of(1) is Mark.REVISIT)
    reader.sees(lambda: picture_of(reader.window).toImage() != before)
    reader.presses("g", "b").sees(
        lambda: words(reader)[:1] == ["To come back to"] and words(reader)[2] == "Known"
    )
    assert reader.window.note.describe("moment:0") == "known"
    assert reader.window.note.describe("moment:2") == ""
    text = (vault / "lecture.md").read_text("utf-8")
    first = f"A new claim of 3 s {stamp('00:00:03')}.\n\nA harbour"
    (vault / "lecture.md").write_text(text.replace("A harbour", first), "utf-8")
    reader.presses("F5").settles()
    marks = reader.session.studying.marks
    reader.sees(lambda: (marks.of(0), marks.of(1), marks.of(2)) == (None, Mark.KNOWN, Mark.REVISIT))


def test_the_moment_with_the_focus_is_marked_else_the_one_gone_to_last(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    marks, run = reader.session.studying.marks, reader.window.catalogue.run
    reader.presses("J").settles().presses("Space")
    note = reader.window.note
    while note.focused_moment() != 2:
        reader.presses("Tab")
    run("mark_known", reader.session)
    reader.sees(lambda: marks.of(2) is Mark.KNOWN)
    assert (reader.session.moment_index, marks.of(0)) == (0, None)
    reader.presses("Tab").sees(lambda: note.focused_link().href.startswith("link:"))
    run("mark_revisit", reader.session)  # A link to a note has the focus.
    reader.sees(lambda: marks.of(0) is Mark.REVISIT)
    rail = reader.window.watch.moments
    reader.presses("g", "c", "G").sees(lambda: reader.session.view.pane is Pane.MOMENTS)
    while rail.focused_item.moment is None:
        reader.presses("k")
    last = rail.focused_item.number
    assert last != 0
    run("mark_revisit", reader.session)
    reader.sees(lambda: marks.of(last) is Mark.REVISIT)
    run("clear_mark", reader.session)
    reader.sees(lambda: marks.of(last) is None)
    assert marks.of(0) is Mark.REVISIT
    reader.presses("F6").sees(lambda: reader.session.view.pane is Pane.NOTE)
    reader.presses("F6").sees(lambda: reader.session.view.pane is Pane.VIDEO)
    run("mark_revisit", reader.session)
    reader.sees(lambda: marks.of(0) is None)


def test_the_file_of_bookmarks_is_a_note_like_any_other(reader, vault):
    reader.opens_with_film(vault / "lecture.md")
    goes_to(reader, "1:30").presses("B")
    types_label(reader, "the **turn**").sees(lambda: labels(reader) == ["the **turn**"])
    reader.sees(lambda: reader.session.studying.bookmarks.here)
    reader.window.catalogue.run("open_bookmarks_note", reader.session)
    reader.sees_note("Bookmarks: The lecture").sees_text("the **turn**")
    reader.sees_video().sees_frame_at(90_000, within_ms=FRAME_MS)
    assert [each.time_ms // 1000 for each in reader.session.moments] == [90]
    assert not reader.session.concerns


def test_moments_are_exported_outside_the_vault_only(reader, vault, tmp_path):
    reader.opens_with_film(vault / "lecture.md")
    run = reader.window.catalogue.run
    assert not run("export_moments_to", reader.session, str(vault / "out.csv"))
    reader.sees_notice("Notereel never writes into one")
    assert not (vault / "out.csv").exists()
    out = tmp_path / "out"
    for suffix in (".md", ".csv", ".vtt"):
        run("export_moments_to", reader.session, str(out / f"lecture{suffix}"))
        reader.sees((out / f"lecture{suffix}").is_file)
    assert len((out / "lecture.csv").read_text("utf-8-sig").splitlines()) == len(SECONDS) + 1


def test_anki_cards_have_a_picture_and_a_sound_and_can_be_stopped(reader, vault, tmp_path):
    reader.opens_with_film(vault / "lecture.md")
    for time in ("0:20", "0:40", "1:00"):
        goes_to(reader, time).presses("b")
        reader.sees(lambda: kept_in(reader) is not None)
    reader.sees(lambda: len(labels(reader)) == 3)
    exporting = reader.session.studying.exporting
    reader.window.catalogue.run("export_moments_to", reader.session, str(tmp_path / "all.apkg"))
    reader.sees_notice("Making card 2 of")
    reader.window.catalogue.run("cancel_export", reader.session)
    reader.sees_notice("The export was stopped")
    assert not list((reader._home / "cache").glob("export-*"))
    file = tmp_path / "some.apkg"
    reader.window.catalogue.run("export_bookmarks_to", reader.session, str(file))
    reader.sees_notice("Exported 3 cards to “some.apkg”.")
    reader.sees(lambda: not exporting.is_busy)
    assert not (tmp_path / "all.apkg").exists()
    with zipfile.ZipFile(file) as package:
        media = json.loads(package.read("media"))
        package.extract("collection.anki2", tmp_path)
    assert sum(name.endswith(".jpg") for name in media.values()) == 3
    with sqlite3.connect(tmp_path / "collection.anki2") as cards:
        assert cards.execute("SELECT count(*) FROM cards").fetchone() == (3,)
    cards.close()


def test_what_a_crash_costs_the_cards_is_told_with_the_export(reader, vault, tmp_path):
    reader.opens_with_film(vault / "lecture.md")
    exporting, file = reader.session.studying.exporting, tmp_path / "all.apkg"
    reader.window.catalogue.run("export_moments_to", reader.session, str(file))
    reader.sees_notice("Making card 2 of 29")
    os.kill(exporting._cutter.pid, signal.SIGTERM)
    reader.sees_notice(f"Exported {len(SECONDS)} cards to “all.apkg”.")
    reader.sees_notice("1 card has no picture and no sound. Not everything could be cut")


def test_the_kind_that_is_chosen_is_how_the_file_ends(qtbot, reader, vault):
    reader.opens(vault / "lecture.md")
    dialog = export_dialog(reader.window, "The lecture: a/b")
    for kind, form in KINDS.items():
        dialog.filterSelected.emit(kind)
        assert f".{dialog.defaultSuffix()}" == form.suffix
    dialog.deleteLater()
    QTest.qWait(0)
