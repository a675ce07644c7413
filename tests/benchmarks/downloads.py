"""How fast a download is beside yt-dlp alone, and how long the window stands still meanwhile.

    python -m tests.benchmarks.downloads

The promises: at least 0.97 of the throughput of bare yt-dlp from the same server, in turn with it
in the same run; and the event loop is never held up for more than 50 ms during three downloads.
The server is a process of its own on this computer. Ours also looks through what arrived, puts it
into a seekable form, hashes and flushes it, so the whole time is printed beside.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.long_notes import Gaps
from tests.benchmarks.notes import wait
from tests.films import ffmpeg
from tests.stand_in.media import served_films
from tests.worker.fetch.child import FetchChild, question
from viewer.app import Program, Wish
from viewer.paths import Paths
from viewer.ui.application import start_application
from viewer.video.download import Wish as VideoWish

ROUNDS = 3
RATE_BYTES_S = 30_000_000
SLOWER_BYTES_S = 8_000_000
TIMES_LONG, TIMES_SHORT = 80, 60


def main(home: Path) -> None:
    """Measure both, and print a few lines."""
    films = served_films(home / "films")
    for name, times in (("long.mp4", TIMES_LONG), ("short.mp4", TIMES_SHORT)):
        _lengthen(films.path("film.mp4"), times, films.folder / name)
    with served(films.folder) as site:
        measure_throughput(site, films.folder / "long.mp4", home)
        measure_stalls(site, home)


def _lengthen(film: Path, times: int, target: Path) -> None:
    ffmpeg("-stream_loop", times - 1, "-i", film, "-c", "copy", target)


@contextmanager
def served(folder: Path):
    """Have the films of a folder served; give the address they lie below."""
    command = [sys.executable, "-m", "tests.stand_in.serve", str(folder)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as server:
        try:
            yield server.stdout.readline().strip()
        finally:
            server.stdin.close()


def measure_throughput(site: str, film: Path, home: Path) -> None:
    """Print how our throughput compares with that of bare yt-dlp."""
    address, size = f"{site}{film.name}?rate_bytes_s={RATE_BYTES_S}", film.stat().st_size
    loads, wholes, bares = [], [], []
    for number in range(ROUNDS):
        bares.append(_load_bare(f"{address}&n={number}", home / f"bare{number}.mp4"))
        load, whole = _load_ours(f"{address}&m={number}", home / f"cache{number}")
        loads.append(load)
        wholes.append(whole)
    bare, load, whole = map(statistics.median, (bares, loads, wholes))
    print(f"throughput: {bare / load:.3f} of bare yt-dlp (at least 0.97): {size / load / 1e6:.1f} "
          f"beside {size / bare / 1e6:.1f} MB/s, start and all, median of {ROUNDS}")  # fmt: skip
    print(f"    {size / 1e6:.0f} MB were published {whole - load:.2f} s after they had arrived")


def _load_bare(address: str, target: Path) -> float:
    begun = time.perf_counter()
    command = [sys.executable, "-m", "yt_dlp", "--ignore-config", "--quiet", "--no-progress",
               "--no-warnings", "--output", str(target), address]  # fmt: skip
    subprocess.run(command, check=True)
    return time.perf_counter() - begun


def _load_ours(address: str, cache: Path) -> tuple[float, float]:
    """Return the seconds until all had arrived, and until it was published."""
    begun = time.perf_counter()
    child = FetchChild(question(cache, address, typed=True))
    child.until("merging", "failed")
    load = time.perf_counter() - begun
    assert child.finish()["news"] == "done", child.last
    return load, time.perf_counter() - begun


def measure_stalls(site: str, home: Path) -> None:
    """Print how long the window stood still at most while three videos were loaded."""
    app = start_application()
    (home / "vault").mkdir()
    (home / "vault" / "a.md").write_text("---\nvideoId: film-here-01\n---\n\nTide [0:01].\n")
    paths = Paths.below(home / "home")
    paths.config.mkdir(parents=True)
    (paths.config / "settings.toml").write_text("downloads_at_once = 3\nkeep_free_gb = 0\n")
    program = Program(Wish(home / "vault" / "a.md"), paths)
    window = program.show()
    session = program.session
    wait(app, lambda: session.keeping is not None and session.is_settled)
    program.catalogue.run("show_downloads", session)
    gaps, end = Gaps(), time.monotonic() + 5
    wait(app, lambda: time.monotonic() > end)
    idle = max(gaps.found)
    addresses = [f"{site}short.mp4?rate_bytes_s={SLOWER_BYTES_S}&n={number}" for number in range(3)]
    gaps.begin()
    downloads = session.open_keeping().downloads
    downloads.ask_all([VideoWish(f"film{at}", "", (to,), (to,)) for at, to in enumerate(addresses)])
    kept: list[str] = []
    downloads.finished.connect(lambda entry: kept.append(entry.id))
    most, end = 0, time.monotonic() + 120
    while len(kept) < len(addresses):
        assert time.monotonic() < end
        app.processEvents()
        most = max(most, sum(each.state.is_active for each in downloads.all))
    last = [round(gap) for gap in sorted(gaps.found)[:-6:-1]]
    window.close()
    program.close()
    print(f"window: stalled {max(gaps.found):.0f} ms (at most 50) during {most} downloads at once, "
          f"{idle:.0f} ms with none; the longest: {last}")  # fmt: skip


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main(Path(folder))
