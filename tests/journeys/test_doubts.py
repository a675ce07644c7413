"""Doubts: what a time was taken for is seen, listed and overruled, at the real window."""

import json

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolTip

from tests.journeys.conftest import stamp
from viewer.session.view import Layout, Pane

CLAIMS = [(minute, minute * 7 % 60) for minute in range(5, 45)]
SHIFTED = "---\ntitle: Shifted\nvideoId: no-such-film\n---\n\n" + "\n\n".join(
    f"Claim {number} {stamp(f'{minute:02}:{second:02}:00')}."
    for number, (minute, second) in enumerate(CLAIMS)
)
ODD = f"""---
title: Odd
videoId: coded-film1
---

A good one {stamp("00:00:10")}, then [[nowhere | a dead link]].

{" ".join(f"[0:00:{second}]" for second in range(20, 50))}

The text says it {stamp("99:99:99:99:9").replace("[99:99:99:99:9]", "[00:00:55]")}.

This cannot be read {stamp("soon")}.

## At the end

It came too late {stamp("00:02:42")}.
"""


@pytest.fixture
def doubtful(vault):
    (vault / "shifted.md").write_text(SHIFTED, encoding="utf-8")
    (vault / "odd.md").write_text(ODD, encoding="utf-8")
    return vault


def words_at(reader):
    return reader.window.foot.said()


def badge(reader):
    return reader.window.head.doubts


def panel(reader):
    return reader.window.panels.doubts


def chips(reader):
    return [text for text in reader.link_texts() if ":" in text]


def hovers(reader, text):
    """Move the mouse onto the first link whose text is this."""
    note = reader.window.note
    span = note.links()[reader.link_texts().index(text)]
    note._bring_in_sight(span)
    QTest.mouseMove(note.viewport(), QPoint(2, 2))
    QTest.mouseMove(note.viewport(), note.rect_of(span).center().toPoint())


def hung_at_the_mouse(reader):
    """Return what hangs where the mouse rests: a tooltip, or a card once there is a picture."""
    card = reader.window.study.peeking.card
    if card is not None and card.isVisible():
        return card.said()
    return QToolTip.text() if QToolTip.isVisible() else ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("0:00:55", "read as 0:00:55 from its text, written 99:99:99:99:9"),
        ("soon", "“soon” is not a time"),
        ("0:02:42", "0:02:42 is past the end of the video (0:02:30)"),
    ],
)
def test_the_mouse_and_the_keyboard_are_told_what_a_doubtful_time_was_taken_for(
    reader, doubtful, text, says
):
    reader.opens_with_film(doubtful / "odd.md").settles()
    reader.sees(lambda: text in reader.link_texts())
    hovers(reader, text)
    reader.sees(lambda: says in words_at(reader))
    reader.sees(lambda: says.casefold() in hung_at_the_mouse(reader).casefold())
    QTest.mouseMove(reader.window.note.viewport(), QPoint(2, 2))
    reader.sees(lambda: says not in words_at(reader))
    reader.presses(*["Tab"] * (reader.link_texts().index(text) + 1))
    reader.sees(lambda: says in words_at(reader))
    assert says in reader.window.note.accessibleDescription()


def test_a_shifted_time_is_told_too_and_the_focus_words_outlast_a_passing_mouse(reader, doubtful):
    reader.opens(doubtful / "shifted.md").presses("Tab")
    says = "read as 5:35, written 05:35:00"
    reader.sees(lambda: says in words_at(reader))
    hovers(reader, "0:07:49")
    reader.sees(lambda: "read as 7:49" in words_at(reader))
    QTest.mouseMove(reader.window.note.viewport(), QPoint(2, 2))
    reader.sees(lambda: says in words_at(reader))


def test_the_badge_opens_the_list_and_enter_leads_to_the_line(reader, doubtful):
    reader.opens_with_film(doubtful / "odd.md")
    reader.sees(lambda: badge(reader).text() == "▲ 3 doubts  ·  1 dead link")
    reader.presses("d").sees(lambda: panel(reader).isVisible())
    assert reader.session.view.pane is Pane.DOUBTS
    reader.presses("G", "k").sees(lambda: panel(reader).list.hasFocus())
    reader.presses("Enter").sees(lambda: not panel(reader).isVisible())
    note = reader.window.note
    reader.sees(note.hasFocus)
    assert note.focused_link().href == f"moment:{len(reader.session.moments) - 1}"
    assert 0 <= note.rect_of(note.focused_link()).top() <= note.viewport().height()
    reader.sees(lambda: "past the end" in words_at(reader))


def test_the_badge_is_a_button_for_the_mouse_and_the_keyboard(reader, doubtful):
    reader.opens(doubtful / "shifted.md")
    reader.sees(lambda: badge(reader).text() == "▲ 1 doubt")
    reader._qtbot.mouseClick(badge(reader), Qt.MouseButton.LeftButton)
    reader.sees(lambda: panel(reader).isVisible()).presses("Esc")
    reader.sees(lambda: not panel(reader).isVisible()).sees(reader.window.note.hasFocus)
    badge(reader).setFocus(Qt.FocusReason.TabFocusReason)
    reader.presses("Enter").sees(lambda: panel(reader).isVisible())
    reader.presses("d").sees(lambda: not panel(reader).isVisible())


def test_the_list_goes_when_the_keyboard_does(reader, doubtful):
    reader.opens(doubtful / "shifted.md").presses("d").sees(lambda: panel(reader).isVisible())
    reader.presses("F6").sees(lambda: not panel(reader).isVisible())
    assert reader.session.view.pane is Pane.NOTE


def test_a_doubt_is_reached_where_only_the_video_is_shown(reader, doubtful):
    reader.opens_with_film(doubtful / "odd.md")
    reader.session.view.layout = Layout.VIDEO
    reader.session.view.set_full_screen(True)
    reader.presses("d").sees(lambda: panel(reader).isVisible()).presses("Enter")
    reader.sees(reader.window.note.hasFocus)
    assert reader.window.note.isVisible()


def test_a_sound_note_has_no_badge_and_says_so(reader, doubtful):
    reader.opens(doubtful / "hub.md")
    reader.sees(lambda: badge(reader).isHidden())
    reader.presses("d").sees_notice("Nothing about this note is doubtful.")


def test_a_choice_that_no_disk_takes_is_not_called_taken(reader, doubtful, tmp_path):
    (tmp_path / "home" / "data" / "verdicts.json").mkdir(parents=True)
    reader.opens(doubtful / "shifted.md").sees(lambda: chips(reader)[0] == "0:05:35")
    reader.presses("M").sees_notice("Your choice holds until Notereel is closed")
    reader.sees(lambda: chips(reader)[0].endswith("5:35:00"))
    assert "by your choice. The same key" not in reader.window.foot.said()
    reader.sees_notice("Your choice holds until Notereel is closed")


def test_the_times_are_read_the_other_way_by_a_key_and_the_choice_outlasts_the_program(
    reader, doubtful
):
    before = {each: each.read_bytes() for each in doubtful.iterdir()}
    reader.opens(doubtful / "shifted.md").sees(lambda: chips(reader)[0] == "0:05:35")
    reader.presses("Tab", "Tab", "M")
    reader.sees_notice("now read as they are written, by your choice. The same key undoes it.")
    reader.sees(lambda: chips(reader)[0] == "05:35:00" or chips(reader)[0] == "5:35:00")
    assert "your choice" in badge(reader).text()
    assert reader.window.note.focused_link().href == "moment:1"
    reader.quits()
    reader.opens(doubtful / "shifted.md").sees(lambda: chips(reader)[0].endswith("5:35:00"))
    assert "your choice" in badge(reader).text()
    reader.presses("M").sees(lambda: chips(reader)[0] == "0:05:35")
    reader.sees_notice("Notereel judges the times of this note again.")
    assert badge(reader).text() == "▲ 1 doubt"
    reader.quits()
    reader.opens(doubtful / "shifted.md").sees(lambda: chips(reader)[0] == "0:05:35")
    assert {each: each.read_bytes() for each in doubtful.iterdir()} == before


def test_the_switch_in_the_list_chooses_how_times_are_read(reader, doubtful):
    reader.opens(doubtful / "shifted.md").presses("d").sees(lambda: panel(reader).isVisible())
    reader.presses("Tab", "Tab").presses("Space")
    reader.sees(lambda: reader.session.page.terms.is_shifted is True)
    assert panel(reader).isVisible()
    reader.presses("Esc").sees(reader.window.note.hasFocus)
    kept = json.loads((reader._home / "data" / "verdicts.json").read_text())
    assert list(kept["times_are_shifted"].values()) == [True]


def test_a_better_reading_keeps_the_place_the_focus_and_the_moment(reader, doubtful):
    reader.opens(doubtful / "shifted.md")
    reader.presses(*["Tab"] * 30)
    reader.sees(lambda: reader.window.note.verticalScrollBar().value() > 0)
    place, focused = reader.window.note.place(), reader.window.note.focused_link().href
    reader.session.reading.refine(50 * 60_000)
    reader.settles()
    assert reader.session.page.terms.video_ms == 50 * 60_000
    page = reader.session.page
    assert (reader.window.note.place(), reader.window.note.focused_link().href) == (place, focused)
    reader.session.reading.refine(50 * 60_000)
    reader.settles()
    assert reader.session.page is page


def test_a_long_video_makes_late_times_right(reader, doubtful):
    hours = "\n\n".join(f"A claim [{hour}:{hour + 9}:{hour + 31}]." for hour in range(3, 8))
    (doubtful / "long.md").write_text(hours, encoding="utf-8")
    reader.opens(doubtful / "long.md").sees(lambda: not badge(reader).isHidden())
    reader.session.reading.refine(9 * 3_600_000)
    reader.settles().sees(lambda: badge(reader).isHidden())
    assert chips(reader) == ["3:12:34", "4:13:35", "5:14:36", "6:15:37", "7:16:38"]


@pytest.mark.parametrize("text", ["0:02:42", "soon"])
@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_what_leads_nowhere_says_so_and_leaves_the_video_alone(reader, doubtful, text, by):
    says = {"0:02:42": "0:02:42 is past the end of the video (0:02:30).",
            "soon": "“soon” cannot be read as a time."}[text]  # fmt: skip
    reader.opens_with_film(doubtful / "odd.md")
    reader.session.video.go_to(60_000, play=False)
    reader.settles().sees_frame_at(60_000)
    if by == "mouse":
        reader.clicks(text)
    else:
        reader.presses(*["Tab"] * (reader.link_texts().index(text) + 1)).presses("Enter")
    reader.sees_notice(says).sees_notice("The video was left where it is.").settles()
    reader.sees_frame_at(60_000)
    offers = [button.text() for button in reader.window.notice.buttons()]
    assert "Doubts  d" in offers
    reader._qtbot.mouseClick(
        reader.window.notice.buttons()[offers.index("Doubts  d")], Qt.MouseButton.LeftButton
    )
    reader.sees(lambda: panel(reader).isVisible()).sees_no_notice()


def test_the_walks_pass_by_what_leads_nowhere(reader, doubtful):
    reader.opens_with_film(doubtful / "odd.md").presses("3", "1", "J").settles()
    index = reader.session.moment_index
    reader.presses("J").settles()
    assert reader.session.moments[reader.session.moment_index].text == "0:00:55"
    assert reader.session.moment_index == index + 1
    reader.presses("J").sees_notice("There is no further moment that way.")
