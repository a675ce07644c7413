"""The menus, whose names are in the first paint; what is in them comes later."""

from enum import StrEnum


class Menu(StrEnum):
    """Where a command stands in the menu bar, in this order."""

    FILE = "File"
    GO = "Go"
    NOTE = "Note"
    PLAYBACK = "Playback"
    MOMENTS = "Moments"
    LOOPS = "Loops"
    SUBTITLES = "Subtitles"
    VIDEO = "Video"
    DOWNLOADS = "Downloads"
    VIEW = "View"
    HELP = "Help"
