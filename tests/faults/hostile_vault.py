"""A vault of everything hostile we know, and beside it what it must never reach."""

import os
import shutil
import struct
import zlib
from pathlib import Path

from tests.faults.hostile_addresses import LAUNCHERS, NAMES, notes_with_paths
from tests.faults.hostile_headers import HEADERS, WHOLE
from tests.faults.hostile_html import FIXTURES, PAYLOADS
from viewer.paths import sample_vault

CANARIES = ("canary", "canary.md", "canary.png", "canary.css", "canary.mp4", "passwd", "x", "x.png")
PAYLOADS_A_NOTE = 40
STUDIED = ("studied.md", "studied too.md")
SUBTITLES = """WEBVTT

STYLE
@import url("http://127.0.0.1:9/x.css");
::cue {{ background-image: url("file://{outside}/canary.png") }}

REGION
id:a

00:00.000 --> 01:00.000 region:a
<img src="{outside}/canary.png"><img src="http://127.0.0.1:9/x"><b>kept</b> {{\\fn{outside}/x}}
"""
MANIFEST = "#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/canary.ts\n"


def build_hostile_vault(folder: Path) -> tuple[Path, Path]:
    """Make a vault below a folder, and canaries beside it; return both folders."""
    vault, outside = folder / "vault", folder / "outside"
    for each in (vault / "sub", outside):
        each.mkdir(parents=True)
    for name in CANARIES:
        for place in (outside, folder):
            (place / name).write_text("canary", encoding="utf-8")
    os.mkfifo(outside / "pipe.png")
    for number, text in enumerate(_texts()):
        _write(vault / f"note_{number:03}.md", text, outside)
    _write_named(vault / "sub")
    _place_traps(vault, outside)
    _place_film(vault, outside)
    return vault, outside


def _texts() -> list[str]:
    addresses = "\n\n".join(f"[kept]({each}) <{each}> [[{each}]]" for each in LAUNCHERS)
    groups = [
        PAYLOADS[at : at + PAYLOADS_A_NOTE] for at in range(0, len(PAYLOADS), PAYLOADS_A_NOTE)
    ]
    return [
        *FIXTURES.values(),
        *notes_with_paths().values(),
        *(f"---\n{header}\n---\nkept" for header in HEADERS.values()),
        *WHOLE.values(),
        *("\n\n".join(group) for group in groups),
        addresses,
        _traps_named(),
    ]


def _write(file: Path, text: str, outside: Path) -> None:
    """Write a note; what it says of the root of the disk is said of the canaries' folder.

    A file with NUL in it is refused as a whole, so there is none.
    """
    text = text.replace("\0", "").replace("/etc/passwd", f"{outside}/passwd")
    text = text.replace("'/canary", f"'{outside}/canary").replace("(/canary", f"({outside}/canary")
    text = text.replace("[/canary", f"[{outside}/canary").replace("=/x", f"={outside}/x")
    file.write_bytes(text.encode("utf-8", "surrogatepass"))


def _write_named(folder: Path) -> None:
    """Write a note under every name that is hard to show, as far as the disk takes it."""
    for name in [*NAMES, os.fsdecode(b"\xff not utf-8")]:
        try:
            (folder / f"{name}.md").write_text(f"# kept\n\n[[{name}]]", encoding="utf-8",
                                               errors="replace")  # fmt: skip
        except (OSError, ValueError):
            continue


def _place_traps(vault: Path, outside: Path) -> None:
    """Put files there that are not what they are called, and links to the canaries."""
    os.mkfifo(vault / "pipe.png")
    os.mkfifo(vault / "pipe.md")
    (vault / "folder.md").mkdir()
    (vault / "folder.png").mkdir()
    for name, target in (
        ("link.md", outside / "canary.md"), ("link.png", outside / "canary.png"),
        ("link.mp4", outside / "canary.mp4"), ("piped.png", outside / "pipe.png"),
        ("zero.png", "/dev/zero"), ("zero.md", "/dev/zero"), ("up.md", "../canary.md"),
        ("away", outside), ("self.md", "self.md"), ("root", "/"),
    ):  # fmt: skip
        (vault / name).symlink_to(target)
    (vault / "svg.png").write_text(f'<svg><image href="{outside}/canary.png"/></svg>', "utf-8")
    (vault / "bomb.svg").write_text("<svg><g id='a'>" + "<use href='#a'/>" * 20 + "</g></svg>")
    (vault / "pdf.png").write_bytes(b"%PDF-1.7\n")
    (vault / "icns.png").write_bytes(b"icns\0\0\0\x10")
    (vault / "huge.png").write_bytes(png_of(16_000, 16_000))
    (vault / "clip.mp4").write_text(MANIFEST, encoding="utf-8")
    with (vault / "sparse.png").open("wb") as sparse:
        sparse.truncate(10_000_000_000)


def _place_film(vault: Path, outside: Path) -> None:
    """Put a film there, notes that cite it, and subtitles beside it that ask for more."""
    film = next(sample_vault().glob("*.mp4"))
    shutil.copy(film, vault / "film.mp4")
    for name in STUDIED:
        text = "---\nvideo: film.mp4\n---\n\nHigh [0:00:04], low [0:00:09]: [[studied]] [[link]]\n"
        (vault / name).write_text(text, encoding="utf-8")
    (vault / "film.en.vtt").write_text(SUBTITLES.format(outside=outside), encoding="utf-8")
    (vault / "film.de.srt").symlink_to(outside / "canary")
    os.mkfifo(vault / "film.fr.ass")


def _traps_named() -> str:
    """Return a note that names every trap, and whose video is a manifest."""
    pictures = ("pipe", "folder", "link", "piped", "zero", "svg", "pdf", "icns", "huge", "sparse")
    shown = [f"![[{name}.png]] ![x]({name}.png)" for name in pictures]
    notes = ("pipe", "folder", "link", "zero", "up", "self", "away/canary", "root/etc/passwd")
    shown += [f"[[{name}]] ![[{name}]]" for name in notes]
    return "---\nvideo: clip.mp4\n---\n" + "\n\n".join([*shown, "![[bomb.svg]]", "![[link.mp4]]"])


def png_of(width: int, height: int) -> bytes:
    """Return a PNG of nothing but zeros: small on the disk, huge once it is decoded."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checked = kind + content
        return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))

    packer = zlib.compressobj(9)
    row = b"\0" * (1 + width // 8)
    pixels = b"".join([*(packer.compress(row) for _ in range(height)), packer.flush()])
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = [chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)
