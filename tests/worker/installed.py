"""A house as an installer leaves it: the launcher beside the package; no other package is found."""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
PYTHON = Path(sys.base_prefix, "bin", "python3")
"""Not that of the virtual environment, beside which there is a deno."""


class Installed:
    """The installed program, with folders of its own below `home`."""

    def __init__(self, folder: Path) -> None:
        self.house, self.home = folder / "notereel", folder / "home"
        self.house.mkdir()
        shutil.copy(ROOT / "packaging" / "linux" / "launch.py", self.house)
        for name, place in (("viewer", ROOT / "viewer"), ("resources", ROOT / "resources"),
                            ("site", sysconfig.get_path("purelib"))):  # fmt: skip
            (self.house / name).symlink_to(place)

    def packs_pip(self) -> None:
        """Have pip in one file, as packages for Linux have it, and nowhere else."""
        site = self.house / "site"
        others = [each for each in site.resolve().iterdir() if each.name != "pip"]
        pip = site.resolve() / "pip"
        site.unlink()
        site.mkdir()
        for each in others:
            (site / each.name).symlink_to(each)
        with zipfile.ZipFile(site / "pip.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            for file in sorted(pip.rglob("*.*")):
                if file.suffix not in (".pyc", ".exe"):
                    packed.write(file, file.relative_to(pip.parent))

    def runs(self, *words, code: int = 0, **more: str) -> subprocess.CompletedProcess[str]:
        """Run it as its launcher does, with the system's Python and no tool of ours in reach."""
        reach = {"PYTHONPATH": "/nowhere", "PATH": "/usr/bin:/bin", "HOME": str(self.home)}
        environment = {**os.environ, "NOTEREEL_HOME": str(self.home), **reach}
        done = subprocess.run(
            [PYTHON, "-I", "-S", str(self.house / "launch.py"), *map(str, words)],
            env={**environment, **more}, cwd="/", capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, done.stderr + done.stdout
        return done
