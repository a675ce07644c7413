"""Videos for a cache. Most have no film in them: a cache does not look inside."""

import random
from dataclasses import replace

from viewer.video.entry import CacheEntry, Source
from viewer.video.importing import How, import_file

ADDED_S = 1_700_000_000


def content_of(video_id, size_bytes=4096):
    """Return bytes that are this video's alone, and the same each time."""
    return random.Random(video_id.encode("utf-8", "surrogatepass")).randbytes(size_bytes)


def entry_of(video_id, **more):
    """Return what is handed to publish for a video named video.mp4."""
    entry = CacheEntry(video_id, f"Title of {video_id}"[:80], "video.mp4", 0, "",
                       Source.DOWNLOADED, ADDED_S)  # fmt: skip
    return replace(entry, **more)


def keep(cache, video_id, *, used_s=0, **more):
    """Publish a video in a cache, and return its entry."""
    staging = cache.staging(video_id)
    (staging / "video.mp4").write_bytes(content_of(video_id))
    cache.publish(staging, entry_of(video_id, **more))
    if used_s:
        cache.touch(video_id, used_s)
    return cache.where(video_id)


def keep_all(cache, ids):
    """Publish many videos; all are written first, so that none waits for the clock to tick."""
    stagings = {video_id: cache.staging(video_id) for video_id in ids}
    for video_id, staging in stagings.items():
        (staging / "video.mp4").write_bytes(content_of(video_id))
    for video_id, staging in stagings.items():
        cache.publish(staging, entry_of(video_id))


def staged(cache, video_id="tides", **files):
    """Put a video into staging, and texts beside it; `en__vtt` is named en.vtt."""
    staging = cache.staging(video_id)
    (staging / "video.mp4").write_bytes(content_of(video_id))
    for name, text in files.items():
        (staging / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return staging


def keep_film(cache, file, video_id, *, title=""):
    """Import a copy of a film, so that what is done to it is not done to the film."""
    return import_file(cache, file, video_id, title=title, how=How.COPY)
