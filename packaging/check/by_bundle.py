"""Runs a script with the program's own Qt: `by_bundle.py SCRIPT ARGUMENTS...`.

NOTEREEL_HOUSE says where the program lies. It brings libraries that the system may lack; no
variable is set for them, so that none is handed on to what the script starts.
"""

import contextlib
import os
import runpy
import sys

HOUSE = os.environ.get("NOTEREEL_HOUSE", "/usr/lib/notereel")
sys.path[:0] = [HOUSE, f"{HOUSE}/site"]
with contextlib.suppress(ModuleNotFoundError):
    import spare_libraries  # noqa: F401

sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
