"""Starts a program that carries libraries its system may lack; see launch.py for the rest."""

import sys

_HOUSE = __file__.rpartition("/")[0]
sys.path[:0] = [_HOUSE, f"{_HOUSE}/site"]

if "--worker" not in sys.argv[1:2]:  # Children draw nothing.
    import spare_libraries  # noqa: F401

from viewer.cli import main  # noqa: E402

sys.exit(main())
