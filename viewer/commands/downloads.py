"""Downloading videos: asking for one, and what can be done with those on their way."""

from pathlib import Path

from viewer.commands.command import Menu, Need, Takes, command
from viewer.errors import NoteError
from viewer.session.downloads import details_of, is_standing
from viewer.session.notice import Notice
from viewer.session.session import Session
from viewer.session.view import Ask, Pane


@command("Download", menu=Menu.DOWNLOADS, keys="D", needs=Need.NOTE)
def download(session: Session) -> None:
    """Download this note's video; one that stands still goes on."""
    session.open_keeping().download()


@command("Downloads", menu=Menu.DOWNLOADS, keys="g d")
def show_downloads(session: Session) -> None:
    """List what is being downloaded, or put the list away."""
    session.open_keeping()
    session.view.toggle_over(Pane.DOWNLOADS)


@command("Make this folder offline…", menu=Menu.DOWNLOADS, needs=Need.NOTE)
def make_folder_offline(session: Session) -> None:
    """Download every video the notes of this folder name; says how much that is, and asks."""
    session.open_keeping().make_offline()


@command("Pause the download", menu=Menu.DOWNLOADS, keys="list:p")
def pause_download(session: Session) -> None:
    """Pause the chosen download and keep what has arrived, or let it go on."""
    keeping = session.open_keeping()
    keeping.downloads.pause(keeping.subject())


@command("Resume the download", menu=Menu.DOWNLOADS)
def resume_download(session: Session) -> None:
    """Let the chosen download go on."""
    keeping = session.open_keeping()
    chosen = keeping.subject()
    if is_standing(chosen):
        keeping.downloads.go_on(chosen)


@command("Try again", menu=Menu.DOWNLOADS, keys="list:R")
def retry_download(session: Session) -> None:
    """Try the chosen download again now."""
    keeping = session.open_keeping()
    keeping.downloads.retry(keeping.subject())


@command("Play it anyway", menu=Menu.VIDEO)
def play_anyway(session: Session) -> None:
    """Watch what arrived of a video that is not whole; it is not kept."""
    session.open_keeping().play_incomplete()


@command("Cancel the download", menu=Menu.DOWNLOADS)
def cancel_download(session: Session) -> None:
    """Give the chosen download up; asks first if something has arrived."""
    keeping = session.open_keeping()
    keeping.give_up(keeping.subject())


@command("Sooner", menu=Menu.DOWNLOADS, keys="list:Shift+Up")
def move_download_up(session: Session) -> None:
    """Let the chosen download come sooner."""
    keeping = session.open_keeping()
    keeping.downloads.move(keeping.subject(), -1)


@command("Later", menu=Menu.DOWNLOADS, keys="list:Shift+Down")
def move_download_down(session: Session) -> None:
    """Let the chosen download come later."""
    keeping = session.open_keeping()
    keeping.downloads.move(keeping.subject(), 1)


@command("Details of the download", menu=Menu.DOWNLOADS)
def download_details(session: Session) -> None:
    """Show what the downloader said of the chosen download, or put it away."""
    session.open_keeping().subject()
    session.view.asked.emit(Ask.DETAILS)


@command("Copy the details", menu=Menu.DOWNLOADS, keys="list:y y")
def copy_download(session: Session) -> None:
    """Copy all that is known of the chosen download."""
    session.copy(details_of(session.open_keeping().subject()), "Copied the download's details.")


@command("Pause all downloads", menu=Menu.DOWNLOADS)
def pause_all_downloads(session: Session) -> None:
    """Pause every download and keep what has arrived."""
    session.open_keeping().downloads.pause_all()


@command("Resume all downloads", menu=Menu.DOWNLOADS)
def resume_all_downloads(session: Session) -> None:
    """Let every download go on."""
    session.open_keeping().downloads.resume_all()


@command("Copy the download's address", menu=Menu.DOWNLOADS)
def copy_chosen_address(session: Session) -> None:
    """Copy the web address of the chosen download."""
    address = _address_of(session)
    session.copy(address, f"Copied {address}")


@command("Use a file for the download", menu=Menu.DOWNLOADS, takes=Takes.TEXT)
def use_file(session: Session, path: str) -> None:
    """Keep this file as the video of the chosen download, which then is not loaded."""
    session.files.use_for(session.open_keeping().subject(), Path(path).expanduser())


@command("Open the video's address", menu=Menu.VIDEO)
def open_address(session: Session) -> None:
    """Open the address of the chosen download in the browser; asks first."""
    session.leave_asked.emit(_address_of(session))


@command("Update the downloader", menu=Menu.DOWNLOADS)
def update_downloader(session: Session) -> None:
    """Fetch a newer downloader, and deno where it is missing; the program stays as it is."""
    session.open_keeping().update_downloader()


@command("Install a downloader from a file…", menu=Menu.DOWNLOADS)
def install_downloader(session: Session) -> None:
    """Take a newer downloader from its wheel files."""
    session.open_keeping()
    session.view.asked.emit(Ask.INSTALL_DOWNLOADER)


@command("Install a downloader from", menu=Menu.DOWNLOADS, takes=Takes.TEXT)
def install_downloader_from(session: Session, paths: str) -> None:
    """Take a newer downloader from these wheel files, one a line."""
    files = tuple(Path(path).expanduser() for path in paths.splitlines())
    session.open_keeping().install_downloader(files)


@command("Use the downloader before", menu=Menu.DOWNLOADS)
def step_back_downloader(session: Session) -> None:
    """Leave the newest downloader, and use the one before from the next download on."""
    session.open_keeping().step_back()


@command("Choose your ffmpeg", menu=Menu.DOWNLOADS)
def choose_ffmpeg(session: Session) -> None:
    """Say how to name your ffmpeg, which joins picture and sound."""
    _tell_setting(session, "Notereel looks for ffmpeg by itself; yours can be named.",
                  'ffmpeg = "/path/to/ffmpeg"')  # fmt: skip


@command("Use a sign-in", menu=Menu.DOWNLOADS)
def use_cookies(session: Session) -> None:
    """Say how videos are downloaded that need an account."""
    _tell_setting(
        session,
        "Firefox’s sign-in can be used, or a cookies.txt. A site may restrict an account used so.",
        'cookies = "browser:firefox"',
    )


@command("About the JavaScript runtime", menu=Menu.DOWNLOADS)
def about_runtime(session: Session) -> None:
    """Say how to get the JavaScript runtime that YouTube’s better qualities need."""
    _tell_setting(
        session,
        "YouTube’s better qualities need “deno”; Update the downloader fetches one, or name yours.",
        'javascript_runtime = "/path/to/deno"',
    )


@command("Settings", menu=Menu.FILE, keys="Ctrl+,")
def open_settings(session: Session) -> None:
    """Say where the settings are, and which there are for downloads."""
    _tell_setting(
        session,
        "Settings are lines in a file: cache_limit_gb, keep_free_gb, video_height_px, proxy, "
        "sources …",
        "cache_limit_gb = 40",
    )


def _tell_setting(session: Session, sentence: str, line: str) -> None:
    file = session.open_keeping().settings_file
    session.tell(Notice(sentence, f"Write {line} into {file}, and start Notereel again."))


def _address_of(session: Session) -> str:
    addresses = session.open_keeping().subject().wish.addresses
    if not addresses:
        raise NoteError("This video has no address.")
    return addresses[0]
