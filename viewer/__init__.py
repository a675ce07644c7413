"""Notereel: the note in one pane, the video in the other."""

__version__ = "0.1.0"
