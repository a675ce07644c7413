"""The README tells the truth."""

from tests.readme_tables import README, with_tables


def test_the_lists_of_keys_and_settings_are_those_of_the_program():
    text = README.read_text(encoding="utf-8")
    assert with_tables(text) == text


def test_the_first_screen_shows_both_commands_and_a_picture():
    first_screen = README.read_text(encoding="utf-8")[:1200]
    assert "sh packaging/run.sh" in first_screen
    assert "sh packaging/test.sh" in first_screen
    picture = first_screen.partition("](")[2].partition(")")[0]
    assert (README.parent / picture).is_file()
