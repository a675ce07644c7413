"""Why a video could not be fetched: each class, its words, what helps, and when to try again.

The words are what a person reads; `{…}` in them are facts of the case, and what stands in `[…]`
is left out when a fact in it is not known. Which class a case belongs to is found where the
downloader is, from its exceptions (see the fetch job).
"""

from dataclasses import dataclass
from enum import StrEnum


class Failure(StrEnum):
    """A class of trouble."""

    OFFLINE = "offline"
    PRIVATE = "private"
    REMOVED = "removed"
    GEO = "geo"
    AGE = "age"
    MEMBERS = "members"
    BOT = "bot"
    RATE_LIMIT = "rate limit"
    NOT_YET = "not yet"
    STALE = "stale"
    NO_RUNTIME = "no runtime"
    NO_MERGER = "no merger"
    TIMEOUT = "timeout"
    SERVER = "server"
    CERTIFICATE = "certificate"
    DISK_FULL = "disk full"
    OVER_LIMIT = "over limit"
    FOLDER = "folder"
    COOKIES = "cookies"
    DRM = "drm"
    DAMAGED = "damaged"
    IN_USE = "in use"
    REFUSED = "refused"
    NOT_FOUND = "not found"
    UNSUPPORTED = "unsupported"
    CRASHED = "crashed"
    UNKNOWN = "unknown"


class Cure(StrEnum):
    """What a person can do about it: the names of the commands that do it."""

    RETRY = "retry_download"
    PLAY_ANYWAY = "play_anyway"
    USE_FILE = "choose_video"
    COPY_ADDRESS = "copy_address"
    OPEN_ADDRESS = "open_address"
    UPDATE = "update_downloader"
    INSTALL = "install_downloader"
    RUNTIME = "about_runtime"
    SIGN_IN = "use_cookies"
    CHOOSE_FFMPEG = "choose_ffmpeg"
    FREE_SPACE = "show_cache"
    MOVE_CACHE = "move_cache"
    SETTINGS = "open_settings"


class Retry(StrEnum):
    """When it is tried again without being asked."""

    NEVER = "never"
    SOON = "soon"
    IN_AN_HOUR = "in an hour"
    ALL_IN_AN_HOUR = "everything in an hour"
    WHEN_THERE_IS_ROOM = "when there is room"


@dataclass(frozen=True, slots=True)
class Remedy:
    """What is said of a class of trouble: a sentence, a hint, what is offered, when it is retried.

    `USE_FILE` is always offered, last, and so need not stand among `cures`.
    """

    sentence: str
    hint: str = ""
    cures: tuple[Cure, ...] = ()
    retry: Retry = Retry.NEVER


@dataclass(frozen=True, slots=True)
class Trouble:
    """One case: its class, what was said of it word for word, and the facts for its words."""

    failure: Failure
    detail: str = ""
    facts: tuple[tuple[str, str], ...] = ()


REMEDIES = {
    Failure.OFFLINE: Remedy(
        "There is no connection to the internet.",
        "Downloads go on by themselves when it is back.",
        (Cure.RETRY,),
        Retry.SOON,
    ),
    Failure.PRIVATE: Remedy(
        "{site} says this video is private, so it cannot be downloaded.",
        "If you have it as a file, Notereel can use that.",
        (Cure.COPY_ADDRESS,),
    ),
    Failure.REMOVED: Remedy(
        "{site} says this video was removed, so it cannot be downloaded.",
        "If you have it as a file, Notereel can use that.",
        (Cure.COPY_ADDRESS,),
    ),
    Failure.GEO: Remedy(
        "This video is not available in your country[ ({countries})].",
        "If you may, name a proxy in another country in the settings.",
        (Cure.SETTINGS,),
    ),
    Failure.AGE: Remedy(
        "{site} shows this video only to adults who are signed in.",
        "Notereel can use the sign-in of Firefox, or a file of cookies.",
        (Cure.SIGN_IN,),
    ),
    Failure.MEMBERS: Remedy(
        "This video is for members or buyers only.",
        "If your account may see it, Notereel can use Firefox's sign-in, or a file of cookies.",
        (Cure.SIGN_IN,),
    ),
    Failure.BOT: Remedy(
        "{site} wants proof that you are not a robot.",
        "Waiting often helps; it is tried again in an hour.",
        (Cure.RETRY, Cure.SIGN_IN, Cure.UPDATE),
        Retry.IN_AN_HOUR,
    ),
    Failure.RATE_LIMIT: Remedy(
        "{site} is limiting this connection.",
        "All downloads from it rest[ until {until}].",
        (Cure.RETRY,),
        Retry.ALL_IN_AN_HOUR,
    ),
    Failure.NOT_YET: Remedy(
        "This video has not been shown yet.",
        "It is tried again in an hour.",
        (Cure.RETRY,),
        Retry.IN_AN_HOUR,
    ),
    Failure.STALE: Remedy(
        "The downloader[ ({version}[, {age} days old])] no longer works with {site}.",
        "A newer one often does; it can be fetched, or installed from a file.",
        (Cure.UPDATE, Cure.INSTALL, Cure.RETRY),
    ),
    Failure.NO_RUNTIME: Remedy(
        "Without a JavaScript runtime only some qualities are available.",
        "Update the downloader fetches one, “deno”.",
        (Cure.UPDATE, Cure.RUNTIME),
    ),
    Failure.NO_MERGER: Remedy(
        "Only 360p can be had without something that joins picture and sound.",
        "Choose your ffmpeg, or take 360p.",
        (Cure.CHOOSE_FFMPEG, Cure.RETRY),
    ),
    Failure.TIMEOUT: Remedy(
        "{site} did not answer in time.",
        "It is tried again by itself.",
        (Cure.RETRY,),
        Retry.SOON,
    ),
    Failure.SERVER: Remedy(
        "{site} has trouble of its own[ ({status})].",
        "It is tried again by itself.",
        (Cure.RETRY,),
        Retry.SOON,
    ),
    Failure.CERTIFICATE: Remedy(
        "The connection to {site} is not safe: its certificate is not valid.",
        "Check the computer's clock, and whether a proxy stands in between.",
        (Cure.RETRY, Cure.SETTINGS),
    ),
    Failure.DISK_FULL: Remedy(
        "There is too little room on the disk"
        "[: {needed} are needed, and {free} can be used in {folder}].",
        "What has arrived is kept[ ({share})]; it goes on when there is room.",
        (Cure.FREE_SPACE, Cure.MOVE_CACHE, Cure.RETRY),
        Retry.WHEN_THERE_IS_ROOM,
    ),
    Failure.OVER_LIMIT: Remedy(
        "The cache is full[: it may hold {limit}, and this video needs {needed}].",
        "Those you pinned or have not watched yet go only when you remove them. "
        "You can also raise the limit, or choose a lower quality.",
        (Cure.FREE_SPACE, Cure.SETTINGS, Cure.RETRY),
        Retry.WHEN_THERE_IS_ROOM,
    ),
    Failure.FOLDER: Remedy(
        "The folder of the cache cannot be written[: {folder}].",
        "Check its drive and its permissions, or choose another folder.",
        (Cure.MOVE_CACHE, Cure.RETRY),
    ),
    Failure.COOKIES: Remedy(
        "The sign-in could not be read[ from {browser}].",
        "Firefox's can be read best; a cookies.txt works as well.",
        (Cure.SIGN_IN,),
    ),
    Failure.DRM: Remedy(
        "This video is protected against copying, so it cannot be downloaded.",
        "If you have it as a file, Notereel can use that.",
    ),
    Failure.DAMAGED: Remedy(
        "What arrived is not whole[ ({gap})].",
        "It was loaded twice; the video may be broken where it comes from.",
        (Cure.RETRY, Cure.PLAY_ANYWAY),
    ),
    Failure.IN_USE: Remedy(
        "Another window of Notereel is downloading.",
        "It takes this video over as soon as it can.",
        retry=Retry.SOON,
    ),
    Failure.REFUSED: Remedy(
        "Notereel does not fetch from this address[: it leads to {where}].",
        "An address of your own network can be typed, or be a source in the settings.",
        (Cure.COPY_ADDRESS,),
    ),
    Failure.NOT_FOUND: Remedy(
        "There is no video at this address[ ({status})].",
        "If you have it as a file, Notereel can use that.",
        (Cure.COPY_ADDRESS, Cure.RETRY),
    ),
    Failure.UNSUPPORTED: Remedy(
        "The downloader does not know how to get a video from this address.",
        "A newer one may; or use a file you have.",
        (Cure.UPDATE, Cure.COPY_ADDRESS),
    ),
    Failure.CRASHED: Remedy(
        "The downloader stopped in the middle of its work.",
        "It is tried again by itself.",
        (Cure.RETRY, Cure.UPDATE),
        Retry.SOON,
    ),
    Failure.UNKNOWN: Remedy(
        "The download failed, and why is not clear from what the downloader said.",
        "What it said stands in the details. A newer downloader often helps.",
        (Cure.RETRY, Cure.UPDATE),
    ),
}
