"""The modules of packaging/, and a program laid out as its packages do it."""

import importlib
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"


@pytest.fixture
def part(monkeypatch):
    """A module of packaging/ by its name."""
    monkeypatch.syspath_prepend(PACKAGING)
    return importlib.import_module


@pytest.fixture
def house(request, tmp_path):
    """The program as a package lays it out, though by links; the test says for which LAUNCHER."""
    (tmp_path / "viewer").symlink_to(ROOT / "viewer")
    (tmp_path / "site").symlink_to(sysconfig.get_path("purelib"))
    (tmp_path / "launch.py").symlink_to(PACKAGING / request.module.LAUNCHER)
    return tmp_path
