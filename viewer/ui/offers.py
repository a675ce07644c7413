"""A row of buttons, each of which runs a command; made anew only when the offers change."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from viewer.commands.catalogue import Catalogue
from viewer.ui.flow import Flow


class Offers(QWidget):
    """Says which command was taken; the likeliest stands first.

    `pane` is whose keys are shown, beside those that hold everywhere. `is_main` has the first
    stand out.
    """

    taken = Signal(str)

    def __init__(self, catalogue: Catalogue, pane: str = "", *, is_main: bool = False) -> None:
        super().__init__()
        self._pane = pane
        self._catalogue = catalogue
        self._is_main = is_main
        self._names: tuple[str, ...] = ()
        self._buttons: list[QPushButton] = []
        self._flow = Flow()
        self.setLayout(self._flow)
        self.hide()

    def show_offers(self, names: tuple[str, ...]) -> None:
        """Offer these commands."""
        if names == self._names:
            return
        had_focus = next((at for at, each in enumerate(self._buttons) if each.hasFocus()), None)
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._names = names
        self._buttons = [self._button(name, at == 0) for at, name in enumerate(names)]
        for button in self._buttons:
            self._flow.addWidget(button)
        if had_focus is not None and self._buttons:
            self._buttons[min(had_focus, len(self._buttons) - 1)].setFocus()
        self.setVisible(bool(names))
        self.updateGeometry()

    @property
    def buttons(self) -> dict[str, QPushButton]:
        """The buttons by the command each runs."""
        return dict(zip(self._names, self._buttons, strict=True))

    def _button(self, name: str, is_first: bool) -> QPushButton:
        command = self._catalogue[name]
        bindings = self._catalogue.keymap.bindings
        keys = [str(each) for each in bindings if each.command == name and
                each.pane in ("", self._pane)][:1]  # fmt: skip
        button = QPushButton(command.title + "".join(f"  {key}" for key in keys))
        if is_first and self._is_main and name != "pause_download":
            button.setObjectName("main")
        button.setAutoDefault(True)  # So that Enter presses it.
        button.setAccessibleName(command.title.removesuffix("…"))
        tip = command.help
        button.setAccessibleDescription(tip)
        button.setToolTip(tip)
        deed: Callable[..., None] = partial(self._on_clicked, name)
        button.clicked.connect(deed)
        return button

    def _on_clicked(self, name: str, _checked: bool = False) -> None:
        self.taken.emit(name)
