"""The menu bar, made from the catalogue. It shows the keys but never owns them."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar

from viewer.commands.catalogue import Catalogue
from viewer.commands.command import Command, Menu, Takes
from viewer.session.session import Session


class Menus:
    """Fills a menu bar, and greys what cannot be done when a menu opens."""

    def __init__(self, bar: QMenuBar, catalogue: Catalogue, session: Session) -> None:
        self._session = session
        self._catalogue = catalogue
        self._actions: list[tuple[Command, QAction]] = []
        for menu in Menu:
            shown = bar.addMenu(f"&{menu.value}")
            shown.aboutToShow.connect(self._on_about_to_show)
            for command in catalogue.of_menu(menu):
                if command.takes is not Takes.TEXT:
                    action = shown.addAction(self._text_of(command))
                    action.triggered.connect(
                        lambda _checked, name=command.name: catalogue.run(name, session)
                    )
                    action.setStatusTip(command.help)
                    self._actions.append((command, action))

    def _text_of(self, command: Command) -> str:
        keys = self._catalogue.keymap.keys_of(command.name)
        # A tab sets the key apart, spelled as we spell it; it is display only.
        return command.title + (f"\t{keys[0]}" if keys else "")

    def _on_about_to_show(self) -> None:
        for command, action in self._actions:
            action.setEnabled(command.is_possible(self._session))
