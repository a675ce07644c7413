"""What an installation holds: every package of ours, and the resources."""

import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DECLARED = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]


def test_every_package_is_declared():
    found = {".".join(each.parent.relative_to(ROOT).parts) for each in
             (ROOT / "viewer").rglob("__init__.py")}  # fmt: skip
    assert set(DECLARED) == found | {"viewer.resources"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    # A copy, so that building leaves nothing in the checkout.
    source = folder / "source"
    passing = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__", "tests")
    shutil.copytree(ROOT, source, ignore=passing)
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", folder, source],
                   check=True)  # fmt: skip
    return next(folder.glob("notereel-*.whl"))


def test_a_wheel_carries_the_sample_the_themes_and_the_news(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "viewer/resources/sample/welcome.md" in names
    assert "viewer/resources/themes/dark.json" in names
    assert "viewer/resources/changelog.md" in names
    assert any(name.startswith("viewer/resources/sample/") and name.endswith(".mp4")
               for name in names)  # fmt: skip
    assert not any(name.startswith(("tests/", "packaging/")) for name in names)


def test_an_installed_wheel_finds_its_resources(wheel, tmp_path):
    subprocess.run([sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target",
                    tmp_path / "site", wheel], check=True)  # fmt: skip
    code = "import viewer, viewer.paths as p; print(viewer.__file__, p.sample_vault().is_dir())"
    found = subprocess.run([sys.executable, "-c", code], env={"PYTHONPATH": str(tmp_path / "site"),
                           "PATH": "/usr/bin"}, cwd=tmp_path,
                           capture_output=True, text=True, check=True).stdout.split()  # fmt: skip
    assert found == [str(tmp_path / "site" / "viewer" / "__init__.py"), "True"]
