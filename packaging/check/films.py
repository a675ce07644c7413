"""The vault a proof plays: `films.py FOLDER` makes notes, and films whose frames bear numbers.

One film in every pair of container and codec that notes are made from. Each frame's number stands
in its edges (tests/frame_code.py), so that a picture of the screen tells which one it shows.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.frame_code import CodedVideo

FILM = CodedVideo(seconds=90)
REST = ("-map", "0:v", "-map", "0:a", "-g", "50")
KINDS = {
    "webm": (*REST, "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8",
             "-row-mt", "1", "-b:v", "2M", "-c:a", "libopus"),
    "av1": (*REST, "-c:v", "libsvtav1", "-preset", "12", "-crf", "45", "-c:a", "copy",
            "-f", "mp4"),
    "mkv": ("-map", "0", "-map", "1", "-c", "copy", "-c:s", "srt"),
}  # fmt: skip
WORDS = "READ ALOUD WHAT IS WRITTEN HERE\nIN LETTERS THAT ARE WHITE\nAND FILL THREE LINES OF IT"
NOTE = """---
title: The {name} film
videoId: proof-{name}
---

A first sentence cites this time <a class="yt-timestamp" data-t="00:00:20">[00:00:20]</a>.

A second one cites <a class="yt-timestamp" data-t="00:00:50">[00:00:50]</a> that one.

```python
print("code, which is coloured")
```
"""


def make(folder: Path) -> None:
    """Fill a folder with notes and films; films that are there already are kept."""
    folder.mkdir(parents=True, exist_ok=True)
    first = folder / "Film [proof-mp4].mp4"
    if not first.exists():
        FILM.made_in(folder).rename(first)
    _write_note(folder, "mp4")
    subtitles = folder / "words.srt"
    cues = (f"{i}\n{_clock(i)},000 --> {_clock(i)},900\n{WORDS}\n" for i in range(FILM.seconds))
    subtitles.write_text("\n".join(cues), "utf-8")
    for name, recipe in KINDS.items():
        film = folder / f"Film [proof-{name}].{'mp4' if name == 'av1' else name}"
        more = ("-i", str(subtitles)) if name == "mkv" else ()
        if not film.exists():
            _encode(first, film, (*more, *recipe))
        _write_note(folder, name)
    subtitles.unlink()


def _clock(second: int) -> str:
    return f"00:{second // 60:02d}:{second % 60:02d}"


def _encode(source: Path, film: Path, recipe: tuple[str, ...]) -> None:
    unfinished = film.with_name(f"unfinished-{film.name}")
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", str(source), *recipe, unfinished]
    # SVT-AV1 tells on stderr how it goes, whatever one says.
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    unfinished.rename(film)


def _write_note(folder: Path, name: str) -> None:
    (folder / f"{name}.md").write_text(NOTE.format(name=name), "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]))
