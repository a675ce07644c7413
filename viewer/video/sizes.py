"""Sizes and numbers as people read them: `812 kB`, `61.8 MB`, `1.2 GB`, `3 videos`.

1 kB is 1000 bytes, as on the labels of disks.
"""


def size_words(size_bytes: float) -> str:
    """Return a size in the largest unit of which it is at least one."""
    for unit, factor in (("GB", 1e9), ("MB", 1e6)):
        # What would be rounded up to 1000 of a unit is one of the next.
        if size_bytes >= factor * 0.99995:
            return f"{size_bytes / factor:.1f} {unit}"
    return f"{size_bytes / 1e3:.0f} kB"


def videos_words(number: int) -> str:
    """Return a number of videos with its noun."""
    return f"{number:,} video{'s' * (number != 1)}"
