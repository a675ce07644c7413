"""The fetch job: one video, fetched by yt-dlp in a process of its own. Only here is it imported."""
