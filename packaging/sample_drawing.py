"""Drawing with subtitles: shapes and words as events of the ASS format, which libass renders.

Everything is in pixels of the 854 × 480 picture, y downwards, angles in degrees against the clock.
The format: https://aegisub.org/docs/latest/ass_tags/
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 854, 480
# Coordinates are written in eighths of a pixel: \p4.
FINE = 8

Point = tuple[float, float]

INK = "eaf1ff"
SOFT = "93a7cf"
FAINT = "3a4c74"
WATER = "3f7fd6"
LAND = "4fa37c"
MOON = "d5d9e3"
SUN = "ffc857"
MARK = "f5b942"


@dataclass(frozen=True, slots=True)
class Event:
    """Something seen from `start` to `end` (seconds); higher layers cover lower ones."""

    start: float
    end: float
    text: str
    layer: int = 1

    def line(self) -> str:
        """Return the event as a line of the file."""
        times = f"{clock(self.start)},{clock(self.end)}"
        return f"Dialogue: {self.layer},{times},Plain,,0,0,0,,{self.text}"


def clock(seconds: float) -> str:
    """Write a time as ASS does: H:MM:SS.cc."""
    hundredths = round(seconds * 100)
    minutes, hundredths = divmod(hundredths, 6000)
    return f"{minutes // 60}:{minutes % 60:02d}:{hundredths // 100:02d}.{hundredths % 100:02d}"


def colour(rgb: str, alpha: float = 1.0) -> str:
    """Return the tags for a colour given as RRGGBB."""
    return rf"\1c&H{rgb[4:6]}{rgb[2:4]}{rgb[0:2]}&\1a&H{round((1 - alpha) * 255):02X}&"


def shape(path: str, rgb: str, alpha: float = 1.0, tags: str = "") -> str:
    """Return the text of an event that fills `path`."""
    return rf"{{\an7\pos(0,0)\bord0\shad0{colour(rgb, alpha)}{tags}\p4}}{path}"


def words(text: str, at: Point, size: float, rgb: str = INK, tags: str = "") -> str:
    """Return the text of an event that writes `text`, centred on `at`."""
    place = rf"\an5\pos({at[0]:.1f},{at[1]:.1f})"
    return rf"{{{place}\fs{size:g}\bord0\shad0{colour(rgb)}{tags}}}{text}"


def turning(about: Point, seconds: float, turns: float, start: float = 0) -> str:
    """Return the tags that turn an event about a point, against the clock."""
    end = start + 360 * turns
    centre = rf"\org({about[0]:.1f},{about[1]:.1f})"
    return rf"{centre}\frz{start:g}\t(0,{round(seconds * 1000)},\frz{end:g})"


# --- paths ------------------------------------------------------------------------------------


def _pair(point: Point) -> str:
    return f"{round(point[0] * FINE)} {round(point[1] * FINE)}"


def polygon(points: Sequence[Point]) -> str:
    """Return a closed path through points."""
    return f"m {_pair(points[0])} l " + " ".join(_pair(point) for point in points[1:])


def oval(centre: Point, a: float, b: float, tilt: float = 0, count: int = 72) -> list[Point]:
    """Return the points of an ellipse with half axes a and b, tilted against the clock."""
    cos, sin = math.cos(math.radians(tilt)), -math.sin(math.radians(tilt))
    points = []
    for step in range(count):
        x = a * math.cos(2 * math.pi * step / count)
        y = b * math.sin(2 * math.pi * step / count)
        points.append((centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos))
    return points


def disc(centre: Point, radius: float) -> str:
    """Return the path of a circle."""
    return polygon(oval(centre, radius, radius))


def ring(centre: Point, radius: float, width: float) -> str:
    """Return the path of a circle's outline."""
    inner = oval(centre, radius - width / 2, radius - width / 2)
    return f"{disc(centre, radius + width / 2)} {polygon(inner[::-1])}"


def stroke(points: Sequence[Point], width: float) -> str:
    """Return the path of a line of some width through points."""
    left, right = [], []
    for index, (x, y) in enumerate(points):
        before, after = points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1
        across = (-dy / length * width / 2, dx / length * width / 2)
        left.append((x + across[0], y + across[1]))
        right.append((x - across[0], y - across[1]))
    return polygon(left + right[::-1])


def arrow(start: Point, end: Point, width: float = 4) -> str:
    """Return the path of an arrow."""
    angle = math.atan2(end[1] - start[1], end[0] - start[0])
    head = width * 3.2

    def off(point: Point, along: float, across: float) -> Point:
        return (
            point[0] + along * math.cos(angle) - across * math.sin(angle),
            point[1] + along * math.sin(angle) + across * math.cos(angle),
        )

    neck = off(end, -head, 0)
    return f"{stroke([start, neck], width)} " + polygon(
        [off(end, -head, head * 0.55), end, off(end, -head, -head * 0.55)]
    )


def dashes(points: Sequence[Point], width: float) -> str:
    """Return the path of a dashed line: every second step between the points is drawn."""
    pairs = zip(points[::2], points[1::2], strict=False)
    return " ".join(stroke(pair, width) for pair in pairs)


def held(texts: Iterable[str], start: float, end: float, layer: int = 1) -> list[Event]:
    """Return events for all texts, seen together, coming up softly; the film's first stand."""
    rise = r"\fad(300,0)}" if start > 0 else "}"
    return [Event(start, end, text.replace("}", rise, 1), layer) for text in texts]
