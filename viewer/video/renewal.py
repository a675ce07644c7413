"""The downloader's own life: yt-dlp, its scripts and its deno, renewed on a person's act only.

They lie in the data folder, beside the program and never in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.errors import DownloaderError
from viewer.video.deno import Denos, is_of_deno
from viewer.video.downloader import Downloader, Downloaders
from viewer.video.programs import javascript_runtime


@dataclass(frozen=True, slots=True)
class Tools:
    """What the next download is done with: a yt-dlp, and a deno of ours; empty if there is none."""

    downloader: Downloader
    deno: str = ""


class Renewal:
    """Renews them; what it does takes long, and is for no main thread.

    `chosen_runtime` is the JavaScript runtime of the settings, which nothing else replaces.
    """

    def __init__(self, data: Path, chosen_runtime: str = "") -> None:
        self.downloaders = Downloaders(data / "ytdlp")
        self.denos = Denos(data / "deno")
        self._chosen = chosen_runtime

    def tools(self) -> Tools:
        """Return what is used."""
        return Tools(self.downloaders.best(), self.denos.path)

    def update(self, *, is_nightly: bool = False) -> str:
        """Fetch the newest of all, and say what came of it.

        deno is fetched where there is none that works, and renewed where it is of ours.
        """
        before = self.downloaders.best()
        after = self.downloaders.update(is_nightly=is_nightly)
        sentences = [_taken(before, after)]
        if not self._chosen and (self.denos.path or not javascript_runtime().is_usable):
            sentences.append(self._update_deno())
        return " ".join(sentences)

    def install(self, files: Sequence[Path]) -> str:
        """Take what is in wheels, and say what that was."""
        denos = [file for file in files if is_of_deno(file)]
        others = [file for file in files if file not in denos]
        if len(denos) > 1:
            raise DownloaderError("Two of these are wheels of deno.", hint="Choose one of them.")
        sentences = []
        if others or not denos:
            before = self.downloaders.best()
            sentences.append(_taken(before, self.downloaders.install(others)))
        sentences += [_deno_taken(self.denos.install(file).version) for file in denos]
        return " ".join(sentences)

    def step_back(self) -> str:
        """Leave the newest yt-dlp, and say which is used instead."""
        before = self.downloaders.best()
        return _taken(before, self.downloaders.step_back())

    def step_back_deno(self) -> str:
        """Leave our newest deno, and say which is used instead."""
        now = self.denos.step_back()
        if now is not None:
            return _deno_taken(now.version)
        found = javascript_runtime(self._chosen)
        return _deno_taken(found.version) if found.is_usable else "No deno is used any more."

    def _update_deno(self) -> str:
        try:
            taken = self.denos.update()
        except DownloaderError as error:
            # yt-dlp has been renewed, and most of it works without.
            return str(error)
        return _deno_taken(taken.version) if taken else "There is no newer deno."


def _taken(before: Downloader, after: Downloader) -> str:
    if before == after:
        return f"yt-dlp {after.version} is used as before; there is nothing newer."
    return f"From the next download on yt-dlp {after.version} is used; it was {before.version}."


def _deno_taken(version: str) -> str:
    return f"From the next download on deno {version} is used."
