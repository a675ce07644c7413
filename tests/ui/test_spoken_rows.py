"""The model that lists of values share: what it hands out, and to whom."""

import pytest
from PySide6.QtCore import Qt

from viewer.ui.bookmarks_list import BookmarksModel
from viewer.ui.doubts_list import DoubtsModel
from viewer.ui.rows_list import RowsModel
from viewer.ui.spoken_rows import ROW_ROLE, SpokenRows


@pytest.fixture
def model():
    made = SpokenRows[int](lambda row: f"number {row}")
    made.show_rows((3, 5))
    return made


def test_it_hands_out_a_row_and_what_is_said_of_it(model):
    assert model.rowCount() == 2
    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
        assert model.index(1, 0).data(role) == "number 5"
    assert model.index(1, 0).data(ROW_ROLE) == 5
    assert model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole) is None


def test_other_rows_are_told_as_such(model, qtbot):
    with qtbot.waitSignal(model.modelReset):
        model.show_rows((7,))
    assert [model.index(0, 0).data(ROW_ROLE), model.rowCount()] == [7, 1]


@pytest.mark.parametrize("model_of", [BookmarksModel, DoubtsModel, RowsModel])
def test_the_lists_of_values_hand_out_their_rows_in_no_way_of_their_own(model_of):
    assert model_of.rowCount is SpokenRows.rowCount
    assert model_of.data is SpokenRows.data
