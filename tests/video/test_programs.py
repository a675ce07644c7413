"""Finding deno and ffmpeg: the real ones, and those that are missing, old, or something else."""

import os
import sys
from pathlib import Path

import pytest

from viewer.video.programs import ffmpeg, javascript_runtime, place_of, usual_folders

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts stand in for programs")


def program(folder, name, says, code=0):
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    file.chmod(0o755)
    return file


def test_the_deno_beside_our_python_is_found_without_any_path():
    found = javascript_runtime(folders=usual_folders({}))
    assert found.is_usable
    assert Path(found.path).parent == Path(sys.executable).parent
    assert tuple(map(int, found.version.split("."))) >= (2, 3, 0)


def test_a_real_ffmpeg_is_found_and_says_its_version():
    found = ffmpeg()
    assert found.is_usable
    assert found.version[0].isdigit()


def test_a_runtime_that_is_missing_is_said_with_a_hint(tmp_path):
    found = javascript_runtime(folders=(tmp_path,))
    assert (found.path, found.problem) == ("", "deno was not found.")
    assert found.hint.endswith("notereel downloader update")


@pytest.mark.parametrize("version", ["2.3.0", "2.10.0", "10.0.1"])
def test_a_deno_that_is_new_enough_is_taken(tmp_path, version):
    program(tmp_path, "deno", f"deno {version} (stable)")
    assert javascript_runtime(folders=(tmp_path,)).version == version


@pytest.mark.parametrize("version", ["1.46.3", "2.2.14"])
def test_a_deno_that_is_too_old_is_said_to_be(tmp_path, version):
    program(tmp_path, "deno", f"deno {version} (stable)")
    found = javascript_runtime(folders=(tmp_path,))
    assert found.problem == f"deno {version} is too old; it must be 2.3.0 or newer."
    assert not found.is_usable


def test_a_good_one_further_on_is_taken_before_an_old_one(tmp_path):
    program(tmp_path / "old", "deno", "deno 1.0.0")
    good = program(tmp_path / "good", "deno", "deno 2.9.8")
    found = javascript_runtime(folders=(tmp_path / "old", tmp_path / "good"))
    assert found.path == str(good)


@pytest.mark.parametrize(("says", "code"), [("v20.1.0", 0), ("", 0), ("deno 2.9.8", 1)])
def test_what_does_not_answer_as_deno_is_none(tmp_path, says, code):
    program(tmp_path, "deno", says, code)
    assert "does not answer as deno does" in javascript_runtime(folders=(tmp_path,)).problem


def test_a_chosen_one_counts_and_may_be_its_folder(tmp_path):
    mine = program(tmp_path, "deno", "deno 2.5.0")
    assert javascript_runtime(str(mine)).path == str(mine)
    assert javascript_runtime(str(tmp_path)).path == str(mine)
    assert place_of("deno", str(tmp_path)) == str(mine)


def test_the_place_of_a_program_is_told_without_starting_it(tmp_path):
    mine = program(tmp_path / "bin", "deno", "deno 1.0.0")
    assert place_of("deno", folders=(tmp_path, tmp_path / "bin")) == str(mine)
    assert place_of("deno", folders=(tmp_path,)) == ""


@pytest.mark.parametrize("chosen", ["gone/deno", "/gone/deno", "deno"])
def test_a_chosen_one_that_is_not_there_is_not_replaced_by_another(chosen):
    found = javascript_runtime(chosen)
    assert found.problem == f"The deno of the settings is not there: “{chosen}”."
    assert "settings.toml" in found.hint
    assert place_of("deno", chosen) == ""


def test_of_a_chosen_one_that_is_another_program_the_setting_is_named(tmp_path):
    other = program(tmp_path, "false", "")
    assert "settings.toml" in ffmpeg(str(other)).hint
    assert "settings.toml" in javascript_runtime(str(other)).hint


def test_a_file_that_may_not_be_run_is_no_program(tmp_path):
    program(tmp_path, "ffmpeg", "ffmpeg version 7").chmod(0o644)
    assert ffmpeg(folders=(tmp_path,)).problem == "ffmpeg was not found."


def test_folders_named_from_where_one_stands_are_not_looked_into(tmp_path):
    path = os.pathsep.join([".", "", "bin", str(tmp_path)])
    folders = usual_folders({"PATH": path})
    assert tmp_path in folders
    assert all(folder.is_absolute() for folder in folders)
    assert Path.cwd() not in folders
