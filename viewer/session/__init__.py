"""What is open and playing now; the one place where note, video and playback meet."""
