"""Newer versions of yt-dlp, kept beside the program and never inside it.

    VERSION/yt_dlp-*.whl
    VERSION/yt_dlp_ejs-*.whl     unless the one that came with the program is the right one

A fetch puts the wheels first on its path. The rule to know: what has not passed the self-test, or
has changed since, is never used; then the one that came with the program is.
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from viewer.durable import hash_of
from viewer.errors import DownloaderError
from viewer.video.package_index import Index, load_from_index
from viewer.video.selftest import Selftest, selftest
from viewer.video.version_folders import KEPT, VersionFolders
from viewer.video.versions import is_for_python, numbers
from viewer.video.wheel_pair import WheelPair, take_pair
from viewer.video.wheels import Wheel, look_at_wheel, name_of_wheel


@dataclass(frozen=True, slots=True)
class Downloader:
    """A yt-dlp that can be used.

    `version` and `ejs` are those of yt-dlp and its scripts, `folder` is where its wheels lie. The
    one that came with the program has no folder, and no version if there is none at all.
    """

    version: str
    ejs: str
    folder: str = ""

    @property
    def is_bundled(self) -> bool:
        """Whether it came with the program."""
        return not self.folder


def bundled_downloader() -> Downloader:
    """Return the yt-dlp that came with the program."""
    return Downloader(_installed("yt-dlp"), _installed("yt-dlp-ejs"))


class Downloaders:
    """The versions of yt-dlp below one folder, and the one that came with the program.

    What changes something takes seconds to minutes, and must not run on the main thread.
    """

    def __init__(
        self,
        folder: Path,
        *,
        bundled: Callable[[], Downloader] = bundled_downloader,
        selftest: Selftest = selftest,
    ) -> None:
        self._folders = VersionFolders(folder, "the downloader")
        self._bundled = bundled
        self._selftest = selftest

    def best(self) -> Downloader:
        """Return the one to use: the newest that is whole, or the program's if that is as new."""
        return self.versions()[0]

    def versions(self) -> tuple[Downloader, ...]:
        """Return all that can be used, the best first, the one of the program last."""
        bundled = self._bundled()
        kept = [each for each in self._kept() if _is_newer(each, bundled)]
        kept.sort(key=lambda each: numbers(each.version), reverse=True)
        return (*kept, bundled)

    def install(self, files: Sequence[Path]) -> Downloader:
        """Take a newer yt-dlp from wheels, test it, and use it from the next download on.

        The wheel of yt-dlp-ejs may be left out when the right one lies beside the other, or is
        here already. Raises DownloaderError when it is no good; then nothing has changed.
        """
        with self._folders.locked(), self._folders.staging() as staging:
            return self._install(files, staging)

    def update(self, index: Index = load_from_index, *, is_nightly: bool = False) -> Downloader:
        """Fetch the newest yt-dlp with pip, test it, and use it from the next download on.

        Return the best there is, which is the former one when there was nothing newer. Raises
        DownloaderError when it cannot be had, or is no good; then nothing has changed.
        """
        with (
            self._folders.locked(),
            self._folders.staging() as loaded,
            self._folders.staging() as staging,
        ):
            wheel = index("yt-dlp", loaded, is_nightly)
            best = self.best()
            if numbers(name_of_wheel(wheel)[1]) <= numbers(best.version):
                return best
            pin = look_at_wheel(wheel).ejs
            needs_ejs = pin not in ("", self._bundled().ejs)
            ejs = [index(f"yt-dlp-ejs=={pin}", loaded, False)] if needs_ejs else []
            return self._install([wheel, *ejs], staging)

    def step_back(self) -> Downloader:
        """Leave the newest one, and return the one that is used instead.

        Its wheels stay for the downloads that run on them. Raises DownloaderError when it is the
        program's own already.
        """
        with self._folders.locked():
            best = self.best()
            if best.is_bundled:
                raise DownloaderError(
                    f"There is nothing to go back to: yt-dlp {best.version} came with Notereel."
                )
            self._folders.leave(Path(best.folder))
        return self.best()

    def _install(self, files: Sequence[Path], staging: Path) -> Downloader:
        pair = self._take(files, staging)
        self._check_version(pair.yt_dlp)
        tested = self._selftest(str(staging))
        pair.check(tested)
        said = {
            "version": pair.yt_dlp.version,
            "ejs": tested["ejs"],
            "python": [each.python for each in pair.wheels],
            "sha256": {each.file.name: each.sha256 for each in pair.wheels},
        }
        self._folders.publish(staging, pair.yt_dlp.version, said)
        self._folders.keep_only(each.version for each in self.versions()[:KEPT])
        return self.best()

    def _take(self, files: Sequence[Path], staging: Path) -> WheelPair:
        places = [Path(each.folder) for each in self._kept()]
        return take_pair(files, staging, bundled_ejs=self._bundled().ejs, places=places)

    def _check_version(self, wheel: Wheel) -> None:
        bundled, best = self._bundled(), self.best()
        if numbers(wheel.version) <= numbers(bundled.version):
            raise DownloaderError(
                f"yt-dlp {wheel.version} is not newer than the one that came with Notereel "
                f"({bundled.version})."
            )
        if numbers(wheel.version) < numbers(best.version):
            raise DownloaderError(
                f"yt-dlp {wheel.version} is older than the one in use ({best.version}).",
                hint="Go back from that one first.",
            )

    def _kept(self) -> Iterator[Downloader]:
        for folder, said in self._folders.tested():
            kept = _downloader_in(folder, said)
            if kept is not None:
                yield kept


def _downloader_in(folder: Path, said: dict[str, Any]) -> Downloader | None:
    """Return what lies in a folder, None unless it is just as it was when it was tested."""
    try:
        hashes = {file.name: hash_of(file) for file in folder.glob("*.whl")}
        is_whole = hashes == said["sha256"] and said["version"] == folder.name
        fits = all(is_for_python(str(each), sys.version_info[:3]) for each in said["python"])
        return Downloader(folder.name, str(said["ejs"]), str(folder)) if is_whole and fits else None
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _is_newer(one: Downloader, other: Downloader) -> bool:
    return numbers(one.version) > numbers(other.version)


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
