"""A stand-in for youtube.com, so that yt-dlp's own youtube extractor runs without the internet.

It is a proxy: the tunnels to YouTube's hosts end here. Every id of eleven signs is a good video,
save those of `refusals.py`. It shows how the program deals with YouTube's answers as they are
known; that YouTube still gives these answers, no test without the internet can show.
"""

import json
import ssl
from pathlib import Path
from typing import Self

import trustme

from tests.films import Films
from tests.stand_in.answer import NOT_FOUND, Answer, type_of
from tests.stand_in.captions import rolling, written
from tests.stand_in.faults import Fault
from tests.stand_in.hostile_pages import HOSTILE_VIDEOS
from tests.stand_in.http_server import LoopbackServer, Request
from tests.stand_in.media import SECONDS
from tests.stand_in.refusals import DRM, NO_FORMATS, REFUSALS, STATUSES
from tests.stand_in.site import Site
from tests.stand_in.youtube_formats import MEDIA_HOST, caption_tracks, film_of, offered_formats
from viewer.video.download import FetchTerms

_HOSTS = ("www.youtube.com", "youtube.com", "m.youtube.com", "youtu.be", "i.ytimg.com", MEDIA_HOST)
_BOARDS = "|48#27#100#10#10#0#default#rs$A|80#45#8#5#5#1000#M$M#rs$B"
_WATCH_PAGE = """<!DOCTYPE html><html><body><script>ytcfg.set({"INNERTUBE_CONTEXT": {"client": {
"clientName": "WEB", "clientVersion": "2.20260101", "visitorData": "Cgt0ZXN0"}},
"INNERTUBE_CONTEXT_CLIENT_NAME": 1, "VISITOR_DATA": "Cgt0ZXN0"});</script>
<script>var ytInitialPlayerResponse = %s;</script>
<script>var ytInitialData = %s;</script></body></html>"""
_PLAYER_NAME, _PLAYER = b"player\\/0a1b2c3d\\/", b"var a = {signatureTimestamp: 20000};"
TITLE = "Lecture 7: loops"
CHAPTERS = ((0, "Intro"), (3, "For loops"), (6, "While loops"))
"""Each with its second."""


class Youtube(Site):
    """YouTube on the loopback, while it is entered."""

    FILMS = "/videoplayback"

    def __init__(self, films: Films) -> None:
        super().__init__(films)
        self.titles = dict(HOSTILE_VIDEOS)
        self.editions: dict[str, int] = {}
        self._server = LoopbackServer(self, _certified())

    def __enter__(self) -> Self:
        super().__enter__()
        for video_id, status in STATUSES.items():
            self.befall(f"/videoplayback?id={video_id}", Fault(status=status))
        return self

    # What a fetch job needs

    @property
    def terms(self) -> FetchTerms:
        """The terms with which a job reaches it."""
        return FetchTerms(proxy=f"http://127.0.0.1:{self.port}", reserve_bytes=0)

    @property
    def trial(self) -> dict[str, object]:
        """What a job's question must have under "trial" to trust it."""
        return {
            "nocheckcertificate": True,
            "allow_private": True,
            "extractor_args": {
                "youtube": {"player_client": ["visionos"], "player_skip": ["configs"]}
            },
        }

    @property
    def hostile_titles(self) -> dict[str, str]:
        """Ids of good videos with bad titles → these titles."""
        return HOSTILE_VIDEOS

    def address(self, video_id: str) -> str:
        """Return a video's address."""
        return f"https://www.youtube.com/watch?v={video_id}"

    # What a test does with it

    def republish(self, video_id: str) -> None:
        """Put other films in a video's place, as an uploader may: other bytes, sizes and `lmt`."""
        self.editions[video_id] = self.editions.get(video_id, 0) + 1

    # What it answers

    def knows(self, host: str) -> bool:
        return host in _HOSTS

    def film(self, name: str) -> Path:
        return self.films.path(name)

    def answer(self, request: Request) -> Answer:
        answers = {
            "/watch": self._watch,
            "/iframe_api": lambda _: Answer(_PLAYER_NAME, "text/javascript"),
            "/videoplayback": self._media,
            "/api/timedtext": self._captions,
            "/youtubei/v1/player": self._player,
            "/youtubei/v1/next": self._next,
        }
        if request.host == "i.ytimg.com":
            return self._picture(request)
        if request.path.startswith("/embed/"):
            return self._watch(request)
        if request.path.startswith("/s/player/"):
            return Answer(_PLAYER, "text/javascript")
        return answers.get(request.path, lambda _: NOT_FOUND)(request)

    def _watch(self, request: Request) -> Answer:
        video_id = request.query.get("v") or request.path.rpartition("/")[2]
        page = _WATCH_PAGE % (json.dumps(self._seen(video_id)), json.dumps(self._beside(video_id)))
        return Answer(page.encode(), type_of("x.html"))

    def _media(self, request: Request) -> Answer:
        edition = self.editions.get(request.query.get("id", ""), 0)
        name = film_of(request.query.get("itag", ""), edition)
        return Answer(self.films.path(name), type_of(name)) if name else NOT_FOUND

    def _picture(self, request: Request) -> Answer:
        name = "board.jpg" if request.path.startswith("/sb/") else "thumb.jpg"
        if request.path.endswith(".webp"):
            name = "thumb.webp"
        return Answer(self.films.path(name), type_of(name))

    def _captions(self, request: Request) -> Answer:
        if request.query.get("fmt", "vtt") != "vtt":
            return NOT_FOUND
        text = rolling() if request.query.get("kind") == "asr" else written()
        return Answer(text.encode(), type_of("x.vtt"))

    def _next(self, request: Request) -> Answer:
        return _json(self._beside(json.loads(request.body)["videoId"]))

    def _player(self, request: Request) -> Answer:
        return _json(self._seen(json.loads(request.body)["videoId"]))

    def _beside(self, video_id: str) -> dict[str, object]:
        title = {"videoPrimaryInfoRenderer": {"title": {"runs": [{"text": self._title(video_id)}]}}}
        contents: dict[str, object] = {"contents": [title]}
        for name in ("results", "results", "twoColumnWatchNextResults", "contents"):
            contents = {name: contents}
        return contents

    def _seen(self, video_id: str) -> dict[str, object]:
        details = {"videoDetails": self._details(video_id)}
        refusal = REFUSALS.get(video_id)
        return details | (refusal.as_player() if refusal else self._playable(video_id))

    def _title(self, video_id: str) -> str:
        return self.titles.get(video_id, TITLE)

    def _details(self, video_id: str) -> dict[str, object]:
        picture = f"https://i.ytimg.com/vi/{video_id}/hqdefault.jpg"
        return {
            "videoId": video_id,
            "title": self._title(video_id),
            "lengthSeconds": str(SECONDS),
            "channelId": "UC" + "x" * 22,
            "author": "Test School",
            "shortDescription": "\n".join(f"0:{at:02} {name}" for at, name in CHAPTERS),
            "isLiveContent": False,
            "viewCount": "12",
            "thumbnail": {"thumbnails": [{"url": picture, "width": 480, "height": 360}]},
        }

    def _playable(self, video_id: str) -> dict[str, object]:
        boards = f"https://i.ytimg.com/sb/{video_id}/storyboard3_L$L/$N.jpg?sqp=x{_BOARDS}"
        return {
            "responseContext": {"visitorData": "Cgt0ZXN0"},
            "playabilityStatus": {"status": "OK", "playableInEmbed": True},
            "streamingData": self._streaming(video_id),
            "captions": {"playerCaptionsTracklistRenderer": caption_tracks(video_id)},
            "storyboards": {"playerStoryboardSpecRenderer": {"spec": boards}},
        }

    def _streaming(self, video_id: str) -> dict[str, object]:
        if video_id == NO_FORMATS:
            return {"formats": [], "adaptiveFormats": []}
        if video_id == DRM:
            return {"licenseInfos": [{"drmFamily": "WIDEVINE"}]}
        return offered_formats(video_id, self.editions.get(video_id, 0), self.films)


def _json(document: object) -> Answer:
    return Answer(json.dumps(document).encode(), type_of("x.json"))


def _certified() -> ssl.SSLContext:
    """Return TLS with a certificate that nobody trusts, thrown away at the end."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert(*_HOSTS).configure_cert(context)
    return context
