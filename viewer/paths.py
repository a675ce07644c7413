"""Where things lie: configuration, data, cache, and the resources we ship.

Everything a person owns lies below these folders and nowhere else; a vault is never among them.
"""

import os
from dataclasses import dataclass
from pathlib import Path

APP = "notereel"
HOME_VARIABLE = "NOTEREEL_HOME"
"""Names one folder that holds everything, for tests and for a portable installation."""

MOVED_CACHE = "cache_folder"
"""A file of one line in the data folder: where the video cache was moved to."""


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person; none of them need exist yet."""

    config: Path
    data: Path
    cache: Path
    logs: Path
    pictures: Path | None = None
    """Where this system keeps a person's pictures; None below a home of our own."""

    @classmethod
    def of_this_user(cls) -> "Paths":
        """Return the folders this system keeps for programs, or those below NOTEREEL_HOME."""
        home = os.environ.get(HOME_VARIABLE)
        if home:
            return cls.below(Path(home))
        import platformdirs

        dirs = platformdirs.PlatformDirs(APP, appauthor=False)
        data = dirs.user_data_path
        return cls(dirs.user_config_path, data, _cache_of(data, dirs.user_cache_path),
                   dirs.user_log_path, dirs.user_pictures_path / "Notereel")  # fmt: skip

    @classmethod
    def below(cls, home: Path) -> "Paths":
        """Return folders that all lie below one."""
        data = home / "data"
        return cls(home / "config", data, _cache_of(data, home / "cache"), home / "logs")


def _cache_of(data: Path, usual: Path) -> Path:
    """Return the cache's folder: where it was moved to, or else the usual one."""
    try:
        said = (data / MOVED_CACHE).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return usual
    moved = Path(said)
    return moved if moved.is_absolute() and said.isprintable() else usual


def resources() -> Path:
    """Return the folder of what we ship: inside the package once installed, beside it before."""
    package = Path(__file__).parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def sample_vault() -> Path:
    """Return the vault that is shown to newcomers."""
    return resources() / "sample"
