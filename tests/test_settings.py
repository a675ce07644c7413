"""Settings, and what happens to those that do not fit."""

import pytest

from viewer.settings import Settings, read_settings


def test_there_need_be_no_file(tmp_path):
    assert read_settings(tmp_path / "none.toml") == (Settings(), [])


def test_a_setting_is_taken(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('seek_step_ms = 3000\ntheme = "dark"\n', encoding="utf-8")
    settings, doubts = read_settings(file)
    assert (settings.seek_step_ms, settings.theme, doubts) == (3000, "dark", [])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("seek_step_ms = 1", "must be between 500 and 60000"),
        ('seek_step_ms = "far"', "must be between"),
        ("seek_step_ms = true", "must be between"),
        ('theme = "pink"', "must be one of system, light, dark"),
        ("colour = 3", "There is no setting “colour”"),
        ("= broken", "cannot be read"),
    ],
)
def test_what_does_not_fit_is_reported_and_the_default_stands(tmp_path, text, says):
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    settings, doubts = read_settings(file)
    assert settings == Settings()
    assert says in doubts[0]
