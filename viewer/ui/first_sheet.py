"""The first steps, docked beside the note: how to begin, and what is here and what is missing."""

from collections.abc import Callable
from functools import partial
from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel

from viewer.commands.catalogue import Catalogue
from viewer.session.first_steps import FirstSteps, Need, Surroundings
from viewer.ui.offers import Offers
from viewer.ui.sheet import Sheet
from viewer.ui.theme import Theme

OFFERS = ("open_folder", "open_file")
WELCOME = "open_welcome_note"
_LOOKING = "Notereel is looking at what is here…"


class FirstSheet(Sheet):
    """Greets a newcomer; made anew when more is known."""

    command_wanted = Signal(str)

    def __init__(self, steps: FirstSteps, catalogue: Catalogue, theme: Theme) -> None:
        self._steps = steps
        self._keys = catalogue.keymap
        self._offers = Offers(catalogue, is_main=True)
        self._theme = theme
        self._rest: QLabel | None = None
        super().__init__("First steps", self._greeting, theme)
        self._offers.taken.connect(self.command_wanted)
        self.column.addWidget(self._offers)
        self.column.addSpacing(18)
        self._rest = self.written()
        self.column.addWidget(self._rest)
        self.column.addStretch(1)
        self._show_rest()
        steps.changed.connect(self._show_rest)

    def restyle(self, theme: Theme) -> None:
        """Take other colours."""
        self._theme = theme
        if self._rest is None:
            super().restyle(theme)
        else:
            self._show_rest()

    def text(self) -> str:
        """Return what is written on it."""
        return super().text() + (self._rest.text() if self._rest else "")

    def _greeting(self, theme: Theme) -> str:
        key = partial(self._key, theme)
        soft = theme.roles["soft"]
        return (
            "<p style='font-size:19px'><b>First steps</b></p>"
            f"<p style='color:{soft}'>Esc puts this away; {key('first_steps')} brings it back.</p>"
            f"<p>{self._about_sample(key)} {key('cheat_sheet')} shows all keys.</p>"
            "<p style='margin-top:16px'><b>Your own notes</b></p>"
            "<p>A folder of Markdown files is a vault. Notereel only ever reads it.</p>"
        )

    def _about_sample(self, key: Callable[[str], str]) -> str:
        if not self._steps.is_beside_sample:
            return "A note with its film came with Notereel, to try all of it without a network."
        came = "The note beside this and its film came with Notereel."
        if not self._steps.can_play:
            return f"{came} The film plays once the video engine is here; see below."
        press = f"Press {key('next_moment')} to hear the note’s first sentence, without a network."
        return f"{came} {press}"

    def _key(self, theme: Theme, command: str) -> str:
        chip, ink = theme.roles["chip"], theme.roles["chip_ink"]
        said = next(iter(self._keys.keys_of(command)), "")
        shown = escape(said).replace(" ", "&nbsp;")
        return f"<span style='background:{chip};color:{ink}'>&nbsp;{shown}&nbsp;</span>"

    def _show_rest(self) -> None:
        super().restyle(self._theme)  # What can be played may be known since.
        self._offers.show_offers(OFFERS if self._steps.is_beside_sample else (*OFFERS, WELCOME))
        found = self._steps.found
        assert self._rest is not None
        self._rest.setText(_here_html(found, self._theme) if found else f"<p>{_LOOKING}</p>")


def _here_html(found: Surroundings, theme: Theme) -> str:
    soft = theme.roles["soft"]
    number = len(found.missing)
    title = "All that Notereel uses is here" if not number else "What Notereel uses"
    rows = "".join(_need_html(each, theme) for each in (found.engine, *found.needs))
    # Zero-width spaces let a long path be broken at its folders.
    folder = escape(found.cache_folder).replace("/", "/\u200b").replace("\\", "\\\u200b")
    return (
        f"<p style='margin-bottom:2px'><b>{title}</b></p>"
        f"<table cellspacing='0' cellpadding='4'>{rows}</table>"
        "<p style='margin-top:16px'><b>Kept videos</b></p>"
        f"<p>{folder}</p><p style='color:{soft}'>{escape(found.cache_words)}. Another place:"
        " <i>Video → Move the kept videos…</i></p>"
    )


def _need_html(need: Need, theme: Theme) -> str:
    soft, accent, doubt = (theme.roles[role] for role in ("soft", "accent", "doubt"))
    name = f"<b>{escape(need.name)}</b>&nbsp; {escape(need.program)}"
    purpose = f"<span style='color:{soft}'>{escape(need.purpose)}</span>"
    if need.version:
        sign = f"<td style='color:{accent}'>●</td>"
        return f"<tr>{sign}<td>{name} {escape(need.version)}<br/>{purpose}</td></tr>"
    sign = f"<td style='color:{doubt}'>○</td>"
    said = f"{escape(need.trouble)}<br/>{escape(need.hint)}"
    return f"<tr>{sign}<td>{name}<br/>{purpose}<br/>{said}</td></tr>"
