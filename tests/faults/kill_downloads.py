"""Downloads that are killed: `python -m tests.faults.kill_downloads 200`.

Each download is killed a few times at random moments, also while it is joined, looked through and
published, and goes on each time until it is done. What is in the cache must then be byte for byte
what an undisturbed download makes; before that, nothing must be in it.
"""

import hashlib
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.films import Films, ffmpeg
from tests.stand_in.faults import Fault
from tests.stand_in.media import served_films
from tests.stand_in.website import Website
from tests.stand_in.youtube import Youtube
from tests.worker.fetch.child import FetchChild, question
from viewer.video.cache import VideoCache

VIDEO_ID = "dQw4w9WgXcQ"
RATE_BYTES_S = 4_000_000
MOST_KILLS = 3
ORPHAN_S = 2.0


@dataclass
class Figures:
    """What a run showed."""

    kills: int = 0
    downloads: int = 0
    other_bytes: int = 0
    too_early: int = 0
    orphans: int = 0
    failed: int = 0
    sent_bytes: dict[str, int] = field(default_factory=Counter)
    film_bytes: dict[str, int] = field(default_factory=Counter)
    moments: dict[str, int] = field(default_factory=dict)
    troubles: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Bytes sent for each byte of the films."""
        return sum(self.sent_bytes.values()) / max(sum(self.film_bytes.values()), 1)

    @property
    def is_good(self) -> bool:
        return not (self.other_bytes or self.too_early or self.orphans or self.failed)


@dataclass
class Kind:
    """A kind of download: how it is asked for, and how many bytes of films were sent."""

    name: str
    ask: Callable[[Path], dict[str, object]]
    sent_bytes: Callable[[], int]
    forget: Callable[[], None]
    sha256: str = ""
    film_bytes: int = 0
    seconds: float = 0.0


def long_film(films: Films) -> str:
    """Make a film that is longer than what hides between a server and a client."""
    file = films.folder / "long.mp4"
    if not file.exists():
        repeated = ("-stream_loop", "3", "-i", films["film.mp4"])
        ffmpeg(*repeated, "-c", "copy", "-fflags", "+bitexact", file)
    return "/long.mp4"


def kinds_of(films: Films, youtube: Youtube, website: Website) -> list[Kind]:
    website.befall("/short/", Fault(rate_bytes_s=RATE_BYTES_S))
    website.befall("long.mp4", Fault(rate_bytes_s=2 * RATE_BYTES_S))
    youtube.befall("/videoplayback", Fault(rate_bytes_s=RATE_BYTES_S))
    whole = website.address(long_film(films))
    segments = website.address("/short/film.m3u8")
    return [
        Kind("plain", lambda cache: question(cache, whole),
             lambda: website.sent_bytes("long.mp4"), website.forget),
        Kind("HLS", lambda cache: question(cache, segments),
             lambda: website.sent_bytes(".ts"), website.forget),
        Kind("merge", lambda cache: question(cache, youtube.address(VIDEO_ID), terms=youtube.terms,
                                             trial=youtube.trial),
             lambda: youtube.sent_bytes(), youtube.forget),
    ]  # fmt: skip


def measure(kind: Kind, folder: Path) -> None:
    """Download once undisturbed, and keep what came of it."""
    start = time.monotonic()
    child = FetchChild(kind.ask(folder))
    last = child.finish()
    assert last["news"] == "done", (kind.name, last, child.said)
    kind.seconds = time.monotonic() - start
    kind.sha256 = sha_of(folder)
    kind.film_bytes = kind.sent_bytes()


def sha_of(cache: Path) -> str:
    entry = VideoCache(cache).where(VIDEO_ID)
    return hashlib.sha256(Path(entry.file).read_bytes()).hexdigest() if entry else ""


def disturb(kind: Kind, folder: Path, chance: random.Random, most: int, found: Figures) -> None:
    """Download once, with kills in between."""
    kind.forget()
    for _ in range(most):
        child = FetchChild(kind.ask(folder))
        moment = wait_for_moment(child, kind, chance)
        was_over = child.child.poll() is not None or moment == "after ended"
        child.child.send_signal(signal.SIGKILL)
        child.child.wait()
        child.close()
        if not was_over:
            found.kills += 1
            found.moments[moment] = found.moments.get(moment, 0) + 1
        look_for_orphans(child, found)
        if sha_of(folder) not in ("", kind.sha256):
            found.too_early += 1
    child = FetchChild(kind.ask(folder))
    last = child.finish()
    found.downloads += 1
    found.sent_bytes[kind.name] += kind.sent_bytes()
    found.film_bytes[kind.name] += kind.film_bytes
    if last["news"] != "done":
        found.failed += 1
        found.troubles.append(f"{kind.name}: {last} {child.said[-500:]!r}")
    elif sha_of(folder) != kind.sha256:
        found.other_bytes += 1
        found.troubles.append(f"{kind.name}: other bytes in {folder}")


def wait_for_moment(child: FetchChild, kind: Kind, chance: random.Random) -> str:
    """Wait until it is to be killed; return when that is, in words."""
    if chance.random() < 0.25:
        news = child.until(chance.choice(("merging", "verifying", "resolved")))
        # Of these steps some take a moment, and the whole of it is to be met.
        time.sleep(chance.uniform(0, 0.15))
        return f"after {news['news']}"
    end = time.monotonic() + chance.uniform(0.05, kind.seconds)
    while time.monotonic() < end and child.child.poll() is None:
        child.hear()
        time.sleep(0.005)
    return "while loading" if "resolved" in child.kinds() else "before it loads"


def look_for_orphans(child: FetchChild, found: Figures) -> None:
    end = time.monotonic() + ORPHAN_S
    while left := child.group():
        if time.monotonic() > end:
            found.orphans += len(left)
            child.kill()
            return
        time.sleep(0.02)


def run(folder: Path, kills: int, seed: int = 1, films: Films | None = None) -> Figures:
    """Kill so many downloads, and return what it showed."""
    found, chance = Figures(), random.Random(seed)
    films = films or served_films(folder / "films")
    films.folder.mkdir(parents=True, exist_ok=True)
    with Youtube(films) as youtube, Website(films) as website:
        kinds = kinds_of(films, youtube, website)
        for kind in kinds:
            measure(kind, folder / f"undisturbed {kind.name}")
        turn = 0
        while found.kills < kills:
            kind = kinds[turn % len(kinds)]
            turn += 1
            most = min(chance.randint(1, MOST_KILLS), kills - found.kills)
            disturb(kind, folder / f"{turn} {kind.name}", chance, most, found)
    return found


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        found = run(Path(folder), kills, seed)
    print(f"SIGKILLs                        {found.kills} ({found.moments})")
    print(f"downloads, all gone on with     {found.downloads}")
    print(f"published with other bytes      {found.other_bytes}")
    print(f"published before it was looked  {found.too_early}")
    print(f"not finished                    {found.failed}")
    print(f"orphans after {ORPHAN_S:.0f} s               {found.orphans}")
    print(f"bytes sent / bytes of the films {found.share:.3f}")
    for name, sent in found.sent_bytes.items():
        print(f"  of these {name:<22} {sent / found.film_bytes[name]:.3f}")
    print(*found.troubles, sep="\n")
    return 0 if found.is_good and found.share <= 1.1 else 1


if __name__ == "__main__":
    sys.exit(main())
