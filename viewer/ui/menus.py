"""The menu bar, made from the catalogue. It shows the keys but never owns them."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QMenuBar

from viewer.commands.menu import Menu
from viewer.session.session import Session

if TYPE_CHECKING:
    from viewer.commands.catalogue import Catalogue
    from viewer.commands.command import Command


class Menus:
    """Shows the menus' names at once; fills a menu when it opens, and greys what cannot be done."""

    def __init__(self, bar: QMenuBar) -> None:
        self._shown = {menu: bar.addMenu(name) for menu, name in _names().items()}

    def fill_from(self, catalogue: "Catalogue", session: Session) -> None:
        """Offer these commands from now on."""
        self._catalogue = catalogue
        self._session = session
        for menu, shown in self._shown.items():
            shown.aboutToShow.connect(partial(self._fill, shown, menu))

    def _fill(self, shown: QMenu, menu: Menu) -> None:
        from viewer.commands.command import Takes

        shown.clear()
        for command in self._catalogue.of_menu(menu):
            if command.takes is not Takes.TEXT:
                action = shown.addAction(self._text_of(command))
                action.setStatusTip(command.help)
                action.setEnabled(command.is_possible(self._session))
                action.triggered.connect(partial(self._run, command.name))

    def _run(self, name: str, _checked: bool = False) -> None:
        self._catalogue.run(name, self._session)

    def _text_of(self, command: "Command") -> str:
        keys = self._catalogue.keymap.keys_of(command.name)
        # A tab sets the key apart, spelled as we spell it; it is display only.
        return command.title + (f"\t{keys[0]}" if keys else "")


def _names() -> dict[Menu, str]:
    """Return what the menus are called, each with a letter of its own for Alt."""
    names: dict[Menu, str] = {}
    taken: set[str] = set()
    for menu in Menu:
        word = menu.value
        at = next(at for at, letter in enumerate(word) if letter.casefold() not in taken)
        taken.add(word[at].casefold())
        names[menu] = f"{word[:at]}&{word[at:]}"
    return names
