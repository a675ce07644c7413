"""What a fetch worker says of its download, read carefully: its words are those of strange sites.

Pure: a download and a line of news make a download.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from viewer.video.download import Download, DownloadState
from viewer.video.failures import Failure, Trouble

News = Mapping[str, Any]

LONGEST_TEXT = 4000
MOST_FACTS = 20

_STATES = {
    "resolving": DownloadState.RESOLVING,
    "progress": DownloadState.DOWNLOADING,
    "merging": DownloadState.MERGING,
    "verifying": DownloadState.VERIFYING,
}


def after_news(download: Download, news: News) -> Download:
    """Return the download as it is after a line of news; other news leave it as it was."""
    kind = news.get("news")
    if kind == "resolved":
        return _resolved(download, news)
    if not isinstance(kind, str) or kind not in _STATES:
        return download
    download = replace(download, state=_STATES[kind], speed_bytes_s=0, eta_s=0)
    return _progressed(download, news) if kind == "progress" else download


def trouble_in(news: News) -> Trouble:
    """Return the trouble that was told."""
    try:
        failure = Failure(str(news.get("failure")))
    except ValueError:
        failure = Failure.UNKNOWN
    facts = news.get("facts")
    pairs = facts.items() if isinstance(facts, dict) else ()
    told = tuple((str(name), _text(value)) for name, value in pairs if value not in (None, ""))
    return Trouble(failure, _text(news.get("detail")), told[:MOST_FACTS])


def _resolved(download: Download, news: News) -> Download:
    title = download.wish.title or _text(news.get("title"))
    return replace(
        download,
        wish=replace(download.wish, title=title),
        total_bytes=int(_number(news.get("size_bytes"))),
        got_bytes=int(_number(news.get("got_bytes"))),
        height_px=int(_number(news.get("height_px"))),
        limit=_text(news.get("limit")),
    )


def _progressed(download: Download, news: News) -> Download:
    return replace(
        download,
        got_bytes=int(_number(news.get("got_bytes"))),
        total_bytes=int(_number(news.get("total_bytes"))) or download.total_bytes,
        speed_bytes_s=_number(news.get("speed_bytes_s")),
        eta_s=_number(news.get("eta_s")),
    )


def _number(value: Any) -> float:
    """Return a number that is none to be afraid of; what is not known, or mad, is 0."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 0 <= value < 1e18 else 0


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:LONGEST_TEXT]
