"""The films of the stand-in, made by ffmpeg when they are first asked for.

One film is really encoded; what can be is cut from it without encoding again. The same recipe
gives the same bytes every time, so that whole downloads can be compared.
"""

from pathlib import Path

from tests.films import Films

SECONDS = 8
_FPS = 24
_BITEXACT = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
_COPY = ("-map_metadata", "-1", "-c", "copy")
_FRAGMENTED = ("-movflags", "+dash")
_HLS = ("-f", "hls", "-hls_time", "2", "-hls_playlist_type", "vod", "-hls_list_size", "0")


_SHORT_PIECES = (
    "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-g", "12", "-sc_threshold", "0",
    "-b:v", "2500k", "-c:a", "copy", "-f", "hls", "-hls_time", "0.5", "-hls_playlist_type", "vod",
)  # fmt: skip
"""As many as real films have."""


def _encoded(size: str, seed: int, video: tuple[str, ...]) -> tuple[str, ...]:
    """Return the recipe of a film of moving noise, which no codec can make small."""
    picture = f"testsrc2=size={size}:rate={_FPS}:duration={SECONDS}"
    return (
        "-f", "lavfi", "-i", f"{picture},noise=alls=20:allf=t:all_seed={seed}",
        "-f", "lavfi", "-i", f"sine=frequency={300 + seed}:duration={SECONDS}",
        "-shortest", "-pix_fmt", "yuv420p", "-g", str(2 * _FPS), *video,
    )  # fmt: skip


def _h264(rate: str) -> tuple[str, ...]:
    return (
        "-c:v", "libx264", "-preset", "ultrafast", "-threads", "1", "-sc_threshold", "0",
        "-b:v", rate, "-maxrate", rate, "-bufsize", rate, "-c:a", "aac", "-b:a", "128k",
    )  # fmt: skip


_VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-threads", "1",
        "-b:v", "1M", "-an")  # fmt: skip
_VP8 = ("-c:v", "libvpx", "-deadline", "realtime", "-cpu-used", "8", "-threads", "1",
        "-b:v", "1M", "-c:a", "libvorbis")  # fmt: skip

RECIPES: dict[str, tuple[str, ...]] = {
    "film.mp4": _encoded("1280x720", 1, _h264("2500k")),
    "other.mp4": _encoded("1280x720", 2, _h264("2800k")),
    "film1080.mp4": _encoded("1920x1080", 1, _h264("3500k")),
    "film360.mp4": _encoded("640x360", 1, _h264("700k")),
    "vp9.webm": _encoded("1280x720", 1, _VP9),
    "film.webm": _encoded("640x360", 1, _VP8),
    "thumb.webp": ("-f", "lavfi", "-i", "testsrc2=size=480x360:rate=1", "-frames:v", "1"),
    "thumb.jpg": ("-f", "lavfi", "-i", "testsrc2=size=480x360:rate=1", "-frames:v", "1"),
    "board.jpg": ("-f", "lavfi", "-i", "testsrc2=size=1600x900:rate=1", "-frames:v", "1"),
}
"""Name → ffmpeg's arguments, for what is encoded."""
CUTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "v.mp4": ("film.mp4", ("-an", *_COPY, *_FRAGMENTED)),
    "a.m4a": ("film.mp4", ("-vn", *_COPY, *_FRAGMENTED, "-f", "mp4")),
    "other-v.mp4": ("other.mp4", ("-an", *_COPY, *_FRAGMENTED)),
    "other-a.m4a": ("other.mp4", ("-vn", *_COPY, *_FRAGMENTED, "-f", "mp4")),
    "v1080.mp4": ("film1080.mp4", ("-an", *_COPY, *_FRAGMENTED)),
    "hls/film.m3u8": ("film.mp4", (*_COPY, *_HLS)),
    "short/film.m3u8": ("film.mp4", _SHORT_PIECES),
    "fmp4/film.m3u8": ("film.mp4", (*_COPY, *_HLS, "-hls_segment_type", "fmp4")),
    "dash/film.mpd": ("film.mp4", (*_COPY, "-f", "dash", "-seg_duration", "2")),
}
"""Name → the film it is cut from, and ffmpeg's arguments. `v` and `a` are in fragments, as
YouTube's are."""


def served_films(folder: Path) -> Films:
    """Return the films of the stand-in, below a folder."""
    recipes = {name: (*recipe, *_BITEXACT) for name, recipe in RECIPES.items()}
    cuts = {name: (source, (*recipe, *_BITEXACT)) for name, (source, recipe) in CUTS.items()}
    return Films(folder, recipes, cuts)
