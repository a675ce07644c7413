"""Scrolling that a reader can follow with the eye; none where motion is to be reduced.

It goes on only while nobody else scrolls: whoever does so takes the page over.
"""

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QScrollBar, QStyle

GLIDE_MS = 240


def is_motion_reduced(setting: str) -> bool:
    """Return whether nothing should glide: as it was set, else as the system says.

    Qt tells what the system says from 6.12 on; before, a style may leave out its animations.
    """
    if setting != "system":
        return setting == "reduced"
    hints = QGuiApplication.styleHints()  # What it hands out goes with it.
    if (preference := hints.accessibility().property("motionPreference")) is not None:
        return "Reduced" in str(preference)
    glides = QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration)
    return glides == 0


class SmoothScroll(QObject):
    """Scrolls by one scroll bar."""

    def __init__(self, bar: QScrollBar, *, is_reduced: bool) -> None:
        super().__init__(bar)
        self.is_reduced = is_reduced
        self._bar = bar
        self._glide = QVariantAnimation(self, duration=GLIDE_MS)
        self._glide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._glide.valueChanged.connect(self._on_glided)
        self._put = 0

    @property
    def is_gliding(self) -> bool:
        """Whether it is on its way."""
        return self._glide.state() is QVariantAnimation.State.Running

    def go_to(self, value: int) -> None:
        """Scroll to a value, at once or soon."""
        self.stop()
        value = max(self._bar.minimum(), min(self._bar.maximum(), value))
        if self.is_reduced or value == self._bar.value():
            self._bar.setValue(value)
            return
        self._put = self._bar.value()
        self._glide.setStartValue(self._put)
        self._glide.setEndValue(value)
        self._glide.start()

    def stop(self) -> None:
        """Stay where we are."""
        self._glide.stop()

    def _on_glided(self, value: int) -> None:
        if self._bar.value() != self._put:
            self.stop()
            return
        self._bar.setValue(value)
        self._put = self._bar.value()
