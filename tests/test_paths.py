"""Where things lie."""

import pytest

from viewer.paths import Paths


def test_the_cache_lies_in_its_usual_place(tmp_path):
    assert Paths.below(tmp_path).cache == tmp_path / "cache"


def test_a_cache_that_was_moved_is_found(tmp_path):
    (tmp_path / "data").mkdir()
    elsewhere = tmp_path / "a big disk"
    (tmp_path / "data" / "cache_folder").write_text(f"{elsewhere}\n", encoding="utf-8")
    assert Paths.below(tmp_path).cache == elsewhere


def test_it_is_found_on_the_persons_own_system_too(tmp_path, monkeypatch):
    monkeypatch.delenv("NOTEREEL_HOME", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    (tmp_path / "notereel").mkdir()
    said = tmp_path / "notereel" / "cache_folder"
    usual = Paths.of_this_user()
    usual.data.mkdir(parents=True, exist_ok=True)
    assert said.parent == usual.data
    said.write_text(str(tmp_path / "films"), encoding="utf-8")
    assert Paths.of_this_user().cache == tmp_path / "films"


@pytest.mark.parametrize("said", [b"", b"films", b"\xff\xfe", b"/a\n/b", b"/a\x00b", b"\n"])
def test_a_line_that_is_no_folder_is_not_followed(tmp_path, said):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cache_folder").write_bytes(said)
    assert Paths.below(tmp_path).cache == tmp_path / "cache"
