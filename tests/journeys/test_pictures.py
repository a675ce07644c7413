"""Reading notes with pictures, at the real window: what the screen shows of them."""

import os

import pytest
from PySide6.QtCore import QPoint

from tests.picture_files import png, png_head
from viewer.settings import read_settings
from viewer.ui.application import picture_of


@pytest.fixture
def gallery(tmp_path):
    """A vault with images, good ones and others."""
    root = tmp_path / "vault"
    (root / "art").mkdir(parents=True)
    (root / "art" / "red.png").write_bytes(png(300, 200))
    (root / "art" / "cut.png").write_bytes(png_head(300, 200))
    (root / "art" / "huge.png").write_bytes(png_head(16_000, 16_000))
    os.mkfifo(root / "art" / "pipe.png")
    (tmp_path / "secret.png").write_bytes(png(300, 200, (0, 0, 255)))
    (root / "art" / "stray.png").symlink_to(tmp_path / "secret.png")
    return root


def screen_of_note(reader):
    """Return what is on the screen where the note's page is."""
    viewport = reader.window.note.viewport()
    corner = viewport.mapTo(reader.window, QPoint(0, 0))
    whole = picture_of(reader.window).toImage()
    return whole.copy(corner.x(), corner.y(), viewport.width(), viewport.height())


def count(image, is_it):
    """Return how many of every fourth pixel are it."""
    columns, rows = range(0, image.width(), 2), range(0, image.height(), 2)
    return sum(is_it(image.pixelColor(x, y)) for x in columns for y in rows)


def is_red(colour):
    return colour.red() > 200 and colour.green() < 60 and colour.blue() < 60


def is_blue(colour):
    return colour.blue() > 200 and colour.green() < 60 and colour.red() < 60


def test_an_image_of_the_vault_comes_to_the_screen(reader, gallery):
    (gallery / "note.md").write_text("![a red one](art/red.png)\n\n![[red.png|150]]")
    reader.opens(gallery / "note.md")
    reader.sees(lambda: count(screen_of_note(reader), is_red) > (300 * 200 + 150 * 100) / 4 * 0.95)


def test_no_image_stops_the_others(reader, gallery):
    names = ("stray", "pipe", "huge", "cut", "gone", "red")
    (gallery / "note.md").write_text("\n\n".join(f"![{name}](art/{name}.png)" for name in names))
    reader.opens(gallery / "note.md").sees_text("image: gone – not in this vault")
    reader.sees_text("image: huge – too large to be shown")
    reader.sees(lambda: count(screen_of_note(reader), is_red) > 1000)
    assert not count(screen_of_note(reader), is_blue)


def test_a_note_without_images_starts_no_worker_for_them(reader, gallery):
    (gallery / "note.md").write_text("Here is $x^2$ and ![](gone.png).")
    reader.opens(gallery / "note.md").sees_text("not in this vault")
    assert reader.program._images.pid is None


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_formula_is_as_dark_or_light_as_the_text(reader, gallery, theme, tmp_path):
    (gallery / "note.md").write_text("---\ntitle: ' '\n---\n$$\\rule{20em}{6em}$$")
    config = tmp_path / "home" / "config" / "settings.toml"
    config.parent.mkdir(parents=True)
    config.write_text(f'theme = "{theme}"\n')
    assert not read_settings(config)[1]
    reader.opens(gallery / "note.md")
    inked = {
        "light": lambda each: each.lightness() < 90,
        "dark": lambda each: each.lightness() > 170,
    }
    reader.sees(lambda: count(screen_of_note(reader), inked[theme]) > 300 * 80 / 4)
