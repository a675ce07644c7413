"""The rail: what it lists and marks, and where its focus goes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QCursor, QPixmap

from tests.session.test_timeline import moment
from viewer.paths import resources
from viewer.session.timeline import Kind, Measures, Timeline
from viewer.session.view import Move
from viewer.study.bookmarks import Bookmark
from viewer.ui.rail import MANY, Rail, command_of
from viewer.ui.rail_rows import LOW_ROW_PX, PICTURED_ROW_PX, ROW_PX
from viewer.ui.theme import Theme
from viewer.video.aside import Chapter

MEASURES = Measures(60_000, 60_000)
MOMENTS = [moment(300, sentence="The far bulge."), moment(10, sentence="The near bulge."),
           moment(20, sentence="The moon.")]  # fmt: skip


@pytest.fixture
def rail(qtbot):
    shown = Rail(Theme.read(resources() / "themes" / "light.json"))
    qtbot.addWidget(shown)
    QCursor.setPos(1_400, 880)  # A list under the mouse stays where it is.
    shown.resize(500, 400)
    shown.show_timeline(
        Timeline(MOMENTS, (Chapter(0, "One"),), (Bookmark(15_000, "ask"),), 600_000, MEASURES)
    )
    shown.show()
    return shown


def words(items):
    return [item.words for item in items]


def test_it_lists_everything_by_time(rail):
    assert words(rail.items) == [
        "One",
        "The near bulge.",
        "ask",
        "The moon.",
        "3 min 40 s not cited",
        "The far bulge.",
        "4 min not cited",
    ]


def test_all_that_is_being_said_is_marked(rail):
    marked = []
    for second in (5, 12, 25, 100, 310, 400):
        rail.show_time(second * 1000)
        marked.append(words(rail.current_items))
    assert marked == [[], ["The near bulge."], ["The moon."], ["3 min 40 s not cited"],
                      ["The far bulge."], ["4 min not cited"]]  # fmt: skip
    rail.show_time(-1)
    assert rail.current_items == []


def test_the_keyboard_walks_it_and_begins_where_the_video_is(rail):
    rail.show_time(20_000)
    rail.move_by(Move.LINE_DOWN)
    assert rail.focused_item.words == "3 min 40 s not cited"
    rail.move_by(Move.BOTTOM)
    assert rail.focused_item.words == "4 min not cited"
    rail.move_by(Move.LINE_DOWN)
    rail.move_by(Move.LINE_UP)
    assert rail.focused_item.words == "The far bulge."
    rail.move_by(Move.TOP)
    assert rail.focused_item.words == "One"


def test_every_kind_leads_to_its_time(rail):
    chosen = []
    rail.item_chosen.connect(lambda item, keep: chosen.append(command_of(item, keep_state=keep)))
    rail.move_by(Move.TOP)
    rail.follow_focused(keep_state=False)
    rail.move_by(Move.LINE_DOWN)
    rail.follow_focused(keep_state=False)
    rail.follow_focused(keep_state=True)
    rail.move_by(Move.LINE_DOWN)
    rail.follow_focused(keep_state=True)
    assert chosen == [("play_from", "0"), ("seek_moment", "2"), ("seek_moment_quietly", "2"),
                      ("scrub", "15000")]  # fmt: skip


def test_a_click_chooses_and_shift_keeps_the_state(rail, qtbot):
    chosen = []
    rail.item_chosen.connect(lambda item, keep: chosen.append((item.words, keep)))
    spot = rail.visualRect(rail.model().index(1, 0)).center()
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(rail.viewport(), Qt.MouseButton.LeftButton, shift, pos=spot)
    assert chosen == [("The near bulge.", False), ("The near bulge.", True)]


def test_the_focus_stays_with_its_row_when_others_come(rail):
    rail.move_by(Move.TOP)
    rail.move_by(Move.LINE_DOWN)
    more = (Bookmark(5_000, "before"), Bookmark(15_000, "ask"))
    rail.show_timeline(Timeline(MOMENTS, (Chapter(0, "One"),), more, 600_000, MEASURES))
    assert rail.focused_item.words == "The near bulge."
    rail.show_filter("moon")
    assert words(rail.items) == ["The moon."]
    rail.show_filter("")
    assert len(rail.items) == 8


def test_a_filter_marks_what_is_left(rail):
    rail.show_time(12_000)
    rail.show_filter("bulge")
    assert words(rail.items) == ["The near bulge.", "The far bulge."]
    assert words(rail.current_items) == ["The near bulge."]
    rail.show_filter("bookmark")
    assert [item.kind for item in rail.items] == [Kind.BOOKMARK]


def test_a_mark_is_said_and_found_and_a_filter_by_it_follows_the_marks(rail):
    rail.show_marks({1: "known"})
    assert rail.model().index(1, 0).data().endswith("The near bulge. known")
    rail.show_filter("known")
    assert words(rail.items) == ["The near bulge."]
    rail.show_marks({0: "known", 1: "known", 2: "revisit"})
    assert words(rail.items) == ["The near bulge.", "The far bulge."]
    rail.show_filter("revisit")
    assert words(rail.items) == ["The moon."]
    rail.show_marks({})
    assert rail.items == []
    assert rail.accessibleDescription().startswith("Nothing here has these words.")


def test_chapters_and_gaps_are_low_rows_and_pictures_make_room(rail, qtbot):
    def heights():
        return [rail.visualRect(rail.model().index(row, 0)).height() for row in (0, 1, 4)]

    assert heights() == [LOW_ROW_PX, ROW_PX, LOW_ROW_PX]
    picture = QPixmap(96, 54)
    picture.fill(Qt.GlobalColor.red)
    rail.show_pictures(lambda item: picture if item.moment else None, True)
    qtbot.waitUntil(lambda: heights() == [LOW_ROW_PX, PICTURED_ROW_PX, LOW_ROW_PX])
    row = rail.visualRect(rail.model().index(1, 0))
    image = rail.viewport().grab().toImage()
    reds = [
        x for x in range(image.width()) if image.pixelColor(x, row.center().y()).name() == "#ff0000"
    ]
    assert len(reds) >= 96


def test_thousands_of_rows_are_equally_high_and_walked_at_once(rail):
    many = [moment(number) for number in range(3 * MANY)]
    rail.show_timeline(Timeline(many, (Chapter(0, "One"),), (), 60_000_000, MEASURES))
    assert rail.visualRect(rail.model().index(0, 0)).height() == ROW_PX
    rail.show_time(2_500_000)
    assert len(rail.current_items) == 1
    assert rail.viewport().rect().contains(rail.visualRect(rail.model().index(2_501, 0)))


def test_what_a_note_says_is_never_taken_for_rich_text(rail):
    rail.show_timeline(Timeline([moment(1, sentence="<b>bold</b> <img src=x>")], measures=MEASURES))
    assert "<b>bold</b>" in rail.model().index(0, 0).data()
    rail.viewport().grab()


def test_where_nothing_is_listed_it_says_why(rail):
    rail.show_filter("zebra")
    assert rail.accessibleDescription().startswith("Nothing here has these words.")
    rail.show_filter("")
    assert rail.accessibleDescription() == ""
    rail.show_timeline(Timeline())
    assert rail.accessibleDescription().startswith("This note cites no time")
