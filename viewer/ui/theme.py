"""Colours by role, read from a JSON file, and the style sheets made of them.

A theme names every role; widgets ask for roles and never for colours. Every pair that is read has
a contrast of 4.5 : 1 or more; tests hold that.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QPalette

TEXT_FAMILIES = ("Inter", "Segoe UI", "SF Pro Text", "Noto Sans", "Cantarell", "DejaVu Sans")
CODE_FAMILIES = ("JetBrains Mono", "Cascadia Mono", "SF Mono", "Noto Sans Mono", "DejaVu Sans Mono")


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; `roles` maps a role to a colour such as #1f2328."""

    roles: dict[str, str]
    callouts: dict[str, tuple[str, str]]
    code_colours: dict[str, str]
    is_dark: bool

    @classmethod
    def read(cls, file: Path) -> "Theme":
        """Read a theme that we ship."""
        said: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        callouts = {kind: (back, bar) for kind, (back, bar) in said.pop("callouts").items()}
        code_colours = said.pop("code_colours")
        is_dark = said.pop("is_dark")
        return cls(said, callouts, code_colours, is_dark)

    def __getitem__(self, role: str) -> QColor:
        """Return the colour of a role."""
        return QColor(self.roles[role])

    def brush(self, role: str) -> QBrush:
        """Return a brush of a role's colour."""
        # Out of a palette, as PySide makes all enums of `Qt` before it makes a brush of a colour.
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Base, self[role])
        return palette.base()

    def palette(self) -> QPalette:
        """Return the colours Qt's own widgets draw with."""
        palette = QPalette()
        for role, name in _PALETTE.items():
            palette.setColor(role, self[name])
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText,
                     QPalette.ColorRole.ButtonText):  # fmt: skip
            palette.setColor(QPalette.ColorGroup.Disabled, role, self["dead"])
        return palette

    def window_style(self) -> str:
        """Return the window's style sheet."""
        return _filled(WINDOW_STYLE, self.roles)

    def note_style(self, text_px: int) -> str:
        """Return the page's style sheet for text of this size."""
        code_families = ", ".join(f"'{family}'" for family in CODE_FAMILIES)
        sizes = {f"px{percent}": f"{round(text_px * percent / 100)}px" for percent in SIZES}
        style = _filled(NOTE_STYLE, {**self.roles, **sizes, "code_families": code_families})
        callouts = "".join(
            f"table.callout-{kind} {{ background-color: {back}; border-color: {bar}; }}\n"
            f"p.title-{kind} b {{ color: {bar}; }}\n"
            for kind, (back, bar) in self.callouts.items()
        )
        return style + callouts + self._code_style()

    def _code_style(self) -> str:
        return "".join(
            f"{', '.join(f'span.{token}' for token in tokens.split())} "
            f"{{ color: {self.code_colours[role]}; }}\n"
            for role, tokens in _CODE_TOKENS.items()
        )


def system_is_dark() -> bool:
    """Return whether the desktop asks for dark colours; to be asked before we set ours."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def text_font(size_px: int) -> QFont:
    """Return the font of the page: the first of ours that is installed, with even figures."""
    font = QFont()
    font.setFamilies(TEXT_FAMILIES)
    font.setPixelSize(size_px)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _filled(template: str, values: dict[str, str]) -> str:
    return re.sub(r"@(\w+)", lambda found: values[found[1]], template)


_PALETTE = {
    QPalette.ColorRole.Window: "pane",
    QPalette.ColorRole.Base: "background",
    QPalette.ColorRole.AlternateBase: "pane",
    QPalette.ColorRole.Button: "pane",
    QPalette.ColorRole.ToolTipBase: "pane",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.PlaceholderText: "soft",
    QPalette.ColorRole.Highlight: "selection",
    QPalette.ColorRole.HighlightedText: "ink",
    QPalette.ColorRole.Link: "link",
    QPalette.ColorRole.Accent: "accent",
}
_CODE_TOKENS = {
    "keyword": "k kd kn kc kr kt ow nt",
    "string": "s s1 s2 sa sb sc sd se sh si sr",
    "comment": "c c1 ch cm cs cp",
    "number": "m mi mf mh mo il",
    "name": "nf nc nb nd bp fm",
}
SIZES = (80, 85, 88, 115, 135, 175)
NOTE_STYLE = """
body { color: @ink; }
p { line-height: 155%; margin-top: 0; margin-bottom: 12px; }
li { line-height: 155%; margin-bottom: 5px; }
ul.tasks { list-style-type: none; }
h1 { font-size: @px175; font-weight: 700; margin-top: 22px; margin-bottom: 8px; }
h1.title { margin-top: 0; margin-bottom: 6px; }
h2 { font-size: @px135; font-weight: 650; margin-top: 26px; margin-bottom: 8px; }
h3 { font-size: @px115; font-weight: 650; margin-top: 20px; margin-bottom: 6px; }
h4, h5, h6 { font-weight: 650; margin-top: 16px; margin-bottom: 4px; }
p.from { color: @soft; margin-bottom: 18px; }
a { text-decoration: none; color: @link; }
a.moment { color: @chip_ink; font-size: @px85; }
a.unreadable { color: @soft; }
a.past_end { color: @soft; text-decoration: line-through; }
a.dead { color: @dead; }
code { font-family: @code_families; font-size: @px88; background-color: @code; }
pre { font-family: @code_families; font-size: @px85; white-space: pre-wrap;
      background-color: @code; margin: 10px 12px 24px 12px; }
blockquote { color: @soft; margin-left: 16px; margin-right: 0; }
table.callout { margin-top: 6px; margin-bottom: 10px; }
table.callout p { margin-bottom: 2px; }
table.grid { margin-top: 14px; margin-bottom: 16px; border-collapse: collapse; }
table.grid th { font-weight: 650; padding: 6px 16px 6px 4px; text-align: left;
                border-bottom: 2px solid @line; }
table.grid td { padding: 6px 16px 6px 4px; border-bottom: 1px solid @line; }
table.embed { background-color: @pane; border-color: @accent; margin-top: 6px;
              margin-bottom: 16px; }
table.dead-embed { border-color: @line; }
p.embed-title { font-size: @px88; margin-bottom: 6px; }
p.code-label { color: @soft; font-size: @px80; margin-bottom: 0; }
.placeholder, .quiet { color: @soft; }
.highlight { background-color: @now; }
.tag { color: @accent; }
img.math { vertical-align: middle; }
p.formula { margin-top: 4px; margin-bottom: 12px; text-align: center; }
sup { font-size: @px80; }
hr { color: @line; background-color: @line; }
"""
WINDOW_STYLE = """
QMainWindow, QWidget#head, QWidget#foot, QWidget#side, QWidget#transport { background: @pane; }
QWidget#apart { background: @pane; color: @ink; }
QFrame#corner { background: @pane; border: 1px solid @line; }
QWidget#head { border-bottom: 1px solid @line; }
QWidget#foot { border-top: 1px solid @line; }
QWidget#foot QLabel { color: @soft; font-size: 12px; }
QLabel#where { color: @soft; font-size: 13px; }
QLabel#title { font-weight: 600; font-size: 13px; }
QPushButton#badge { color: @soft; font-size: 12px; border: 1px solid @line;
                                  border-radius: 10px; padding: 2px 10px; }
QWidget#side QToolButton#tab { color: @soft; font-weight: 600; padding: 4px 9px; }
QWidget#side QToolButton#tab:hover { color: @ink; }
QWidget#side QToolButton#tab:checked { background: @chip; color: @chip_ink; }
QWidget#side QLineEdit#filter { background: @background; color: @ink; border: 1px solid @line;
                                border-radius: 6px; padding: 4px 8px; margin: 2px 12px 4px 12px;
                                font-size: 13px; }
QWidget#side QToolButton#track, QWidget#side QLabel#remark { color: @soft; font-size: 12px; }
QWidget#side QToolButton#track:hover { color: @ink; }
QWidget#side QPushButton#back { background: @chip; color: @chip_ink; border: 1px solid @line;
                                border-radius: 12px; padding: 4px 12px; font-size: 12px; }
QFrame#peek { background: @background; border: 1px solid @line; border-radius: 8px; }
QFrame#peek QLabel { font-size: 13px; color: @soft; }
QFrame#peek QFrame#current { background: @now; border-radius: 5px; }
QFrame#peek QFrame#current QLabel { color: @ink; }
QFrame#peek QLabel#quiet { font-size: 12px; padding: 2px 8px; }
QMenuBar { background: @pane; color: @ink; font-size: 13px; }
QMenuBar::item { padding: 4px 7px; background: transparent; }
QMenuBar::item:selected, QMenu::item:selected { background: @selection; }
QMenu { background: @background; color: @ink; border: 1px solid @line; padding: 4px; }
QMenu::item { padding: 5px 28px 5px 14px; }
QMenu::item:disabled { color: @dead; }
QMenu::separator { height: 1px; background: @line; margin: 4px 8px; }
QSplitter::handle { background: @line; }
QTextBrowser { background: @background; border: none; }
QListView { background: @pane; border: none; outline: none; }
QWidget#message { background: @pane; }
QLabel#sentence { font-size: 16px; font-weight: 600; }
QLabel#hint { color: @soft; font-size: 13px; }
QPushButton { background: @background; color: @ink; border: 1px solid @line; border-radius: 6px;
              padding: 6px 14px; }
QPushButton:hover { background: @chip; }
QPushButton:focus { border: 2px solid @accent; padding: 5px 13px; }
QPushButton#main { background: @accent; color: @on_accent; border: 1px solid @accent; }
QPushButton#main:focus { border: 2px solid @ink; }
QPushButton#badge { background: transparent; }
QPushButton#badge:hover { background: @chip; color: @ink; }
QPushButton#badge:focus { border: 2px solid @accent; padding: 1px 9px; }
QToolButton { background: transparent; color: @ink; border: none; border-radius: 5px;
              padding: 3px 7px; font-size: 13px; }
QToolButton:hover { background: @chip; }
QToolButton:focus { border: 2px solid @accent; padding: 1px 5px; }
QToolButton:disabled { color: @dead; }
QWidget#transport QLabel { color: @soft; font-size: 13px; }
QWidget#transport QLabel#now { color: @ink; font-weight: 600; }
QFrame#notice { background: @chip; border: none; border-left: 4px solid @accent; }
QFrame#notice[trouble="true"] { background: @trouble; border-left: 4px solid @trouble_bar; }
QProgressBar { background: @line; border: none; border-radius: 3px; max-height: 6px;
               min-height: 6px; }
QProgressBar::chunk { background: @accent; border-radius: 3px; }
QFrame#panel { background: @background; border: 1px solid @line; border-radius: 8px; }
QFrame#panel QListView { background: @background; }
QFrame#panel QLabel#hint { font-size: 12px; }
QFrame#panel QLabel#reason { font-size: 13px; font-weight: 600; }
QFrame#panel QPushButton { font-size: 12px; padding: 4px 11px; }
QFrame#panel QPushButton:focus { border: 2px solid @accent; padding: 3px 10px; }
QFrame#panel QPushButton#tab { border: none; background: transparent; color: @soft;
                               font-size: 13px; font-weight: 600; padding: 5px 10px; }
QFrame#panel QPushButton#tab:hover { color: @ink; }
QFrame#panel QPushButton#tab:checked { background: @chip; color: @chip_ink; }
QFrame#panel QPushButton#tab:focus { border: 2px solid @accent; padding: 3px 8px; }
QWidget#panel_foot { border-top: 1px solid @line; }
QPlainTextEdit#details { background: @code; color: @ink; border: 1px solid @line;
                         border-radius: 6px; font-size: 12px; }
QFrame#doubts { background: @background; border: 1px solid @line; border-radius: 8px; }
QFrame#doubts QListView { background: @background; }
QLabel#doubts_title { font-size: 14px; font-weight: 600; }
QFrame#doubts QLabel#hint { font-size: 12px; }
QWidget#switch { border-top: 1px solid @line; }
QWidget#switch QLabel { color: @soft; font-size: 12px; border: none; }
QWidget#switch QPushButton { font-size: 12px; padding: 3px 10px; border-radius: 9px; }
QWidget#switch QPushButton:checked { background: @chip; color: @chip_ink; border-color: @accent; }
QWidget#switch QPushButton:focus { border: 2px solid @accent; padding: 2px 9px; }
QFrame#picker { background: @background; border: 1px solid @line; border-radius: 8px; }
QFrame#picker QLineEdit { border: none; border-bottom: 1px solid @line; padding: 10px 12px;
                          font-size: 15px; background: @background; }
QFrame#picker QListView { background: @background; font-size: 14px; }
QFrame#picker QListView::item { padding: 6px 12px; color: @ink; }
QFrame#picker QListView::item:selected { background: @selection; color: @ink; }
QScrollArea#sheet, QWidget#sheet_page { background: @pane; border: none; }
QScrollBar:vertical { background: transparent; width: 10px; margin: 0; }
QScrollBar::handle:vertical { background: @line; border-radius: 5px; min-height: 30px; }
QScrollBar::handle:vertical:hover { background: @dead; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QToolTip { background: @pane; color: @ink; border: 1px solid @line; padding: 4px 8px; }
"""
