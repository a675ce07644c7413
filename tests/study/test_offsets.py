"""The offsets of videos, kept through kills, damage and a second window."""

import pytest

from viewer.errors import StudyError
from viewer.study.offsets import MOST_MS, Offsets


@pytest.fixture
def file(tmp_path):
    return tmp_path / "data" / "offsets.json"


def test_an_offset_survives_the_program_and_belongs_to_its_video(file):
    Offsets(file).keep("film", -12_500)
    assert (Offsets(file).of("film"), Offsets(file).of("other")) == (-12_500, 0)
    Offsets(file).keep("film", 0)
    assert Offsets(file).of("film") == 0


def test_looking_writes_nothing(file):
    assert Offsets(file).of("film") == 0
    assert not file.parent.exists()


def test_two_windows_do_not_forget_each_others_offsets(file):
    one, other = Offsets(file), Offsets(file)
    one.keep("a", 1)
    other.keep("b", 2)
    assert (one.of("a"), one.of("b")) == (1, 2)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"offsets_ms": 3}', b"\xff\xfe\0\0"])
def test_a_damaged_file_is_put_aside_and_never_lost(file, content):
    file.parent.mkdir()
    for _ in range(2):
        file.write_bytes(content)
        assert Offsets(file).of("film") == 0
        Offsets(file).keep("film", 500)
        assert Offsets(file).of("film") == 500
    kept = sorted(file.parent.glob("*.damaged-*"))
    assert [each.read_bytes() for each in kept] == [content, content]


@pytest.mark.parametrize(
    "value", ['"12"', "true", "null", "[1]", "1.5", f"{MOST_MS + 1}", "-" + 4000 * "9"]
)
def test_what_is_no_offset_is_none(file, value):
    file.parent.mkdir()
    file.write_text(f'{{"offsets_ms": {{"film": {value}}}}}')
    assert Offsets(file).of("film") == 0


def test_what_cannot_be_written_holds_for_this_run(tmp_path):
    (tmp_path / "data").write_text("a file where the folder should be")
    offsets = Offsets(tmp_path / "data" / "offsets.json")
    with pytest.raises(StudyError, match="until Notereel is closed"):
        offsets.keep("film", 500)
    assert offsets.of("film") == 500
