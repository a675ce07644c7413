"""Images of a vault: which one a note means, and what each really is."""

import os
import struct

import pytest

from tests.picture_files import gif_head, jpeg_head, png, png_head, webp_head
from viewer.errors import NoteError
from viewer.library.pictures import (
    MOST_BYTES,
    PictureHead,
    PictureNames,
    look_at_picture,
    read_picture,
)
from viewer.library.vault import Vault

NAMES = PictureNames(
    ["wave.png", "tides/wave.png", "tides/deep/Chart One.PNG", "art/100%25.png", "art/bulge.jpg"]
)


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("wave.png", "tides/wave.png"),
        ("./wave.png", "tides/wave.png"),
        ("../wave.png", "wave.png"),
        ("deep/Chart One.PNG", "tides/deep/Chart One.PNG"),
        ("deep/chart%20one.png", "tides/deep/Chart One.PNG"),
        ("deep\\chart one.png", "tides/deep/Chart One.PNG"),
        ("chart one.png", "tides/deep/Chart One.PNG"),
        ("art/bulge.jpg", "art/bulge.jpg"),
        ("bulge.jpg#center", "art/bulge.jpg"),
        ("rt/bulge.jpg", None),
        ("100%25.png", "art/100%25.png"),
        ("gone.png", None),
        ("", None),
    ],
)
def test_the_nearest_image_of_a_name_is_meant(target, found):
    assert NAMES.find(target, "tides/note.md") == found


@pytest.mark.parametrize(
    "target",
    [
        "/wave.png", "//host/wave.png", "\\\\host\\share\\wave.png", "\\\\?\\C:\\wave.png",
        "C:wave.png", "c:/wave.png", "file:///wave.png", "https://example.org/wave.png",
        "smb://host/wave.png", "qrc:/wave.png", ":/wave.png", "wave.png\0", "wave.png%00",
        "../../wave.png", "../../../../wave.png", "%2e%2e/%2e%2e/wave.png", "%2Fwave.png",
        "%252e%252e/wave.png", "file%3A///wave.png", "deep/../../../wave.png",
    ],
)  # fmt: skip
def test_what_leads_out_of_the_vault_is_no_image(target):
    assert NAMES.find(target, "tides/note.md") is None


def test_a_vault_knows_its_images_by_name(tmp_path):
    (tmp_path / "art").mkdir()
    (tmp_path / "art" / "wave.png").write_bytes(png(2, 2))
    (tmp_path / "art" / "wave.txt").write_text("not this")
    vault = Vault(tmp_path)
    vault.walk()
    assert vault.image("wave.png", "notes/a.md") == "art/wave.png"
    assert vault.image("wave.txt", "art/a.md") is None


@pytest.mark.parametrize(
    ("raw", "head"),
    [
        (png(30, 20), PictureHead("png", 30, 20)),
        (gif_head(30, 20), PictureHead("gif", 30, 20)),
        (jpeg_head(30, 20), PictureHead("jpeg", 30, 20)),
        (jpeg_head(30, 20, orientation=3), PictureHead("jpeg", 30, 20)),
        (jpeg_head(30, 20, orientation=6), PictureHead("jpeg", 20, 30)),
        (jpeg_head(30, 20, orientation=8, order=">"), PictureHead("jpeg", 20, 30)),
        (webp_head(b"VP8 ", 30, 20), PictureHead("webp", 30, 20)),
        (webp_head(b"VP8L", 30, 20), PictureHead("webp", 30, 20)),
        (webp_head(b"VP8X", 3000, 20), PictureHead("webp", 3000, 20)),
    ],
)
def test_an_image_is_what_its_first_bytes_say_whatever_its_name(tmp_path, raw, head):
    (tmp_path / "it.svg").write_bytes(raw)
    assert look_at_picture(tmp_path, "it.svg") == head
    assert read_picture(tmp_path, "it.svg") == (head, raw)


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"icns\0\0\0\x08", "not a picture"),
        (b"II*\0\x08\0\0\0", "not a picture"),
        (b"BM" + bytes(60), "not a picture"),
        (b"", "not a picture"),
        (b"\0" * 100, "not a picture"),
        (png_head(16_000, 16_000), "too large"),
        (webp_head(b"VP8X", 16_000, 16_000), "too large"),
        (png_head(0, 5), "damaged"),
        (png_head(5, 5)[:20], "damaged"),
        (gif_head(5, 5)[:7], "damaged"),
        (jpeg_head(5, 5)[:50], "damaged"),
        (b"\xff\xd8\xff\xe0\0\0" + bytes(50), "damaged"),
        (b"\xff\xd8" + b"\xff\xfe\0\x02" * 300_000, "damaged"),
        (webp_head(b"VP8X", 5, 5)[:25], "damaged"),
        (b"RIFF\0\0\0\0WEBPANIM" + bytes(30), "damaged"),
    ],
)
def test_what_is_no_image_of_ours_is_said_in_a_few_words(tmp_path, raw, why):
    (tmp_path / "it.png").write_bytes(raw)
    with pytest.raises(NoteError, match=why):
        look_at_picture(tmp_path, "it.png")


def test_an_exif_block_that_lies_about_itself_does_not_turn_an_image(tmp_path):
    raw = jpeg_head(30, 20, orientation=6)
    for damaged in (
        raw.replace(struct.pack("<I", 8), struct.pack("<I", 0xFFFFFFF0), 1),
        raw.replace(b"II*\0", b"XX*\0", 1),
    ):
        (tmp_path / "it.jpg").write_bytes(damaged)
        assert look_at_picture(tmp_path, "it.jpg").width_px == 30


def test_only_a_regular_file_of_bounded_size_below_the_vault_is_read(tmp_path):
    vault, outside = tmp_path / "vault", tmp_path / "secret.png"
    vault.mkdir()
    outside.write_bytes(png(2, 2))
    (vault / "stray.png").symlink_to(outside)
    (vault / "zero.png").symlink_to("/dev/zero")
    (vault / "folder.png").mkdir()
    os.mkfifo(vault / "pipe.png")
    with (vault / "sparse.png").open("wb") as sparse:
        sparse.write(png_head(10, 10))
        sparse.truncate(10_000_000_000)
    for name in ("stray.png", "zero.png", "folder.png", "pipe.png", "sparse.png", "gone.png",
                 "../secret.png", "bad\0name.png"):  # fmt: skip
        for read in (look_at_picture, read_picture):
            with pytest.raises(NoteError):
                read(vault, name)


def test_a_link_within_the_vault_is_followed(tmp_path):
    (tmp_path / "real.png").write_bytes(png(2, 2))
    (tmp_path / "link.png").symlink_to("real.png")
    assert look_at_picture(tmp_path, "link.png").form == "png"


def test_a_file_that_grows_while_it_is_read_is_not_read_to_its_end(tmp_path):
    (tmp_path / "it.png").write_bytes(png(2, 2) + bytes(MOST_BYTES))
    with pytest.raises(NoteError, match="too large"):
        read_picture(tmp_path, "it.png")
