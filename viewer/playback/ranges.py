"""The limits every player keeps, whatever it is asked for."""

LOWEST_RATE, HIGHEST_RATE = 0.25, 4.0
HIGHEST_VOLUME = 125


def rate_within(rate: float) -> float:
    """Return the nearest rate that can be played: beyond it there is no sound to follow."""
    return max(LOWEST_RATE, min(HIGHEST_RATE, rate))


def volume_within(percent: int) -> int:
    """Return the nearest loudness in per cent: above 125 the sound distorts."""
    return max(0, min(HIGHEST_VOLUME, percent))
