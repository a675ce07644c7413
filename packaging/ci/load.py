"""Loads one input of inputs.toml for Windows by its address: `load.py python|vlc FILE`.

Only workflows need it. It does not judge the file: build.py compares the sum of what it is given.
"""

import sys
import tomllib
import urllib.request
from pathlib import Path

INPUTS = Path(__file__).resolve().parents[1] / "inputs.toml"


def main(name: str, target: str) -> None:
    """Load the archive."""
    source = tomllib.loads(INPUTS.read_text("utf-8"))["windows"][name]["source"]
    if not source.startswith("https://"):
        raise SystemExit(f"“{source}” is no safe address.")
    with urllib.request.urlopen(source) as answer:
        Path(target).write_bytes(answer.read())


if __name__ == "__main__":
    main(*sys.argv[1:])
