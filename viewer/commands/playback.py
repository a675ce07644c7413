"""Playing the video: transport, steps, speed and sound."""

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import UsageError
from viewer.note.timestamps import parse_time
from viewer.session.history import Way
from viewer.session.session import Session


@command(
    "Play or pause",
    menu=Menu.PLAYBACK,
    needs=Need.VIDEO,
    keys=("Space", "Ctrl+K", "video:k", "MediaPlay"),
)
def toggle_playing(session: Session) -> None:
    """Play the video, or hold it."""
    session.video.toggle_playing()


@command("Forward", menu=Menu.PLAYBACK, keys="Right", needs=Need.VIDEO, takes=Takes.COUNT)
def seek_forward(session: Session, count: int) -> None:
    """Go 5 seconds on."""
    session.video.seek_by(count * session.settings.seek_step_ms)


@command("Back", menu=Menu.PLAYBACK, keys="Left", needs=Need.VIDEO, takes=Takes.COUNT)
def seek_back(session: Session, count: int) -> None:
    """Go 5 seconds back."""
    session.video.seek_by(-count * session.settings.seek_step_ms)


@command("Forward a little", menu=Menu.PLAYBACK, keys="Shift+Right", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def seek_forward_little(session: Session, count: int) -> None:
    """Go 1 second on."""
    session.video.seek_by(count * session.settings.seek_small_ms)


@command("Back a little", menu=Menu.PLAYBACK, keys="Shift+Left", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def seek_back_little(session: Session, count: int) -> None:
    """Go 1 second back."""
    session.video.seek_by(-count * session.settings.seek_small_ms)


@command("Forward more", menu=Menu.PLAYBACK, keys="l", needs=Need.VIDEO, takes=Takes.COUNT)
def seek_forward_long(session: Session, count: int) -> None:
    """Go 10 seconds on."""
    session.video.seek_by(count * session.settings.seek_long_ms)


@command("Back more", menu=Menu.PLAYBACK, keys=("h", "video:j"), needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def seek_back_long(session: Session, count: int) -> None:
    """Go 10 seconds back."""
    session.video.seek_by(-count * session.settings.seek_long_ms)


@command("Forward a minute", menu=Menu.PLAYBACK, keys="Ctrl+Shift+Right", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def seek_forward_far(session: Session, count: int) -> None:
    """Go 60 seconds on."""
    session.video.seek_by(count * session.settings.seek_far_ms)


@command("Back a minute", menu=Menu.PLAYBACK, keys="Ctrl+Shift+Left", needs=Need.VIDEO,
         takes=Takes.COUNT)  # fmt: skip
def seek_back_far(session: Session, count: int) -> None:
    """Go 60 seconds back."""
    session.video.seek_by(-count * session.settings.seek_far_ms)


@command("To the beginning", menu=Menu.PLAYBACK, keys="video:Home", needs=Need.VIDEO)
def seek_start(session: Session) -> None:
    """Go to the first frame."""
    session.video.seek_share(0)


@command("To the end", menu=Menu.PLAYBACK, keys="video:End", needs=Need.VIDEO)
def seek_end(session: Session) -> None:
    """Go to the last frame."""
    session.video.seek_share(1)


@command("To a share of the video", menu=Menu.PLAYBACK, needs=Need.VIDEO, takes=Takes.TEXT,
         keys=tuple(f"video:{digit}" for digit in range(10)))  # fmt: skip
def seek_percent(session: Session, percent: str) -> None:
    """Go to this many per cent of the video; the keys 0 to 9 mean 0 to 90."""
    if not percent.isdecimal() or int(percent) > 100:
        raise UsageError(f"“{percent}” is not a number of per cent.")
    session.video.seek_share(int(percent) / 100)


@command("To a time", menu=Menu.PLAYBACK, needs=Need.VIDEO, takes=Takes.TEXT)
def seek(session: Session, time: str) -> None:
    """Go to a time such as 1:02 or 0:18:49, and play."""
    session.video.go_to(parse_time(time))


@command("To a time, keep playing or paused", menu=Menu.PLAYBACK, needs=Need.VIDEO,
         takes=Takes.TEXT)  # fmt: skip
def scrub(session: Session, time_ms: str) -> None:
    """Go to a time in milliseconds, and keep playing or paused."""
    if not time_ms.isdecimal():
        raise UsageError(f"“{time_ms}” is not a number of milliseconds.")
    session.video.go_to(int(time_ms), play=None, way=Way.STEP)


@command("Frame on", menu=Menu.PLAYBACK, keys=".", needs=Need.VIDEO, takes=Takes.COUNT)
def frame_forward(session: Session, count: int) -> None:
    """Pause, and show the next frame."""
    session.video.step(count)


@command("Frame back", menu=Menu.PLAYBACK, keys=",", needs=Need.VIDEO, takes=Takes.COUNT)
def frame_back(session: Session, count: int) -> None:
    """Pause, and show the frame before."""
    session.video.step(-count)


@command("Faster", menu=Menu.PLAYBACK, keys=("]", ">"), needs=Need.VIDEO)
def faster(session: Session) -> None:
    """Play faster by 0.1."""
    session.video.set_rate(_rate(session) + session.settings.rate_step)


@command("Slower", menu=Menu.PLAYBACK, keys=("[", "<"), needs=Need.VIDEO)
def slower(session: Session) -> None:
    """Play slower by 0.1."""
    session.video.set_rate(_rate(session) - session.settings.rate_step)


@command("Natural speed", menu=Menu.PLAYBACK, keys="=", needs=Need.VIDEO)
def natural_speed(session: Session) -> None:
    """Play at the speed it was recorded."""
    session.video.set_rate(1.0)


@command("Mute", menu=Menu.PLAYBACK, keys="m", needs=Need.VIDEO)
def mute(session: Session) -> None:
    """Fall silent, or speak again."""
    session.video.toggle_muted()


@command("Louder", menu=Menu.PLAYBACK, keys=("Ctrl+Up", "video:Up"), needs=Need.VIDEO)
def louder(session: Session) -> None:
    """Turn the sound up."""
    session.video.set_volume(_volume(session) + session.settings.volume_step)


@command("Quieter", menu=Menu.PLAYBACK, keys=("Ctrl+Down", "video:Down"), needs=Need.VIDEO)
def quieter(session: Session) -> None:
    """Turn the sound down."""
    session.video.set_volume(_volume(session) - session.settings.volume_step)


def _rate(session: Session) -> float:
    return session.video.player.rate if session.video.player else 1.0


def _volume(session: Session) -> int:
    return session.video.player.volume if session.video.player else 100
