"""The verb `downloader`: which yt-dlp and which deno are used, and how to have newer ones."""

from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from viewer.video.deno import Deno
from viewer.video.downloader import Downloader
from viewer.video.renewal import Renewal
from viewer.video.versions import age_days


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: list, update, install or back; `files` are wheels for install.

    `tool` is what goes back: yt-dlp or deno.
    """

    do: str
    files: tuple[Path, ...] = ()
    is_nightly: bool = False
    tool: str = "yt-dlp"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A sentence on what happened, and the versions there are now, those in use first.

    Of deno there are those of ours alone; the doctor finds the system's own.
    """

    sentence: str
    versions: tuple[Downloader, ...]
    denos: tuple[Deno, ...]
    today: date

    def as_json(self) -> dict[str, Any]:
        """Return plain data."""
        rows = [
            {**asdict(each), "age_days": age_days(each.version, self.today)}
            for each in self.versions
        ]
        denos = [asdict(each) for each in self.denos]
        return {"sentence": self.sentence, "versions": rows, "deno": denos}

    def __str__(self) -> str:
        lines = [self.sentence] if self.sentence else []
        for number, each in enumerate(self.versions):
            mark = "·" if number == 0 else " "
            lines.append(f"{mark} {each.version or '(none)':<24}{self._about(each)}")
        for number, deno in enumerate(self.denos):
            mark = "·" if number == 0 else " "
            lines.append(f"{mark} {f'deno {deno.version}':<24}{deno.path}")
        return "\n".join(lines)

    def _about(self, each: Downloader) -> str:
        days = age_days(each.version, self.today)
        age = f"{days} days old, " if days is not None else ""
        return age + ("came with Notereel" if each.is_bundled else each.folder)


def obey(order: Order, data: Path, today: date, chosen_runtime: str = "") -> Outcome:
    """Do what is asked with the versions in a data folder.

    Raises DownloaderError when it cannot be done; then nothing has changed.
    """
    renewal, sentence = Renewal(data, chosen_runtime), ""
    if order.do == "update":
        sentence = renewal.update(is_nightly=order.is_nightly)
    elif order.do == "install":
        sentence = renewal.install(order.files)
    elif order.do == "back" and order.tool == "deno":
        sentence = renewal.step_back_deno()
    elif order.do == "back":
        sentence = renewal.step_back()
    return Outcome(sentence, renewal.downloaders.versions(), renewal.denos.versions(), today)
