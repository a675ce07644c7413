"""Every key, docked beside the note; made from the catalogue, so it is never out of date."""

from html import escape

from viewer.commands.catalogue import Catalogue
from viewer.commands.command import Menu
from viewer.commands.keymap import PANES
from viewer.ui.theme import Theme

MOST_USED = (Menu.PLAYBACK, Menu.MOMENTS, Menu.LOOPS, Menu.SUBTITLES, Menu.NOTE,
             Menu.GO, Menu.VIEW)  # fmt: skip
"""What comes first; the other menus follow in their order."""
HOW_TO = "F6 comes here, j and k scroll, Esc puts it away."


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
