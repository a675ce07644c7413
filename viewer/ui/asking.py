"""What the window asks a person: which note, which file, which time, and whether to leave."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from viewer.commands.catalogue import Catalogue
from viewer.commands.command import Takes
from viewer.note.addresses import is_web
from viewer.note.timestamps import spoken_time
from viewer.session.notice import Notice, Question
from viewer.session.session import Session
from viewer.session.view import Ask, Pane
from viewer.ui.note_pane import NotePane
from viewer.ui.picker import Option, Picker
from viewer.ui.telling import Telling
from viewer.video.reference import VIDEO_SUFFIXES


class Asking:
    """Puts the questions over one window, and runs the commands that answer them.

    `focus` gets the keyboard back when a question has been answered.
    """

    def __init__(
        self, session: Session, catalogue: Catalogue, telling: Telling, focus: NotePane
    ) -> None:
        self._session = session
        self._catalogue = catalogue
        self._telling = telling
        self._focus = focus
        self._picker: Picker | None = None

    @property
    def picker(self) -> Picker:
        """The box to choose in; made when it is first needed."""
        if self._picker is None:
            self._picker = Picker(self._focus.window())
        return self._picker

    def answer(self, ask: Ask) -> None:
        """Put the question that was asked for."""
        deeds: dict[Ask, Callable[[], None]] = {
            Ask.SWITCH_NOTE: self._switch_note,
            Ask.PALETTE: self._palette,
            Ask.GO_TO_TIME: self._go_to_time,
            Ask.OFFSET: self._offset,
            Ask.MOMENT_IS_NOW: self._moment_is_now,
            Ask.OPEN_FILE: self._open_file,
            Ask.OPEN_FOLDER: self._open_folder,
            Ask.CHOOSE_VIDEO: self._choose_video,
            Ask.COPY_ADDRESS: self._copy_address,
            Ask.INSTALL_DOWNLOADER: self._install_downloader,
            Ask.MOVE_CACHE: self._move_cache,
            Ask.CHOOSE_TRACK: self._choose_track,
            Ask.LABEL_BOOKMARK: self._label_bookmark,
            Ask.RENAME_BOOKMARK: self._rename_bookmark,
            Ask.EXPORT_BOOKMARKS: lambda: self._export("export_bookmarks_to"),
            Ask.EXPORT_MOMENTS: lambda: self._export("export_moments_to"),
            Ask.NAME_LOOP: self._name_loop,
            Ask.PICK_LOOP: partial(self._pick_loop, "Play a saved loop", "play_loop"),
            Ask.FORGET_LOOP: partial(self._pick_loop, "Forget a saved loop", "forget_loop"),
        }
        deeds[ask]()

    def leave_for(self, address: str) -> None:
        """Ask before a web link leaves the program, and name the real host."""
        url = QUrl(address)
        if not url.isValid() or not is_web(address):
            self._session.tell(Notice("This link leads nowhere that may be opened.", address))
            return
        self._telling.notice.ask(
            Notice(f"Leave Notereel for {real_host(url)}?", url.toDisplayString()[:200]),
            {
                "Open in the browser": lambda: self._leave(url),
                "Stay": self._session.hush,
            },
        )

    def put(self, question: Question) -> None:
        """Put a question of the session's; its deed is done on a yes only."""

        def agree() -> None:
            self._session.hush()
            question.deed()

        answers = {question.yes: agree, question.no: self._session.hush}
        if question.is_unbidden:  # The first has the keyboard, whatever is being typed just now.
            answers = dict(reversed(answers.items()))
        self._telling.notice.ask(question.words, answers)

    def _leave(self, url: QUrl) -> None:
        self._session.hush()
        QDesktopServices.openUrl(url)

    def _switch_note(self) -> None:
        page = self._session.page
        if page is None:
            self._open_file()
            return
        choices = [Option(shown_name(note), note) for note in self._session.reading.notes]
        self._choose(
            "Go to a note of this vault",
            choices,
            lambda note: self._session.reading.open_note(page.vault, note),
        )

    def _palette(self) -> None:
        keymap = self._catalogue.keymap
        choices = [
            Option(f"{each.title}    {' '.join(keymap.keys_of(each.name)[:1])}", each.name)
            for each in self._catalogue
            if each.takes is not Takes.TEXT and each.is_possible(self._session)
        ]
        self._choose("Do", choices, self._run)

    def _go_to_time(self) -> None:
        self._choose("Go to a time, such as 1:02", [], lambda time: self._run("seek", time))

    def _offset(self) -> None:
        prompt = "How much later this video is than its notes, such as +0:12.5 or -1:02"
        self._choose(prompt, [], lambda offset: self._run("set_offset", offset))

    def _moment_is_now(self) -> None:
        index = self._focus.focused_moment()
        if index is None:
            index = self._session.moment_index
        if index is None:
            hint = "Tab walks to one; J and K go to one."
            self._session.tell(Notice("No timestamp has the focus.", hint, is_trouble=True))
        else:
            self._run("moment_is_now", str(index + 1))

    def _name_loop(self) -> None:
        self._choose("A name for this loop", [], lambda name: self._run("save_loop_as", name))

    def _pick_loop(self, prompt: str, command: str) -> None:
        choices = [
            Option(f"{name}    {spoken_time(a_ms)}–{spoken_time(b_ms)}", name)
            for name, (a_ms, b_ms) in self._session.studying.loops.names.items()
        ]
        self._choose(prompt, choices, lambda name: self._run(command, name))

    def _open_file(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        kinds = "Notes (*.md *.markdown);;All files (*)"
        file, _kind = QFileDialog.getOpenFileName(self._focus, "Open a note", self._folder(), kinds)
        if file:
            self._run("open_path", file)

    def _open_folder(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self._focus, "Open a vault", self._folder())
        if folder:
            self._run("open_path", folder)

    def _choose_video(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        kinds = (
            "Videos (" + " ".join(f"*{suffix}" for suffix in VIDEO_SUFFIXES) + ");;All files (*)"
        )
        title = "Use this file as the video"
        file, _kind = QFileDialog.getOpenFileName(self._focus, title, str(Path.home()), kinds)
        if file:
            is_of_list = self._session.view.overlay is Pane.DOWNLOADS
            self._run("use_file" if is_of_list else "take_file", file)

    def _install_downloader(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        title = "Install from wheels: yt_dlp with yt_dlp_ejs, or deno"
        files, _kind = QFileDialog.getOpenFileNames(
            self._focus, title, str(Path.home()), "Wheels (*.whl)"
        )
        if files:
            self._run("install_downloader_from", "\n".join(files))

    def _move_cache(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        title = "Move the kept videos to this folder"
        folder = QFileDialog.getExistingDirectory(self._focus, title, str(Path.home()))
        if folder:
            self._run("move_cache_to", folder)

    def _choose_track(self) -> None:
        from viewer.ui.transcript_head import track_words

        transcript = self._session.studying.transcript
        if not transcript.tracks:
            self._session.tell(Notice(*transcript.words()))
            return
        choices = [Option(track_words(each), each.name) for each in transcript.tracks]
        self._choose(
            "Show these subtitles", choices, lambda name: self._run("use_transcript", name)
        )

    def _label_bookmark(self) -> None:
        self._choose("Bookmark as", [], lambda label: self._run("bookmark_as", label))

    def _rename_bookmark(self) -> None:
        _key, saved = self._session.studying.bookmarks.open_chosen()
        label = getattr(saved, "label", "")
        self._choose("Rename to", [], lambda said: self._run("rename_bookmark_to", said), label)

    def _export(self, command: str) -> None:
        from viewer.ui.export_dialog import ask_where

        if file := ask_where(self._focus, self._session.reading.open_page().note.title):
            self._run(command, file)

    def _copy_address(self) -> None:
        if self._session.view.overlay is Pane.DOWNLOADS:
            self._run("copy_chosen_address")
            return
        page = self._session.page
        video = page.video if page else None
        if video is None:
            self._session.tell(Notice("This note names no video.", is_trouble=True))
            return
        address = video.address or f"https://www.youtube.com/watch?v={video.id}"
        self._session.copy(address, f"Copied {address}")

    def _choose(
        self, prompt: str, choices: list[Option], taken: Callable[[str], None], text: str = ""
    ) -> None:
        before = QApplication.focusWidget()
        is_elsewhere = before is not None and not self.picker.isAncestorOf(before)
        back_to = before if before is not None and is_elsewhere else self._focus
        self.picker.choose(prompt, choices, taken, back_to, text)

    def _run(self, command: str, argument: str = "") -> None:
        self._catalogue.run(command, self._session, argument)

    def _folder(self) -> str:
        page = self._session.page
        return str(page.vault if page else Path.home())


def real_host(url: QUrl) -> str:
    """Return the host an address really leads to, letters that only look alike spelled out."""
    if url.scheme() == "mailto":
        return f"a letter to {url.path()}"
    return url.host(QUrl.ComponentFormattingOption.FullyEncoded) or url.toString()


def shown_name(note: str) -> str:
    """Return a note's path as a person reads it."""
    return note.rpartition(".")[0].replace("_", " ").replace("/", " / ")
