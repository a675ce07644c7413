"""Downloads and kept videos as rows of a list."""

import time
from collections.abc import Iterable

from viewer.session.shelf import Stock
from viewer.ui.rows_list import Row
from viewer.video.condition import Condition
from viewer.video.download import Download, DownloadState
from viewer.video.download_words import badge_words, sentence_of
from viewer.video.entry import CacheEntry
from viewer.video.sizes import size_words

DAY_S = 86_400
_WANTING = {
    Condition.MISSING: "its file is gone",
    Condition.UNSEALED: "is checked before it plays",
    Condition.DAMAGED: "damaged",
}


def row_of_download(download: Download) -> Row:
    """Return the row of a download: how far it is, or why it stands still."""
    is_failed = download.state is DownloadState.FAILED
    return Row(
        key=download.id,
        title=download.name,
        state=badge_words("absent", download),
        remark=_remark_on(download),
        share=None if is_failed and not download.got_bytes else download.share,
        is_moving=download.state.is_active,
        is_trouble=is_failed,
    )


def _remark_on(download: Download) -> str:
    if download.failure is not None:
        return sentence_of(download)
    if download.limit:
        return download.limit
    if download.total_bytes:
        got, total = size_words(download.got_bytes), size_words(download.total_bytes)
        height = f" · {download.height_px}p" if download.height_px else ""
        return f"{got} of {total}{height}"
    return "" if download.state.is_active else "Its size shows when it begins."


def rows_of_stock(stock: Stock, now_s: float) -> tuple[Row, ...]:
    """Return the kept videos, those played last first."""
    entries = sorted(stock.entries, key=lambda each: max(each.used_s, each.added_s), reverse=True)
    midnight_s = midnight_after(now_s)
    return tuple(_row_of_kept(each, stock, midnight_s) for each in entries)


def _row_of_kept(entry: CacheEntry, stock: Stock, midnight_s: float) -> Row:
    goes = entry.id in stock.going
    marks = [
        _WANTING.get(stock.wanting.get(entry.id, Condition.READY), ""),
        "pinned" if entry.is_pinned else "",
        "lies elsewhere" if entry.is_linked else "",
        f"{entry.height_px}p" if entry.height_px else "",
        played_words(entry.used_s, midnight_s),
        "goes next when room is needed" if goes else "",
    ]
    return Row(
        key=entry.id,
        title=entry.name,
        state=f"{'◆  ' if entry.is_pinned else ''}{size_words(entry.size_bytes)}",
        remark=" · ".join(mark for mark in marks if mark),
    )


def played_words(used_s: float, midnight_s: float) -> str:
    """Return when a video was watched last, in days before the coming midnight."""
    if not used_s:
        return "never played"
    days = int((midnight_s - used_s) // DAY_S)
    if days < 2:
        return "played yesterday" if days == 1 else "played today"
    if days < 60:
        return f"played {days} days ago"
    return f"played {days // 30} months ago" if days < 700 else f"played {days // 365} years ago"


def room_words(stock: Stock, limit_bytes: int) -> str:
    """Return how much room the kept videos take, and how much is left."""
    limit = f" of {size_words(limit_bytes)}" if limit_bytes else ""
    free = size_words(stock.free_bytes)
    return f"{size_words(stock.size_bytes)}{limit} used · {free} free on the disk"


def counted(rows: Iterable[object]) -> str:
    """Return how many there are, empty for none."""
    number = sum(1 for _row in rows)
    return f"  {number}" if number else ""


def midnight_after(now_s: float) -> float:
    """Return when the day ends, where the person is."""
    now = time.localtime(now_s)
    return time.mktime((now.tm_year, now.tm_mon, now.tm_mday + 1, 0, 0, 0, 0, 0, -1))
