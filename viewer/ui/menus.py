"""The menu bar, made from the catalogue. It shows the keys but never owns them."""

from functools import partial

from PySide6.QtWidgets import QMenu, QMenuBar

from viewer.commands.catalogue import Catalogue
from viewer.commands.command import Command, Menu, Takes
from viewer.session.session import Session


class Menus:
    """Fills a menu when it opens, and greys in it what cannot be done now."""

    def __init__(self, bar: QMenuBar, catalogue: Catalogue, session: Session) -> None:
        self._catalogue = catalogue
        self._session = session
        for menu in Menu:
            shown = bar.addMenu(f"&{menu.value}")
            shown.aboutToShow.connect(partial(self._fill, shown, menu))

    def _fill(self, shown: QMenu, menu: Menu) -> None:
        shown.clear()
        for command in self._catalogue.of_menu(menu):
            if command.takes is not Takes.TEXT:
                action = shown.addAction(self._text_of(command))
                action.setStatusTip(command.help)
                action.setEnabled(command.is_possible(self._session))
                action.triggered.connect(partial(self._run, command.name))

    def _run(self, name: str, _checked: bool = False) -> None:
        self._catalogue.run(name, self._session)

    def _text_of(self, command: Command) -> str:
        keys = self._catalogue.keymap.keys_of(command.name)
        # A tab sets the key apart, spelled as we spell it; it is display only.
        return command.title + (f"\t{keys[0]}" if keys else "")
