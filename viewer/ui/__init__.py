"""The window. Qt lives here, and only here.

Qt is loaded by whoever opens this room, without the import hook that PySide6 sets up for
`from __feature__ import …`: it reads the source of every module imported later, and we use no
such feature. Nor is what writes type stubs compiled, which PySide6 brings along as source, loads at
every start and never calls: 12 ms of 180 up to the first paint.

What is needed for the first paint leaves the namespace `Qt` alone: whoever touches it has PySide
make its hundred enums, for 13 ms. So there a constant is written `QtCore.Qt.…` inside what runs
later, and given to Qt by its name (`setProperty("textFormat", "PlainText")`) in what runs before.
"""

import builtins
from typing import Any

NEVER_CALLED = frozenset(
    f"shibokensupport/signature/lib/{name}.py" for name in ("pyi_generator", "enum_sig")
)
"""Files inside PySide6; where it names them otherwise one day, they are loaded as ever."""


def _import_qt() -> None:
    whole = builtins.compile

    def compile_what_is_called(source: Any, filename: Any, *more: Any, **named: Any) -> Any:
        return whole("" if filename in NEVER_CALLED else source, filename, *more, **named)

    builtins.compile = compile_what_is_called
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = whole


_import_qt()
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
