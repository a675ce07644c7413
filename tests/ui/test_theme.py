"""The colours can be read, by day and by night."""

import pytest
from PySide6.QtGui import QColor

from viewer.note.callouts import KINDS
from viewer.paths import resources
from viewer.ui.theme import Theme

THEMES = {name: Theme.read(resources() / "themes" / f"{name}.json") for name in ("light", "dark")}
READ_ON = [
    ("ink", "background"), ("ink", "pane"), ("ink", "code"), ("ink", "now"), ("ink", "selection"),
    ("soft", "background"), ("soft", "pane"), ("soft", "now"), ("dead", "background"),
    ("dead", "pane"), ("link", "background"), ("chip_ink", "chip"), ("on_accent", "accent"),
    ("ink", "trouble"), ("ink", "chip"), ("link", "pane"), ("link", "now"), ("chip_ink", "pane"),
]  # fmt: skip
SEEN_ON = [("accent", "background"), ("accent", "pane"), ("doubt", "chip"), ("doubt", "background")]


def contrast(one: QColor, other: QColor) -> float:
    """Return the contrast of two colours, 1 to 21, as WCAG 2 defines it."""

    def luminance(colour: QColor) -> float:
        def linear(part: float) -> float:
            return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

        red, green, blue = (linear(part) for part in colour.getRgbF()[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("ink", "paper"), READ_ON)
def test_what_is_read_has_contrast(name, ink, paper):
    assert contrast(THEMES[name][ink], THEMES[name][paper]) >= 4.5


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("sign", "ground"), SEEN_ON)
def test_what_is_only_seen_has_enough(name, sign, ground):
    assert contrast(THEMES[name][sign], THEMES[name][ground]) >= 3


@pytest.mark.parametrize("name", THEMES)
def test_every_callout_can_be_read(name):
    theme = THEMES[name]
    for kind, (back, bar) in theme.callouts.items():
        for ink in (QColor(bar), theme["ink"], theme["link"]):
            assert contrast(ink, QColor(back)) >= 4.5, (kind, ink.name())


@pytest.mark.parametrize("name", THEMES)
def test_code_can_be_read(name):
    theme = THEMES[name]
    for role, colour in theme.code_colours.items():
        assert contrast(QColor(colour), theme["code"]) >= 4.5, role


@pytest.mark.parametrize("name", THEMES)
def test_every_kind_of_callout_has_its_colours(name):
    assert set(THEMES[name].callouts) == set(KINDS)


def test_the_themes_have_the_same_roles():
    light, dark = THEMES.values()
    assert light.roles.keys() == dark.roles.keys()
    assert light.callouts.keys() == dark.callouts.keys()


@pytest.mark.parametrize("name", THEMES)
def test_no_role_is_left_unfilled(name):
    assert "@" not in THEMES[name].window_style() + THEMES[name].note_style(16)
