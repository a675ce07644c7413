"""The ids of videos that the stand-in refuses, and YouTube's words for it.

The words are those that yt-dlp looks for, or passes on, in its youtube extractor.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """What the player says instead of a video, and the piece of it that yt-dlp then reports."""

    status: str
    reason: str
    more: str = ""
    says: str = ""
    countries: tuple[str, ...] = ()
    has_captcha: bool = False

    @property
    def words(self) -> str:
        """What yt-dlp's message holds."""
        return self.says or self.more or self.reason

    def as_player(self) -> dict[str, object]:
        """Return the player's answer."""
        playability: dict[str, object] = {"status": self.status, "reason": self.reason}
        if self.has_captcha:
            playability["errorScreen"] = {"playerCaptchaViewModel": {"captchaConfig": "x"}}
        elif self.more:
            playability["errorScreen"] = {
                "playerErrorMessageRenderer": {
                    "reason": {"simpleText": self.reason},
                    "subreason": {"simpleText": self.more},
                }
            }
        answer: dict[str, object] = {"playabilityStatus": playability}
        if self.countries:
            answer["microformat"] = {
                "playerMicroformatRenderer": {"availableCountries": list(self.countries)}
            }
        return answer


_GONE = "Video unavailable"
REFUSALS = {
    "PRIVATE0000": Refusal("LOGIN_REQUIRED", "Private video"),
    "REMOVED0000": Refusal("ERROR", _GONE, "This video has been removed by the uploader"),
    "NOEXIST0000": Refusal("ERROR", _GONE),
    "TERMIN00000": Refusal(
        "ERROR",
        _GONE,
        "This video is no longer available because the YouTube account associated with this "
        "video has been terminated.",
    ),
    "COPYRIGHT00": Refusal(
        "ERROR", _GONE, "This video is no longer available due to a copyright claim by Test Ltd"
    ),
    "GEOBLOCK000": Refusal(
        "UNPLAYABLE",
        _GONE,
        "The uploader has not made this video available in your country",
        countries=("FR", "IT"),
    ),
    "AGEGATE0000": Refusal(
        "LOGIN_REQUIRED",
        "Sign in to confirm your age",
        "This video may be inappropriate for some users.",
        says="Sign in to confirm your age",
    ),
    "BOTCHK00000": Refusal(
        "LOGIN_REQUIRED",
        "Sign in to confirm you\u2019re not a bot",
        "This helps protect our community. Learn more",
        says="Sign in to confirm you\u2019re not a bot",
    ),
    "CAPTCHA0000": Refusal(
        "UNPLAYABLE",
        _GONE,
        says="YouTube is requiring a captcha challenge before playback",
        has_captcha=True,
    ),
    "RATELIM0000": Refusal(
        "UNPLAYABLE",
        _GONE,
        "This content isn't available, try again later.",
        says="has been rate-limited by YouTube for up to an hour",
    ),
    "MEMBERS0000": Refusal(
        "UNPLAYABLE",
        "Join this channel to get access to members-only content like this video, and other "
        "exclusive perks.",
    ),
    "PAYWALL0000": Refusal("UNPLAYABLE", "This video requires payment to watch"),
    "PREMIERE000": Refusal("LIVE_STREAM_OFFLINE", "Premieres in 3 hours"),
}
"""Id → what the player says. `NOFORMATS00` and `DRMLOCKED00` are refused by what they lack."""
STATUSES = {"FORBID40300": 403, "TOOMANY0429": 429, "SERVER50300": 503}
"""Id → the status that its media are refused with."""
NO_FORMATS, DRM = "NOFORMATS00", "DRMLOCKED00"
