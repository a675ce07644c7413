"""What the stand-in's YouTube offers of a video: formats and captions, as its player lists them."""

from dataclasses import dataclass
from urllib.parse import urlencode

from tests.films import Films
from tests.stand_in.media import SECONDS

MEDIA_HOST = "rr1---sn-standin.googlevideo.com"


@dataclass(frozen=True, slots=True)
class _Format:
    """A format that is offered; only what is likely to be fetched says how large it is."""

    itag: int
    film: str
    codecs: str
    bitrate: int
    width: int = 0
    height: int = 0
    tells_size: bool = True

    @property
    def is_whole(self) -> bool:
        return self.itag == 18


_FORMATS = (
    _Format(18, "film360.mp4", "avc1.42001E, mp4a.40.2", 830_000, 640, 360),
    _Format(136, "v.mp4", "avc1.4d401f", 2_500_000, 1280, 720),
    _Format(137, "v1080.mp4", "avc1.640028", 3_500_000, 1920, 1080, tells_size=False),
    _Format(247, "vp9.webm", "vp9", 1_000_000, 1280, 720, tells_size=False),
    _Format(140, "a.m4a", "mp4a.40.2", 128_000),
)


def film_of(itag: str, edition: int) -> str:
    """Return the name of a format's film, empty if there is no such format."""
    film = next((each.film for each in _FORMATS if str(each.itag) == itag), "")
    return f"other-{film}" if itag in ("136", "140") and edition % 2 else film


def offered_formats(video_id: str, edition: int, films: Films) -> dict[str, object]:
    """Return the player's list of formats."""
    formats = [(each.is_whole, _offered(each, video_id, edition, films)) for each in _FORMATS]
    return {
        "expiresInSeconds": "21540",
        "formats": [each for is_whole, each in formats if is_whole],
        "adaptiveFormats": [each for is_whole, each in formats if not is_whole],
    }


def _offered(each: _Format, video_id: str, edition: int, films: Films) -> dict[str, object]:
    film = film_of(str(each.itag), edition)
    changed = str(1_700_000_000_000_000 + each.itag + 1000 * edition)
    query = urlencode({"id": video_id, "itag": each.itag, "lmt": changed})
    kind = "video" if each.height else "audio"
    container = "webm" if film.endswith(".webm") else "mp4"
    offered: dict[str, object] = {
        "itag": each.itag,
        "url": f"https://{MEDIA_HOST}/videoplayback?{query}",
        "mimeType": f'{kind}/{container}; codecs="{each.codecs}"',
        "bitrate": each.bitrate,
        "approxDurationMs": str(1000 * SECONDS),
        "lastModified": changed,
    }
    if each.tells_size:
        offered["contentLength"] = str(films.size(film))
    return offered | (_video_facts(each) if each.height else _AUDIO_FACTS)


_AUDIO_FACTS: dict[str, object] = {
    "quality": "tiny",
    "audioQuality": "AUDIO_QUALITY_MEDIUM",
    "audioSampleRate": "44100",
}


def _video_facts(each: _Format) -> dict[str, object]:
    facts: dict[str, object] = {
        "width": each.width,
        "height": each.height,
        "fps": 24,
        "qualityLabel": f"{each.height}p",
        "quality": {360: "medium", 720: "hd720"}.get(each.height, "hd1080"),
    }
    return facts | ({"audioQuality": "AUDIO_QUALITY_LOW"} if each.is_whole else {})


def caption_tracks(video_id: str) -> dict[str, object]:
    """Return the player's list of captions."""
    address = f"https://www.youtube.com/api/timedtext?v={video_id}&lang=en"
    by_hand = {"baseUrl": address, "name": {"simpleText": "English"}, "vssId": ".en"}
    automatic = {
        "baseUrl": f"{address}&kind=asr",
        "name": {"simpleText": "English (auto-generated)"},
        "vssId": "a.en",
        "kind": "asr",
    }
    shared = {"languageCode": "en", "isTranslatable": True}
    languages = (("en", "English"), ("de", "German"), ("fr", "French"))
    return {
        "captionTracks": [by_hand | shared, automatic | shared],
        "translationLanguages": [
            {"languageCode": code, "languageName": {"simpleText": name}} for code, name in languages
        ],
    }
