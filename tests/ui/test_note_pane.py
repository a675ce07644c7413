"""The page: what it shows, what it refuses, and where things stand on it."""

import pytest
from PySide6.QtGui import QTextDocument

from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.paths import resources
from viewer.study.positions import Scroll
from viewer.ui.note_pane import NotePane
from viewer.ui.theme import Theme

LIGHT = Theme.read(resources() / "themes" / "light.json")
DARK = Theme.read(resources() / "themes" / "dark.json")
LONG = "\n\n".join(f"Paragraph {number} tells of tides [0:{number % 60:02}:10]."
                   for number in range(200))  # fmt: skip


@pytest.fixture
def pane(qtbot):
    shown = NotePane(LIGHT)
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def note_of(text):
    return read_note(text, name="note", around=Surroundings(lambda target: f"{target}.md"))


def test_no_resource_is_ever_loaded(pane):
    for kind in QTextDocument.ResourceType:
        for name in ("/etc/hostname", "file:///etc/hostname", "https://example.org/a.png", ":/x"):
            assert pane.loadResource(kind.value, name) is None


def test_every_timestamp_is_a_chip_with_a_place(pane):
    pane.show_note(note_of(LONG), Scroll())
    spans = [span for span in pane.links() if span.href.startswith("moment:")]
    assert len(spans) == 200
    tops = [pane.rect_of(span).top() for span in spans]
    assert tops == sorted(tops)
    assert all(40 < pane.rect_of(span).width() < 90 for span in spans[:5])


def test_a_place_is_kept_through_other_colours_and_sizes(pane):
    pane.show_note(note_of(LONG), Scroll())
    pane.verticalScrollBar().setValue(3000)
    place = pane.place()
    pane.restyle(DARK, 16)
    assert pane.place() == place
    pane.restyle(DARK, 24)
    assert abs(pane.place().position - place.position) < 60


def test_a_place_is_kept_when_the_window_changes(pane):
    pane.show_note(note_of(LONG), Scroll())
    pane.verticalScrollBar().setValue(3000)
    place = pane.place()
    pane.resize(500, 400)
    assert abs(pane.place().position - place.position) < 60


def test_text_from_a_note_is_never_markup_in_words(pane):
    pane.show_note(note_of("[[<img src=x> & <b>bold</b> | alias]]"), Scroll())
    assert "<b>" not in pane.describe("link:0") or "bold" in pane.describe("link:0")
    assert pane.describe("javascript:alert(1)") == ""
    assert pane.describe("") == ""


def test_a_heading_is_found_whatever_its_case(pane):
    pane.show_note(note_of(LONG + "\n\n## The far bulge\n\nHere."), Scroll())
    pane.show_anchor("the FAR bulge")
    assert pane.verticalScrollBar().value() > 1000


@pytest.mark.parametrize("place", ["^far", "The far bulge#^FAR", "Bulges#The far bulge"])
def test_a_links_place_is_brought_to_the_top_edge(pane, place):
    text = f"{LONG}\n\n## Bulges\n\n### The far bulge\n\nHere. ^far\n\n{LONG}"
    pane.show_note(note_of(text), Scroll())
    pane.show_anchor(place)
    shown = pane.cursorForPosition(pane.viewport().rect().topLeft()).block()
    assert {shown.text(), shown.next().text()} & {"Here.", "The far bulge"}


def test_a_link_within_the_note_leads_to_its_block(pane):
    text = f"[[#^far|down]]\n\n{LONG}\n\n- ebb\n- flow ^far\n\n{LONG}"
    pane.show_note(note_of(text), Scroll())
    pane.go_to(pane.links()[0].href)
    pane.follow_focused(keep_state=False)
    shown = pane.cursorForPosition(pane.viewport().rect().topLeft()).block()
    assert "flow" in {shown.text(), shown.next().text()}


def test_a_rule_is_a_line_and_no_box_of_code(pane):
    pane.show_note(note_of("above\n\n---\n\nbelow"), Scroll())
    picture = pane.viewport().grab().toImage()
    across = [picture.pixelColor(picture.width() // 2, y) for y in range(picture.height())]
    line = [y for y, colour in enumerate(across) if colour.lightness() < 240]
    assert len(line) in (1, 2)
    assert all(colour.lightness() > 250 for y, colour in enumerate(across) if y not in line)
