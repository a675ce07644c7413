"""Films made by ffmpeg when they are asked for: small ones of every kind, and damaged copies."""

import hashlib
import random
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path

Recipe = tuple[str, ...]
Recipes = Mapping[str, Recipe]
Cuts = Mapping[str, tuple[str, Recipe]]

SECONDS = 12
PICTURE = ("-f", "lavfi", "-i", f"testsrc2=size=160x90:rate=25:duration={SECONDS}")
TONE = ("-f", "lavfi", "-i", f"sine=440:duration={SECONDS}")
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "50", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")
HLS = ("-f", "hls", "-hls_time", "2", "-hls_list_size", "0")
FRAGMENTED = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
RECIPES = {
    "plain.mp4": (*PICTURE, *TONE, *H264, *AAC, "-movflags", "+faststart"),
    "fragmented.mp4": (*PICTURE, *TONE, *H264, *AAC, *FRAGMENTED),
    "picture.mp4": (*PICTURE, *H264, *FRAGMENTED),
    "sound.m4a": (*TONE, *AAC, *FRAGMENTED),
    "stream.ts": (*PICTURE, *TONE, *H264, *AAC),
    "plain.mkv": (*PICTURE, *TONE, *H264, *AAC),
    "plain.webm": (*PICTURE, *TONE, *VP9, "-c:a", "libopus"),
    "hevc.mp4": (*PICTURE, *TONE, "-c:v", "libx265", "-x265-params", "log-level=error", *AAC),
    "av1.mp4": (*PICTURE, "-c:v", "libaom-av1", "-cpu-used", "8", "-crf", "45", *FRAGMENTED),
    "slides.mp4": (
        *("-f", "lavfi", "-i", f"testsrc2=size=160x90:rate=1/4:duration={SECONDS}"),
        *(*TONE, *H264, *AAC, "-r", "1/4"),
    ),
    "still.mp4": (
        *(*PICTURE, *TONE, "-vf", "select='lt(t,3)+gt(t,8)'", "-fps_mode", "vfr"),
        *(*H264, *AAC),
    ),
    "tone.mp3": TONE,
    "pieces/list.m3u8": (*PICTURE, *TONE, *H264, *AAC, *HLS),
}  # fmt: skip


class Films:
    """Films by name below a folder, each made by ffmpeg when it is first asked for.

    `recipes` are ffmpeg's arguments for those that are encoded; `cuts` name the film that one is
    made of without encoding again, and the arguments for that.
    """

    def __init__(self, folder: Path, recipes: Recipes, cuts: Cuts | None = None) -> None:
        self.folder = folder
        self._recipes, self._cuts = recipes, cuts or {}
        self._making = threading.RLock()

    def __getitem__(self, name: str) -> Path:
        return self.path(name)

    def path(self, name: str) -> Path:
        """Return where a film is, made if it must be; other names lead to files that may be."""
        file = self.folder / name
        with self._making:
            if not file.exists() and (recipe := self._recipe(name)):
                file.parent.mkdir(parents=True, exist_ok=True)
                # Playlists name their parts beside them, so these are made in their place.
                ffmpeg(*recipe, file)
        return file

    def read(self, name: str) -> bytes:
        """Return a film's bytes."""
        return self.path(name).read_bytes()

    def size(self, name: str) -> int:
        """Return a film's size in bytes."""
        return self.path(name).stat().st_size

    def _recipe(self, name: str) -> Recipe:
        if name in self._cuts:
            source, arguments = self._cuts[name]
            return ("-i", str(self.path(source)), *arguments)
        return self._recipes.get(name, ())


def small_films(folder: Path) -> Films:
    """Return films of a dozen seconds of every kind."""
    return Films(folder, RECIPES)


def segments(films: Films) -> list[bytes]:
    """Return the parts of a film as a server of HLS keeps them: 2 s each."""
    folder = films["pieces/list.m3u8"].parent
    return [file.read_bytes() for file in sorted(folder.glob("*.ts"))]


def ffmpeg(*arguments) -> None:
    """Run ffmpeg; raises subprocess.CalledProcessError."""
    command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)


def cut(file: Path, target: Path, share: float) -> Path:
    """Write the first part of a file."""
    content = file.read_bytes()
    target.write_bytes(content[: int(len(content) * share)])
    return target


def zeroed(file: Path, target: Path, place: float, size_bytes: int) -> Path:
    """Write a file with a hole of zeros in it, as a disk or a lost block leaves it."""
    content = bytearray(file.read_bytes())
    start = int(len(content) * place)
    content[start : start + size_bytes] = bytes(size_bytes)
    target.write_bytes(content)
    return target


def mutated(file: Path, target: Path, seed: int) -> Path:
    """Write a film with some of its bits, lengths or parts changed, the same for the same seed."""
    chance = random.Random(seed)
    content = bytearray(file.read_bytes())
    match chance.choice(("bits", "head", "length", "cut", "twice")):
        case "bits":
            for _ in range(chance.choice((1, 10, 200))):
                content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        case "head":
            for _ in range(20):
                content[chance.randrange(12, 4000)] = chance.randrange(256)
        case "length":
            place = chance.randrange(len(content) - 4)
            content[place : place + 4] = chance.choice((bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff"))
        case "cut":
            del content[chance.randrange(12, len(content)) :]
        case "twice":
            place, other = chance.randrange(len(content)), chance.randrange(len(content))
            content[place:place] = content[other : other + 5000]
    target.write_bytes(content)
    return target


def sha256_of(file: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
