"""A stand-in website in a process of its own, for measurements: it shares nothing with them.

    python -m tests.stand_in.serve FOLDER

It serves the films of a folder, says where, and ends when its stdin does.
"""

import sys
from pathlib import Path

from tests.stand_in.media import served_films
from tests.stand_in.website import Website


def main(folder: Path) -> None:
    """Serve until nobody listens."""
    with Website(served_films(folder)) as site:
        sys.stdout.write(f"{site.address('/')}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
