"""What can go wrong in ways a reader should hear about.

    ViewerError              one sentence, and a hint what to do
    ├── NoteError            a note cannot be opened or shown as meant
    ├── VideoError           a video file is missing, unreadable or not a video
    ├── DownloaderError      yt-dlp cannot be used, or not be replaced by a newer one
    ├── PlaybackError        the video engine is missing, broken, or gave up
    ├── WorkerError          a child process died, or overran its deadline
    ├── StudyError           what a person made or chose could not be kept
    └── UsageError           a command was called in a way it cannot work

Anything else that is raised is a bug. ViewerErrors are caught in two places only:
where a command is run, and where a job's answer comes home.
"""


class ViewerError(Exception):
    """Expected trouble: what happened, what it means for the reader, what to do.

    `offers` names the commands that may help.
    """

    def __init__(self, sentence: str, *, hint: str = "", offers: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.offers = offers

    def __str__(self) -> str:
        return f"{self.sentence} {self.hint}".strip()


class NoteError(ViewerError):
    """A note cannot be opened or shown as meant."""


class VideoError(ViewerError):
    """A video file is missing, unreadable or not a video."""


class DownloaderError(ViewerError):
    """yt-dlp cannot be used, or not be replaced by a newer one."""


class PlaybackError(ViewerError):
    """The video engine is missing, broken, or gave up."""


class WorkerError(ViewerError):
    """A child process died, or overran its deadline."""


class StudyError(ViewerError):
    """What a person made or chose could not be kept."""


class UsageError(ViewerError):
    """A command was called in a way it cannot work."""
