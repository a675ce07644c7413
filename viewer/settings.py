"""Every setting, declared once, and read from one TOML file.

A value that does not fit is left at its default and reported; nothing here is ever fatal.
"""

from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any


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


def read_settings(file: Path) -> tuple[Settings, list[str]]:
    """Return the settings in a TOML file, and a sentence for each that could not be taken."""
    if not file.exists():
        return Settings(), []
    import tomllib

    try:
        said = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        return Settings(), [
            f"The settings in “{file}” cannot be read ({error}); defaults are used."
        ]
    doubts = [f"There is no setting “{name}”." for name in said if name not in _rows()]
    taken: dict[str, Any] = {}
    for name, row in _rows().items():
        if name in said:
            doubt = _doubt_about(name, said[name], row)
            if doubt:
                doubts.append(doubt)
            else:
                taken[name] = said[name]
    return Settings(**taken), doubts


def _rows() -> dict[str, Any]:
    return {row.name: row for row in fields(Settings)}


def _doubt_about(name: str, value: Any, row: Any) -> str:
    among, low, high = (row.metadata.get(key) for key in ("among", "low", "high"))
    if among is not None:
        fits, range_said = value in among, "one of " + ", ".join(among)
    else:
        kinds = (int, float) if isinstance(row.default, float) else (int,)
        fits = isinstance(value, kinds) and not isinstance(value, bool) and low <= value <= high
        range_said = f"between {low} and {high}"
    return "" if fits else f"The setting “{name}” must be {range_said}; {row.default} is used."
