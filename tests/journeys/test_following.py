"""The note follows the video: what is marked, what is scrolled to, and when it is left alone."""

import random
import shutil

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.frame_code import CodedVideo, read_frame
from tests.journeys.conftest import Reader, stamp
from tests.marks_on_screen import current_at, disordered, marked_on, note_text
from viewer.paths import Paths
from viewer.playback.player import PlayerState
from viewer.session.following import Mode
from viewer.session.view import Layout
from viewer.ui.application import picture_of

HALF_AN_HOUR = CodedVideo(seconds=1800, fps=10, width=160, height=90, gop=50, has_audio=False)
CITED = disordered(HALF_AN_HOUR.seconds, 60, seed=4)
LATE, LATER = 60_000, 90_000
"""Times of what stands far below in the note of the film of 150 s."""


@pytest.fixture(scope="session")
def long_film(tmp_path_factory):
    return HALF_AN_HOUR.made_in(tmp_path_factory.mktemp("long_film"))


@pytest.fixture
def long_reader(qtbot, qapp, tmp_path, long_film):
    person = Reader(qtbot, tmp_path / "home", long_film)
    yield person
    person.quits()


@pytest.fixture
def disorder(tmp_path):
    file = tmp_path / "disorder.md"
    file.write_text(note_text(CITED), encoding="utf-8")
    return file


def frame_on(window, image):
    surface, ratio = window.watch.video.surface, window.devicePixelRatio()
    corner, size = surface.mapTo(window, QPoint(0, 0)) * ratio, surface.size() * ratio
    cut = image.copy(corner.x(), corner.y(), size.width(), size.height())
    return read_frame(cut, HALF_AN_HOUR)


def test_at_a_hundred_random_times_the_marked_sentences_are_exactly_those(long_reader, disorder):
    reader = long_reader.opens_with_film(disorder)
    reader.window.resize(1440, 880)
    reader.session.view.zoom = 0.8
    reader.session.view.set_zoom(-1)
    reader.settles()
    assert reader.window.note.verticalScrollBar().maximum() == 0
    assert len(reader.session.moments) == len(CITED) + 2
    chance = random.Random(30)
    times = [chance.randrange(HALF_AN_HOUR.seconds * 1000 - 500) for _ in range(90)]
    times += [each.start_ms for each in chance.sample(CITED, 5)]
    times += [each.start_ms - 100 for each in chance.sample(CITED, 5)]
    sizes = set()
    for time_ms in times:
        wanted = current_at(CITED, time_ms)
        sizes.add(len(wanted))
        reader.session.video.go_to(time_ms, play=False)
        reader.settles()
        seen = []

        def is_right(time_ms=time_ms, wanted=wanted, seen=seen) -> bool:
            image = picture_of(reader.window).toImage()
            seen[:] = [frame_on(reader.window, image), marked_on(reader.window, image)]
            return seen == [HALF_AN_HOUR.frame_at(time_ms), wanted]

        reader._wait(is_right, lambda time_ms=time_ms, seen=seen, wanted=wanted: (
            f"at {time_ms} saw {seen}, wanted {wanted}"))  # fmt: skip
    assert {0, 1, 2} <= sizes


@pytest.fixture
def vault(tmp_path, film):
    """A note whose beginning and end cite one time, with much between."""
    filler = "\n\n".join(f"Paragraph {number} cites nothing at all." for number in range(60))
    text = (
        "---\ntitle: Far apart\nvideo: film.mp4\n---\n\n"
        f"Above is said early {stamp('00:00:10')}.\n\n"
        f"And this at the same time {stamp('00:01:30')}.\n\n{filler}\n\n## Far below\n\n"
        f"Below is said late {stamp('00:01:00')}. The same again {stamp('00:01:30')}.\n\n{filler}\n"
    )
    (tmp_path / "vault").mkdir()
    shutil.copy(film, tmp_path / "vault" / "film.mp4")
    (tmp_path / "vault" / "far_apart.md").write_text(text, encoding="utf-8")
    return tmp_path / "vault"


@pytest.fixture
def watching(reader, vault):
    """A reader whose video stands where nothing is said yet, at the top of the note."""
    return reader.opens(vault / "far_apart.md").sees_video()


def bar(reader):
    return reader.window.note.verticalScrollBar()


def goes_to(reader, time_ms):
    reader.session.video.go_to(time_ms, play=False)
    return reader.settles()


def rolls(reader, notches):
    """Turn the wheel over the note; positive is towards its end."""
    spot = reader.window.note.viewport().rect().center()
    for _ in range(abs(notches)):
        event = QWheelEvent(
            QPointF(spot), QPointF(reader.window.note.viewport().mapToGlobal(spot)), QPoint(),
            QPoint(0, -120 if notches > 0 else 120), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(reader.window.note.viewport(), event)
        QApplication.processEvents()
    return reader


def mode(reader):
    return reader.session.studying.following.mode


def says(reader, words):
    return reader.sees(lambda: words in reader.window.foot.said())


def sees_marked(reader, *indexes):
    return reader.sees(lambda: marked_on(reader.window) == set(indexes))


def test_the_note_goes_where_the_video_goes(watching):
    goes_to(watching, LATE)
    says(sees_marked(watching, 2), "following")
    assert bar(watching).value() > 500
    goes_to(watching, 10_000)
    sees_marked(watching, 0)


def test_while_it_plays_the_note_goes_along(watching):
    goes_to(watching, LATE - 1_500)
    here = bar(watching).value()
    watching.presses("Space")
    sees_marked(watching, 2)
    assert bar(watching).value() > here
    assert watching.session.video.state is PlayerState.PLAYING


def test_a_note_that_is_opened_stays_where_it_was_left(watching, vault):
    goes_to(watching, LATE)
    sees_marked(watching, 2)
    rolls(watching, -50)
    watching.quits().opens(vault / "far_apart.md").sees_video()
    watching.sees_position(LATE, within_ms=400)
    watching.sees(lambda: watching.window.study.follow.sight().below == 1)
    assert bar(watching).value() == 0


def test_the_readers_own_scroll_holds_the_note_until_it_is_asked_back(watching):
    goes_to(watching, LATE)
    sees_marked(watching, 2)
    rolls(watching, 3)
    says(watching, "follow paused – z f")
    here = bar(watching).value()
    goes_to(watching, 10_000)
    watching.sees(lambda: watching.window.study.follow.sight().above == 1)
    assert bar(watching).value() == here
    watching.presses("z", "f")
    says(sees_marked(watching, 0), "following")


@pytest.mark.parametrize("keys", [["j"], ["G"], ["Ctrl+d"]])
def test_moving_by_keys_holds_the_note_too(watching, keys):
    watching.presses("F6", "F6", "F6")
    goes_to(watching, 10_000)
    sees_marked(watching, 0)
    watching.presses(*keys)
    says(watching, "follow paused")


def test_a_selection_holds_the_note(watching):
    goes_to(watching, 10_000)
    sees_marked(watching, 0)
    note = watching.window.note
    span = note.links()[0]
    spot = note.rect_of(span).center().toPoint() - QPoint(140, 0)
    QTest.mouseDClick(note.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    says(watching, "follow paused")
    here = bar(watching).value()
    goes_to(watching, LATE)
    watching.sees(lambda: watching.window.study.follow.sight().below == 1)
    assert bar(watching).value() == here


def test_scrolling_back_to_what_is_said_lets_the_note_follow_again(watching):
    goes_to(watching, LATE)
    sees_marked(watching, 2)
    rolls(watching, -30)
    says(watching, "follow paused")
    rolls(watching, 100)
    assert mode(watching) is Mode.PAUSED
    while bar(watching).value() > 0 and not watching.window.study.follow.sight().seen:
        rolls(watching, -1)
    says(watching, "following")
    rolls(watching, -1)
    assert watching.window.study.follow.sight().seen
    assert mode(watching) is Mode.ON
    goes_to(watching, 10_000)
    sees_marked(watching, 0)


def test_scrolling_past_what_is_said_holds_the_note(watching):
    goes_to(watching, LATE)
    sees_marked(watching, 2)
    rolls(watching, -100)
    rolls(watching, 100)
    says(watching, "follow paused")


def test_the_playing_moment_is_centred_and_followed_again(watching):
    goes_to(watching, LATE)
    sees_marked(watching, 2)
    rolls(watching, -60)
    watching.presses("z", "z")
    says(sees_marked(watching, 2), "following")
    follow, height = watching.window.study.follow, watching.window.note.viewport().height()

    def is_in_the_middle():
        reach = follow.marks.reach_of(2)
        return abs((reach.top + reach.bottom) / 2 - bar(watching).value() - height / 2) < 3

    watching.sees(is_in_the_middle)


def test_what_is_marked_elsewhere_is_told_at_the_edge_and_gone_to(watching):
    goes_to(watching, LATER)
    pills = watching.window.study.follow.pills
    watching.sees(lambda: pills.below.isVisible() or pills.above.isVisible())
    sees_marked(watching, 1)
    assert pills.below.text() == "▾ 1 more is being said now"
    assert not pills.above.isVisible()
    QTest.mouseClick(pills.below, Qt.MouseButton.LeftButton)
    sees_marked(watching, 3)
    watching.sees(lambda: pills.above.isVisible() and not pills.below.isVisible())
    assert mode(watching) is Mode.ON
    assert pills.above.accessibleName() == "1 more is being said now, above"
    pills.above.setFocus()
    watching.presses("Enter")
    sees_marked(watching, 1)
    watching.sees(lambda: not pills.above.isVisible())


def test_following_can_be_left_off(watching):
    watching.presses("z", "f").sees_notice("stays where it is")
    goes_to(watching, LATE)
    watching.sees(lambda: watching.window.study.follow.sight().below == 1)
    assert "follow" not in watching.window.foot.said()
    assert bar(watching).value() == 0
    watching.presses("z", "f")
    sees_marked(watching, 2)


def test_marks_stay_right_through_zoom_reload_and_layouts(watching):
    goes_to(watching, LATE)
    sees_marked(watching, 2)
    watching.presses("Ctrl+=").settles()
    sees_marked(watching, 2)
    watching.presses("F5").settles()
    watching.presses("z", "z")
    sees_marked(watching, 2)
    watching.session.view.layout = Layout.VIDEO
    watching.session.view.set_full_screen(False)
    goes_to(watching, 10_000)
    watching.sees(lambda: watching.session.studying.following.current == {0})
    watching.session.view.layout = Layout.SIDE_BY_SIDE
    watching.session.view.set_full_screen(False)
    watching.presses("z", "z")
    sees_marked(watching, 0)


def test_a_screen_reader_hears_where_a_jump_led(watching):
    watching.presses("J", "J").settles()
    watching.sees(
        lambda: watching.window.note.accessibleDescription() == "moment 2 of 4, 1 minute 30"
    )


def test_motion_can_be_reduced(reader, vault, tmp_path):
    config = Paths.below(tmp_path / "home").config
    config.mkdir(parents=True, exist_ok=True)
    (config / "settings.toml").write_text('motion = "reduced"\n', encoding="utf-8")
    reader.opens(vault / "far_apart.md").sees_video()
    values = []
    bar(reader).valueChanged.connect(values.append)
    goes_to(reader, LATE)
    sees_marked(reader, 2)
    assert len(values) == 1
