"""The window. Qt lives here, and only here.

Qt is loaded by whoever opens this room, without the import hook that PySide6 sets up for
`from __feature__ import …`: it reads the source of every module imported later, and we use no
such feature.

What is needed for the first paint leaves the namespace `Qt` alone: whoever touches it has PySide
make its hundred enums, for 13 ms. So there a constant is written `QtCore.Qt.…` inside what runs
later, and given to Qt by its name (`setProperty("textFormat", "PlainText")`) in what runs before.
"""

import builtins

import PySide6.QtCore  # noqa: F401

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
