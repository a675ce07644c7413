"""On what terms videos are fetched, as the settings say it."""

from viewer.settings import Settings
from viewer.video.crew import QueueTerms
from viewer.video.download import FetchTerms

KB = 1000


def terms_of(settings: Settings, downloader: str = "", deno: str = "") -> FetchTerms:
    """Return the terms of a fetch: a newer yt-dlp lies in a folder, a deno of ours somewhere.

    The JavaScript runtime of the settings goes before ours.
    """
    return FetchTerms(
        height_px=settings.video_height_px,
        rate_bytes_s=settings.download_kb_s * KB,
        reserve_bytes=settings.keep_free_bytes,
        limit_bytes=settings.cache_limit_bytes,
        languages=settings.subtitle_languages,
        wants_automatic=settings.automatic_captions,
        ffmpeg=settings.ffmpeg,
        runtime=settings.javascript_runtime or deno,
        downloader=downloader,
        cookies=settings.cookies,
        proxy=settings.proxy,
    )


def queue_terms_of(settings: Settings, downloader: str = "", deno: str = "") -> QueueTerms:
    """Return the terms of the queue."""
    return QueueTerms(terms_of(settings, downloader, deno), settings.downloads_at_once)
