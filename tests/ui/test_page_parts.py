"""A long page is put in part by part, and none can tell that it was."""

import pytest
from PySide6.QtGui import QTextFormat

from tests.ui.test_note_pane import LIGHT, note_of, pane  # noqa: F401
from viewer.study.positions import Scroll
from viewer.ui.note_pane import NotePane
from viewer.ui.page_parts import MOST_CHARACTERS, Pace, parts_of

KINDS = """
## Heading {0}

A paragraph with **weight**, `code`, [[link {0}]] and a time [0:{1:02}:10].

- An item [0:{1:02}:20]
- Another
    1. nested
    2. twice

> [!WARNING] Callout {0}
> Its text [0:{1:02}:30].
> > [!TIP] inside
> > more

```python
def lines(of):
    return "code"
```

| a | b |
|---|---|
| 1 | [0:{1:02}:40] |

> A quote of number {0}.

---
"""
LONG = "\n".join(KINDS.format(number, number % 60) for number in range(120))


def fragments(block):
    found, iterator = [], block.begin()
    while not iterator.atEnd():
        each = iterator.fragment()
        form = each.charFormat()
        found.append((each.text(), form.anchorHref(), form.anchorNames(), form.font().pixelSize(),
                      form.fontWeight(), form.foreground().color().name()))  # fmt: skip
        iterator += 1
    return found


def described(document):
    """Return everything about a document that a reader could see."""
    block, found = document.begin(), []
    while block.isValid():
        form, listed = block.blockFormat(), block.textList()
        found.append((
            block.text(), form.topMargin(), form.bottomMargin(), form.leftMargin(),
            form.headingLevel(), form.lineHeight(), form.indent(),
            form.hasProperty(QTextFormat.Property.BackgroundBrush),
            (listed.format().style(), listed.format().indent(), listed.itemNumber(block))
            if listed else None,
            fragments(block),
        ))  # fmt: skip
        block = block.next()
    return found


def spots(shown):
    return [(first.position(), last.position()) for first, last in shown._marks._code]


@pytest.fixture
def whole(qtbot, monkeypatch):
    """A pane that is given every page in one piece."""
    monkeypatch.setattr("viewer.ui.page_parts.parts_of", lambda html, _least: iter([html]))
    shown = NotePane(LIGHT)
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    return shown


def test_the_parts_make_the_page_that_the_whole_makes(pane, whole, monkeypatch):  # noqa: F811
    note = note_of(LONG)
    whole.show_note(note, Scroll())
    monkeypatch.undo()
    assert len(list(parts_of(note.html))) > 5
    pane.show_note(note, Scroll())
    assert not pane._filling.is_full
    links = pane.links()
    assert pane._filling.is_full
    assert described(pane.document()) == described(whole.document())
    assert links == whole.links()
    assert [(box.start, box.end) for box in pane._marks._boxes] == [
        (box.start, box.end) for box in whole._marks._boxes
    ]
    assert spots(pane) == spots(whole)


def test_the_parts_are_the_page_cut_between_blocks():
    html = note_of(LONG).html
    parts = list(parts_of(html))
    assert "".join("".join(parts).split()) == "".join(html.split())
    assert all(part.startswith("<") for part in parts)
    assert all(len(part) >= MOST_CHARACTERS / 2 for part in parts[:-1])


def test_however_small_the_parts_are_they_make_the_same_page(pane, whole, monkeypatch):  # noqa: F811
    note = note_of("\n".join(KINDS.format(number, number) for number in range(20)))
    whole.show_note(note, Scroll())
    monkeypatch.undo()
    monkeypatch.setattr("viewer.ui.page_parts.MOST_CHARACTERS", 500)
    monkeypatch.setattr("viewer.ui.page_parts.FIRST_CHARACTERS", 500)
    pane.show_note(note, Scroll())
    assert not pane._filling.is_full
    assert pane.links() == whole.links()
    assert described(pane.document()) == described(whole.document())


def test_slow_parts_make_the_next_ones_smaller_and_quick_ones_larger():
    pace, sizes = Pace(), []
    for seconds in (1.0, 1.0, 1.0, 0.008, 0.001, 0.001, 0.001, 0.001, 0.001, 0.001):
        pace.take(seconds)
        sizes.append(pace.characters)
    assert sizes == [1_000, 500, 500, 500, 625, 781, 976, 1_220, 1_525, 1_906]


def test_qt_can_tell_the_anchors_of_a_page_apart_by_more_than_their_names(pane):  # noqa: F811
    pane.show_note(note_of("# the same\n\n" * 900), Scroll())
    pane.links()
    block, seen = pane.document().begin(), []
    while block.isValid():
        form = block.begin().fragment().charFormat()
        seen += [(form.toolTip(), name) for name in form.anchorNames()]
        block = block.next()
    assert len(set(seen)) >= 899
    assert all(tip == name for tip, name in seen)


def test_text_that_looks_like_an_anchor_stays_as_it_is(pane):  # noqa: F811
    pane.show_note(note_of('# `<b id="x">`\n\n`a id="y"` and <b id="z">'), Scroll())
    assert "title=" not in pane.toPlainText()
    assert 'id="y"' in pane.toPlainText()


def test_a_long_page_keeps_the_width_it_was_first_laid_out_in(pane, qapp):  # noqa: F811
    """Each other width lays out all of it once more."""
    pane.resize(800, 5_000)  # So high that the first part leaves room.
    pane.show()
    pane.show_note(note_of("short"), Scroll())
    qapp.processEvents()
    widths = []
    pane._filling.part_put.connect(lambda _start: widths.append(pane.viewport().width()))
    pane.show_note(note_of("word " * 20_000), Scroll())
    pane.links()
    assert len(widths) > 5
    assert len(set(widths)) == 1
    assert pane.verticalScrollBar().isVisible()
    pane.show_note(note_of("word " * 1_000), Scroll())
    pane.links()
    assert not pane.verticalScrollBar().isVisible()


def test_a_short_page_is_one_part():
    assert list(parts_of("<p>short</p>")) == ["<p>short</p>"]


def test_a_block_that_cannot_be_cut_is_one_part():
    html = '<table class="callout"><tr><td>' + "<p>text</p>" * 5_000 + "</td></tr></table>"
    assert list(parts_of(html + "<p>end</p>")) == [html, "<p>end</p>"]


def test_the_rest_comes_by_itself(qtbot, pane):  # noqa: F811
    pane.show_note(note_of(LONG), Scroll())
    assert "Callout 119" not in pane.toPlainText()
    qtbot.waitUntil(lambda: pane._filling.is_full)
    assert "Callout 119" in pane.toPlainText()


def test_a_place_far_down_is_kept_until_it_is_there(qtbot, pane):  # noqa: F811
    note = note_of(LONG)
    pane.show_note(note, Scroll())
    pane.links()
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum() - 2_000)
    place, height = pane.place(), pane.verticalScrollBar().value()
    pane.show_note(note, place)
    assert pane.place() == place
    qtbot.waitUntil(lambda: pane._filling.is_full)
    assert (pane.place(), pane.verticalScrollBar().value()) == (place, height)


def test_a_reader_who_scrolls_meanwhile_is_left_where_they_are(qtbot, pane):  # noqa: F811
    note = note_of(LONG)
    pane.show_note(note, Scroll())
    pane.links()
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum())
    far = pane.place()
    pane.show_note(note, far)
    pane.verticalScrollBar().setValue(300)
    qtbot.waitUntil(lambda: pane._filling.is_full)
    assert pane.verticalScrollBar().value() == 300


def test_the_focus_comes_back_when_its_link_does(qtbot, pane):  # noqa: F811
    note = note_of(LONG)
    pane.show_note(note, Scroll())
    last = f"moment:{len(note.moments) - 1}"
    pane.go_to(last)
    place = pane.place()
    pane.show_better(note)
    assert not pane._filling.is_full
    assert pane.place() == place
    qtbot.waitUntil(lambda: pane._filling.is_full)
    assert pane.focused_link().href == last
    assert pane.place() == place


def test_a_focus_that_comes_back_takes_the_reader_nowhere(qtbot, pane):  # noqa: F811
    note = note_of(LONG)
    pane.show_note(note, Scroll())
    pane.go_to(f"moment:{len(note.moments) // 2}")
    pane.verticalScrollBar().setValue(pane.verticalScrollBar().maximum() - 2_000)
    place = pane.place()
    pane.show_better(note)
    assert not pane._filling.is_full
    qtbot.waitUntil(lambda: pane._filling.is_full)
    assert pane.focused_link().href == f"moment:{len(note.moments) // 2}"
    assert pane.place() == place


def test_another_note_leaves_nothing_of_the_one_before(qapp, pane):  # noqa: F811
    pane.show_note(note_of(LONG), Scroll())
    pane.show_note(note_of("Only this [0:00:01]."), Scroll())
    qapp.processEvents()  # The timer of the first would put in its next part.
    assert "Callout" not in pane.toPlainText()
    assert len(pane.links()) == 1
