"""Our patterns mean the same on every Python we promise."""

import re
from pathlib import Path

import pytest

import viewer.note

MODULES = sorted(Path(viewer.note.__path__[0]).glob("*.py"))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.stem)
def test_no_group_is_repeated_possessively(module):
    """Before 3.11.3 such a repeat forgets what was matched (gh-101955); Debian 12 has 3.11.2."""
    code = module.read_text(encoding="utf-8")
    assert not re.search(r"\)(?:[*+?]|\{\{?[0-9,]+\}\}?)\+(?![+*?])", code)
