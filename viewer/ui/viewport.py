"""A viewport of our own for a text pane, just as Qt would make it.

To hand out one that Qt made, PySide first sets up every class of widget there is, to find out
which of them it has before it: 7 ms, before the first paint.
"""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QTextEdit, QWidget


def bring_viewport(pane: QTextEdit) -> None:
    """Replace the viewport of a pane that was just made."""
    viewport = QWidget()
    viewport.setBackgroundRole(QPalette.ColorRole.Base)
    viewport.setAutoFillBackground(True)
    viewport.setMouseTracking(True)
    pane.setViewport(viewport)
    # Qt leaves the document with the viewport that is gone.
    pane.document().documentLayout().setPaintDevice(viewport)
