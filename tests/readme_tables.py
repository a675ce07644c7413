"""Writes the README's lists of keys and of settings: python -m tests.readme_tables"""

import json
from collections.abc import Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

from viewer.commands.catalogue import default_catalogue
from viewer.commands.command import Command, Menu
from viewer.commands.keymap import PANES
from viewer.settings import Settings

README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- {}: made by `python -m tests.readme_tables`, and held by a test -->\n"
END = "<!-- end of {} -->"


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


def settings_table() -> str:
    """Return the settings as a Markdown table, in the order of their declaration."""
    rows = ["| setting | usual | |", "|---|---|---|"]
    rows += [f"| `{row.name}` | `{_in_toml(row.default)}` | {_about(row)} |"
             for row in fields(Settings)]  # fmt: skip
    return "\n".join(rows) + "\n"


def with_tables(readme: str) -> str:
    """Return a README whose lists are those of the program."""
    for name, table in (("keys", keys_table()), ("settings", settings_table())):
        begin, end = BEGIN.format(name), END.format(name)
        before, _, rest = readme.partition(begin)
        readme = before + begin + table + end + rest.partition(end)[2]
    return readme


def _in_toml(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _about(row: Field[Any]) -> str:
    said: Mapping[str, Any] = row.metadata
    if "among" in said:
        return f"{said['help']} {', '.join(f'`{each}`' for each in said['among'])}"
    if "low" in said:
        return f"{said['help']} {said['low']:,} to {said['high']:,.0f}"
    return str(said["help"])


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
    README.write_text(with_tables(README.read_text(encoding="utf-8")), encoding="utf-8")
