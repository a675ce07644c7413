"""The fetch job: one video from the web into the cache, by yt-dlp, in a process of its own.

Only here is yt-dlp imported, and only after the question was read: it may name a newer one.
"""
