"""A session that plays a silent video by a clock a test winds, with all that studies with it."""

from dataclasses import replace
from pathlib import Path

from tests.fakes import HandClock, run_at_once
from viewer.commands.catalogue import default_catalogue
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.page import Page
from viewer.session.session import Session
from viewer.session.studying import Studying, StudyMeans
from viewer.settings import Settings
from viewer.study.study import Study
from viewer.video.aside import Aside, Chapter
from viewer.video.reference import video_of

CATALOGUE = default_catalogue()
CHAPTERS = (Chapter(0, "Opening"), Chapter(120_000, "The bulges"), Chapter(400_000, "Friction"))
NOTES = {
    "lecture.md": "---\ntitle: The lecture\nvideoId: film-000001\n---\n\n## Tides\n\n"
    "They come twice [0:01:40]. The near bulge [0:00:20].\n\n"
    "The far one [0:02:10]. Friction [0:07:00].\n",
    "bare.md": "---\ntitle: Bare\nvideoId: film-000001\n---\n\nNo time at all.\n",
    "other.md": "---\ntitle: Other\nvideoId: film-000002\n---\n\nThe tide [0:00:30].\n",
}
FILM_MS = 600_000


class NotesByHand:
    """Reads notes out of a dictionary; their videos are on this computer, with chapters."""

    def __init__(self) -> None:
        self.chapters = CHAPTERS

    def enter(self, _vault, done, _failed) -> None:
        done(list(NOTES))

    def read(self, vault, path, done, _failed, terms) -> None:
        note = read_note(NOTES[path], name=path, around=Surroundings(lambda _target: None))
        done(self._seen(Page(vault, path, note, video_of(note.header), terms=terms)))

    def find_video(self, page, done, _failed) -> None:
        done(self._seen(page))

    def _seen(self, page) -> Page:
        footage = Playable(Path(f"/films/{page.video.cache_id}.mp4"), "mp4")
        return replace(page, footage=footage, aside=Aside(chapters=self.chapters))


class WatchingDesk:
    """Someone who studies: opens notes, lets time pass, gives commands."""

    def __init__(self, home: Path, settings: Settings | None = None) -> None:
        self.clock, self.reader, self.said = HandClock(), NotesByHand(), []
        study = Study.below(home / "data", self.clock.now_ms)
        settings = settings or Settings()
        self.session = Session(self.reader, study, settings, lambda *_each: None)
        self.session.noticed.connect(lambda notice: notice and self.said.append(str(notice)))
        means = StudyMeans(
            run_at_once, lambda deed: deed(), self.clock.now_ms, home / "data", home / "cache"
        )
        self.session.studying = Studying(self.session, means)
        self.session.video.engage(SilentPlayer(self.clock.now_ms, duration_ms=FILM_MS))

    @property
    def studying(self) -> Studying:
        return self.session.studying

    def opens(self, name: str) -> "WatchingDesk":
        self.session.reading.open_note(Path("/vault"), f"{name}.md")
        return self

    def does(self, command: str, argument: str = "") -> "WatchingDesk":
        CATALOGUE.run(command, self.session, argument)
        return self

    def waits(self, time_ms: int) -> "WatchingDesk":
        """Let time pass as the window does, told fifty times a second."""
        for _ in range(time_ms // 20):
            self.clock.advance(20)
            self.session.pass_time()
        return self

    @property
    def here_ms(self) -> int:
        return self.session.video.position_ms()

    @property
    def is_playing(self) -> bool:
        return self.session.video.state == "playing"

    def leaves(self) -> None:
        self.studying.close()
        self.session.close()
