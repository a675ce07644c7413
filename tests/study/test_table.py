"""Small tables: read anew when they change, and never lost."""

import json

import pytest

from viewer.errors import StudyError
from viewer.study.table import MOST_BYTES, Table


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "table.json"


def test_what_is_kept_below_a_name_leaves_the_rest_alone(file):
    file.parent.mkdir()
    file.write_text('{"of a later version": [1], "here": {"a": 1}}')
    Table(file, "This", below="here").keep("b", 2)
    assert json.loads(file.read_text()) == {"of a later version": [1], "here": {"a": 1, "b": 2}}


def test_looking_puts_nothing_aside(file):
    file.parent.mkdir()
    file.write_text("{")
    assert Table(file, "This").get("a") is None
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_what_could_not_be_written_is_written_with_the_next_change(file):
    file.parent.write_text("a file where the folder should be")
    table = Table(file, "This")
    with pytest.raises(StudyError, match="This holds until Notereel is closed"):
        table.keep("a", 1)
    assert table.get("a") == 1
    file.parent.unlink()
    table.keep("b", 2)
    assert json.loads(file.read_text()) == {"a": 1, "b": 2}


def test_a_file_too_large_to_be_ours_is_put_aside(file):
    file.parent.mkdir()
    file.write_bytes(b"{" + MOST_BYTES * b" " + b"}")
    table = Table(file, "This")
    assert table.get("a") is None
    table.keep("a", 1)
    assert file.with_name("table.json.damaged-1").stat().st_size > MOST_BYTES


def test_what_is_no_file_is_never_waited_for_nor_written_over(file):
    file.mkdir(parents=True)
    table = Table(file, "This")
    assert table.get("a") is None
    with pytest.raises(StudyError, match="no regular file"):
        table.keep("a", 1)
    assert file.is_dir()


def test_a_file_that_is_kept_elsewhere_stays_there(file, tmp_path):
    file.parent.mkdir()
    file.symlink_to(tmp_path / "elsewhere.json")
    Table(file, "This").keep("a", 1)
    assert file.is_symlink()
    assert json.loads((tmp_path / "elsewhere.json").read_text()) == {"a": 1}


def test_a_change_by_another_window_is_seen(file):
    one, other = Table(file, "This"), Table(file, "This")
    for number in range(3):
        other.keep("a", number)
        assert one.get("a") == number
