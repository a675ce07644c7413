"""The pictures of the sample's film, continued: real oceans, friction, and the telling of tides."""

import math

from sample_drawing import (
    FAINT,
    INK,
    MARK,
    MOON,
    SOFT,
    WATER,
    Event,
    Point,
    arrow,
    dashes,
    disc,
    held,
    oval,
    polygon,
    ring,
    shape,
    stroke,
    turning,
    words,
)
from sample_pictures import EARTH, draw_earth, draw_moon, draw_named_moon, draw_water, frames


def race(start: float, end: float) -> list[Event]:
    """Let the moon's bulge and a free wave race along the equator."""
    lanes = (
        ("the bulge", "1,600 km/h", 205.0, 1600, MOON),
        ("a wave", "700 km/h", 300.0, 700, WATER),
    )
    scene = []
    events = []
    for name, speed, y, pace, rgb in lanes:
        scene += [shape(stroke([(210, y), (660, y)], 2), FAINT)]
        scene += [words(name, (140, y), 22, INK), words(speed, (735, y), 22, SOFT)]
        for begin, until, since in frames(start, end, 0.08):
            x = 210 + 450 * ((since * pace / 9000) % 1)
            events.append(Event(begin, until, shape(disc((x, y), 11), rgb), 2))
    return held(scene, start, end) + events


def amphidrome(start: float, end: float) -> list[Event]:
    """Turn a wave about a point without a tide."""
    at: Point = (427, 258)
    basin = [shape(polygon(oval(at, 190, 128)), WATER, 0.35)]
    for step in range(12):
        angle = math.pi * step / 6
        rim = (at[0] + 190 * math.cos(angle), at[1] - 128 * math.sin(angle))
        basin.append(shape(stroke([at, rim], 1.4), SOFT, 0.6))
        beyond = (at[0] + 214 * math.cos(angle), at[1] - 148 * math.sin(angle))
        basin.append(words(f"{step} h", beyond, 15, SOFT))
    events = held(basin, start, end)
    for begin, until, since in frames(start, end, 0.08):
        angle = 2 * math.pi * since / 9
        rim = (at[0] + 190 * math.cos(angle), at[1] - 128 * math.sin(angle))
        events.append(Event(begin, until, shape(stroke([at, rim], 6), INK), 2))
    return events + held([shape(disc(at, 8), MARK)], start, end, layer=3)


def bay(start: float, end: float) -> list[Event]:
    """Slosh the water of a bay that is open on the left."""
    floor: list[Point] = [(120, 385), (734, 300), (734, 400), (120, 400)]
    scene = [
        shape(polygon(floor), FAINT),
        words("ocean", (150, 425), 18, SOFT),
        words("head of the bay", (670, 425), 18, SOFT),
    ]
    events = held(scene, start, end, layer=2)
    for begin, until, since in frames(start, end, 0.08):
        swing = math.cos(2 * math.pi * since / 6)
        top = [
            (120 + 614 * n / 24, 240 - swing * (8 + 52 * math.sin(math.pi / 2 * n / 24)))
            for n in range(25)
        ]
        water = polygon([*top, (734, 300), (120, 385)])
        events.append(Event(begin, until, shape(water, WATER, 0.75)))
    return events


def lag(start: float, end: float) -> list[Event]:
    """Show the bulges ahead of the moon."""
    line = dashes([(120 + 12 * step, 262) for step in range(50)], 2)
    ahead = oval(EARTH, 158, 158, 0, 144)[-12:][::-1]
    scene = [
        shape(line, FAINT),
        draw_water(128, 68, tilt=14),
        *draw_earth(),
        *draw_named_moon(),
        shape(arrow(ahead[-2], ahead[-1], 3), MARK),
        shape(stroke(ahead[:-1], 3), MARK),
        words("ahead", (ahead[-1][0] + 38, ahead[-1][1] - 22), 20, MARK),
    ]
    return held(scene, start, end)


def orbit(start: float, end: float) -> list[Event]:
    """Let the moon go round, and show the wider orbit that awaits it."""
    at: Point = (427, 262)
    rings = [shape(ring(at, 112, 1.6), SOFT), shape(dashes(oval(at, 146, 146), 1.6), MARK)]
    events = held([*rings, draw_water(44, 38, at=at), *draw_earth(at, 34)], start, end)
    length = end - start
    moon = shape(disc((at[0] + 112, at[1]), 13), MOON, tags=turning(at, length, length / 14))
    wider = words("+ 3.8 cm a year", (655, 170), 20, MARK)
    return [*events, Event(start, end, moon, 2), *held([wider], start, end)]


def corals(start: float, end: float) -> list[Event]:
    """Draw growth rings."""
    at: Point = (427, 420)
    tones = ("c98d5a", "e0b98c", "b3743f", "d9a873")
    scene = []
    for step in range(15):
        radius = 270 - step * 16
        half = [point for point in oval(at, radius * 1.1, radius, 0, 120) if point[1] <= at[1] + 1]
        scene.append(shape(polygon(half), tones[step % 4], 0.95))
    return held(scene, start, end)


def waves(start: float, end: float) -> list[Event]:
    """Add three simple waves up to a tide."""
    parts = (("M2", 12.42, 1.0), ("S2", 12.0, 0.46), ("O1", 25.82, 0.42))
    left, span_h = 190, 96

    def line(y: float, height: float, chosen: tuple[tuple[str, float, float], ...]) -> str:
        points = [
            (
                left + step * 1.5,
                y - height * sum(
                    size * math.cos(2 * math.pi * span_h * step / 360 / hours)
                    for _, hours, size in chosen
                ),
            )
            for step in range(361)
        ]  # fmt: skip
        return stroke(points, 2.5)

    scene = []
    for index, part in enumerate(parts):
        y = 145 + 62 * index
        scene += [shape(line(y, 20, (part,)), SOFT), words(part[0], (145, y), 22, SOFT)]
    scene += [shape(line(355, 26, parts), WATER), words("tide", (145, 355), 22, INK)]
    return held(scene, start, end)


def pulleys(start: float, end: float) -> list[Event]:
    """Turn the wheels of a machine that adds."""
    length = end - start
    centres: list[Point] = [(170 + 110 * n, 205 if n % 2 == 0 else 300) for n in range(5)]
    wire: list[Point] = [(115, 330)]
    for number, (x, y) in enumerate(centres):
        side = -34 if number % 2 == 0 else 34
        wire += [(x - 24, y + side * 0.75), (x, y + side), (x + 24, y + side * 0.75)]
    wire += [(700, 390)]
    events = held([shape(stroke(wire, 2.5), MARK)], start, end, layer=3)
    for number, (x, y) in enumerate(centres):
        spoke = stroke([(x - 30, y), (x + 30, y)], 4)
        turn = turning((x, y), length, length / (5 + 2 * number))
        events += held([shape(ring((x, y), 32, 5), SOFT)], start, end)
        events.append(Event(start, end, shape(spoke, FAINT, tags=turn)))
    pen = draw_moon((700, 398), 8)
    return events + held(pen, start, end, layer=3)
