"""The video behind a note: which one it is, where its file lies, and whether it can be played."""
