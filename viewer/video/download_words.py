"""A download in the words that a person reads, for the window and the command line alike.

Nothing here knows who shows it. What is not known leaves no hole in a sentence.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass

from viewer.video.download import Download, DownloadState
from viewer.video.failures import REMEDIES, Cure, Retry
from viewer.video.retrying import waits_for_room
from viewer.video.sizes import size_words

MINUTE_S, HOUR_S, DAY_S = 60, 3600, 86_400

_PLAIN_STATES = {
    DownloadState.QUEUED: "queued",
    DownloadState.RESOLVING: "asking for it",
    DownloadState.MERGING: "joining picture and sound",
    DownloadState.VERIFYING: "checking it",
    DownloadState.FAILED: "failed",
}
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_FACT = re.compile(r"\{(\w+)\}")
_SIZES = ("needed", "free", "limit")
_INSTEAD = {"site": "the site"}
"""What stands for a fact that is not known and that its sentence cannot do without."""


@dataclass(frozen=True, slots=True)
class Words:
    """All that is said of a video that is not here yet; what there is no need to say is empty."""

    badge: str
    sentence: str = ""
    hint: str = ""
    cures: tuple[Cure, ...] = ()


def words_of(download: Download, now_s: float) -> Words:
    """Return what is said of a download at this time, in seconds since 1970."""
    return Words(
        badge_words("absent", download, now_s),
        sentence_of(download),
        hint_of(download, now_s),
        cures_of(download),
    )


def badge_words(
    condition: str, download: Download | None = None, now_s: float | None = None
) -> str:
    """Return the few words of a badge; `condition` is the cache's word for the video.

    A download counts before what the cache says, save that what is ready is ready.
    """
    if condition == "ready" or download is None:
        return {"absent": "not downloaded", "unsealed": "being checked"}.get(condition, condition)
    match download.state:
        case DownloadState.DOWNLOADING:
            return " · ".join(["downloading" + _share_of(download), *_pace_of(download)])
        case DownloadState.PARTIAL:
            return "partial" + _share_of(download) if download.got_bytes else "paused"
        case DownloadState.WAITING if waits_for_room(download):
            # When that will be nobody knows; one looks each minute.
            return "waiting for room"
        case DownloadState.WAITING:
            return f"waiting until {clock_words(download.until_s, now_s)}"
        case state:
            return _PLAIN_STATES[state]


def sentence_of(download: Download) -> str:
    """Return what stands in the way in one sentence, or what is less than could be had."""
    if download.failure is None:
        return download.limit
    return _filled(REMEDIES[download.failure].sentence, _facts_of(download))


def hint_of(download: Download, now_s: float | None = None) -> str:
    """Return what may help, in a sentence or two."""
    if download.failure is None:
        return ""
    facts = _facts_of(download)
    if download.until_s:
        facts["until"] = clock_words(download.until_s, now_s)
    remedy = REMEDIES[download.failure]
    if download.state is DownloadState.FAILED and remedy.retry is not Retry.NEVER:
        return "It was tried several times, and is not tried again by itself."
    return _filled(remedy.hint, facts)


def cures_of(download: Download) -> tuple[Cure, ...]:
    """Return what is offered; a file the person has is always the last of it."""
    cures = REMEDIES[download.failure].cures if download.failure else ()
    return (*cures, Cure.USE_FILE)


def duration_words(seconds: float) -> str:
    """Return how long something takes, as `40 s`, `2 min` or `3 h 5 min`."""
    if seconds < 59.5:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / MINUTE_S)
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest} min" if rest else f"{hours} h"


def clock_words(at_s: float, now_s: float | None = None) -> str:
    """Return a time as the clock on the wall shows it, with its date when it is not soon."""
    is_soon = abs(at_s - (time.time() if now_s is None else now_s)) < DAY_S / 2
    return time.strftime("%H:%M" if is_soon else "%Y-%m-%d %H:%M", time.localtime(at_s))


def _share_of(download: Download) -> str:
    if not download.got_bytes:
        return ""
    if not download.total_bytes:
        return f" {size_words(download.got_bytes)}"
    # Never 100 % before it is whole.
    return f" {min(int(download.share * 100), 99)} %"


def _pace_of(download: Download) -> list[str]:
    pace = [_rate_words(download.speed_bytes_s)] if download.speed_bytes_s >= 500 else []
    return [*pace, duration_words(download.eta_s)] if download.eta_s > 0 else pace


def _rate_words(bytes_s: float) -> str:
    """Return a rate with two figures, as more of them would flicker."""
    if bytes_s >= 9.95e6:
        return f"{bytes_s / 1e6:.0f} MB/s"
    return f"{bytes_s / 1e6:.1f} MB/s" if bytes_s >= 999_500 else f"{bytes_s / 1e3:.0f} kB/s"


def _facts_of(download: Download) -> dict[str, str]:
    facts = _INSTEAD | {name: _bare(value) for name, value in download.facts}
    for name in _SIZES:
        if facts.get(name, "").isdecimal():
            facts[name] = size_words(int(facts[name]))
    if download.got_bytes and download.total_bytes:
        facts.setdefault("share", _share_of(download).strip())
    return {name: value for name, value in facts.items() if value}


def _bare(value: str) -> str:
    """Return a fact in one line, without the brackets that the sentence has round it already."""
    return re.sub(r"^\((.*)\)$", r"\1", " ".join(value.split())[:200])


def _filled(text: str, facts: Mapping[str, str]) -> str:
    """Return a text with its facts; what stands in `[…]` goes when a fact in it is not known."""

    def kept(optional: re.Match[str]) -> str:
        return optional[1] if set(_FACT.findall(optional[1])) <= facts.keys() else ""

    while _OPTIONAL.search(text):
        text = _OPTIONAL.sub(kept, text)
    filled = _FACT.sub(lambda fact: facts.get(fact[1], ""), text)
    return filled[:1].upper() + filled[1:]
