"""Qt's application: the event loop, the system's colours, and the way home for other threads."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QRect, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QFileOpenEvent, QGuiApplication, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from viewer.events import Inbox
from viewer.settings import Settings
from viewer.ui.theme import Theme, system_is_dark, text_font

APP_ID = "org.notereel.Notereel"
SCRIPT_TICK_MS = 20
SIGNAL_TICK_MS = 400
WIDGET_TEXT_PX = 13


def choose_platform() -> None:
    """Ask Qt for X11 on Wayland, where libVLC cannot draw into another program's window."""
    is_wayland = "WAYLAND_DISPLAY" in os.environ and "DISPLAY" in os.environ
    if sys.platform.startswith("linux") and is_wayland:
        os.environ.setdefault("QT_QPA_PLATFORM", "xcb")


class Application(QApplication):
    """Qt's application, which macOS hands the files and the addresses that somebody opens.

    No event filter: one would be asked, in Python, about every event of every widget.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._take: Callable[[str], None] | None = None
        self._waiting: list[str] = []

    def hand_on_to(self, take: Callable[[str], None]) -> None:
        """Hand on each address, a file's or ours, and first what came when nobody took it."""
        self._take = take
        waiting, self._waiting = self._waiting, []
        for address in waiting:
            take(address)

    def keep_to_itself(self) -> None:
        """Hand on nothing any more."""
        self._take = None

    def event(self, event: QEvent) -> bool:
        """Take what is opened; all else is Qt's."""
        if not isinstance(event, QFileOpenEvent):
            return super().event(event)
        address = bytes(event.url().toEncoded().data()).decode("ascii")
        if self._take is not None:
            self._take(address)
        elif not _is_on_command_line(event.file()):
            self._waiting.append(address)
        return True


def _is_on_command_line(file: str) -> bool:
    """Whether a start has been told of a file already: macOS takes every word for one to open."""
    return Path(file).absolute() in [Path(word).absolute() for word in sys.orig_argv]


def start_application() -> QApplication:
    """Return the application, made if need be."""
    choose_platform()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        qInstallMessageHandler(_OnlyTheEnd())
        # Not by setStyle(): it hands the style to Python, which costs as much as a page's layout.
        app = Application([*sys.argv[:1], "-style", "Fusion"])
        qInstallMessageHandler(None)
    app.setApplicationName("notereel")
    app.setApplicationDisplayName("")
    app.setDesktopFileName(APP_ID)
    app.setFont(text_font(WIDGET_TEXT_PX))
    return app


class _OnlyTheEnd:
    """Qt's messages while it starts: where it cannot reach the screen it ends the process itself.

    It calls `abort`, which no one can catch; so what is to be done is said here, last of all.
    """

    def __init__(self) -> None:
        self._said = ""

    def __call__(self, kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtFatalMsg:
            self._said += f"{text}\n"
            return
        from viewer.ui.no_screen import why_no_screen

        sys.stderr.write(f"{why_no_screen(self._said + text)}\n")
        sys.stderr.flush()
        os._exit(1)


class MainThread(QObject):
    """Wakes the event loop when another thread has put something into the inbox."""

    def __init__(self, inbox: Inbox) -> None:
        super().__init__()
        self._inbox = inbox
        inbox.wake = self._wake
        self._wake()  # For what came before there was anybody to wake.

    def customEvent(self, _event: QEvent) -> None:
        """Run what has gathered."""
        self._inbox.drain()

    def _wake(self) -> None:
        QtCore.QCoreApplication.postEvent(self, QEvent(QEvent.Type.User))


class Themes:
    """The theme in use: the one that was set, or the system's, and then whenever it changes."""

    def __init__(self, folder: Path, settings: Settings, changed: Callable[[Theme], None]) -> None:
        self._folder = folder
        self._setting = settings.theme
        self._changed = changed
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._on_system_changed)

    def current(self) -> Theme:
        """Return the theme that should be shown now."""
        if self._setting != "system":
            return self._named(self._setting)
        return self._named("dark" if system_is_dark() else "light")

    def close(self) -> None:
        """Follow the system no longer."""
        QGuiApplication.styleHints().colorSchemeChanged.disconnect(self._on_system_changed)

    def _on_system_changed(self, scheme: "QtCore.Qt.ColorScheme") -> None:
        if self._setting == "system":
            self._changed(self._named("dark" if scheme is QtCore.Qt.ColorScheme.Dark else "light"))

    def _named(self, name: str) -> Theme:
        return Theme.read(self._folder / f"{name}.json")


def catch_bugs(log: Callable[[str], None]) -> None:
    """Log every unexpected error and show it once, instead of ending or hiding it."""
    shown: set[str] = set()

    def on_bug(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        import traceback

        text = "".join(traceback.format_exception(kind, error, trace))
        log(text)
        if text not in shown and len(shown) < 3:
            shown.add(text)
            _show_bug(text)

    sys.excepthook = on_bug


def quiet_qt(log: Callable[[str], None]) -> None:
    """Send Qt's own messages to the log instead of the terminal."""

    def on_message(kind: QtMsgType, _context: object, text: str) -> None:
        if kind is not QtMsgType.QtDebugMsg:
            log(f"Qt: {text}")

    qInstallMessageHandler(on_message)


def end_on_signals(app: QApplication) -> None:
    """Close properly when the terminal or the system asks us to end."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda _number, _frame: app.closeAllWindows())
    # Python runs a signal's handler only when it gets to run at all.
    repeat(SIGNAL_TICK_MS, lambda: None, app)


def repeat(every_ms: int, deed: Callable[[], None], parent: QObject) -> QTimer:
    """Do something again and again until the timer is stopped."""
    timer = QTimer(parent, interval=every_ms)
    timer.timeout.connect(deed)
    timer.start()
    return timer


def picture_of(window: QWidget) -> QPixmap:
    """Return what is on screen where the window is, the video's own window included."""
    window.raise_()
    area = QRect(window.mapToGlobal(window.rect().topLeft()), window.size())
    if QGuiApplication.platformName() in ("xcb", "windows"):
        screen = window.screen()
        return screen.grabWindow(0, area.x(), area.y(), area.width(), area.height())
    return window.grab()


def come_to_front(window: QWidget) -> None:
    """Show the window above others and give it the keyboard, or have the system ask for that."""
    window.setWindowState(window.windowState() & ~QtCore.Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)  # Where the system lets no program take the keyboard by itself.


def _show_bug(text: str) -> None:
    from PySide6.QtWidgets import QMessageBox

    box = QMessageBox(
        QMessageBox.Icon.Critical,
        "Notereel",
        "Something went wrong that we did not foresee. Your notes are untouched.",
        QMessageBox.StandardButton.Close,
    )
    box.setTextFormat(QtCore.Qt.TextFormat.PlainText)
    box.setInformativeText("You can go on. The details help us to mend it.")
    box.setDetailedText(text)
    with contextlib.suppress(RuntimeError):
        box.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setModal(False)
    box.setParent(QApplication.activeWindow(), QtCore.Qt.WindowType.Dialog)
    box.show()
