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


def colours_at(pane, y, xs):
    picture = pane.grab().toImage()
    return [picture.pixelColor(x, y).name() for x in xs]


@pytest.mark.parametrize(
    ("text", "bar_side"), [("The tide rises.", 0), ("הגאות עולה.", 1), ("يرتفع المد.", 1)]
)
def test_the_bar_of_a_callout_stands_where_its_lines_begin(pane, text, bar_side):
    pane.show_note(note_of(f"> [!NOTE] {text}\n> {text}"), Scroll())
    box = pane._marks._boxes[0]
    line = (
        pane.document().documentLayout().blockBoundingRect(box.frame.firstCursorPosition().block())
    )
    left, right = pane._side_margin() + 1, pane.viewport().width() - pane._side_margin() - 2
    found = colours_at(pane, int(line.center().y()), (left, right))
    assert found[bar_side] == box.bar.color().name()
    assert found[1 - bar_side] != found[bar_side]


def test_a_chip_in_a_callout_is_seen_on_it(pane):
    pane.show_note(note_of("> [!NOTE] Tides\n> Twice a day [0:01:02] it rises."), Scroll())
    rect = pane.rect_of(pane.links()[0])
    y = int(rect.center().y())
    inside, beside = colours_at(pane, y, (int(rect.left()) + 2, int(rect.left()) - 3))
    assert inside == LIGHT["background"].name()
    assert beside != inside


@pytest.mark.parametrize(
    ("heading", "is_led"), [("हिन्दी", True), ("مد", True), ("Tides", False), ("潮汐", False)]
)
def test_the_first_letter_of_a_heading_is_joined_to_the_next(pane, heading, is_led):
    pane.show_note(note_of(f"Text.\n\n## {heading}\n\nMore."), Scroll())
    block = next(each for each in blocks(pane.document()) if heading in each.text())
    fragments, iterator = [], block.begin()
    while not iterator.atEnd():
        fragments.append(iterator.fragment().text())
        iterator += 1
    # Qt gives the anchor to the first letter alone, and so shapes it alone.
    assert fragments[-1] == (heading if is_led else heading[1:])


def blocks(document):
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()
