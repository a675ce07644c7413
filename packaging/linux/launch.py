"""Starts the installed program: `python3 -I -S launch.py`, and nothing of other programs is found.

It lies beside the package `viewer`; that it is there tells the program how to start its children.
"""

import sys

_HOUSE = __file__.rpartition("/")[0]
sys.path[:0] = [_HOUSE, f"{_HOUSE}/site"]

from viewer.cli import main  # noqa: E402

sys.exit(main())
