"""Qt guesses whether a text is HTML, so whatever shows foreign words is told that they are not.

This reads the code of `ui/`; what the widgets then show is tested in `tests/faults`.
"""

import ast
from pathlib import Path

import pytest

import viewer.ui

MODULES = sorted(Path(viewer.ui.__path__[0]).glob("*.py"))
OUR_OWN_HTML = {"sheet", "page_parts"}
"""The one shows the catalogue or the changelog, which are ours; the other a page, sanitised."""
TOOLTIPS = {"note_pane"}
"""Shows a tooltip of a note's words; it escapes them, see `tests/faults/test_hostile_pages`."""


def calls_in(node, name):
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            called = each.func
            if (
                called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            ) == name:
                yield each


def functions_of(module):
    tree = ast.parse(module.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]


def says_its_format(function):
    source = ast.unparse(function)
    return "PlainText" in source or "RichText" in source


def has_only_our_word(label):
    return bool(label.args) and isinstance(label.args[0], ast.Constant)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_every_label_says_whether_it_shows_html(module):
    for function in functions_of(module):
        for label in calls_in(function, "QLabel"):
            assert says_its_format(function) or has_only_our_word(label), function.name


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_html_is_shown_in_two_places_only(module):
    if module.stem not in OUR_OWN_HTML:
        code = module.read_text(encoding="utf-8")
        for way in (
            "RichText",
            "MarkdownText",
            "setHtml",
            "setMarkdown",
            "insertHtml",
            "QTextEdit(",
        ):
            assert way not in code


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_a_tooltip_is_a_word_of_ours_or_escaped(module):
    for function in functions_of(module):
        for call in calls_in(function, "setToolTip"):
            said = call.args[0]
            assert isinstance(said, ast.Constant) or ast.unparse(said) == "tip", function.name
        for _call in calls_in(function, "showText"):
            assert module.stem in TOOLTIPS
            assert "escape(" in ast.unparse(function)
