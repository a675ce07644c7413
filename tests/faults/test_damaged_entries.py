"""500 damaged entries: none is served as good, and those beside them still are."""

import hashlib
import random
from pathlib import Path

import pytest

from tests.faults.damaged_entries import BOTH, WAYS
from tests.kept_videos import content_of, keep_all
from viewer.video.cache import VideoCache
from viewer.video.condition import Condition

CASES = 500
SEED = 20_261_126
HEALTHY = [f"healthy-{number}" for number in range(20)]


def ways_for(count):
    """Return so many ways, each about as often as any other."""
    names = sorted(WAYS)
    return [names[number % len(names)] for number in range(count)]


def is_served(cache, video_id):
    return cache.where(video_id) is not None or any(e.id == video_id for e in cache.entries())


def check_the_healthy(cache):
    for video_id in HEALTHY:
        served = Path(cache.where(video_id).file).read_bytes()
        assert served == content_of(video_id)


@pytest.mark.parametrize("part", range(5))
def test_no_damaged_video_is_ever_served(tmp_path, part):
    chance = random.Random(SEED + part)
    names = ways_for(CASES)[part::5]
    chance.shuffle(names)
    cache = VideoCache(tmp_path / "cache")
    pairs = [(f"victim-{number}", f"second-{number}") for number in range(len(names))]
    keep_all(cache, [*HEALTHY, *(video_id for pair in pairs for video_id in pair)])
    for name, (victim, second) in zip(names, pairs, strict=True):
        WAYS[name](cache.place(victim), cache.place(second), chance)
        damaged = (victim, second) if name in BOTH else (victim,)
        for video_id in damaged:
            assert not is_served(cache, video_id), name
        for video_id in damaged:
            found = cache.examine(video_id)
            assert found.condition is not Condition.READY, name
            assert found.sentence, name
            assert not is_served(cache, video_id), name
        if name not in BOTH:
            assert cache.where(second) is not None or untouched(cache, second), name
    check_the_healthy(cache)
    assert {each.condition for each in cache.verify(HEALTHY)} == {Condition.READY}


def untouched(cache, video_id):
    """Whether a video is only in doubt, as one that got a second name is, and proves good."""
    cache.examine(video_id)
    kept = cache.where(video_id)
    return hashlib.sha256(Path(kept.file).read_bytes()).hexdigest() == kept.sha256


def test_every_damage_at_once_leaves_the_healthy_alone(tmp_path):
    chance = random.Random(SEED)
    cache = VideoCache(tmp_path / "cache")
    pairs = {name: (f"victim-{name}"[:40], f"second-{name}"[:40]) for name in WAYS}
    keep_all(cache, [*HEALTHY, *(video_id for pair in pairs.values() for video_id in pair)])
    for name, (victim, second) in pairs.items():
        WAYS[name](cache.place(victim), cache.place(second), chance)
    findings = list(cache.verify())
    good = {each.id for each in findings if each.condition is Condition.READY}
    spoilt = {each for name, pair in pairs.items() for each in pair[: 1 + (name in BOTH)]}
    assert good & spoilt == set()
    assert set(HEALTHY) <= good
    check_the_healthy(cache)
