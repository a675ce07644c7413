"""What becomes of a download that failed: when it is tried again, and what else rests with it.

Pure: the time comes in from outside, in seconds since 1970.
"""

from dataclasses import replace

from viewer.video.download import Download, DownloadState
from viewer.video.failures import REMEDIES, Failure, Retry, Trouble
from viewer.video.sources import site_of

DELAYS_S = (60.0, 300.0, 900.0, 3600.0)
HOUR_S = 3600.0
ROOM_CHECK_S = 60.0
MOST_ATTEMPTS = 6
LONGEST_WAIT_S = 2 * HOUR_S
"""Nothing waits longer by itself: a time further off comes of a clock that was set back."""
WORTH_BYTES = 1_000_000
"""Who got so much further has not failed in vain: its attempts are counted anew."""


def next_try_s(failure: Failure, attempts: int, now_s: float) -> float | None:
    """Return when to try again after so many attempts in a row, None for never by itself.

    Without a connection, or without room, it goes on being tried: both come back.
    """
    retry = REMEDIES[failure].retry
    if retry is Retry.WHEN_THERE_IS_ROOM:
        return now_s + ROOM_CHECK_S
    if retry is Retry.NEVER or (attempts >= MOST_ATTEMPTS and failure is not Failure.OFFLINE):
        return None
    if retry is Retry.SOON:
        return now_s + DELAYS_S[min(max(attempts, 1), len(DELAYS_S)) - 1]
    return now_s + HOUR_S


def is_due(until_s: float, now_s: float) -> bool:
    """Whether a wait is over, or could never have been that long."""
    return not now_s < until_s <= now_s + LONGEST_WAIT_S


def anew(download: Download) -> Download:
    """Return a download as it waits for its turn: without trouble, with what it has."""
    return Download(
        download.wish,
        got_bytes=download.got_bytes,
        total_bytes=download.total_bytes,
        height_px=download.height_px,
        limit=download.limit,
    )


def troubled(download: Download, trouble: Trouble) -> Download:
    """Return a download with what stands in its way."""
    facts = {"site": site_of(download.wish.addresses[0]), **dict(trouble.facts)}
    return replace(
        download,
        failure=trouble.failure,
        detail=trouble.detail,
        facts=tuple(facts.items()),
        speed_bytes_s=0,
        eta_s=0,
    )


def after_failure(download: Download, trouble: Trouble, had_bytes: int, now_s: float) -> Download:
    """Return a download that failed: waiting to be tried again, or failed for good.

    `had_bytes` is what it had when it was started.
    """
    is_further = download.got_bytes - had_bytes >= WORTH_BYTES
    attempts = 1 if is_further else download.attempts + 1
    until_s = next_try_s(trouble.failure, attempts, now_s)
    state = DownloadState.FAILED if until_s is None else DownloadState.WAITING
    failed = replace(download, state=state, attempts=attempts, until_s=until_s or 0)
    return troubled(failed, trouble)


def waits_for_its_site(download: Download) -> bool:
    """Whether it rests together with everything else from its site."""
    return _retry_of(download) is Retry.ALL_IN_AN_HOUR


def waits_for_room(download: Download) -> bool:
    """Whether it goes on when there is room."""
    return _retry_of(download) is Retry.WHEN_THERE_IS_ROOM


def _retry_of(download: Download) -> Retry:
    if download.state is not DownloadState.WAITING or download.failure is None:
        return Retry.NEVER
    return REMEDIES[download.failure].retry
