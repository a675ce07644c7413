"""What is being said now, on the page: counted, found and painted, also before it is there."""

import pytest
from PySide6.QtGui import QColor

from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.paths import resources
from viewer.study.positions import Scroll
from viewer.ui.note_pane import NotePane
from viewer.ui.page_current import PageCurrent, Sight
from viewer.ui.theme import Theme

THEMES = {name: Theme.read(resources() / "themes" / f"{name}.json") for name in ("light", "dark")}
LONG = "\n\n".join(
    f"Paragraph {number} tells of tides [0:{number % 60:02}:10]." for number in range(400)
)


class Sheet:
    """A page on screen, and what is marked on it."""

    def __init__(self, qtbot):
        self.pane = NotePane(THEMES["light"])
        qtbot.addWidget(self.pane)
        self.pane.resize(800, 600)
        self.marks = PageCurrent(self.pane.document())
        self.pane.mark_current(self.marks)
        with qtbot.waitExposed(self.pane):
            self.pane.show()

    def shows(self, text):
        note = read_note(text, name="note", around=Surroundings(lambda target: f"{target}.md"))
        self.pane.show_note(note, Scroll())
        return self

    def marks_moments(self, *indexes):
        self.marks.show(frozenset(indexes))
        return self

    def sight(self):
        top = self.pane.verticalScrollBar().value()
        return self.marks.sight(top, top + self.pane.viewport().height())

    def warm_pixels(self, theme="light"):
        """Return where the page is warm, by every third pixel."""
        image = self.pane.viewport().grab().toImage()
        warm = QColor(THEMES[theme]["now"]).rgb()
        return {
            (x, y)
            for x in range(0, image.width(), 3)
            for y in range(0, image.height(), 3)
            if image.pixel(x, y) == warm
        }


@pytest.fixture
def sheet(qtbot, qapp):
    return Sheet(qtbot)


def test_what_is_not_laid_out_yet_counts_as_below(sheet):
    sheet.shows(LONG).marks_moments(0, 399)
    assert sheet.marks.is_awaited(399)
    assert sheet.sight() == Sight(0, 1, 1)
    sheet.pane.links()
    sheet.marks.grow()
    assert not sheet.marks.is_awaited(399)
    assert sheet.sight() == Sight(0, 1, 1)
    sheet.pane.verticalScrollBar().setValue(sheet.pane.verticalScrollBar().maximum())
    assert sheet.sight() == Sight(1, 1, 0)


def test_all_moments_of_a_long_note_can_be_marked_at_once(sheet):
    sheet.shows(LONG)
    sheet.pane.links()
    sheet.marks_moments(*range(400))
    sheet.pane.verticalScrollBar().setValue(3000)
    sight = sheet.sight()
    assert (sight.above > 50, sight.seen > 5, sight.below > 50) == (True, True, True)
    assert sight.above + sight.seen + sight.below == 400


def test_only_the_sentence_is_warm(sheet):
    sheet.shows("First is said [0:01:00].\n\nThen is said [0:02:00].\n\nLast is said [0:03:00].")
    assert not sheet.warm_pixels()
    sheet.marks_moments(1)
    rects = [sheet.pane.rect_of(span) for span in sheet.pane.links()]
    heights = {y for _x, y in sheet.warm_pixels()}
    assert rects[0].bottom() < min(heights) < max(heights) < rects[2].top()


@pytest.mark.parametrize("theme", THEMES)
def test_a_mark_takes_the_colours_of_the_theme(sheet, theme):
    sheet.shows("A tide rises [0:01:00].").marks_moments(0)
    sheet.pane.restyle(THEMES[theme], 16)
    assert sheet.warm_pixels(theme)


def test_a_mark_stays_right_when_the_text_grows(sheet):
    sheet.shows("A tide rises [0:01:00].\n\nIt falls [0:02:00].").marks_moments(1)
    small = sheet.warm_pixels()
    sheet.pane.restyle(THEMES["light"], 28)
    large = sheet.warm_pixels()
    assert len(large) > len(small)
    assert min(y for _x, y in large) > sheet.pane.rect_of(sheet.pane.links()[0]).bottom()


def test_in_a_table_the_row_is_warm_in_all_its_cells(sheet):
    sheet.shows("| When | What |\n|---|---|\n| [0:01:00] | A tide rises |\n| [0:02:00] | Falls |\n")
    sheet.marks_moments(0)
    rects = [sheet.pane.rect_of(span) for span in sheet.pane.links()]
    warm = sheet.warm_pixels()
    assert max(x for x, _y in warm) > rects[0].right() + 60
    assert max(y for _x, y in warm) < rects[1].top()


def test_what_is_read_leftwards_has_its_bar_at_the_right(sheet):
    bar = QColor(THEMES["light"]["now_bar"]).rgb()
    sides = []
    for text in ("A tide, גאות, rises [0:01:00].", "הגאות עולה [0:01:00]."):
        sheet.shows(text).marks_moments(0)
        image = sheet.pane.viewport().grab().toImage()
        columns = {
            x
            for x in range(image.width())
            for y in range(image.height())
            if image.pixel(x, y) == bar
        }
        sides.append("left" if max(columns) < image.width() / 2 else "right")
    assert sides == ["left", "right"]


def test_a_callout_keeps_its_colour_around_what_is_warm(sheet):
    sheet.shows("> [!NOTE] Heed this\n> A tide rises [0:01:00].").marks_moments(0)
    assert sheet.warm_pixels()
