"""Widgets one below the other, without a gap."""

from PySide6.QtWidgets import QVBoxLayout, QWidget


def column(*widgets: tuple[QWidget, int]) -> QWidget:
    """Return a widget that holds others; the numbers are their shares of the height."""
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for widget, share in widgets:
        layout.addWidget(widget, share)
    return page
