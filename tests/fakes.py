"""Small stand-ins for what comes from outside: time, the queue of downloads, the cache."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from viewer.errors import VideoError, ViewerError
from viewer.events import Event
from viewer.session.keeping import Means
from viewer.session.offline import Plan
from viewer.video.condition import Condition, Found
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.entry import CacheEntry, Source
from viewer.video.examination import Finding

NOW_S = 1_790_000_000.0


class HandClock:
    """A monotonic clock in ms that moves only when it is wound."""

    def __init__(self, now_ms: int = 1_000_000) -> None:
        self._now_ms = now_ms

    def now_ms(self) -> int:
        """Return the time it shows."""
        return self._now_ms

    def advance(self, by_ms: int) -> None:
        """Wind it on."""
        self._now_ms += by_ms


class FakeQueue:
    """A queue that loads nothing: a test says what becomes of its downloads."""

    def __init__(self) -> None:
        self.changed: Event[[str]] = Event()
        self.finished: Event[[CacheEntry]] = Event()
        self.trouble: Event[[ViewerError]] = Event()
        self.is_closed = False
        self._downloads: dict[str, Download] = {}

    @property
    def downloads(self) -> tuple[Download, ...]:
        return tuple(self._downloads.values())

    def ask(self, wish: Wish) -> None:
        self._set(Download(wish))

    def ask_all(self, wishes) -> None:
        for wish in wishes:
            self.ask(wish)

    def pause(self, video_id: str) -> None:
        self.becomes(video_id, state=DownloadState.PARTIAL)

    def resume(self, video_id: str) -> None:
        self.becomes(video_id, state=DownloadState.QUEUED)

    def retry(self, video_id: str) -> None:
        self.becomes(video_id, state=DownloadState.QUEUED, failure=None, until_s=0)

    def cancel(self, video_id: str) -> None:
        del self._downloads[video_id]
        self.changed.emit(video_id)

    def move(self, video_id: str, steps: int) -> None:
        order = list(self._downloads)
        at = order.index(video_id)
        order.insert(max(0, at + steps), order.pop(at))
        self._downloads = {each: self._downloads[each] for each in order}
        self.changed.emit(video_id)

    def pause_all(self) -> None:
        for each in self.downloads:
            self.pause(each.id)

    def resume_all(self) -> None:
        for each in self.downloads:
            self.resume(each.id)

    def advance(self) -> None:
        pass

    def close(self) -> None:
        self.is_closed = True

    # What a test says

    def becomes(self, video_id: str, **changes) -> None:
        """Have something become of a download."""
        self._set(replace(self._downloads[video_id], **changes))

    def finishes(self, entry: CacheEntry) -> None:
        """Have a download be done; the video must be where the cache finds it."""
        del self._downloads[entry.id]
        self.changed.emit(entry.id)
        self.finished.emit(entry)

    def _set(self, download: Download) -> None:
        self._downloads[download.id] = download
        self.changed.emit(download.id)


class FakeCache:
    """A cache that is a dictionary; `broken` ids are found damaged when they are examined."""

    def __init__(self, *entries: CacheEntry) -> None:
        self.kept = {entry.id: entry for entry in entries}
        self.broken: set[str] = set()
        self.aside: dict[str, Path] = {}
        self.examined: list[str] = []
        self.touched: list[tuple[str, float]] = []

    def holdings(self) -> list[Found]:
        return [Found(Condition.READY, entry) for entry in self.kept.values()]

    def examine(self, video_id: str) -> Finding:
        self.examined.append(video_id)
        if video_id not in self.broken:
            return Finding(video_id, video_id, Condition.READY, f"“{video_id}” is whole.")
        self.kept.pop(video_id, None)
        sentence = f"“{video_id}” is damaged."
        return Finding(video_id, video_id, Condition.DAMAGED, sentence, "Fetch it again.")

    def incomplete(self, video_id: str) -> Path | None:
        return self.aside.get(video_id)

    def pin(self, video_id: str) -> None:
        self._change(video_id, is_pinned=True)

    def unpin(self, video_id: str) -> None:
        self._change(video_id, is_pinned=False)

    def touch(self, video_id: str, now_s: float) -> None:
        self.touched.append((video_id, now_s))

    def remove(self, video_id: str) -> None:
        if video_id not in self.kept:
            raise VideoError(f"No video is kept for “{video_id}”.")
        del self.kept[video_id]

    def free_bytes(self) -> int:
        return 96_000_000_000

    def _change(self, video_id: str, **changes) -> None:
        self.kept[video_id] = replace(self.kept[video_id], **changes)


class FakeRenewal:
    """A source of downloaders that does as it is told."""

    def __init__(self) -> None:
        self.error: ViewerError | None = None
        self.installed: list[tuple[Path, ...]] = []

    def update(self) -> str:
        if self.error is not None:
            raise self.error
        return "The downloader is 2026.11.20 now."

    def install(self, files: tuple[Path, ...]) -> str:
        self.installed.append(files)
        return self.update()

    def step_back(self) -> str:
        return self.update()


class FakePlanning:
    """Answers every folder with the same plan, at once."""

    def __init__(self) -> None:
        self.plan = Plan("tides", 0, 0, (), 0, 96_000_000_000)
        self.asked: list[tuple[Path, str]] = []

    def __call__(self, vault: Path, folder: str, done: Callable[[Plan], None], _failed) -> None:
        self.asked.append((vault, folder))
        done(self.plan)


class FakeMeans:
    """All that keeping videos is done with, of stand-ins; `run` may be handed in."""

    def __init__(self, *entries: CacheEntry) -> None:
        self.queue, self.cache = FakeQueue(), FakeCache(*entries)
        self.renewal, self.planning = FakeRenewal(), FakePlanning()
        self.going: frozenset[str] = frozenset()
        self.now_s = NOW_S
        self.can_move = True
        self.moved_to: list[Path] = []

    def __call__(self, _settings, paths, run) -> Means:
        """Return them as the program wants them."""
        return Means(
            queue=self.queue,
            cache=self.cache,
            run=run,
            now_s=lambda: self.now_s,
            going=lambda _entries: self.going,
            plan=self.planning,
            renewal=self.renewal,
            relocate=self._relocate if self.can_move else None,
            settings_file=paths.config / "settings.toml",
        )

    def _relocate(self, folder: Path) -> str:
        self.moved_to.append(folder)
        return f"The kept videos lie in {folder} now."


def kept(video_id: str, title: str = "", **more) -> CacheEntry:
    """Return an entry as the cache has them."""
    values = {
        "file": f"/cache/videos/{video_id}/video.mp4",
        "size_bytes": 61_800_000,
        "sha256": "0" * 64,
        "source": Source.DOWNLOADED,
        "added_s": int(NOW_S) - 86_400,
        **more,
    }
    return CacheEntry(video_id, title or f"The film {video_id}", **values)


def run_at_once(work, done, failed) -> None:
    """Do what should be done elsewhere here and now."""
    try:
        result = work()
    except ViewerError as error:
        failed(error)
    else:
        done(result)


class NobodyAtWork:
    """A worker that never answers, for who has no use for what it would: no process is started."""

    def __init__(self, _job: str, _post) -> None:
        self.asked: list[dict] = []

    def ask(self, question, _done, _failed, **_deadline) -> None:
        self.asked.append(question)

    def close(self) -> None:
        """Have nothing to let go of."""
