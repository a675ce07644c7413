"""A session that studies: notes out of a dictionary, a player whose time a test winds on."""

from pathlib import Path

from tests.fakes import HandClock, NobodyAtWork, run_at_once
from viewer.commands.catalogue import default_catalogue
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.playback.player import Playable
from viewer.playback.silent_player import SilentPlayer
from viewer.session.page import Page
from viewer.session.session import Session
from viewer.session.studying import Studying, StudyMeans
from viewer.settings import Settings
from viewer.study.positions import Scroll
from viewer.study.study import Study
from viewer.video.aside import Aside, Chapter
from viewer.video.reference import video_of

CATALOGUE = default_catalogue()
LENGTH_MS = 600_000
VAULT = Path("/vault")


def note_of(title: str, video: str, *times: str) -> str:
    claims = "\n\n".join(f"Claim {time} [{time}]." for time in times)
    return f"---\ntitle: {title}\nvideoId: {video}\n---\n\n{claims}\n"


CHAPTERS = (Chapter(0, "Opening"), Chapter(120_000, "The bulges"), Chapter(400_000, "Friction"))
NOTES = {
    "lecture.md": "---\ntitle: The lecture\nvideoId: film-000001\n---\n\n## Tides\n\n"
    "They come twice [0:01:40]. The near bulge [0:00:20].\n\n"
    "The far one [0:02:10]. Friction [0:07:00].\n",
    "tides.md": note_of("Tides", "film-000001", "0:02:00", "0:01:00", "0:01:10", "0:05:00"),
    "other.md": note_of("Other", "film-000001", "0:03:00"),
    "moon.md": note_of("Moon", "film-000002", "0:00:30"),
    "bare.md": "---\ntitle: Bare\nvideoId: film-000001\n---\n\nNo claim.\n",
}


class NotesReader:
    """Reads notes out of a dictionary; every video is there, and has these chapters."""

    def __init__(self) -> None:
        self.chapters: tuple[Chapter, ...] = ()

    def enter(self, _vault, done, _failed) -> None:
        done(list(NOTES))

    def read(self, vault, path, done, _failed, terms) -> None:
        note = read_note(NOTES[path], name=path, around=Surroundings(lambda _target: None))
        video = video_of(note.header)
        footage = Playable(Path(f"/cache/{video.cache_id}.mp4"), "mp4")
        aside = Aside(chapters=self.chapters)
        done(Page(vault, path, note, video, footage, terms=terms, aside=aside))


class StudyDesk:
    """What a reader does at it happens at once; time passes when a test says so."""

    def __init__(self, home: Path, *, hire=NobodyAtWork, is_slow=False, **settings) -> None:
        self.clock, self.reader, self.said = HandClock(), NotesReader(), []
        self.player = SilentPlayer(self.clock.now_ms, duration_ms=LENGTH_MS)
        study = Study.below(home / "data", self.clock.now_ms)
        self.session = Session(self.reader, study, Settings(**settings), lambda *_all: None)
        self.session.noticed.connect(lambda notice: self.said.append(str(notice or "")))
        means = StudyMeans(
            run=run_at_once, post=lambda work: work(), now_ms=self.clock.now_ms,
            data=home / "data", cache=home / "cache", hire=hire,
        )  # fmt: skip
        self.session.studying = Studying(self.session, means)
        if not is_slow:
            self.starts()

    def starts(self) -> "StudyDesk":
        """Have the video engine, which takes a while on a slow computer."""
        self.session.video.engage(self.player)
        return self

    def opens(self, name: str) -> "StudyDesk":
        self.session.reading.open_note(VAULT, f"{name}.md")
        return self

    def does(self, command: str, argument: str = "") -> "StudyDesk":
        CATALOGUE[command].run(self.session, argument)
        return self

    def presses(self, *keys: str) -> "StudyDesk":
        for key in keys:
            _match, binding = CATALOGUE.keymap.look_up("note", (key,))
            self.does(binding.command, binding.argument)
        return self

    def lives(self, by_ms: int) -> "StudyDesk":
        """Let time pass in the steps in which the window lets it."""
        for _ in range(by_ms // 20):
            self.clock.advance(20)
            self.session.pass_time()
        return self

    def scrolls(self, position: int) -> "StudyDesk":
        self.session.view.scroll = Scroll(position, 0)
        return self

    def closes(self) -> None:
        self.session.studying.close()
        self.session.close()

    @property
    def studying(self) -> Studying:
        return self.session.studying

    @property
    def loops(self):
        return self.session.studying.loops

    @property
    def note_play(self):
        return self.session.studying.note_play

    @property
    def at_ms(self) -> int:
        return self.session.video.position_ms()

    @property
    def title(self) -> str:
        return self.session.page.note.title

    @property
    def is_playing(self) -> bool:
        return self.session.video.state == "playing"
