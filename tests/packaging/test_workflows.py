"""The workflows for systems that are not here: all of them that can be held without a run.

What they name is there, what they load is pinned, and what they leave is not written over.
"""

import re
import tomllib
from collections.abc import Iterator

import pytest
import yaml

from tests.packaging.test_build import PACKAGING, ROOT

INPUTS = tomllib.loads((PACKAGING / "inputs.toml").read_text("utf-8"))
WORKFLOWS = sorted((PACKAGING / "ci").glob("*.yml"))
PATHS = re.compile(r"(?<![\w/.])((?:packaging|tests|viewer|resources)/[\w./-]+\.\w+)")


def read(name):
    return yaml.safe_load((PACKAGING / "ci" / name).read_text("utf-8"))


def steps(workflow) -> Iterator[tuple[dict, dict]]:
    """Yield each step with its job."""
    for job in yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values():
        for step in job["steps"]:
            yield job, step


def run_by(workflow):
    return "\n".join(step["run"] for _job, step in steps(workflow) if "run" in step)


def named_in(text):
    """Return the paths into packaging/ that a text names, with or without a suffix."""
    found = re.findall(r"(?<![\w/])packaging[/\\][\w./\\-]+", text)
    return {each.replace("\\", "/").rstrip("./") for each in found}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_names_only_what_is_here_and_says_that_it_was_not_run(workflow):
    text = workflow.read_text("utf-8")
    said = yaml.safe_load(text)
    assert "NOT RUN WHERE IT WAS WRITTEN" in text
    assert said["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job or job.get("if") is False for job in said["jobs"].values())
    for path in set(PATHS.findall(text)):
        assert (ROOT / path).exists(), path
    deeds = set(re.findall(r"build\.py (?!check|looks|asks)([a-z]+)", text))
    parser = (PACKAGING / "build.py").read_text("utf-8")
    assert all(f'add_parser("{deed}"' in parser.replace("(\n        ", "(") for deed in deeds)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_what_a_workflow_loads_is_pinned(workflow):
    text = workflow.read_text("utf-8")
    for name in re.findall(r'"((?:AppImage|CPython|VLC)[^"]+)"(?:\)|: )', text):
        assert name in {each["name"] for each in INPUTS["download"]}


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_every_file_of_ours_that_a_workflow_runs_is_there(workflow):
    assert (names := named_in(run_by(workflow)))
    assert not [name for name in names if not (ROOT / name).exists()]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_a_tag_of_another_version_stops_a_workflow_at_once(workflow):
    first = next(iter(yaml.safe_load(workflow.read_text("utf-8"))["jobs"].values()))
    checks = [step for step in first["steps"] if "GITHUB_REF_NAME" in step.get("run", "")]
    assert len(checks) == 1
    assert checks[0]["if"] == "github.ref_type == 'tag'"
    assert re.fullmatch(
        r'test "v\$\(python3? packaging/release\.py version\)" = "\$GITHUB_REF_NAME"',
        checks[0]["run"],
    )
    assert "needs" not in first


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_no_job_of_a_matrix_writes_over_what_another_one_left(workflow):
    for job, step in steps(workflow):
        if not step.get("uses", "").startswith("actions/upload-artifact"):
            continue
        assert "overwrite" not in step["with"]
        if "strategy" in job:
            key = re.search(r"\$\{\{ matrix\.(\w+) \}\}", step["with"]["name"])[1]
            matrix = job["strategy"]["matrix"]
            values = matrix.get(key) or [each[key] for each in matrix["include"]]
            assert len(values) == len(set(values)) > 1
            # A forge takes no such signs in a name.
            assert not [value for value in values if re.search(r'["/:<>|*?\\]', value)]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_what_pip_brings_into_a_workflow_comes_by_its_hash(workflow):
    for line in re.findall(r"pip3? install .+", run_by(workflow)):
        assert "--require-hashes" in line
        wanted = (ROOT / line.partition("-r ")[2].split()[0]).read_text("utf-8")
        pins = re.findall(r"^[\w.-]+==\S+", wanted, re.MULTILINE)
        assert len(pins) == len(re.findall(r"--hash=sha256:[0-9a-f]{64}", wanted)) > 0


@pytest.mark.parametrize("name", ["appimage.yml", "fedora.yml", "windows.yml"])
def test_whoever_draws_the_icons_has_what_qt_asks_for(name):
    asked = {"libegl1", "libgl1", "libxkbcommon0", "libfontconfig1", "libdbus-1-3"}
    drawing = [job for job in read(name)["jobs"].values()
               if re.search(r"build\.py (appdir|rpm|windows)", str(job))]  # fmt: skip
    assert len(drawing) == 1
    said = "\n".join(step.get("run", "") for step in drawing[0]["steps"])
    assert asked <= set(said.split())


def test_what_the_proof_on_windows_counts_as_missing_is_installed_first():
    proof = (PACKAGING / "check" / "windows.ps1").read_text("utf-8")
    assert "Get-Command ffmpeg" in proof
    said = [step.get("run", "") for step in read("windows.yml")["jobs"]["use"]["steps"]]
    installing = said.index("choco install ffmpeg -y --no-progress")
    assert installing < next(at for at, run in enumerate(said) if "windows.ps1" in run)


def test_fedora_is_compared_with_what_it_was_before():
    steps = read("fedora.yml")["jobs"]["use"]["steps"]
    said = "\n".join(step.get("run", "") for step in steps)
    assert (
        said.index("> /before") < said.index("weak_deps=False dist/*.rpm") < said.index("> /after")
    )
    assert said.rstrip().endswith("diff /before /after")


def test_libvlc_goes_to_the_installer_with_the_record_of_its_licences():
    said = run_by(PACKAGING / "ci" / "windows.yml")
    assert "libvlc.zip libvlc/vlc libvlc/licences libvlc/trimmed.json" in said
