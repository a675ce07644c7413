"""Many notes: walking a vault, and finding the note a link means."""
