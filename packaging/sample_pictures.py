"""The pictures of the sample's film: what is seen while a sentence is said.

Each takes the time it is seen (start and end, in seconds) and returns events. Nothing is to
scale, and everything is seen from above the north pole, so that the earth turns against the clock.
"""

import math
from collections.abc import Callable, Iterator

from sample_drawing import (
    FAINT,
    INK,
    LAND,
    MARK,
    MOON,
    SOFT,
    SUN,
    WATER,
    Event,
    Point,
    arrow,
    dashes,
    disc,
    held,
    oval,
    polygon,
    shape,
    stroke,
    turning,
    words,
)

Picture = Callable[[float, float], list[Event]]

EARTH: Point = (360, 262)
EARTH_RADIUS = 62
MOON_AT: Point = (730, 262)
LUNAR_DAY_H, HALF_LUNAR_DAY_H = 24.84, 12.42


def frames(start: float, end: float, step: float) -> Iterator[tuple[float, float, float]]:
    """Yield (from, to, seconds since start) for something that moves in steps."""
    count = math.ceil((end - start) / step)
    for index in range(count):
        yield start + index * step, min(start + (index + 1) * step, end), index * step


def draw_earth(at: Point = EARTH, radius: float = EARTH_RADIUS) -> list[str]:
    """Draw the earth, and its pole."""
    return [shape(disc(at, radius), LAND), shape(disc(at, radius * 0.06), INK, 0.7)]


def draw_moon(at: Point = MOON_AT, radius: float = 20) -> list[str]:
    """Draw the moon."""
    crater = (at[0] - radius * 0.3, at[1] + radius * 0.25)
    return [shape(disc(at, radius), MOON), shape(disc(crater, radius * 0.28), SOFT, 0.5)]


def draw_water(a: float, b: float, tilt: float = 0, at: Point = EARTH) -> str:
    """Draw the ocean as an ellipse, seen through a little."""
    return shape(polygon(oval(at, a, b, tilt)), WATER, 0.75)


def draw_named_moon() -> list[str]:
    """Draw the moon where it mostly stands, with its name."""
    return [*draw_moon(), words("moon", (MOON_AT[0], MOON_AT[1] + 42), 18, SOFT)]


def alone(start: float, end: float) -> list[Event]:
    """Show earth and moon, and a question."""
    scene = [
        draw_water(76, 76),
        *draw_earth(),
        *draw_named_moon(),
        words("?", (545, 262), 84, MARK),
    ]
    return held(scene, start, end)


def stretch(start: float, end: float) -> list[Event]:
    """Stretch the ocean along the line to the moon."""
    line = dashes([(120 + 12 * step, 262) for step in range(52)], 2)
    events = held([shape(line, FAINT), *draw_named_moon()], start, end)
    for begin, until, since in frames(start, end, 0.08):
        share = 0.5 - 0.5 * math.cos(math.pi * min(max(since - 2, 0) / 3, 1))
        events.append(Event(begin, until, draw_water(76 + 52 * share, 76 - 6 * share)))
    return events + held(draw_earth(), start, end, layer=2)


def _pulls(lengths: tuple[float, float, float], note: str) -> list[str]:
    points = (EARTH[0] + EARTH_RADIUS, EARTH[0], EARTH[0] - EARTH_RADIUS)
    arrows = [
        shape(arrow((x, EARTH[1]), (x + length, EARTH[1]), 5), MARK)
        for x, length in zip(points, lengths, strict=True)
        if length
    ]
    return [*arrows, words(note, (EARTH[0], 412), 20, SOFT)]


def pull(start: float, end: float) -> list[Event]:
    """Show the pull at the near side, the centre and the far side."""
    scene = [draw_water(76, 76), *draw_earth(), *draw_named_moon()]
    return held([*scene, *_pulls((88, 54, 30), "the pull of the moon")], start, end)


def difference(start: float, end: float) -> list[Event]:
    """Show what is left of the pull once the centre's is taken away."""
    scene = [draw_water(76, 76), *draw_earth(), *draw_named_moon()]
    x, y = EARTH
    squeeze = [shape(arrow((x, y + side * 118), (x, y + side * 86), 5), MARK) for side in (-1, 1)]
    return held([*scene, *squeeze, *_pulls((66, 0, -66), "what is left")], start, end)


def near(start: float, end: float) -> list[Event]:
    """Show the near bulge."""
    water = shape(polygon(oval((378, EARTH[1]), 108, 72)), WATER, 0.75)
    scene = [water, *draw_earth(), *draw_named_moon(), *_pulls((100, 54, 0), "")[:-1]]
    return held(scene, start, end)


def far(start: float, end: float) -> list[Event]:
    """Show the far bulge, left behind by the centre."""
    return held(
        [draw_water(128, 70), *draw_earth(), *draw_named_moon(), *_pulls((0, 54, 18), "")[:-1]],
        start,
        end,
    )


def bulges(start: float, end: float) -> list[Event]:
    """Show both bulges."""
    scene = [draw_water(128, 70), *draw_earth(), *draw_named_moon()]
    names = [words("turned away", (262, 160), 20), words("facing the moon", (462, 160), 20)]
    return held([*scene, *names], start, end)


def harbour(start: float, end: float) -> list[Event]:
    """Carry a harbour through both bulges, once in eight seconds."""
    events = held([draw_water(128, 70), *draw_earth(), *draw_named_moon()], start, end)
    length, turn = end - start, 8.0
    spot = (EARTH[0] + EARTH_RADIUS, EARTH[1])
    dot = shape(disc(spot, 7), MARK, tags=turning(EARTH, length, length / turn))
    events.append(Event(start, end, dot, 3))
    quarter = turn / 4
    for index in range(math.ceil(length / quarter) + 1):
        level = "high water" if index % 2 == 0 else "low water"
        begin = max(start + (index - 0.4) * quarter, start)
        until = min(start + (index + 0.4) * quarter, end)
        if begin < until:
            events.append(Event(begin, until, words(level, (EARTH[0], 392), 24, MARK), 3))
    return events


def _tide_curve(start: float, end: float, period_h: float, marks: list[str]) -> list[Event]:
    left, right, middle, height = 120.0, 734.0, 262.0, 78.0

    def level(x: float) -> Point:
        hours = (x - left) / (right - left) * LUNAR_DAY_H
        return x, middle - height * math.cos(2 * math.pi * hours / period_h)

    axis = stroke([(left - 20, middle), (right + 20, middle)], 1.5)
    curve = stroke([level(left + step * 3) for step in range(int((right - left) / 3) + 1)], 4)
    scene = [shape(axis, FAINT), shape(curve, WATER)]
    for index, mark in enumerate(marks):
        x = left + (right - left) * index / (len(marks) - 1)
        scene.append(shape(stroke([(x, middle - 6), (x, middle + 6)], 1.5), SOFT))
        scene.append(words(mark, (x, 372), 20, SOFT))
    events = held(scene, start, end)
    for begin, until, since in frames(start, end, 0.08):
        at = level(left + (right - left) * (since % 9) / 9)
        events.append(Event(begin, until, shape(disc(at, 9), MARK), 2))
    return events


def curve(start: float, end: float) -> list[Event]:
    """Draw a day's tide: two high waters."""
    return _tide_curve(start, end, HALF_LUNAR_DAY_H, ["0 h", "12 h 25 min", "24 h 50 min"])


def daily(start: float, end: float) -> list[Event]:
    """Draw a day's tide where it comes but once."""
    return _tide_curve(start, end, LUNAR_DAY_H, ["0 h", "24 h 50 min"])


def compare(start: float, end: float) -> list[Event]:
    """Compare the tides of moon and sun: 100 to 46."""
    scene = []
    for name, share, rgb, y in (("moon", 1.0, MOON, 210), ("sun", 0.46, SUN, 300)):
        scene.append(shape(stroke([(250, y), (250 + 400 * share, y)], 44), rgb, 0.9))
        scene.append(words(name, (190, y), 26, INK))
    return held([*scene, words("46 %", (472, 300), 24, SOFT)], start, end)


def _with_sun(
    water: tuple[float, float], moons: tuple[Point, Point], names: tuple[str, str]
) -> list[str]:
    at = (500.0, 262.0)
    rays = [
        shape(stroke([(92 + 56 * math.cos(a), 262 + 56 * math.sin(a)),
                      (92 + 72 * math.cos(a), 262 + 72 * math.sin(a))], 4), SUN)
        for a in (math.pi * step / 6 for step in range(12))
    ]  # fmt: skip
    asides = [72 if x >= at[0] else -64 for x, _ in moons]
    return [
        shape(disc((92, 262), 46), SUN),
        *rays,
        shape(dashes(oval(at, 140, 140), 1.5), SOFT, 0.7),
        draw_water(*water, at=at),
        *draw_earth(at, 40),
        *draw_moon(moons[0], 14),
        *draw_moon(moons[1], 14),
        *(
            words(name, (x + aside, y + 0.12 * (y - at[1])), 18, SOFT)
            for name, (x, y), aside in zip(names, moons, asides, strict=True)
        ),
    ]


def spring(start: float, end: float) -> list[Event]:
    """Put sun, moon and earth in one line."""
    scene = _with_sun((98, 44), ((360, 262), (640, 262)), ("new moon", "full moon"))
    return held(scene, start, end)


def neap(start: float, end: float) -> list[Event]:
    """Put the moon across the sun's line."""
    return held(
        _with_sun((54, 60), ((500, 122), (500, 402)), ("half moon", "half moon")), start, end
    )


def fortnight(start: float, end: float) -> list[Event]:
    """Draw a month's tides: twice strong, twice weak."""
    left, middle = 77, 255
    points = []
    for step in range(2100):
        days = step / 2100 * 29.53
        moon = math.cos(2 * math.pi * days * 24 / HALF_LUNAR_DAY_H)
        sun = 0.46 * math.cos(2 * math.pi * days * 2)
        points.append((left + step / 3, middle - 62 * (moon + sun)))
    names = ("new moon", "half", "full moon", "half", "new moon")
    scene = [shape(stroke(points, 1.6), WATER)]
    scene += [words(name, (left + 175 * index, 382), 18, SOFT) for index, name in enumerate(names)]
    return held(scene, start, end)
