"""Every key, docked beside the note; made from the catalogue, so it is never out of date."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from viewer.commands.catalogue import Catalogue
from viewer.commands.command import Menu
from viewer.commands.keymap import PANES
from viewer.session.view import Move
from viewer.ui.theme import Theme

LINE_PX = 60
MOST_USED = (Menu.PLAYBACK, Menu.MOMENTS, Menu.LOOPS, Menu.SUBTITLES, Menu.NOTE,
             Menu.GO, Menu.VIEW)  # fmt: skip
"""What comes first; the other menus follow in their order."""
HOW_TO = "F6 comes here, j and k scroll, Esc puts it away."


class CheatSheet(QScrollArea):
    """Lists the commands that have keys, menu by menu; it is walked like any other pane."""

    def __init__(self, catalogue: Catalogue, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cheat_sheet")
        self.setAccessibleName("Keys")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFixedWidth(380)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._catalogue = catalogue
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.RichText)  # All of it is our own text.
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop)
        page = QWidget()
        page.setObjectName("cheat_sheet_page")
        column = QVBoxLayout(page)
        column.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self._text)
        self.setWidget(page)
        self.restyle(theme)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._text.setText(cheat_sheet_html(self._catalogue, theme))

    def move_by(self, move: Move) -> None:
        """Scroll as asked."""
        bar = self.verticalScrollBar()
        page_px = self.viewport().height() - LINE_PX
        steps_px = {
            Move.LINE_DOWN: LINE_PX,
            Move.LINE_UP: -LINE_PX,
            Move.PAGE_DOWN: page_px,
            Move.PAGE_UP: -page_px,
            Move.TOP: -bar.maximum(),
            Move.BOTTOM: bar.maximum(),
        }
        bar.setValue(bar.value() + steps_px.get(move, 0))

    def follow_focused(self, *, keep_state: bool) -> None:
        """Lead nowhere: it is only read."""

    def text(self) -> str:
        """Return what is written on it."""
        return self._text.text()


def cheat_sheet_html(catalogue: Catalogue, theme: Theme) -> str:
    """Return the list of keys as HTML; keys of one pane say which."""
    chip, ink, soft = (theme.roles[role] for role in ("chip", "chip_ink", "soft"))
    how_to = f"<p style='color:{soft};margin-left:3px'>{HOW_TO}</p>"
    parts = [how_to, "<table cellspacing='0' cellpadding='3' width='100%'>"]
    for menu in (*MOST_USED, *(each for each in Menu if each not in MOST_USED)):
        heading = f"<td colspan='2' style='padding-top:14px'><b>{menu.value}</b></td>"
        parts.append(f"<tr>{heading}</tr>")
        for command in catalogue.of_menu(menu):
            spelled = _worth_showing(command.keys)
            if not spelled:
                continue
            keys = "&nbsp; ".join(_key_html(each, chip, ink, soft) for each in spelled)
            parts.append(f"<tr><td>{escape(command.title)}</td><td align='right'>{keys}</td></tr>")
    return "".join([*parts, "</table>"])


def _worth_showing(keys: tuple[str, ...]) -> list[str]:
    """Leave out digits after the first, and a list's keys where they are the note's own."""
    return [
        each
        for each in keys
        if not (each.startswith("list:") and each.replace("list", "note", 1) in keys)
        and each not in {f"video:{digit}" for digit in range(1, 10)}
    ]


def _key_html(spelled: str, chip: str, ink: str, soft: str) -> str:
    pane, colon, keys = spelled.partition(":")
    if not (colon and pane in PANES):
        pane, keys = "", spelled
    where = f"<small style='color:{soft}'>{pane}&nbsp;</small>" if pane else ""
    shown = escape(keys).replace(" ", "&nbsp;")
    return f"{where}<span style='background:{chip};color:{ink}'>&nbsp;{shown}&nbsp;</span>"
