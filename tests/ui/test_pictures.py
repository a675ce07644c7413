"""Pictures on the page: what the screen shows of them, and what is fetched for it."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QColor

from viewer.note.note import Picture, PictureKind
from viewer.note.reading import read_note
from viewer.note.surroundings import Image, Surroundings
from viewer.paths import resources
from viewer.session.pictures import Strip
from viewer.session.view import Move
from viewer.study.positions import Scroll
from viewer.ui.formulas import Formula
from viewer.ui.image_shelf import MOST_BYTES
from viewer.ui.note_pane import NotePane
from viewer.ui.theme import Theme

LIGHT = Theme.read(resources() / "themes" / "light.json")
DARK = Theme.read(resources() / "themes" / "dark.json")
RED = QColor("#ff0000")
PROSE = "\n\n".join(f"Paragraph {number} tells of tides." for number in range(60))


class Drawer:
    """Gives out red images, in two strips each, when it is told to."""

    def __init__(self):
        self.asked, self.waiting = [], []

    def read(self, path, width_px, came, failed):
        self.asked.append((path, width_px))
        self.waiting.append((path, width_px, came, failed))

    def gives(self, colour=b"\0\0\xff\xff"):
        path, width, came, failed = self.waiting.pop(0)
        if "broken" in path:
            failed("it is damaged")
            return
        height = width // 2
        half = height // 2
        came(Strip(width, height, 0, colour * (width * half)))
        came(Strip(width, height, half, colour * (width * (height - half))))

    def gives_all(self, app):
        while self.waiting:
            self.gives()
            app.processEvents()


@pytest.fixture
def drawer():
    return Drawer()


@pytest.fixture
def pane(qtbot, drawer):
    shown = NotePane(LIGHT)
    shown.setStyleSheet(LIGHT.window_style())
    qtbot.addWidget(shown)
    shown.resize(800, 600)
    shown.show_images_from(drawer)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


@pytest.fixture
def shows(pane, qapp):
    """Show a note whose images all are 400 x 200, and return it."""

    def shows(text):
        around = Surroundings(image=lambda target: Image(target, 400, 200))
        note = read_note(text, name="note", around=around)
        pane.show_note(note, Scroll())
        pane.document().size()
        pane.viewport().repaint()
        return note

    return shows


def screen_of(pane):
    return pane.viewport().grab().toImage()


def box_of(image, is_it):
    """Return the smallest box round all pixels that are it: left, top, right, bottom."""
    spots = [(x, y) for y in range(image.height()) for x in range(image.width())
             if is_it(image.pixelColor(x, y))]  # fmt: skip
    assert spots, "there is none on the screen"
    columns, rows = zip(*spots, strict=True)
    return min(columns), min(rows), max(columns), max(rows)


def is_red(colour):
    return colour.red() > 200 and colour.green() < 60 and colour.blue() < 60


# Formulas


@pytest.mark.parametrize(("theme", "is_inked"), [
    (LIGHT, lambda colour: colour.lightness() < 90),
    (DARK, lambda colour: colour.lightness() > 170),
])  # fmt: skip
def test_a_formula_is_written_in_the_colour_of_the_text(pane, shows, theme, is_inked):
    pane.setStyleSheet(theme.window_style())
    pane.restyle(theme, 16)
    shows("---\ntitle: ' '\n---\n$$\\rule{20em}{4em}$$")
    left, top, right, bottom = box_of(screen_of(pane), is_inked)
    assert right - left > 200
    assert bottom - top > 50


@pytest.mark.parametrize(
    "formula", ["x", "\\sum_{n=1}^{9} x", "\\frac{a}{b} x", "x_{i_j}", "x^{x^x}"]
)
def test_a_formula_stands_on_the_line_of_its_text(pane, shows, formula):
    shows(f"---\ntitle: ' '\n---\nxxxxxxxxxx $\\phantom{{{formula}}} \\rule{{1em}}{{1em}}$")
    screen = screen_of(pane)
    left = box_of(screen, is_dark)[0]
    words = box_of(screen.copy(0, 0, left + 60, screen.height()), is_dark)
    rule = box_of(screen.copy(left + 100, 0, 500, screen.height()), is_dark)
    assert abs(words[3] - rule[3]) <= 1


def is_dark(colour):
    return colour.lightness() < 110


def test_a_formula_grows_with_its_text(pane, shows):
    shows("$\\rule{3em}{1em}$")
    sizes = []
    for text_px in (16, 32):
        pane.restyle(LIGHT, text_px)
        rect = pane._pictures.intrinsicSize(pane.document(), *first_picture(pane))
        sizes.append(rect.width())
    assert sizes[1] == pytest.approx(2 * sizes[0])


def first_picture(pane):
    """Return where the first picture stands, and its format."""
    position = pane.document().toPlainText().index("\ufffc")
    cursor = pane.textCursor()
    cursor.setPosition(position + 1)
    return position, cursor.charFormat()


def test_a_formula_is_never_wider_than_its_column(pane, shows):
    shows("$$" + "x + " * 80 + "x$$")
    rect = pane._pictures.intrinsicSize(pane.document(), *first_picture(pane))
    assert 600 < rect.width() <= 680


def test_copying_takes_the_source_of_a_formula_along(pane, shows):
    shows(
        "The area $\\pi r^2$ and ![a wave](a.png) and $x$.\n\n| $y$ | b |\n|---|---|\n| c | $z$ |"
    )
    pane.selectAll()
    words = pane.createMimeDataFromSelection()
    assert "The area $\\pi r^2$ and a wave and $x$." in words.text()
    assert "$y$" in words.text()
    assert "$z$" in words.text()
    assert words.formats() == ["text/plain"]


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="10.00" height="10.00" '
    'viewBox="0.00 -8.00 10.00 10.00"><path fill="currentColor" d="{}"/></svg>'
)


def test_the_svg_of_our_worker_becomes_a_path():
    formula = Formula.of(SVG.format("M 0 0 L 10 0 L 10 -8 Q 5 -9 0 -8 C 1 1 2 2 0 0 Z"))
    assert (formula.left, formula.top, formula.width, formula.height) == (0, -8, 10, 10)
    bounds = formula.path().boundingRect()
    assert (bounds.left(), bounds.right()) == (0, 10)


@pytest.mark.parametrize(
    "svg",
    [
        "", "<svg/>", "path.png", SVG.format(""), SVG.format("M 0 0 <script/>"),
        SVG.format('M 0 0"/><image href="file:///etc/passwd'), SVG.format("M 0 0 A 1 1 0 0 0 1 1"),
        SVG.replace("<path", "<use href='#a'/><path").format("M 0 0"), SVG.format("m 0 0 z"),
        SVG.replace("<svg ", '<svg onload="a" ').format("M 0 0"), SVG.format("M 0 0 url(#a)"),
        "<!DOCTYPE svg>" + SVG.format("M 0 0"), SVG.format("M 0 0") + "<svg/>",
        SVG.replace("10.00", "1e9").format("M 0 0"), SVG.replace("0.00", "nan").format("M 0 0"),
        SVG.format("M 0 0" * 60_000),
    ],
)  # fmt: skip
def test_no_other_svg_is_drawn(svg):
    assert Formula.of(svg) is None


@pytest.mark.parametrize(
    "steps",
    ["M 0 0 L 1", "L 1 1 1", "Z 1", "M 99999999 0 L 1 1", "M 0 0 L 1 1 - . -", "M" * 1000, "0 0"],
)  # fmt: skip
def test_a_path_that_makes_no_sense_ends_there(steps):
    assert Formula.of(SVG.format(steps)).path().elementCount() <= 2


def test_an_image_that_pretends_to_be_a_formula_is_a_box(pane, qapp):
    svg = SVG.format("M 0 0").replace("</svg>", '<image href="file:///etc/passwd"/></svg>')
    note = read_note("$x$", name="note", around=Surroundings())
    hostile = Picture(PictureKind.MATH, svg, "x", 20, 20)
    pane.show_note(type(note)("t", {}, note.html, pictures=(hostile,)), Scroll())
    pane.viewport().repaint()


# Images


def test_an_image_is_shown_once_it_is_there(pane, shows, drawer, qapp):
    shows("![a wave](a.png)\n\ntext")
    height = pane.document().size().height()
    assert drawer.asked == [("a.png", 400)]
    drawer.gives()
    left, top, right, bottom = box_of(screen_of(pane), is_red)
    assert (right - left + 1, bottom - top + 1) == (400, 200)
    assert pane.document().size().height() == height


def test_an_image_is_no_wider_than_its_column(pane, shows, drawer):
    shows("![a|3000](a.png)")
    drawer.gives()
    left, _, right, _ = box_of(screen_of(pane), is_red)
    assert right - left + 1 == 680
    assert drawer.asked == [("a.png", 680)]


def test_the_place_is_kept_when_an_image_arrives(pane, shows, drawer, qapp):
    shows(f"{PROSE}\n\n![a](a.png)\n\n{PROSE}")
    bar = pane.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    pane.viewport().repaint()
    place = pane.place()
    drawer.gives_all(qapp)
    assert pane.place() == place


def test_only_what_is_in_sight_is_fetched_one_after_the_other(pane, shows, drawer, qapp):
    shows("\n\n".join(f"![](a{number}.png)" for number in range(300)))
    assert len(drawer.waiting) == 1
    drawer.gives_all(qapp)
    assert 2 <= len(drawer.asked) <= 4
    pane.move_by(Move.BOTTOM)
    qapp.processEvents()
    drawer.gives_all(qapp)
    assert len(drawer.asked) <= 8
    assert ("a299.png", 400) in drawer.asked
    assert ("a150.png", 400) not in drawer.asked


def test_the_same_image_is_fetched_once(pane, shows, drawer, qapp):
    shows("![](a.png) " * 500 + "\n\n![](a.png)" * 250)
    drawer.gives_all(qapp)
    pane.verticalScrollBar().setValue(2000)
    qapp.processEvents()
    assert drawer.asked == [("a.png", 400)]


def test_what_is_kept_is_bounded(pane, shows, drawer, qapp):
    shows("\n\n".join(f"![|680](a{number}.png)" for number in range(150)))
    pane.restyle(LIGHT, 32)
    pane.links()  # All of the page is there now.
    bar = pane.verticalScrollBar()
    for value in range(0, bar.maximum(), 500):
        bar.setValue(value)
        qapp.processEvents()
        drawer.gives_all(qapp)
    kept = pane._pictures.shelf._kept
    assert len(drawer.asked) >= 150
    assert sum(image.sizeInBytes() for image in kept.values()) <= MOST_BYTES
    bar.setValue(0)
    qapp.processEvents()
    drawer.gives_all(qapp)
    box_of(screen_of(pane), is_red)


def test_a_larger_text_fetches_a_finer_image(pane, shows, drawer, qapp):
    shows("![](a.png)")
    drawer.gives()
    pane.restyle(LIGHT, 24)
    pane.viewport().repaint()
    box_of(screen_of(pane), is_red)  # The coarser one is shown in the meantime.
    assert drawer.asked == [("a.png", 400), ("a.png", 600)]


def test_a_broken_image_says_so_and_is_not_asked_for_again(pane, shows, drawer, qapp):
    shows("![a wave](broken.png) ![](b.png)")
    drawer.gives_all(qapp)
    pane.viewport().repaint()
    assert [path for path, _ in drawer.asked] == ["broken.png", "b.png"]
    assert pane._pictures.shelf.problem("broken.png") == "it is damaged"


def test_an_image_of_the_note_before_comes_too_late(pane, shows, drawer, qapp):
    shows("![](a.png)")
    shows("![](b.png)")
    drawer.gives_all(qapp)
    assert [path for path, _ in drawer.asked] == ["a.png", "b.png"]
    assert list(pane._pictures.shelf._kept) == ["b.png"]


def test_another_reading_of_a_note_keeps_its_images_and_a_new_look_does_not(pane, shows, drawer):
    note = shows("![](a.png)")
    drawer.gives()
    pane.show_better(replace(note, title="Better"))
    pane.viewport().repaint()
    assert len(drawer.asked) == 1
    box_of(screen_of(pane), is_red)
    pane.show_note(replace(note), Scroll())
    pane.viewport().repaint()
    assert len(drawer.asked) == 2


def test_a_page_without_pictures_needs_nothing_of_this(pane, shows):
    shows(PROSE)
    assert pane._pictures is None
