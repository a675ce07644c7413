"""Make the sample's film from sample_script.toml.

    python packaging/make_sample.py

Speech by espeak-ng, pictures and letters by ffmpeg's libass, nothing else; the fonts are Inter and
DejaVu Sans Mono. It writes the film and its subtitles into resources/sample.
"""

import array
import subprocess
import tempfile
import tomllib
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sample_oceans
import sample_pictures
from sample_drawing import HEIGHT, INK, SOFT, WIDTH, Event, clock, held, words

HERE = Path(__file__).parent
FOLDER = HERE.parent / "resources" / "sample"
RATE = 22050
TOP, BOTTOM = (0x1D, 0x30, 0x57), (0x04, 0x07, 0x10)
STYLE = f"""[Script Info]
ScriptType: v4.00+
PlayResX: {WIDTH}
PlayResY: {HEIGHT}
WrapStyle: 2
ScaledBorderAndShadow: yes

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, BackColour, Bold, BorderStyle, Outline, Alignment
Style: Plain,Inter,24,&H00FFFFFF,&H00000000,0,1,0,5

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""
# A picture comes up before its sentence starts, so that it stands where a note seeks to.
LEAD = 0.4
INPUTS = """
    -loop 1 -framerate 25 -i background.ppm -i speech.wav -i chapters.txt
"""
ENCODING = """
    -c:v libx264 -profile:v high -preset veryslow -tune animation -crf 26 -pix_fmt yuv420p
    -g 50 -keyint_min 50 -sc_threshold 0 -c:a aac -b:a 40k -ac 1
    -map_metadata 2 -map_chapters 2 -fflags +bitexact -movflags +faststart
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: when it starts and when the next one does (seconds), and its slide."""

    start: int
    end: int
    chapter: str
    slide: str
    picture: str
    say: str
    big: str = ""
    small: str = ""


@dataclass(frozen=True, slots=True)
class Script:
    """The whole film; `length` in seconds."""

    id: str
    title: str
    length: int
    voice: list[str]
    sentences: list[Sentence]

    @property
    def film(self) -> Path:
        """Where the film goes, named as yt-dlp names its files."""
        return FOLDER / f"{self.title} [{self.id}].mp4"


def seconds(text: str) -> int:
    """Read H:MM:SS."""
    hours, minutes, rest = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + int(rest)


def read_script(path: Path) -> Script:
    """Read the script, and give every sentence its end."""
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    raw = [(part["title"], line) for part in data["chapter"] for line in part["sentence"]]
    length = seconds(data["length"])
    starts = [seconds(line.pop("at")) for _, line in raw] + [length]
    sentences = [
        Sentence(start=starts[index], end=starts[index + 1], chapter=chapter, **line)
        for index, (chapter, line) in enumerate(raw)
    ]
    return Script(data["id"], data["title"], length, data["voice"], sentences)


# --- what is heard ----------------------------------------------------------------------------


def speak(text: str, voice: list[str], to: Path) -> "array.array[int]":
    """Return a sentence as 16-bit samples."""
    subprocess.run(["espeak-ng", *voice, "-w", str(to), text], check=True)
    with wave.open(str(to)) as spoken:
        if (spoken.getframerate(), spoken.getnchannels()) != (RATE, 1):
            raise SystemExit("espeak-ng spoke at another rate than expected.")
        return array.array("h", spoken.readframes(spoken.getnframes()))


def write_speech(script: Script, to: Path) -> None:
    """Put every sentence at its start; stop if one runs into the next."""
    track = array.array("h", bytes(2 * RATE * script.length))
    for sentence in script.sentences:
        spoken = speak(sentence.say, script.voice, to)
        if len(spoken) > (sentence.end - sentence.start) * RATE:
            raise SystemExit(f"Too long for its place: {sentence.say}")
        at = sentence.start * RATE
        track[at : at + len(spoken)] = spoken
    with wave.open(str(to), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(track.tobytes())


# --- what is seen -----------------------------------------------------------------------------


def write_background(to: Path) -> None:
    """Write a dark blue that deepens downwards, dithered against banding."""
    dither = (0, 8, 2, 10, 12, 4, 14, 6, 3, 11, 1, 9, 15, 7, 13, 5)
    pixels = bytearray()
    for y in range(HEIGHT):
        share = (y / (HEIGHT - 1)) ** 0.8
        exact = [top + (bottom - top) * share for top, bottom in zip(TOP, BOTTOM, strict=True)]
        for x in range(WIDTH):
            threshold = dither[(y % 4) * 4 + x % 4] / 16
            pixels += bytes(int(value + threshold) for value in exact)
    to.write_bytes(b"P6 %d %d 255\n" % (WIDTH, HEIGHT) + pixels)


def draw(sentence: Sentence, start: float, end: float) -> list[Event]:
    """Return a sentence's picture."""
    middle = WIDTH / 2
    if sentence.picture == "figure":
        scene = [
            words(sentence.big, (middle, 245), 84),
            words(sentence.small, (middle, 330), 26, SOFT),
        ]
        return held(scene, start, end)
    if sentence.picture == "title":
        bold = r"\b600"
        scene = [
            words(sentence.slide, (middle, 225), 54, INK, bold),
            words("a short film for a first look at Notereel", (middle, 290), 24, SOFT),
        ]
        return held(scene, start, end)
    for module in (sample_pictures, sample_oceans):
        if hasattr(module, sentence.picture):
            events: list[Event] = getattr(module, sentence.picture)(start, end)
            return events
    raise SystemExit(f"There is no picture called {sentence.picture}.")


def shown_until(sentence: Sentence, script: Script) -> float:
    """Return when a sentence's slide gives way to the next."""
    return sentence.end if sentence.end == script.length else sentence.end - LEAD


def pictures(script: Script) -> list[Event]:
    """Return all pictures; one that stays over several sentences is drawn once."""
    events: list[Event] = []
    start = 0.0
    for index, sentence in enumerate(script.sentences):
        following = script.sentences[index + 1 :][:1]
        stays = [next_one.picture for next_one in following] == [sentence.picture]
        if not stays or sentence.picture == "figure":
            end = shown_until(sentence, script)
            events += draw(sentence, start, end)
            start = end
    return events


def headings(script: Script) -> list[Event]:
    """Return every slide's title, and its chapter in the corner."""
    events: list[Event] = []
    start = 0.0
    for sentence in script.sentences:
        end = shown_until(sentence, script)
        if sentence.picture != "title":
            title = words(sentence.slide, (WIDTH / 2, 62), 36, INK, r"\b600")
            events += held([title], start, end, layer=4)
        chapter = rf"{{\an1\pos(28,456)\fs18\1c&HCFA793&}}{sentence.chapter}"
        events.append(Event(start, end, chapter, 4))
        start = end
    return events


def running_clock(script: Script) -> list[Event]:
    """Return a clock that shows tenths, so that a picture tells its own time."""
    style = r"{\an3\pos(826,456)\fs20\fnDejaVu Sans Mono\1c&HCFA793&}"
    return [
        Event(tenth / 10, (tenth + 1) / 10, style + clock(tenth / 10)[:-1], 4)
        for tenth in range(script.length * 10)
    ]


# --- the files --------------------------------------------------------------------------------


def write_subtitles(script: Script, to: Path) -> None:
    """Write what is said as WebVTT."""
    cues = [
        f"00:{s.start // 60:02d}:{s.start % 60:02d}.000 --> "
        f"00:{s.end // 60:02d}:{s.end % 60:02d}.000\n{s.say}\n"
        for s in script.sentences
    ]
    to.write_text("WEBVTT\nKind: captions\nLanguage: en\n\n" + "\n".join(cues), "utf-8")


def write_chapters(script: Script, to: Path) -> None:
    """Write the chapters as ffmpeg reads them."""
    starts = {s.chapter: s.start for s in reversed(script.sentences)}
    names = list(dict.fromkeys(s.chapter for s in script.sentences))
    edges = [0, *(starts[name] for name in names[1:]), script.length]
    parts = [
        f"[CHAPTER]\nTIMEBASE=1/1\nSTART={edges[index]}\nEND={edges[index + 1]}\ntitle={name}\n"
        for index, name in enumerate(names)
    ]
    to.write_text(f";FFMETADATA1\ntitle={script.title}\n" + "".join(parts), "utf-8")


def make_film(script: Script, work: Path) -> None:
    """Write every part into `work`, and the film from them."""
    write_speech(script, work / "speech.wav")
    write_background(work / "background.ppm")
    write_chapters(script, work / "chapters.txt")
    events = pictures(script) + headings(script) + running_clock(script)
    (work / "slides.ass").write_text(STYLE + "\n".join(event.line() for event in events), "utf-8")
    shown = ["-vf", "ass=slides.ass", "-t", str(script.length), *ENCODING.split()]
    command = ["ffmpeg", "-v", "error", "-y", *INPUTS.split(), *shown, str(script.film)]
    subprocess.run(command, check=True, cwd=work)


def main() -> None:
    """Make the film and its subtitles."""
    script = read_script(HERE / "sample_script.toml")
    with tempfile.TemporaryDirectory() as folder:
        make_film(script, Path(folder))
    write_subtitles(script, script.film.with_suffix(".en.vtt"))
    print(f"{script.film.name}: {script.length} s, {script.film.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
