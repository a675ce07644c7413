"""The reader's own verdicts, kept through kills and damage."""

import pytest

from viewer.errors import StudyError
from viewer.study.verdicts import Verdicts


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "verdicts.json"


@pytest.mark.parametrize("verdict", [True, False])
def test_a_verdict_survives_the_program(file, tmp_path, verdict):
    Verdicts(file).keep(tmp_path, "tides.md", verdict)
    assert Verdicts(file).of(tmp_path, "tides.md") is verdict
    assert Verdicts(file).of(tmp_path, "other.md") is None
    assert Verdicts(file).of(tmp_path / "other vault", "tides.md") is None


def test_a_verdict_is_forgotten_when_it_is_taken_back(file, tmp_path):
    Verdicts(file).keep(tmp_path, "tides.md", True)
    Verdicts(file).keep(tmp_path, "tides.md", None)
    assert Verdicts(file).of(tmp_path, "tides.md") is None


def test_looking_writes_nothing(file, tmp_path):
    assert Verdicts(file).of(tmp_path, "tides.md") is None
    assert not file.parent.exists()


def test_two_windows_do_not_forget_each_others_choices(file, tmp_path):
    one, other = Verdicts(file), Verdicts(file)
    one.keep(tmp_path, "a.md", True)
    other.keep(tmp_path, "b.md", False)
    again = Verdicts(file)
    assert (again.of(tmp_path, "a.md"), again.of(tmp_path, "b.md")) == (True, False)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"times_are_shifted": 3}', b"\xff\xfe\0\0", 20_000 * b"["]
)
def test_a_damaged_file_is_put_aside_and_never_lost(file, tmp_path, content):
    file.parent.mkdir()
    for _ in range(2):
        file.write_bytes(content)
        verdicts = Verdicts(file)
        assert verdicts.of(tmp_path, "tides.md") is None
        verdicts.keep(tmp_path, "tides.md", True)
        assert Verdicts(file).of(tmp_path, "tides.md") is True
    kept = sorted(file.parent.glob("*.damaged-*"))
    assert [each.read_bytes() for each in kept] == [content, content]


def test_what_is_no_verdict_is_none(file, tmp_path):
    file.parent.mkdir()
    file.write_text('{"times_are_shifted": {"%s": "yes"}}' % (tmp_path / "tides.md"))
    assert Verdicts(file).of(tmp_path, "tides.md") is None


def test_a_disk_that_refuses_is_told_and_the_choice_holds_for_this_run(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("x", encoding="utf-8")
    verdicts = Verdicts(blocked / "verdicts.json")
    with pytest.raises(StudyError, match="holds until Notereel is closed"):
        verdicts.keep(tmp_path, "tides.md", True)
    assert verdicts.of(tmp_path, "tides.md") is True
