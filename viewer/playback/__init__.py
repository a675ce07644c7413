"""Playing a video: the port, libVLC, and the clock between its ticks."""
