"""What the owner of a cache does with its line: start who may, hear them, and try again.

The rule to know: every state a download gets is written down before its worker is told, and a
worker that failed or was stopped leaves what it has for the next one.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from viewer.durable import delete
from viewer.errors import ViewerError, WorkerError
from viewer.events import Event
from viewer.video.around import Around
from viewer.video.cache import VideoCache
from viewer.video.crew import Crew, Work
from viewer.video.download import Download, DownloadState, Wish
from viewer.video.download_news import News, after_news, trouble_in
from viewer.video.entry import CacheEntry
from viewer.video.failures import Failure, Trouble
from viewer.video.line import Line
from viewer.video.retrying import (
    ROOM_CHECK_S,
    after_failure,
    anew,
    is_due,
    troubled,
    waits_for_its_site,
    waits_for_room,
)
from viewer.video.sources import host_of
from viewer.video.space import RoomWanted, make_room, room_needed_bytes
from viewer.worker.errand import Ending

FLUSH_S = 5.0
"""So often at most the disk is told to keep the line for good."""


class Dispatcher:
    """The owner's side of the queue; `finished` tells what is kept now."""

    def __init__(self, cache: VideoCache, line: Line, crew: Crew, around: Around) -> None:
        self.finished: Event[[CacheEntry]] = Event()
        self._cache = cache
        self._line = line
        self._crew = crew
        self._around = around
        self._had_bytes: dict[str, int] = {}
        self._discarding: set[str] = set()
        self._is_looking_for_room = False
        self._flushed_s = float("-inf")
        self._is_closed = False
        crew.news.connect(self._on_news)
        crew.ended.connect(self._on_ended)

    # What a person wishes

    def ask(self, wish: Wish) -> None:
        """Take a wish in, unless it is fulfilled; what stands still goes on."""
        if self._is_kept(wish.id):
            return
        known = self._line.get(wish.id)
        if known is None:
            self._line.put(Download(wish))
        elif not (known.state.is_active or known.state is DownloadState.QUEUED):
            title = wish.title or known.wish.title
            self._line.put(anew(replace(known, wish=replace(wish, title=title))))

    def pause(self, download: Download) -> None:
        """Stop it and keep what it has."""
        if download.state not in (DownloadState.PARTIAL, DownloadState.FAILED):
            self._line.put(replace(anew(download), state=DownloadState.PARTIAL))
            self._crew.stop(download.id)

    def resume(self, download: Download) -> None:
        """Let what was paused go on in its turn."""
        if download.state is DownloadState.PARTIAL:
            self._line.put(anew(download))

    def retry(self, download: Download) -> None:
        """Try what stands still again in its turn; its site need not rest any longer."""
        if download.state.is_active or download.state is DownloadState.QUEUED:
            return
        host = _host(download)
        self._crew.politeness.wake(host)
        resting = [each for each in self._line if waits_for_its_site(each) and _host(each) == host]
        self._line.put_all(anew(each) for each in (*resting, download))

    def cancel(self, download: Download) -> None:
        """Forget it, and delete what it has when its worker is gone."""
        self._line.drop(download.id)
        self._discarding.add(download.id)
        if download.id in self._crew:
            self._crew.stop(download.id)
        else:
            self._discard(download.id)

    def move(self, download: Download, steps: int) -> None:
        """Move it by so many places."""
        self._line.move(download.id, steps)

    # What goes on by itself

    def take_over(self) -> None:
        """Take the line over from whoever owned it before."""
        self._line.take_over()
        for download in filter(waits_for_its_site, self._line):
            now_s = self._around.now_s()
            self._crew.politeness.rest(_host(download), download.until_s, now_s)

    def advance(self) -> None:
        """Wake what has waited, end what hangs, and start who may."""
        self._save()
        for video_id in self._crew.hanging():
            self._fail(video_id, Trouble(Failure.TIMEOUT, "It said nothing for too long."))
        self._wake()
        self._start_next()

    def _save(self) -> None:
        self._line.save_again()
        now_s = self._around.now_s()
        if self._line.wants_flushing and not 0 <= now_s - self._flushed_s < FLUSH_S:
            self._flushed_s = now_s
            self._around.run(self._line.flush, _nothing, _nothing)

    def end(self) -> None:
        """Stop all work and leave the line to the next owner."""
        self._is_closed = True
        self._crew.end()
        self._line.set_down()

    def _wake(self) -> None:
        now_s = self._around.now_s()
        waiting = [each for each in self._line if each.state is DownloadState.WAITING]
        due = [each for each in waiting if is_due(each.until_s, now_s)]
        self._line.put_all(
            replace(anew(each), attempts=each.attempts) for each in due if not waits_for_room(each)
        )
        cramped = [each for each in due if waits_for_room(each)]
        if cramped and not self._is_looking_for_room:
            self._is_looking_for_room = True
            self._look_for_room(cramped[0], partial(self._on_looked, cramped[0]))

    def _start_next(self) -> None:
        queued = [each for each in self._line if each.state is DownloadState.QUEUED]
        for place, download in enumerate(queued):
            if self._crew.is_full:
                return
            if download.id not in self._discarding and not self._rests(download):
                self._start(download, len(queued) - place)

    def _rests(self, download: Download) -> bool:
        until_s = self._crew.politeness.rests_until_s(_host(download), self._around.now_s())
        if until_s:
            waiting = replace(download, state=DownloadState.WAITING, until_s=until_s)
            self._line.put(troubled(waiting, Trouble(Failure.RATE_LIMIT)))
        return bool(until_s)

    def _start(self, download: Download, candidates: int) -> None:
        if not self._crew.may_start(download.wish) or self._is_kept(download.id):
            return
        self._line.put(replace(download, state=DownloadState.RESOLVING))
        self._had_bytes[download.id] = download.got_bytes
        try:
            self._crew.send(download.wish, candidates, str(self._cache.folder))
        except WorkerError as error:
            self._fail(download.id, Trouble(Failure.CRASHED, str(error)))

    def _is_kept(self, video_id: str) -> bool:
        """Tell whether a video is here already, and say so to everybody if it is."""
        entry = self._cache.where(video_id)
        if entry is None:
            return False
        if self._line.get(video_id):
            self._line.drop(video_id)
        self.finished.emit(entry)
        return True

    # What workers say

    def _on_news(self, video_id: str, news: News) -> None:
        kind, download = news.get("news"), self._line.get(video_id)
        if self._is_closed:
            return
        if kind == "done":
            self._on_done(video_id)
        elif download is None or not download.state.is_active:
            return
        elif kind == "failed":
            self._fail(video_id, trouble_in(news))
        else:
            after = after_news(download, news)
            (self._line.show if after.state is download.state else self._line.put)(after)
            if kind == "resolved":
                self._on_resolved(after)

    def _on_resolved(self, download: Download) -> None:
        work = self._crew.of(download.id)
        if work is not None:
            work.needed_bytes = room_needed_bytes(download.total_bytes, 0)
            work.size_bytes = download.total_bytes
            self._look_for_room(download, partial(self._on_room, download.id, work))

    def _look_for_room(self, download: Download, then: Callable[[Trouble | None], None]) -> None:
        others = [(self._line.get(each), work) for each, work in self._crew.going_on()
                  if each != download.id]  # fmt: skip
        wanted = RoomWanted(
            needed_bytes=room_needed_bytes(download.total_bytes, download.got_bytes),
            size_bytes=download.total_bytes,
            reserved_bytes=sum(max(work.needed_bytes - (each.got_bytes if each else 0), 0)
                               for each, work in others),
            arriving_bytes=sum(work.size_bytes for _, work in others),
            queued=frozenset(each.id for each in self._line),
        )  # fmt: skip
        terms, now_s = self._crew.terms.fetch, self._around.now_s()
        self._around.run(
            partial(make_room, self._cache, wanted, terms, now_s),
            then,
            lambda error: then(_refused(error, str(self._cache.folder))),
        )

    def _on_room(self, video_id: str, work: Work, shortage: Trouble | None) -> None:
        download = self._line.get(video_id)
        if self._crew.of(video_id) is not work or download is None:
            return
        if shortage is not None:
            self._fail(video_id, shortage)
            return
        self._line.put(replace(download, state=DownloadState.DOWNLOADING))
        work.running.say({"do": "go"})

    def _on_looked(self, download: Download, shortage: Trouble | None) -> None:
        self._is_looking_for_room = False
        now = self._line.get(download.id)
        if now is None or now.state is not DownloadState.WAITING or self._is_closed:
            return
        if shortage is None:
            self._line.put(replace(anew(now), attempts=now.attempts))
        else:
            until_s = self._around.now_s() + ROOM_CHECK_S
            waiting = replace(now, until_s=until_s)
            self._line.put(troubled(waiting, shortage))

    def _on_done(self, video_id: str) -> None:
        self._crew.stop(video_id)
        if not self._is_kept(video_id) and self._line.get(video_id):
            self._fail(video_id, Trouble(Failure.DAMAGED, "The cache does not have what arrived."))

    def _on_ended(self, video_id: str, ending: Ending, was_over: bool) -> None:
        if video_id in self._discarding:
            self._discard(video_id)
        elif not (was_over or self._is_closed):
            self._fail(video_id, Trouble(Failure.CRASHED, ending.last_words))

    def _fail(self, video_id: str, trouble: Trouble) -> None:
        """Write down what went wrong and when it is tried again, and have the worker end."""
        download, now_s = self._line.get(video_id), self._around.now_s()
        if download is None:
            return
        failed = after_failure(download, trouble, self._had_bytes.get(video_id, 0), now_s)
        if waits_for_its_site(failed):
            self._crew.politeness.rest(_host(failed), failed.until_s, now_s)
        self._line.put(failed)
        self._crew.stop(video_id)

    def _discard(self, video_id: str) -> None:
        staging = self._cache.staging_place(video_id)
        self._around.run(
            partial(delete, staging),
            lambda _: self._discarding.discard(video_id),
            lambda _: self._discarding.discard(video_id),
        )


def _nothing(_: object) -> None:
    """Do nothing: what was not flushed is flushed by the system, later."""


def _refused(error: ViewerError, folder: str) -> Trouble:
    return Trouble(Failure.FOLDER, str(error), (("folder", folder),))


def _host(download: Download) -> str:
    return host_of(download.wish.addresses[0])
