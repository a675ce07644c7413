"""The window that says why there is no window: for who started Notereel from no terminal."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from viewer.errors import ViewerError
from viewer.ui.application import start_application


def show_refusal(error: ViewerError) -> None:
    """Say why the program does not start, until that is closed."""
    app = start_application()
    box = refusal_box(error)
    box.exec()
    app.processEvents()


def refusal_box(error: ViewerError) -> QMessageBox:
    """Return the window that says it; its words can be copied."""
    button = QMessageBox.StandardButton.Close
    box = QMessageBox(QMessageBox.Icon.Warning, "Notereel", error.sentence, button)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(error.hint)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return box
