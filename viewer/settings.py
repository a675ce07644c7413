"""Every setting, declared once, and read from one TOML file.

A value that does not fit is left at its default and reported; nothing here is ever fatal.
"""

import os
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from viewer.durable import read_plain

GB = 1e9
MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person can set; each has its default, its help, and the range it must lie in."""

    theme: str = field(
        default="system",
        metadata={"help": "Colours: as the system has them, or always these.",
                  "among": ("system", "light", "dark")},
    )  # fmt: skip
    text_size_px: int = field(
        default=16, metadata={"help": "Size of the note's text.", "low": 10, "high": 40}
    )
    seek_step_ms: int = field(
        default=5_000, metadata={"help": "How far Left and Right go.", "low": 500, "high": 60_000}
    )
    seek_small_ms: int = field(
        default=1_000, metadata={"help": "How far Shift+Left goes.", "low": 100, "high": 10_000}
    )
    seek_long_ms: int = field(
        default=10_000, metadata={"help": "How far h and l go.", "low": 1_000, "high": 300_000}
    )
    seek_far_ms: int = field(
        default=60_000,
        metadata={"help": "How far Ctrl+Shift+Left goes.", "low": 5_000, "high": 900_000},
    )
    rate_step: float = field(
        default=0.1, metadata={"help": "How much [ and ] change the speed.", "low": 0.05, "high": 1}
    )
    volume_step: int = field(
        default=5, metadata={"help": "Per cent of one step of volume.", "low": 1, "high": 50}
    )
    video_height_px: int = field(
        default=720,
        metadata={"help": "Download no larger picture than this.", "low": 144, "high": 4320},
    )
    downloads_at_once: int = field(
        default=2, metadata={"help": "How many videos are loaded at once.", "low": 1, "high": 4}
    )
    download_kb_s: int = field(
        default=0,
        metadata={"help": "How fast all downloads may be together, in kB/s; 0 for no limit.",
                  "low": 0, "high": 10_000_000},
    )  # fmt: skip
    cache_limit_gb: float = field(
        default=20.0, metadata={"help": "How large the video cache may be.", "low": 0, "high": 1e6}
    )
    keep_free_gb: float = field(
        default=5.0,
        metadata={"help": "How much of the disk downloads leave free.", "low": 0, "high": 1e6},
    )
    subtitle_languages: tuple[str, ...] = field(
        default=("en",),
        metadata={"help": "Languages of the subtitles that come with a video, as ISO codes."},
    )
    automatic_captions: bool = field(
        default=True,
        metadata={"help": "Take captions that no person wrote where there are no others."},
    )
    ffmpeg: str = field(
        default="", metadata={"help": "Your ffmpeg; found by itself where this is empty."}
    )
    javascript_runtime: str = field(
        default="", metadata={"help": "Your deno; found by itself where this is empty."}
    )
    cookies: str = field(
        default="",
        metadata={"help": "A cookies.txt, or browser:firefox, for videos that need an account."},
    )
    proxy: str = field(
        default="", metadata={"help": "The proxy that downloads go through, as an address."}
    )
    sources: tuple[str, ...] = field(
        default=("https://www.youtube.com/watch?v={id}",),
        metadata={
            "help": "Where a video is had by its id, in this order; its own address comes last."
        },
    )
    screenshots_folder: str = field(
        default="", metadata={"help": "Where pictures of the video are saved; else with yours."}
    )
    current_at_most_ms: int = field(
        default=60_000,
        metadata={"help": "How long a moment is current, and cites, at most.",
                  "low": 1_000, "high": 3_600_000},
    )  # fmt: skip
    motion: str = field(
        default="system",
        metadata={"help": "Scroll smoothly: as the system has it, always, or never.",
                  "among": ("system", "full", "reduced")},
    )  # fmt: skip
    uncited_gap_ms: int = field(
        default=60_000,
        metadata={"help": "What the note does not cite for this long is shown as a gap.",
                  "low": 5_000, "high": 3_600_000},
    )  # fmt: skip
    corner_width_px: int = field(
        default=340,
        metadata={"help": "Width of the picture in the corner.", "low": 160, "high": 1_280},
    )
    card_sound_ms: int = field(
        default=10_000,
        metadata={"help": "How long the sound of an Anki card is at most.",
                  "low": 1_000, "high": 120_000},
    )  # fmt: skip
    pictures_mb: int = field(
        default=500,
        metadata={"help": "How much the pictures of moments may take, of all videos together.",
                  "low": 10, "high": 100_000},
    )  # fmt: skip
    jump_plays: bool = field(
        default=True,
        metadata={"help": "A click or Enter on a time plays; if not, Shift with them does."},
    )
    lead_in_ms: int = field(
        default=0, metadata={"help": "How much sooner a moment begins.", "low": 0, "high": 30_000}
    )
    step_back_after_pause: bool = field(
        default=False,
        metadata={"help": "After a long pause go on a little sooner, up to 10 seconds."},
    )
    excerpts_order: str = field(
        default="reading",
        metadata={"help": "Play a note's moments as they are read, or as the video has them.",
                  "among": ("reading", "time")},
    )  # fmt: skip
    excerpt_least_ms: int = field(
        default=4_000,
        metadata={"help": "Of a moment of the played note, play at least this much.",
                  "low": 500, "high": 600_000},
    )  # fmt: skip
    excerpt_most_ms: int = field(
        default=30_000,
        metadata={"help": "Of a moment of the played note, play no more than this.",
                  "low": 500, "high": 3_600_000},
    )  # fmt: skip

    @property
    def cache_limit_bytes(self) -> int:
        """How large the video cache may be."""
        return int(self.cache_limit_gb * GB)

    @property
    def keep_free_bytes(self) -> int:
        """How much of the disk downloads leave free."""
        return int(self.keep_free_gb * GB)


_KINDS: dict[type, tuple[Any, str]] = {
    int: (int, "a number"),
    float: ((int, float), "a number"),
    bool: (bool, "true or false"),
    str: (str, "a text"),
    tuple: (list, "a list of texts"),
}


def read_settings(file: Path) -> tuple[Settings, list[str]]:
    """Return the settings in a TOML file, and a sentence for each that could not be taken."""
    if not file.exists():
        return Settings(), []
    import tomllib

    try:
        said = tomllib.loads(read_plain(os.path.realpath(file), MOST_BYTES).decode("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        return Settings(), [
            f"The settings in “{file}” cannot be read ({reason}); defaults are used."
        ]
    doubts = [f"There is no setting “{name}”." for name in said if name not in _rows()]
    taken: dict[str, Any] = {}
    for name, row in _rows().items():
        if name in said:
            doubt = _doubt_about(name, said[name], row)
            if doubt:
                doubts.append(doubt)
            else:
                value = said[name]
                taken[name] = tuple(value) if isinstance(value, list) else value
    return Settings(**taken), doubts


def _rows() -> dict[str, Any]:
    return {row.name: row for row in fields(Settings)}


def _doubt_about(name: str, value: Any, row: Any) -> str:
    """Return why a value cannot be taken, empty if it can."""
    among, low, high = (row.metadata.get(key) for key in ("among", "low", "high"))
    kind, said = _KINDS[type(row.default)]
    fits = isinstance(value, kind) and (bool is kind or not isinstance(value, bool))
    if among is not None:
        fits, said = value in among, "one of " + ", ".join(among)
    elif low is not None:
        fits, said = fits and low <= value <= high, f"between {low} and {high}"
    elif isinstance(value, list):
        fits = fits and all(isinstance(each, str) for each in value)
    used = ", ".join(row.default) if isinstance(row.default, tuple) else row.default
    return "" if fits else f"The setting “{name}” must be {said}; {used or 'none'} is used."
