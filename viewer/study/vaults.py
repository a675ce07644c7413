"""Vaults are the reader's own: nothing is ever written into one, whoever asks for it."""

import os
from collections.abc import Iterable
from pathlib import Path

from viewer.errors import UsageError

VAULT_MARKER = ".obsidian"


def refuse_in_vault(file: Path, vaults: Iterable[Path]) -> None:
    """Raise UsageError for a file that would lie in a vault: there nothing is ever written."""
    place = Path(os.path.realpath(file))
    open_ones = [Path(os.path.realpath(vault)) for vault in vaults]
    marked = [folder for folder in place.parents if (folder / VAULT_MARKER).is_dir()]
    if marked or any(place.is_relative_to(vault) for vault in open_ones):
        raise UsageError(
            f"“{file.name}” would lie in a vault, and Notereel never writes into one.",
            hint="Choose a folder outside it.",
        )
