"""Who starts from no terminal reads why there is no window, in words that can be trusted."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from viewer.errors import StudyError
from viewer.paths import resources
from viewer.ui.application import start_application
from viewer.ui.refusal import WIDTH_PX, Refusal
from viewer.ui.theme import Theme

ERROR = StudyError("Your <b>data</b> are newer.", hint="Run `notereel <i>doctor</i>` again.")


@pytest.fixture(params=["light", "dark"])
def refusal(request, qtbot, qapp):
    start_application()
    window = Refusal(ERROR, Theme.read(resources() / "themes" / f"{request.param}.json"))
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window).__enter__()
    return window


def test_it_says_all_of_it_and_takes_nothing_for_markup(refusal):
    assert refusal.said() == (ERROR.sentence, ERROR.hint)
    formats = {label.textFormat() for label in refusal.findChildren(QLabel)}
    assert formats == {Qt.TextFormat.PlainText}
    assert refusal.accessibleDescription() == str(ERROR)


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_one_key_closes_it(refusal, key):
    QTest.keyClick(refusal, key)
    assert not refusal.isVisible()


def test_it_is_as_high_as_its_words(refusal):
    assert refusal.width() == WIDTH_PX
    assert refusal.height() < 200
