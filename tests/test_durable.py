"""Files that are whole or not there, and what is said when the disk does not let us."""

import errno
import os
import socket

import pytest

from viewer.durable import delete, hash_of, is_own_folder, read_plain, write_flushed
from viewer.errors import VideoError
from viewer.video.disk_trouble import told


def test_a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it(tmp_path):
    file = tmp_path / "entry.json"
    write_flushed(file, "old")
    write_flushed(file, "new \ud800\n")
    assert file.read_bytes() == b"new \xed\xa0\x80\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path):
    folder = tmp_path / "entry.json"
    folder.mkdir()
    with pytest.raises(OSError, match="directory"):
        write_flushed(folder, "new")
    assert list(tmp_path.iterdir()) == [folder]


def test_what_a_link_leads_to_is_not_written_to(tmp_path):
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    (tmp_path / "entry.json").symlink_to(tmp_path / "mine.txt")
    write_flushed(tmp_path / "entry.json", "new")
    assert (tmp_path / "mine.txt").read_text(encoding="utf-8") == "mine"


def test_no_more_is_read_than_was_asked_for(tmp_path):
    file = tmp_path / "long"
    file.write_bytes(b"0123456789")
    assert [read_plain(file, each) for each in (4, 10, 99)] == [b"0123", *[b"0123456789"] * 2]


@pytest.mark.parametrize("kind", ["link", "pipe", "folder", "socket", "none"])
@pytest.mark.parametrize("read", [hash_of, lambda file: read_plain(file, 9)])
def test_only_files_are_read_and_nothing_is_waited_for(tmp_path, monkeypatch, kind, read):
    monkeypatch.chdir(tmp_path)  # The path of a socket may not be long.
    (tmp_path / "real").write_bytes(b"x")
    match kind:
        case "link":
            (tmp_path / "it").symlink_to("real")
        case "pipe":
            os.mkfifo("it")
        case "folder":
            (tmp_path / "it").mkdir()
        case "socket":
            with socket.socket(socket.AF_UNIX) as listening:
                listening.bind("it")
    with pytest.raises(OSError, match="it"):
        read(tmp_path / "it")


def test_deleting_a_link_leaves_what_it_leads_to(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "thesis.txt").touch()
    (tmp_path / "link").symlink_to(tmp_path / "home")
    assert not is_own_folder(tmp_path / "link")
    assert delete(tmp_path / "link")
    assert (tmp_path / "home" / "thesis.txt").exists()
    assert delete(tmp_path / "home")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "Free some space"),
        (errno.EDQUOT, "Free some space"),
        (errno.EACCES, "that you may write to"),
        (errno.EROFS, "that you may write to"),
        (errno.EIO, "Connect the drive"),
        (errno.ESTALE, "Connect the drive"),
        (errno.ENOENT, "Check the disk"),
        (None, "Check the disk"),
    ],
)
def test_each_trouble_of_a_disk_has_its_hint(tmp_path, number, hint):
    error = OSError(number, "Strange sounds") if number else OSError("strange")
    hearing = pytest.raises(VideoError, match="“Tides” could not be kept in")
    with hearing as refusal, told("“Tides” could not be kept", tmp_path):
        raise error
    assert hint in refusal.value.hint
    assert refusal.value.__cause__ is error
