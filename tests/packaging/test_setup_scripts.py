"""The set-up scripts: what can be held without installing anything.

That they work on a bare system is proved by packaging/check/clean_root.sh.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGING = ROOT / "packaging"
SCRIPTS = [*sorted(PACKAGING.rglob("*.sh")), ROOT / ".ci" / "run"]
TEXTS = [
    path for path in PACKAGING.rglob("*") if path.suffix in {".sh", ".txt", ".py", ".toml", ".conf"}
]

GROUPS = {"run", "screen", "test", "prove"}
PROBES = {"lib", "plugin", "cmd", "font", "app"}


def needs():
    lines = (PACKAGING / "needs.txt").read_text("utf-8").splitlines()
    return [[field.strip() for field in line.split("|")] for line in lines if line[0] != "#"]


def locked():
    lines = (PACKAGING / "constraints.txt").read_text("utf-8").splitlines()
    return {same_name(line.split("==")[0]) for line in lines if "==" in line}


def same_name(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def shell(command):
    return subprocess.run(
        ["sh", "-c", f'root=$1; . "$root/packaging/setup.sh"; {command}', "-", str(ROOT)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_can_be_read_by_its_shell(script):
    interpreter = "bash" if script.name == "run" else shutil.which("dash") or "sh"
    subprocess.run([interpreter, "-n", str(script)], check=True)


@pytest.mark.parametrize("need", needs(), ids=lambda need: need[1])
def test_a_need_is_complete(need):
    group, probe, purpose, *packages = need
    assert group in GROUPS
    assert probe.split(" ", 1)[0] in PROBES
    assert purpose
    assert len(packages) == 4
    assert any(name != "-" for name in packages)


def test_everything_the_project_names_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    names = {same_name(re.match(r"[\w.-]+", line)[0]) for line in wanted}
    assert names <= locked()


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_nothing_names_the_machine_it_was_written_on(path):
    text = path.read_text("utf-8")
    assert not re.search(r"(?<![\w$}])/(work|opt)/|/tmp/\w+/|index-url|/root/\.", text)


def test_what_is_missing_is_named_with_its_package_and_purpose(tmp_path):
    (tmp_path / "packaging").mkdir()
    (tmp_path / "packaging" / "needs.txt").write_text(
        "run | cmd sh            | speaks | dash  | -     | -     | -\n"
        "run | cmd no-such-thing | sings  | choir | glee  | -     | -\n"
        "test | cmd no-such-thing | shouts | crowd | crowd | crowd | -\n"
    )
    done = shell(f'manager=apt-get; root="{tmp_path}"; missing run')
    assert done.stdout == "choir|sings\n"
    done = shell(f'manager=pacman; root="{tmp_path}"; missing run test')
    assert done.stdout == "crowd|shouts\n"


def test_this_python_would_be_taken_and_an_ancient_one_would_not(tmp_path):
    assert shell(f'is_python "{sys.executable}"').returncode == 0
    ancient = tmp_path / "python3"
    ancient.write_text("#!/bin/sh\nexit 1\n")
    ancient.chmod(0o755)
    assert shell(f'is_python "{ancient}"').returncode == 1


def test_an_environment_that_is_not_there_is_not_ready(tmp_path):
    assert shell(f'venv="{tmp_path}"; is_ready run').returncode == 1


def test_root_is_needed_only_where_the_person_is_not_root():
    done = shell("id() { echo 1000; }; PATH=/nowhere; find_root apt-get install xvfb")
    assert done.returncode == 1
    assert "As root, run: apt-get install xvfb" in done.stderr
    assert shell('id() { echo 0; }; find_root; echo "<$sudo>"').stdout == "<>\n"


def test_what_has_no_known_manager_is_named_in_a_sentence(tmp_path):
    done = shell(f'root="{tmp_path}"; manager=none; install_packages xvfb')
    assert done.returncode == 1
    assert done.stderr.endswith("Please install: xvfb\n")
