"""The transcript at the real window: seen, walked, searched, followed, and peeked at."""

import gc
import shutil
import time

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication

from tests.films import ffmpeg
from tests.video.subtitle_files import SENTENCES, srt
from viewer.note.timestamps import format_time
from viewer.paths import sample_vault
from viewer.playback.player import PlayerState
from viewer.session.view import Pane

STALL_MS = 50
SPOKEN = [f"{sentence} {number}" for number, sentence in enumerate(list(SENTENCES.values()) * 7)]
"""From 2 s on, one every 2 s."""


class Study:
    """What a reader does with the transcript."""

    def __init__(self, reader) -> None:
        self.reader = reader

    @property
    def list(self):
        return self.reader.window.watch.transcript

    @property
    def transcript(self):
        return self.reader.session.studying.transcript

    def has_cues(self, count: int) -> "Study":
        self.reader.sees(lambda: len(self.transcript.cues) == count)
        return self

    def is_at_cue(self, cue: int) -> "Study":
        self.reader.settles().sees(lambda: self.transcript.index_now() == cue)
        self.reader.sees(lambda: self.list is None or self.list.current == cue)
        return self


@pytest.fixture
def study(reader):
    return Study(reader)


@pytest.fixture
def filmed(vault, film):
    """A note about a file of the reader's own, beside which anything may lie."""
    shutil.copy(film, vault / "film.mp4")
    text = "---\ntitle: My film\nvideo: film.mp4\n---\n\nIt rises [0:01:00]. Falls [0:00:20].\n"
    (vault / "mine.md").write_text(text)
    return vault


def test_the_sample_is_studied_by_its_transcript_with_the_keyboard_alone(reader, study):
    reader.opens(sample_vault() / "why_tides_come_twice_a_day.md").sees_video()
    reader.presses("t").sees(lambda: reader.session.view.pane is Pane.TRANSCRIPT)
    study.has_cues(43)
    first = study.transcript.cues[0]
    assert first.text.startswith("Any fisherman will tell you")
    reader.presses("g", "g", "j", "j", "Enter")
    study.is_at_cue(2)
    reader.sees(lambda: reader.session.video.state is PlayerState.PLAYING)
    reader.presses("Space").presses("/").types("neap")
    reader.sees(lambda: study.list.is_listed(study.list.focused) and study.list.row_count < 5)
    assert "neap" in study.transcript.cues[study.list.focused].text
    found = study.list.focused
    reader.presses("Enter", "Shift+Enter")
    study.is_at_cue(found)
    assert reader.session.video.state is PlayerState.PAUSED
    reader.presses("/", "Esc").sees(lambda: study.list.row_count == 43)
    reader.presses("t").sees(lambda: reader.session.view.pane is Pane.NOTE)
    assert reader.session.view.side is Pane.MOMENTS


def test_the_arrows_go_by_cue_from_the_note_and_show_the_very_frame(reader, study, filmed):
    (filmed / "film.srt").write_text(srt(SPOKEN), encoding="utf-8")
    reader.opens(filmed / "mine.md").sees_video()
    study.has_cues(70)
    assert reader.session.view.pane is Pane.NOTE
    for keys, second in [(["Ctrl+Right"], 2), (["Ctrl+Right"], 4), (["3", "Ctrl+Right"], 10),
                         (["Ctrl+Left"], 8), (["Ctrl+Left", "Ctrl+Left"], 4)]:  # fmt: skip
        reader.presses(*keys).settles().sees_frame_at(second * 1_000)
    assert reader.session.video.state is PlayerState.PAUSED


def test_subtitles_in_the_video_itself_are_shown_and_clicked(reader, study, filmed, tmp_path):
    spoken = tmp_path / "spoken.srt"
    spoken.write_text(srt(SPOKEN), encoding="utf-8")
    ffmpeg("-i", filmed / "film.mp4", "-i", spoken, "-map", "0", "-map", "1", "-c", "copy",
           "-c:s", "mov_text", "-metadata:s:s:0", "language=eng", tmp_path / "with.mp4"
           )  # fmt: skip
    shutil.move(tmp_path / "with.mp4", filmed / "film.mp4")
    reader.opens(filmed / "mine.md").sees_video().presses("g", "l")
    study.has_cues(70)
    reader.sees(lambda: study.list.head.track.text() == "English, in the video")
    spot = study.list.viewport().rect().center()
    spot.setY(study.list.spot_of(2)[0] + 8)
    reader._qtbot.mouseClick(study.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    reader.settles().sees_frame_at(6_000, within_ms=1_500)
    assert reader.session.video.state is PlayerState.PLAYING


def test_the_list_goes_along_while_the_video_plays(reader, study, filmed):
    (filmed / "film.en.srt").write_text(srt(SPOKEN, step_s=1), encoding="utf-8")
    reader.opens(filmed / "mine.md").sees_video().presses("t")
    study.has_cues(70)
    reader.session.video.set_rate(4)
    reader.presses("Space").sees(lambda: study.list.current >= 14)
    assert study.list.is_in_sight(study.list.current)
    reader.presses("j")
    at = study.list.verticalScrollBar().value()
    reader.sees(lambda: study.list.current >= 24)
    assert study.list.verticalScrollBar().value() == at
    study.list.back.click()
    reader.sees(lambda: study.list.is_in_sight(study.list.current))
    assert study.transcript.is_following


def test_another_track_is_chosen_and_remembered(reader, study, filmed):
    (filmed / "film.en.srt").write_text(srt(["English"]), encoding="utf-8")
    (filmed / "film.ja.srt").write_bytes(srt([SENTENCES["ja"]]).encode("shift_jis"))
    reader.opens(filmed / "mine.md").sees_video().presses("t")
    study.has_cues(1)
    reader.sees(lambda: study.list.head.track.text() == "English ▾")
    reader.presses(":").types("choose the transcript").presses("Enter")
    reader.types("japanese").presses("Enter")
    reader.sees(lambda: [cue.text for cue in study.transcript.cues] == [SENTENCES["ja"]])
    reader.quits().opens(filmed / "mine.md").sees_video()
    reader.sees(lambda: [cue.text for cue in study.transcript.cues] == [SENTENCES["ja"]])


def test_a_timestamp_is_peeked_at_without_moving_the_video(reader, study, filmed):
    (filmed / "film.srt").write_text(srt(SPOKEN), encoding="utf-8")
    reader.opens(filmed / "mine.md").sees_video()
    study.has_cues(70)
    here = reader.session.video.position_ms()
    reader.presses("Tab", ";", "p")
    card = reader.window.study.peeking.card
    reader.sees(card.isVisible)
    said = card.said().split("\n")
    assert said[:4] == [format_time(58_000), SPOKEN[28], format_time(60_000), SPOKEN[29]]
    assert reader.window.note.viewport().rect().contains(card.geometry())
    assert reader.session.video.position_ms() == here
    reader.presses("Esc").sees(lambda: not card.isVisible())
    reader.presses(";", "p").sees(card.isVisible).presses("Tab", "Enter")
    reader.sees(lambda: not card.isVisible())
    reader.settles().sees_frame_at(20_000, within_ms=1_500)


def test_resting_the_mouse_on_a_timestamp_peeks_at_it(reader, study, filmed):
    (filmed / "film.srt").write_text(srt(SPOKEN), encoding="utf-8")
    reader.opens(filmed / "mine.md").sees_video()
    study.has_cues(70)
    note = reader.window.note
    spot = note.rect_of(note.links()[1]).center().toPoint()
    rest = QHelpEvent(QEvent.Type.ToolTip, spot, note.viewport().mapToGlobal(spot))
    QApplication.sendEvent(note.viewport(), rest)
    card = reader.window.study.peeking.card
    reader.sees(card.isVisible)
    assert SPOKEN[9] in card.said()
    note.highlighted.emit(QUrl())
    reader.sees(lambda: not card.isVisible())
    assert reader.session.view.peek is None


def test_what_is_wrong_is_said_where_the_transcript_would_be(reader, study, filmed):
    reader.opens(filmed / "mine.md").sees_video().presses("t")
    reader.sees(lambda: study.list.message()[0] == "This video has no subtitles.")
    reader.presses("Ctrl+Right").sees_notice("This video has no subtitles.")
    (filmed / "film.srt").write_bytes(bytes(20_000))
    reader.presses("F5")
    reader.sees(lambda: study.list.message()[0] == "These subtitles are no text.")


def test_20_000_cues_of_a_hostile_file_never_hold_the_window(reader, study, filmed):
    (filmed / "film.srt").write_text(srt(["The sea rises. " * 35] * 20_000), encoding="utf-8")
    reader.opens(filmed / "mine.md").sees_video()
    gc.collect()  # What starting the program left is no matter of the transcript.
    # What the main thread works between two beats; others are at work on this computer.
    worked, before = [], [time.thread_time()]

    def beat() -> None:
        now = time.thread_time()
        worked.append((now - before[0]) * 1_000)
        before[0] = now

    timer = QTimer(interval=0)
    timer.timeout.connect(beat)
    timer.start()
    reader.presses("t")
    study.has_cues(20_000)
    reader.presses("G").sees(lambda: study.list.focused == 19_999)
    reader.presses("/")
    for typed in ("s", "se", "sea"):
        reader.types(typed[-1]).sees(lambda typed=typed: study.list.search.words == (typed,))
    timer.stop()
    assert max(worked[1:]) <= STALL_MS


def test_z_f_stops_the_list_and_has_it_go_along_again(reader, study, filmed):
    (filmed / "film.srt").write_text(srt(SPOKEN), encoding="utf-8")
    reader.opens(filmed / "mine.md").sees_video().presses("t")
    study.has_cues(70)
    reader.presses("z", "f")
    assert not study.transcript.is_following
    reader.presses("z", "f")
    assert study.transcript.is_following
