"""packaging/release.py as a module: its folder is no package, so that PyPI's stays importable."""

import importlib.util
import sys
from pathlib import Path

FILE = Path(__file__).parent.parent / "packaging" / "release.py"


def _loaded():
    found = importlib.util.spec_from_file_location("release_of_notereel", FILE)
    module = importlib.util.module_from_spec(found)
    before = list(sys.path)
    found.loader.exec_module(module)
    sys.path[:] = before
    return module


release = _loaded()
