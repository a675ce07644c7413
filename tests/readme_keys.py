"""Writes the README's list of keys from the catalogue: python -m tests.readme_keys"""

from pathlib import Path

from viewer.commands.catalogue import default_catalogue
from viewer.commands.command import Command, Menu
from viewer.commands.keymap import PANES

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- keys: made by `python -m tests.readme_keys`; a test holds it to the catalogue -->\n"
END = "<!-- end of keys -->"


def keys_table() -> str:
    """Return the keys as a Markdown table, menu by menu."""
    rows = ["| keys | does |", "|---|---|"]
    catalogue = default_catalogue()
    for menu in Menu:
        with_keys = [command for command in catalogue.of_menu(menu) if command.keys]
        if with_keys:
            rows.append(f"| **{menu.value}** | |")
            rows += [f"| {_spelled(command)} | {command.help} |" for command in with_keys]
    return "\n".join(rows) + "\n"


def with_keys(readme: str) -> str:
    """Return a README whose list of keys is that of the catalogue."""
    before, _, rest = readme.partition(BEGIN)
    return before + BEGIN + keys_table() + END + rest.partition(END)[2]


def _spelled(command: Command) -> str:
    shown = []
    if len(command.keys) == 10:
        return "video `0` to `9`"
    for each in command.keys:
        pane, colon, key = each.partition(":")
        in_pane = bool(colon) and pane in PANES
        keys = " ".join(f"`{part}`" for part in (key if in_pane else each).split(" "))
        shown.append(f"{pane} {keys}" if in_pane else keys)
    return ", ".join(shown)


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
