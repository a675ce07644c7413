"""Asking where an export goes, and how it is written."""

import re
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from viewer.study.extracts import Form

KINDS = {
    "Anki cards (*.apkg)": Form.ANKI,
    "Markdown (*.md)": Form.MARKDOWN,
    "Table (*.csv)": Form.CSV,
    "WebVTT chapters (*.vtt)": Form.WEBVTT,
}
NAME_CHARACTERS = 60
_UNSAFE = re.compile(r"[^\w -]+")


def export_dialog(parent: QWidget, title: str) -> QFileDialog:
    """Return the dialog that asks; the kind that is chosen there becomes the name's suffix."""
    dialog = QFileDialog(parent, "Export", str(Path.home()))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setNameFilters(list(KINDS))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(KINDS[kind].suffix))
    dialog.setDefaultSuffix(Form.ANKI.suffix)
    dialog.selectFile(_UNSAFE.sub("_", title).strip()[:NAME_CHARACTERS] or "export")
    return dialog


def ask_where(parent: QWidget, title: str) -> str:
    """Return the file a person chose, empty for none; what it is written as is in its name."""
    dialog = export_dialog(parent, title)
    try:
        return dialog.selectedFiles()[0] if dialog.exec() else ""
    finally:
        dialog.deleteLater()
