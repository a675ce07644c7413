"""The program's icon in every size a desktop asks for, drawn from its one SVG by Qt itself."""

import os
import shutil
import sys
from pathlib import Path

from staging import run

SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)

_DRAW = """
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

app = QGuiApplication(["icons"])
drawing = QSvgRenderer(sys.argv[1])
assert drawing.isValid()
for size, file in zip(sys.argv[2::2], sys.argv[3::2], strict=True):
    picture = QImage(int(size), int(size), QImage.Format.Format_ARGB32)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    drawing.render(painter)
    painter.end()
    assert picture.save(file)
"""


def draw_icons(
    drawing: Path, theme: Path, name: str, wheels: Path, sizes: tuple[int, ...] = SIZES
) -> None:
    """Fill an icon theme's folders; Qt is taken from the unpacked wheels, not from this Python."""
    scalable = theme / "scalable" / "apps" / f"{name}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(drawing, scalable)
    wanted: list[str | Path] = []
    for size in sizes:
        file = theme / f"{size}x{size}" / "apps" / f"{name}.png"
        file.parent.mkdir(parents=True)
        wanted += [str(size), file]
    here = {**os.environ, "PYTHONPATH": str(wheels), "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
    run([sys.executable, "-S", "-c", _DRAW, drawing, *wanted], env=here)
