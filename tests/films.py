"""Small films of every kind, made by ffmpeg once a session, and ways of damaging copies of them."""

import hashlib
import subprocess
from pathlib import Path

SECONDS = 12
PICTURE = ("-f", "lavfi", "-i", f"testsrc2=size=160x90:rate=25:duration={SECONDS}")
TONE = ("-f", "lavfi", "-i", f"sine=440:duration={SECONDS}")
H264 = ("-c:v", "libx264", "-preset", "veryfast", "-g", "50", "-pix_fmt", "yuv420p")
AAC = ("-c:a", "aac")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")
FRAGMENTED = ("-movflags", "frag_keyframe+empty_moov+default_base_moof")
RECIPES = {
    "plain.mp4": (*PICTURE, *TONE, *H264, *AAC, "-movflags", "+faststart"),
    "fragmented.mp4": (*PICTURE, *TONE, *H264, *AAC, *FRAGMENTED),
    "picture.mp4": (*PICTURE, *H264, *FRAGMENTED),
    "sound.m4a": (*TONE, *AAC, *FRAGMENTED),
    "stream.ts": (*PICTURE, *TONE, *H264, *AAC),
    "plain.mkv": (*PICTURE, *TONE, *H264, *AAC),
    "plain.webm": (*PICTURE, *TONE, *VP9, "-c:a", "libopus"),
    "slides.mp4": (
        *("-f", "lavfi", "-i", f"testsrc2=size=160x90:rate=1/4:duration={SECONDS}"),
        *(*TONE, *H264, *AAC, "-r", "1/4"),
    ),
    "still.mp4": (
        *(*PICTURE, *TONE, "-vf", "select='lt(t,3)+gt(t,8)'", "-fps_mode", "vfr"),
        *(*H264, *AAC),
    ),
    "tone.mp3": TONE,
}  # fmt: skip


class Films:
    """Films by name, and the segments of one that came in pieces."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __getitem__(self, name: str) -> Path:
        file = self.folder / name
        if not file.exists():
            ffmpeg(*RECIPES[name], file)
        return file

    def segments(self) -> list[bytes]:
        """Return the parts of a film as a server of HLS keeps them: 2 s each."""
        playlist = self.folder / "list.m3u8"
        if not playlist.exists():
            cut = ("-f", "hls", "-hls_time", "2", "-hls_list_size", "0")
            pattern = ("-hls_segment_filename", self.folder / "part%d.ts")
            ffmpeg(*PICTURE, *TONE, *H264, *AAC, *cut, *pattern, playlist)
        return [file.read_bytes() for file in sorted(self.folder.glob("part*.ts"))]


def ffmpeg(*arguments) -> None:
    """Run ffmpeg; raises subprocess.CalledProcessError."""
    subprocess.run(["ffmpeg", "-nostdin", "-v", "error", "-y", *map(str, arguments)], check=True)


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


def sha256_of(file: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
