"""Data of another version: an older one's are brought along, a newer one's are left alone."""

import json

import pytest

from viewer import __version__
from viewer.data_format import STEPS, DataFormat, claim
from viewer.errors import StudyError

OURS = 1 + len(STEPS)
DOWNLOADERS = {"ytdlp/2026.11.01/large.whl", "deno/2.9.1/deno"}


@pytest.fixture
def data(tmp_path):
    """A person's data as the first version kept them, which wrote no number."""
    folder = tmp_path / "home" / "data"
    (folder / "bookmarks").mkdir(parents=True)
    (folder / "bookmarks" / "tides.md").write_text("- [1:02] the far bulge\n", encoding="utf-8")
    (folder / "positions.json").write_text('{"notes": {}}', encoding="utf-8")
    for name in DOWNLOADERS:
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(b"x" * 1000)
    return folder


def numbered(data, number, version="9.9.0"):
    said = {"format": number, "version": version}
    (data / "format.json").write_text(json.dumps(said), encoding="utf-8")


def contents(folder):
    return {str(each.relative_to(folder)): each.read_bytes()
            for each in sorted(folder.rglob("*")) if each.is_file()}  # fmt: skip


def rename_bookmarks(data):
    """A step from one format to the next, as it must be: done twice it does no more."""
    for file in (data / "bookmarks").glob("*.md"):
        file.rename(file.with_suffix(".txt"))


def join_positions(data):
    (data / "positions.json").write_text('{"notes": {}, "joined": true}', encoding="utf-8")


# Our own format


def test_a_newcomer_begins_with_our_format(tmp_path):
    claim(tmp_path / "data")
    assert DataFormat.of(tmp_path / "data") == DataFormat(OURS, __version__)


def test_data_from_before_there_was_a_number_are_taken_as_they_are(data):
    before = contents(data)
    claim(data)
    number = json.dumps({"format": OURS, "version": __version__}) + "\n"
    assert contents(data) == {**before, "format.json": number.encode()}


def test_a_start_like_the_last_writes_nothing(data):
    claim(data)
    written = (data / "format.json").stat().st_ino
    claim(data)
    assert (data / "format.json").stat().st_ino == written


@pytest.mark.parametrize(
    "said",
    ["", "{", "[]", '{"format": "2"}', '{"format": true}', '{"format": -3}', '{"format": 1e9}',
     '{"format": null, "version": 7}', '{"x": ' * 5_000, " " * 20_000],
)  # fmt: skip
def test_a_number_that_cannot_be_read_locks_nobody_out(data, said):
    (data / "format.json").write_text(said, encoding="utf-8")
    claim(data)
    assert DataFormat.of(data) == DataFormat(OURS, __version__)


def test_a_folder_that_takes_no_number_is_no_reason_not_to_start(tmp_path):
    (tmp_path / "home").write_text("a file, not a folder", encoding="utf-8")
    claim(tmp_path / "home" / "data")


# A newer one's


def test_a_newer_ones_data_are_left_alone_and_the_words_say_whose(data):
    numbered(data, OURS + 1)
    before = contents(data)
    with pytest.raises(StudyError) as refused:
        claim(data)
    assert f"“{data}” were written by Notereel 9.9.0" in refused.value.sentence
    assert "Install Notereel 9.9.0 again" in refused.value.hint
    assert contents(data) == before


@pytest.mark.parametrize("version", ["", None, "9" * 500, "9\x1b[2J"])
def test_whatever_the_version_is_the_words_are_words(data, version):
    numbered(data, OURS + 1, version)
    with pytest.raises(StudyError, match="written by a newer Notereel, in a form"):
        claim(data)


def test_with_newer_data_the_verbs_that_write_refuse_and_those_that_read_notes_do_not(
    notereel, data, small_video
):
    numbered(data, OURS + 1)
    before = contents(data)
    sample = "resources/sample/welcome.md"
    for verb in (("cache", "list"), ("cache", "import", small_video, "--id", "coded-film1"),
                 ("fetch", "coded-film1"), ("export", sample, "--as", "csv"),
                 ("downloader", "list"), ("open", sample, "--run", "pause")):  # fmt: skip
        done = notereel(*verb, code=1)
        assert done.stderr.startswith(f"Your data in “{data}” were written by Notereel 9.9.0")
        assert not done.stdout
    assert "<h1" in notereel("render", sample).stdout
    notereel("check", sample)
    assert "were written by Notereel 9.9.0" in notereel("doctor", code=1).stdout
    assert contents(data) == before
    assert [each.name for each in data.parent.iterdir()] == ["data"]


def test_who_wants_to_begin_anew_can(notereel, data, tmp_path):
    numbered(data, OURS + 1)
    notereel("cache", "list", NOTEREEL_HOME=str(tmp_path / "another"))
    assert DataFormat.of(tmp_path / "another" / "data").number == OURS


# An older one's


def test_older_data_are_brought_along_step_by_step_and_a_copy_of_each_stays(data):
    before = contents(data)
    claim(data, (rename_bookmarks, join_positions))
    assert DataFormat.of(data) == DataFormat(3, __version__)
    assert (data / "bookmarks" / "tides.txt").read_bytes() == before["bookmarks/tides.md"]
    assert json.loads((data / "positions.json").read_text())["joined"]
    without_downloaders = {each: before[each] for each in before if each not in DOWNLOADERS}
    assert contents(data / "before-format-2") == without_downloaders
    assert "bookmarks/tides.txt" in contents(data / "before-format-3")
    assert contents(data).keys() >= DOWNLOADERS


def test_only_the_steps_that_are_missing_are_done(data):
    numbered(data, 2)
    claim(data, (rename_bookmarks, join_positions))
    assert (data / "bookmarks" / "tides.md").is_file()
    assert json.loads((data / "positions.json").read_text())["joined"]


def test_killed_in_the_middle_it_goes_on_and_the_copy_is_the_one_from_before(data):
    before = (data / "bookmarks" / "tides.md").read_bytes()

    def is_killed(folder):
        rename_bookmarks(folder)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        claim(data, (is_killed,))
    assert DataFormat.of(data).number == 1
    claim(data, (rename_bookmarks,))
    assert DataFormat.of(data).number == 2
    assert (data / "before-format-2" / "bookmarks" / "tides.md").read_bytes() == before


def test_a_step_that_fails_is_said_and_can_be_tried_again(data):
    def finds_no_room(_folder):
        raise OSError(28, "No space left on device")

    with pytest.raises(StudyError, match="No space left") as failed:
        claim(data, (finds_no_room,))
    assert "Nothing is lost" in failed.value.hint
    assert DataFormat.of(data).number == 1
    claim(data, (rename_bookmarks,))
    assert (data / "bookmarks" / "tides.txt").is_file()


def test_who_has_nothing_yet_needs_no_steps(tmp_path):
    claim(tmp_path / "data", (rename_bookmarks,))
    assert DataFormat.of(tmp_path / "data").number == 2
    assert [each.name for each in (tmp_path / "data").iterdir()] == ["format.json"]
