"""The command line keeps its contract: one document, true exit codes, no tracebacks."""

import json
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from viewer.cli import parser_of
from viewer.door.address import read_address
from viewer.door.wish import Wish, wish_for
from viewer.errors import UsageError
from viewer.paths import sample_vault
from viewer.study.verdicts import Verdicts

ROOT = Path(__file__).parent.parent


@pytest.fixture
def note(tmp_path):
    file = tmp_path / "vault" / "note.md"
    file.parent.mkdir()
    file.write_text(
        "---\ntitle: Tides\nvideoId: abc-_123DEF\n---\n\nHigh water "
        '<a class="yt-timestamp" data-t="18:49:00">[18:49:00]</a> and [[gone]], '
        "[web](https://example.org/a).\n\n## Low water\n\nLater [00:02:05].\n",
        encoding="utf-8",
    )
    return file


def test_render_prints_the_page_and_what_is_on_it(notereel, note):
    said = json.loads(notereel("render", note, "--json").stdout)
    assert set(said) == {"html", "moments", "links", "headings", "pictures", "warnings"}
    assert set(said["moments"][0]) == {
        "text", "written", "time_ms", "end_ms", "verdict", "line", "sentence", "heading",
        "origin", "reason",
    }  # fmt: skip
    assert [moment["time_ms"] for moment in said["moments"]] == [1_129_000, 125_000]
    assert said["moments"][0]["verdict"] == "shifted"
    assert said["moments"][1]["heading"] == "Low water"
    assert [link["target"] for link in said["links"]] == ["gone", "https://example.org/a"]
    assert "Tides" in notereel("render", note).stdout


@pytest.mark.parametrize(("verdict", "time_ms"), [(True, 1_129_000), (False, 67_740_000)])
def test_render_reads_the_times_as_the_reader_chose(notereel, note, tmp_path, verdict, time_ms):
    Verdicts(tmp_path / "home" / "data" / "verdicts.json").keep(note.parent, note.name, verdict)
    said = json.loads(notereel("render", note, "--json").stdout)
    assert said["moments"][0]["time_ms"] == time_ms


def test_check_lists_what_is_doubtful_and_says_so_by_its_code(notereel, note):
    said = json.loads(notereel("check", note.parent, "--json", code=1).stdout)
    assert (said["notes"], said["moments"], said["unreadable"]) == (1, 2, 0)
    assert said["links"]["dead"] == 1
    kinds = {finding["kind"]: finding for finding in said["findings"]}
    assert kinds["time shifted"]["read_as"] == "0:18:49"
    assert kinds["time shifted"]["line"] == 6
    assert kinds["dead link"]["text"] == "gone"
    assert f"{note}\n" in (printed := notereel("check", note, code=1).stdout)
    assert "     6  dead link: gone\n" in printed
    assert printed.endswith("1 link to notes: 0 found by a name that is only alike, 1 dead.\n")


def test_check_of_a_clean_note_is_content(notereel, tmp_path):
    (tmp_path / "clean.md").write_text("# Clean\n\nOne time [00:01:00].\n", encoding="utf-8")
    assert json.loads(notereel("check", tmp_path / "clean.md", "--json").stdout)["findings"] == []


def test_check_marks_times_past_the_end(notereel, note):
    said = json.loads(notereel("check", note, "--duration", "100000", "--json", code=1).stdout)
    assert "time past end" in {finding["kind"] for finding in said["findings"]}


def test_the_sample_has_only_the_faults_it_tells_of(notereel):
    said = json.loads(
        notereel("check", sample_vault(), "--duration", 334_000, "--json", code=1).stdout
    )
    assert said["unreadable"] == 0
    assert said["repaired"] == 2
    assert said["links"]["dead"] == 1


def test_a_video_is_imported_listed_and_found(notereel, small_video):
    (entry,) = json.loads(
        notereel("cache", "import", small_video, "--id", "abc-_123DEF", "--json").stdout
    )
    assert entry["id"] == "abc-_123DEF"
    assert Path(entry["file"]).is_file()
    assert json.loads(notereel("cache", "list", "--json").stdout) == [entry]
    assert json.loads(notereel("cache", "where", "abc-_123DEF", "--json").stdout) == entry
    assert notereel("cache", "where", "abc-_123DEF").stdout.strip() == entry["file"]


def test_a_disk_that_is_full_is_said_and_leaves_nothing_behind(tmp_path, small_video):
    """A limit on the size of files stands in for the disk: writing fails in the middle."""
    home = tmp_path / "home"
    done = subprocess.run(
        [sys.executable, "-m", "viewer", "cache", "import", small_video, "--copy", "--id", "abc-d"],
        env={**os.environ, "NOTEREEL_HOME": str(home)},
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, 1_000)),
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "could not be kept" in done.stderr
    assert "Free some space" in done.stderr
    left = {each.name for each in home.rglob("*") if each.is_file()}
    assert left <= {"cache.json", "format.json"}


def test_what_is_not_kept_is_not_found(notereel):
    done = notereel("cache", "where", "abc-_123DEF", "--json", code=1)
    assert json.loads(done.stdout) is None
    assert "No video is kept for “abc-_123DEF”." in done.stderr


def test_a_name_without_an_id_is_refused_in_a_sentence(notereel, small_video):
    done = notereel("cache", "import", small_video, code=1)
    assert "does not say which video it is" in done.stderr
    assert done.stdout == ""


def test_a_note_that_is_not_there_is_refused_in_a_sentence(notereel, tmp_path):
    assert "There is no note at" in notereel("render", tmp_path / "gone.md", code=1).stderr


@pytest.mark.parametrize("wrong", [["render"], ["cache"], ["check"], ["open", "a", "b"], ["--x"]])
def test_wrong_usage_has_a_code_of_its_own(notereel, wrong):
    assert "usage: notereel" in notereel(*wrong, code=2).stderr


@pytest.mark.parametrize(
    "behind", [["notereel:seek?at=0:10", "--screenshot", "x.png"], ["notereel:", "note.md"]]
)
def test_whatever_is_behind_an_address_that_was_clicked_is_no_option(notereel, behind):
    assert "unrecognized arguments" in notereel("open", "--", *behind, code=2).stderr


@pytest.mark.parametrize("address", ["notereel:--run", "notereel:open?note=a.md --run x"])
def test_whatever_is_in_an_address_that_was_clicked_it_is_one_word(address):
    """The window judges it, and refuses these."""
    asked = parser_of("open").parse_args(["open", "--", address])
    assert (asked.what, asked.run) == (address, "")
    assert wish_for(asked.what) == Wish(link=address)
    with pytest.raises(UsageError, match="address"):
        read_address(address)


def test_commands_are_listed_with_their_keys(notereel):
    rows = json.loads(notereel("commands", "--json").stdout)
    toggle = next(row for row in rows if row["name"] == "toggle_playing")
    assert toggle["keys"] == ["Space", "Ctrl+K", "video:k", "MediaPlay"]


def test_the_doctor_reports_every_part(notereel):
    report = json.loads(notereel("doctor", "--json").stdout)
    assert {"Python", "Qt (PySide6)", "libVLC", "yt-dlp"} <= {
        part["name"] for part in report["parts"]
    }
    assert report["is_well"]


def test_a_reader_who_has_seen_enough_is_no_trouble(notereel):
    code = f"{sys.executable} -m viewer commands | head -1"
    done = subprocess.run(["sh", "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") == 1


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
@pytest.mark.parametrize("encoding", ["utf-8:strict", "ascii", "cp1252"])
@pytest.mark.parametrize(
    "name", [b"\xff.md", b"\x1b[31mred.md", b"-rf.md", b"%s.md", b"\xc2\x9b.md"]
)
def test_a_name_that_no_terminal_should_be_told_is_spelled_out(
    notereel, tmp_path, monkeypatch, encoding, name
):
    vault = tmp_path / "vault"
    vault.mkdir()
    Path(os.fsdecode(os.fsencode(vault) + b"/" + name)).write_text("[[gone \u2192]]", "utf-8")
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    said = notereel("check", vault, code=1).stdout
    assert "dead link: gone" in said
    assert not [letter for letter in said if letter in "\x1b\x9b\xff"]
    found = json.loads(notereel("check", vault, "--json", code=1).stdout)["findings"]
    assert found[0]["text"] == "gone \u2192"
