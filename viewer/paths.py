"""Where things lie: configuration, data, cache, and the resources we ship.

Everything a person owns lies below these folders and nowhere else; a vault is never among them.
A file named `portable` beside the program keeps them all in one folder there.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.durable import read_plain
from viewer.errors import StudyError

APP = "notereel"
HOME_VARIABLE = "NOTEREEL_HOME"
"""Names one folder that holds everything; it goes before a marker."""

MARKER = "portable"
"""A file of this name beside the program, whatever is in it, makes it portable."""

PORTABLE_HOME = "notereel-home"
"""The folder beside the marker that then holds everything. Installers leave both alone."""

MOVED_CACHE = "cache_folder"
"""A file of one line in the data folder: where the video cache was moved to."""

MOST_PATH_BYTES = 40_000


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one person; none of them need exist yet."""

    config: Path
    data: Path
    cache: Path
    logs: Path
    pictures: Path | None = None
    """Where this system keeps a person's pictures; None below a home of our own."""
    home: Path | None = None
    """The one folder that holds all of these; None where the system has a place for each."""
    is_portable: bool = False
    """Whether that folder lies beside the program, because of a marker."""

    @classmethod
    def of_this_user(cls) -> "Paths":
        """Return the folders this system keeps for programs, or those below a home of our own.

        That is NOTEREEL_HOME, or lies beside the program if a marker does.
        """
        home = os.environ.get(HOME_VARIABLE)
        if home:
            return cls.below(Path(home))
        if beside := portable_folder(program_folders()):
            return cls.below(beside / PORTABLE_HOME, is_portable=True)
        import platformdirs

        dirs = platformdirs.PlatformDirs(APP, appauthor=False)
        data = dirs.user_data_path
        return cls(dirs.user_config_path, data, _cache_of(data, dirs.user_cache_path),
                   dirs.user_log_path, dirs.user_pictures_path / "Notereel")  # fmt: skip

    @classmethod
    def below(cls, home: Path, *, is_portable: bool = False) -> "Paths":
        """Return folders that all lie below one."""
        data = home / "data"
        return cls(home / "config", data, _cache_of(data, home / "cache"), home / "logs",
                   home=home, is_portable=is_portable)  # fmt: skip

    def trouble(self) -> StudyError | None:
        """Return why nothing that a person does can be kept, or None if it can."""
        if _takes_files(self.data):
            return None
        if not self.is_portable:
            return StudyError(
                f"Notereel may not write into “{self.data}”: nothing you do is remembered.",
                hint="Take the write protection away, or make room on that disk.",
            )
        return StudyError(
            f"Notereel is portable, but may not write into “{self.home}”:"
            " nothing you do is remembered.",
            hint="Take the write protection away, or put Notereel into a folder of yours; without"
            f" the file “{MARKER}” beside it, it keeps everything in your own folders.",
        )


def program_folders() -> Iterator[Path]:
    """Yield the folders that are beside this program, as a person would see it.

    They are that of the AppImage's file, of the Windows program's, the virtual environment, and the
    folder around our package: a checkout, or what an installer has unpacked.
    """
    package = Path(__file__).absolute().parent
    image, mounted = os.environ.get("APPIMAGE"), os.environ.get("APPDIR")
    # Both are also there for whatever another AppImage starts.
    if image and mounted and package.is_relative_to(mounted):
        yield Path(image).absolute().parent
    if os.name == "nt":
        yield Path(sys.executable).absolute().parent
    if sys.prefix != sys.base_prefix:
        yield Path(sys.prefix)
    yield package.parent


def portable_folder(folders: Iterable[Path]) -> Path | None:
    """Return the first of these folders with a marker in it."""
    return next((folder for folder in folders if (folder / MARKER).is_file()), None)


def _takes_files(folder: Path) -> bool:
    """Whether a file can be made there, or where the folder will be made.

    To try is the only answer that holds on every system.
    """
    import tempfile

    try:
        existing = next(each for each in (folder, *folder.parents) if each.exists())
        with tempfile.TemporaryFile(dir=existing):
            return True
    except OSError:
        return False


def _cache_of(data: Path, usual: Path) -> Path:
    """Return the cache's folder: where it was moved to, or else the usual one."""
    try:
        text = read_plain(os.path.realpath(data / MOVED_CACHE), MOST_PATH_BYTES)
        said = text.decode("utf-8").strip()
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


def welcome_note() -> Path:
    """Return the sample vault's note on how to begin."""
    return sample_vault() / "welcome.md"
