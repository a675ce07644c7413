"""Builds the program, runs it, and closes it in reverse order.

What the first paint can do without is imported and made after it. The render worker is started
before anything else and gets its first question before Qt is imported; the commands, the
watching side and the video engine come when the note is on screen.
"""

from __future__ import annotations

import gc
import time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.door.start import Start
from viewer.door.wish import Wish
from viewer.errors import PlaybackError, ViewerError
from viewer.events import Inbox
from viewer.paths import Paths, resources, sample_vault, welcome_note
from viewer.worker.host import WorkerHost

if TYPE_CHECKING:
    from collections.abc import Callable

    from viewer.app_desktop import Desktop
    from viewer.app_door import Door
    from viewer.app_downloads import MakeMeans
    from viewer.app_script import ScriptedRun
    from viewer.commands.catalogue import Catalogue
    from viewer.playback.libvlc import LibVlc
    from viewer.session.session import Session
    from viewer.session.studying import Studying
    from viewer.ui.background import Background
    from viewer.ui.main_window import MainWindow


def _read_answer(line: bytes) -> dict[str, Any]:
    from viewer.session.page import read_answer  # Not before the worker has been started.

    return read_answer(line)


def _load_downloads() -> object:
    import viewer.app_downloads

    return viewer.app_downloads


def now_ms() -> int:
    """Return a clock that never jumps, in ms."""
    return time.monotonic_ns() // 1_000_000


class Program:
    """The running program; every part is made here and handed what it needs."""

    def __init__(
        self,
        wish: Wish,
        paths: Paths,
        make_means: MakeMeans | None = None,
        start: Start | None = None,
    ) -> None:
        # Nothing made before the first note is painted becomes garbage; looking for it costs time.
        gc.disable()
        self._wish = wish
        self._paths = paths
        self._make_means = make_means
        self._start = start or Start()
        self._door: Door | None = None
        self._desktop: Desktop | None = None
        self._inbox = Inbox()
        self._worker = WorkerHost("render", self._inbox.post, _read_answer)
        self._worker.start()
        self._images = WorkerHost("images", self._inbox.post)
        self._background: Background | None = None
        self._scripted: ScriptedRun | None = None
        self._is_complete = False
        self._is_newcomer = False
        self.session = self._begin_session()
        self._open_first()

    @cached_property
    def catalogue(self) -> Catalogue:
        """Everything that can be done."""
        from viewer.commands.catalogue import default_catalogue

        return default_catalogue()

    def run(self) -> int:
        """Show the window until it is closed; return the exit code."""
        from viewer.ui.application import catch_bugs, end_on_signals, quiet_qt, start_application

        app = start_application()
        quiet_qt(self._log)
        catch_bugs(self._log)
        self.show()
        end_on_signals(app)
        app.exec()
        self.close()
        return self._scripted.exit_code if self._scripted is not None else 0

    def show(self) -> MainWindow:
        """Show the window; Qt must have been started."""
        from viewer.ui.application import MainThread

        self._main_thread = MainThread(self._inbox)
        self._window = self._make_window()
        self._window.show()
        self._window.activateWindow()
        return self._window

    def _make_window(self) -> MainWindow:
        from viewer.ui.application import Themes
        from viewer.ui.background import Background
        from viewer.ui.main_window import MainWindow
        from viewer.ui.window_memory import WindowMemory

        self._background = Background(self._inbox.post)
        folder = resources() / "themes"
        self._themes = Themes(folder, self.settings, lambda theme: window.restyle(theme))
        window = MainWindow(self.session, self._themes.current())
        WindowMemory(window, self.positions).restore()
        window.painted.connect(self._on_painted)
        return window

    def close(self) -> None:
        """Let go of everything, the last made first."""
        if self._door is not None:
            self._door.close()
        if self._desktop is not None:
            self._desktop.close()
        self._themes.close()
        self._inbox.close()
        if self._is_complete:
            self.session.studying.close()
        self.session.close()
        self._worker.close()
        self._images.close()
        self._start.let_go()  # Now all is written that the next one reads.

    def _begin_session(self) -> Session:
        from viewer.session.reader import NoteReader
        from viewer.session.session import Session
        from viewer.settings import read_settings
        from viewer.study.study import Study

        self.settings, self._doubts = read_settings(self._paths.config / "settings.toml")
        study = Study.below(self._paths.data, now_ms)
        self.positions = study.positions
        reader = NoteReader(self._worker, self._paths.cache, self._paths.data / "offsets.json")
        return Session(reader, study, self.settings, self._import_video)

    def _open_first(self) -> None:
        wished = self._wish.path
        last = self.positions.last_note
        if self._wish.link:
            from viewer.app_door import first_of

            self._wish, last = first_of(self._wish, self.positions)
        if wished is not None:
            self.session.open_path(wished, video=self._wish.video)
        elif last is not None and (Path(last[0]) / last[1]).is_file():
            self.session.reading.open_note(Path(last[0]), last[1])
        elif self._is_first_run():
            self._is_newcomer = True
            self.session.open_path(welcome_note())
        else:
            self.session.open_path(sample_vault(), video=self._wish.video)

    def _is_first_run(self) -> bool:
        """Whether somebody starts who has nothing here yet, and wishes for nothing."""
        is_set = (self._paths.config / "settings.toml").exists()
        return self._wish == Wish() and self.positions.is_fresh and not is_set

    # What comes after the first paint

    def _on_painted(self) -> None:
        from viewer.app_first import first_steps
        from viewer.playback.libvlc import load_libvlc
        from viewer.session.greeting import greet
        from viewer.session.pictures import PictureReader

        assert self._background is not None
        self.session.studying = self._begin_studying()
        self.session.first_steps = first_steps(self.session, self._paths, self._background.run)
        self._window.complete(self.catalogue)
        self._window.note.show_images_from(PictureReader(self._images, self._open_vault))
        assert self._window.watch is not None
        self._window.watch.card.show_covers_from(PictureReader(self._images, self._cover_folder))
        self._is_complete = True
        greet(self.session, self.positions, self._paths, self._doubts)
        if self._is_newcomer:
            self.session.first_steps.toggle()
        gc.enable()
        self._background.run(load_libvlc, self._engage, self.session.video.do_without)
        self._keep_videos(self._background)
        self._begin_answering()
        if self._wish.script or self._wish.screenshot:
            from viewer.app_script import ScriptedRun

            self._scripted = ScriptedRun(self._wish, self.session, self.catalogue, self._window)

    def _begin_answering(self) -> None:
        from viewer.app_desktop import Desktop
        from viewer.app_door import Door

        assert self._background is not None
        self._door = Door(self.session, self.catalogue, self._window, now_ms)
        self._door.begin(self._wish, self._start, self._background.run, self._log)
        self._desktop = Desktop(
            self.session, self.catalogue, self._window, self._inbox.post, now_ms
        )
        self._desktop.begin(self._background.run)

    def _begin_studying(self) -> Studying:
        from viewer.session.studying import Studying, StudyMeans

        assert self._background is not None
        means = StudyMeans(
            self._background.run,
            self._inbox.post,
            now_ms,
            self._paths.data,
            self._paths.cache,
            pictures=self._paths.pictures,
        )
        return Studying(self.session, means)

    def _keep_videos(self, background: Background) -> None:
        # Loading what it takes would hold the window for longer than a frame.
        self.session.is_keeping_awaited = True
        background.run(_load_downloads, self._on_downloads_loaded, self.session.tell)

    def _on_downloads_loaded(self, _loaded: object) -> None:
        from viewer.app_downloads import ADVANCE_MS, MeansOfProgram
        from viewer.session.keeping import Keeping
        from viewer.ui.application import repeat

        assert self._background is not None
        make_means = self._make_means or MeansOfProgram(self._inbox.post)
        means = make_means(self.settings, self._paths, self._background.run)
        self.session.keep_with(Keeping(self.session, means))
        self._advance_timer = repeat(ADVANCE_MS, self._advance_downloads, self._window)

    def _advance_downloads(self) -> None:
        self.session.open_keeping().advance()

    def _open_vault(self) -> Path:
        return self.session.reading.open_page().vault

    def _cover_folder(self) -> Path:
        return Path(self.session.video.aside.thumbnail).parent

    def _engage(self, libvlc: LibVlc) -> None:
        from viewer.playback.vlc_player import VlcPlayer

        assert self._window.watch is not None
        surface = self._window.watch.video
        if not surface.can_embed:
            self.session.video.do_without(
                PlaybackError(
                    "The video engine cannot draw into a window on this kind of screen.",
                    hint="On Wayland, install XWayland (package xwayland) and start again.",
                )
            )
            return
        player = VlcPlayer(libvlc, self._inbox.post, now_ms)
        player.attach(surface.native_window)
        self.session.video.engage(player)

    def _import_video(
        self,
        file: Path,
        video_id: str,
        title: str,
        done: Callable[[], None],
        failed: Callable[[ViewerError], None],
    ) -> None:
        from viewer.video.cache import VideoCache
        from viewer.video.importing import import_file

        assert self._background is not None
        cache = VideoCache(self._paths.cache)
        self._background.run(
            lambda: import_file(cache, file, video_id, title=title), lambda _entry: done(), failed
        )

    def _log(self, text: str) -> None:
        from viewer.logbook import write_log

        write_log(self._paths.logs / "notereel.log", text)
