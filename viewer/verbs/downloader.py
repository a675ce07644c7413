"""The verb `downloader`: which yt-dlp is used, and how to have a newer one."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from viewer.video.downloader import Downloader, Downloaders
from viewer.video.versions import age_days


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: list, update, install or back; `files` are wheels for install."""

    do: str
    files: tuple[Path, ...] = ()
    is_nightly: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence on what happened, and the versions there are now, the one in use first."""

    sentence: str
    versions: tuple[Downloader, ...]
    today: date

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        rows = [
            {**asdict(each), "age_days": age_days(each.version, self.today)}
            for each in self.versions
        ]
        return {"sentence": self.sentence, "versions": rows}

    def __str__(self) -> str:
        lines = [self.sentence] if self.sentence else []
        for number, each in enumerate(self.versions):
            mark = "·" if number == 0 else " "
            lines.append(f"{mark} {each.version or '(none)':<24}{self._about(each)}")
        return "\n".join(lines)

    def _about(self, each: Downloader) -> str:
        days = age_days(each.version, self.today)
        age = f"{days} days old, " if days is not None else ""
        return age + ("came with Notereel" if each.is_bundled else each.folder)


def obey(order: Order, folder: Path, today: date) -> Outcome:
    """Do what is asked with the versions below a folder.

    Raises DownloaderError when it cannot be done; then nothing has changed.
    """
    kept = Downloaders(folder)
    before = kept.best()
    if order.do == "update":
        kept.update(is_nightly=order.is_nightly)
    elif order.do == "install":
        kept.install(order.files)
    elif order.do == "back":
        kept.step_back()
    return Outcome(_sentence(order.do, before, kept.best()), kept.versions(), today)


def _sentence(deed: str, before: Downloader, after: Downloader) -> str:
    if deed == "list":
        return ""
    if before == after:
        return f"yt-dlp {after.version} is used as before; there is nothing newer."
    return f"From the next download on yt-dlp {after.version} is used; it was {before.version}."
