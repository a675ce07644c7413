"""A video as a site offers it, before any of it is loaded."""

from dataclasses import dataclass

from viewer.video.failures import Failure
from viewer.worker.fetch.failures import FetchError
from viewer.worker.fetch.parts import Info, Part, is_named_as_video, suffix_of


@dataclass(frozen=True, slots=True)
class Found:
    """A video as a site offers it."""

    address: str
    info: Info
    parts: tuple[Part, ...]

    @property
    def title(self) -> str:
        """What the site calls it; yt-dlp counts the videos of a page, also when there is one."""
        title = str(self.info.get("title") or "")[:300]
        return title.removesuffix(" (1)") if self.info.get("extractor_key") == "Generic" else title

    @property
    def duration_ms(self) -> int:
        """How long it is, 0 when the site does not say."""
        return round(float(self.info.get("duration") or 0) * 1000)

    @property
    def height_px(self) -> int:
        """How high its picture is, 0 when the site does not say."""
        return max(int(part.info.get("height") or 0) for part in self.parts)

    @property
    def format_id(self) -> str:
        """What the site calls its formats."""
        return "+".join(part.format_id for part in self.parts)


def refuse_unless_video(info: Info) -> None:
    """Raise FetchError when what is offered is no video, or none yet."""
    if not info:
        raise FetchError(Failure.NOT_FOUND, "There is no video at this address.", status="empty")
    if info.get("live_status") in ("is_live", "is_upcoming") or info.get("is_live"):
        raise FetchError(Failure.NOT_YET, "It is being shown live, or will be.")
    for each in info.get("requested_formats") or [info]:
        if not is_named_as_video(each):
            where = f"a file that is no video (.{suffix_of(each)[:10]})"
            raise FetchError(Failure.REFUSED, f"It is offered as {where}.", where=where)
