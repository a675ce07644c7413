"""A wheel of yt-dlp and the wheel of its scripts: one works only with a certain other."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import DownloaderError
from viewer.video.versions import is_for_python, numbers
from viewer.video.wheels import EJS, YT_DLP, Wheel, name_of_wheel, take_wheel


@dataclass(frozen=True, slots=True)
class WheelPair:
    """Both wheels; `ejs` is None where the scripts that came with the program are the right."""

    yt_dlp: Wheel
    ejs: Wheel | None

    @property
    def wheels(self) -> tuple[Wheel, ...]:
        """Those that there are."""
        return (self.yt_dlp, self.ejs) if self.ejs else (self.yt_dlp,)

    def check(self, tested: dict[str, str]) -> None:
        """Compare what the self-test found with what the wheels say.

        Raises DownloaderError when another version answered.
        """
        if numbers(tested["version"]) != numbers(self.yt_dlp.version):
            raise DownloaderError(
                f"The wheel says it is yt-dlp {self.yt_dlp.version}, "
                f"but {tested['version']} answers."
            )
        if self.yt_dlp.ejs and tested["ejs"] != self.yt_dlp.ejs:
            raise _wrong_ejs(self.yt_dlp, tested["ejs"])


def take_pair(
    files: Sequence[Path], folder: Path, *, bundled_ejs: str, places: Sequence[Path]
) -> WheelPair:
    """Copy the wheels among `files` into a folder, and see that they belong together.

    The scripts are looked for in `places`, and beside the wheel of yt-dlp, when no file brings
    them. Raises DownloaderError when a wheel is no good, one is missing, or Python is too old.
    """
    given = _only(files, YT_DLP)
    if given is None:
        raise DownloaderError("None of these is a wheel of yt-dlp itself.",
                              hint="Choose the one that is named yt_dlp-….whl.")  # fmt: skip
    wheel = take_wheel(given, folder)
    scripts = _only(files, EJS)
    if scripts is None and wheel.ejs not in ("", bundled_ejs):
        scripts = _find(wheel, (*places, given.parent))
    if scripts is not None and name_of_wheel(scripts)[1] != wheel.ejs:
        raise _wrong_ejs(wheel, name_of_wheel(scripts)[1])
    pair = WheelPair(wheel, take_wheel(scripts, folder) if scripts else None)
    for each in pair.wheels:
        _check_python(each)
    return pair


def _only(files: Sequence[Path], project: str) -> Path | None:
    found = [file for file in files if name_of_wheel(file)[0] == project]
    if len(found) > 1:
        name = project.replace("_", "-")
        raise DownloaderError(f"Two of these are wheels of {name}.", hint="Choose one of them.")
    return found[0] if found else None


def _find(wheel: Wheel, places: Sequence[Path]) -> Path:
    name = f"{EJS}-{wheel.ejs}-py3-none-any.whl"
    for place in places:
        if (place / name).is_file():
            return place / name
    raise DownloaderError(
        f"yt-dlp {wheel.version} needs yt-dlp-ejs {wheel.ejs}, which is not here.",
        hint=f"Choose {name} together with it.",
    )


def _wrong_ejs(wheel: Wheel, other: str) -> DownloaderError:
    wanted = f"yt-dlp-ejs {wheel.ejs}" if wheel.ejs else "no yt-dlp-ejs"
    return DownloaderError(f"yt-dlp {wheel.version} needs {wanted}, not {other or 'none'}.")


def _check_python(wheel: Wheel) -> None:
    if not is_for_python(wheel.python, sys.version_info[:3]):
        ours = ".".join(map(str, sys.version_info[:3]))
        raise DownloaderError(
            f"{wheel.project.replace('_', '-')} {wheel.version} needs Python {wheel.python}; "
            f"this one is {ours}.",
            hint="A newer Notereel may bring a newer Python.",
        )
