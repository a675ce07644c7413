"""Images of our own making, honest ones and others, byte by byte."""

import struct
import zlib


def png(width, height, colour=(255, 0, 0)) -> bytes:
    """Return a whole PNG of one colour."""
    row = b"\0" + bytes(colour) * width
    return png_head(width, height) + _chunk(b"IDAT", zlib.compress(row * height)) + _chunk(b"IEND")


def png_head(width, height) -> bytes:
    """Return how a PNG of this size begins."""
    return b"\x89PNG\r\n\x1a\n" + _chunk(
        b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    )


def gif_head(width, height) -> bytes:
    """Return how a GIF of this size begins."""
    return b"GIF89a" + struct.pack("<HHBBB", width, height, 0, 0, 0)


def jpeg_head(width, height, *, orientation=1, order="<") -> bytes:
    """Return how a JPEG of this size begins that lies on its side, or not."""
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    tags = struct.pack(f"{order}IHHHIHH", 8, 1, 0x0112, 3, 1, orientation, 0)
    exif = b"Exif\0\0" + mark + tags
    frame = struct.pack(">BHHB", 8, height, width, 3)
    return b"\xff\xd8" + _segment(0xE1, exif) + _segment(0xDB, bytes(65)) + _segment(0xC0, frame)


def webp_head(kind, width, height) -> bytes:
    """Return how a WebP of this size begins, in one of its three ways."""
    body = {
        b"VP8 ": bytes(6) + struct.pack("<HH", width, height),
        b"VP8L": b"\x2f" + struct.pack("<I", (width - 1) | (height - 1) << 14),
        b"VP8X": bytes(4) + struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3],
    }[kind]
    return b"RIFF" + struct.pack("<I", 100) + b"WEBP" + kind + struct.pack("<I", 50) + body


def _chunk(kind, data=b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _segment(kind, data) -> bytes:
    return struct.pack(">BBH", 0xFF, kind, len(data) + 2) + data
