"""What other people's catalogues are told of a release: winget, Homebrew and Flatpak.

The rule to know: all of it follows from the one version, the inputs, and the sums of what was
built; a recipe whose artefact is not in dist/ is not written. They are handed in by a person.
"""

import hashlib
import re
import shutil
import tomllib
from pathlib import Path

import release
from bill import version
from staging import HERE, BuildError, Stage

from viewer.changelog import shipped_changelog

SUMMARY = "Study from notes made of long videos"
PAGE = "https://notereel.org/releases/{version}"
_BLANK = re.compile(r"@([A-Z][A-Z0-9_]*)@")
WINGET = {
    "version.yaml.in": "Notereel.Notereel.yaml",
    "installer.yaml.in": "Notereel.Notereel.installer.yaml",
    "locale.yaml.in": "Notereel.Notereel.locale.en-US.yaml",
}


def build(stage: Stage, dist: Path, target: Path) -> list[Path]:
    """Write every recipe that what lies in dist/ allows; return their files."""
    shutil.rmtree(target, ignore_errors=True)
    words = {**_of_the_release(), **_of_the_sources()}
    made = []
    if setup := artefact(dist, "Notereel-*-setup-x64.exe"):
        words |= _of_the_artefact("SETUP", setup)
        made += [_fill(HERE / "winget" / name, target / "winget" / file, words)
                 for name, file in WINGET.items()]  # fmt: skip
    if image := artefact(dist, "Notereel-*-arm64.dmg"):
        words |= _of_the_artefact("DMG", image)
        made.append(_fill(HERE / "homebrew" / "notereel.rb.in", target / "notereel.rb", words))
    manifest = "org.notereel.Notereel.yml"
    made.append(_fill(HERE / "flatpak" / f"{manifest}.in", target / manifest, words))
    shutil.copytree(stage.folder / "rpm" / "usr" / "share", target / "flatpak-share")
    return made


def artefact(dist: Path, pattern: str) -> Path | None:
    """Return the one file of this version that a pattern fits, or None where there is none."""
    wanted = pattern.replace("*", version())
    found = [each for each in dist.glob(pattern) if each.name == wanted]
    return found[0] if found else None


def _of_the_release() -> dict[str, str]:
    newest = shipped_changelog()[0]
    if newest.version != version():
        raise BuildError(f"The changelog's newest version is {newest.version}, not {version()}.")
    return {"VERSION": version(), "DAY": newest.day.isoformat(), "SUMMARY": SUMMARY,
            "NUMBERS": release.windows_version(version()),
            "RELEASE_URL": PAGE.format(version=version())}  # fmt: skip


def _of_the_sources() -> dict[str, str]:
    inputs = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))["download"]
    words = {}
    for each in inputs:
        name = re.sub(r"[^A-Z]+", "_", each["name"].partition("'s source")[0].upper())
        words |= {f"{name}_URL": each["source"], f"{name}_SHA256": each["sha256"]}
    return words


def _of_the_artefact(name: str, file: Path) -> dict[str, str]:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {f"{name}_URL": f"{PAGE.format(version=version())}/{file.name}",
            f"{name}_SHA256": digest.upper() if name == "SETUP" else digest}  # fmt: skip


def _fill(template: Path, target: Path, words: dict[str, str]) -> Path:
    text = template.read_text("utf-8")
    lacking = set(_BLANK.findall(text)) - set(words)
    if lacking:
        raise BuildError(f"{template.name} asks for {', '.join(sorted(lacking))}.")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(_BLANK.sub(lambda blank: words[blank[1]], text), "utf-8")
    return target
