"""Looking at files: what may be played, what not, and that nothing is asked of the network."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tests.films import ffmpeg
from viewer.errors import VideoError
from viewer.video.sniff import HEAD_BYTES, look_at

ROOT = Path(__file__).parent.parent.parent
PICTURE = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=1")
TONE = ("-f", "lavfi", "-i", "sine=440:duration=1")
RECIPES = {
    "mp4": ("mp4", (*PICTURE, "-c:v", "libx264")),
    "mov": ("mp4", (*PICTURE, "-c:v", "libx264")),
    "m4a": ("mp4", (*TONE, "-c:a", "aac")),
    "mkv": ("mkv", (*PICTURE, "-c:v", "libx264")),
    "webm": ("mkv", (*PICTURE, "-c:v", "libvpx")),
    "avi": ("avi", (*PICTURE, "-c:v", "mpeg4")),
    "ogv": ("ogg", (*PICTURE, "-c:v", "libtheora")),
    "ts": ("ts", (*PICTURE, "-c:v", "libx264")),
    "m2ts": ("ts", (*PICTURE, "-c:v", "libx264")),
    "mpg": ("ps", (*PICTURE, "-c:v", "mpeg2video", "-r", "25")),
    "wmv": ("asf", (*PICTURE, "-c:v", "wmv2")),
    "mp3": ("mpga", TONE),
    "flac": ("flac", TONE),
    "wav": ("wav", TONE),
}


@pytest.mark.parametrize("suffix", RECIPES)
def test_real_files_are_known_by_their_content(tmp_path, suffix):
    demuxer, recipe = RECIPES[suffix]
    file = tmp_path / f"named wrongly.{suffix}"
    ffmpeg(*recipe, file)
    disguised = file.rename(tmp_path / "clip.xyz")
    footage = look_at(disguised)
    assert (footage.file, footage.demuxer) == (disguised.resolve(), demuxer)


def test_an_mp3_without_a_tag_is_known_by_its_frames(tmp_path):
    file = tmp_path / "tone.mp3"
    bare = ("-write_xing", "0", "-id3v2_version", "0")
    ffmpeg(*TONE, *bare, file)
    assert look_at(file).demuxer == "mpga"


REFUSED = {
    "hls": (b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://h/a.ts\n", "a playlist"),
    "hls after a mark": (b"\xef\xbb\xbf#EXTM3U\n", "a playlist"),
    "hls in utf-16": ("#EXTM3U\nhttp://h/a.ts\n".encode("utf-16"), "a playlist"),
    "m3u": (b"http://h/a.mp4\n", "a playlist"),
    "pls": (b"[playlist]\nFile1=http://h/a.mp4\n", "a playlist"),
    "sdp": (b"v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\n", "a playlist"),
    "asf reference": (b"[Reference]\nRef1=http://h/a.asf\n", "a playlist"),
    "dash": (b"<?xml version='1.0'?><MPD></MPD>", "marked-up"),
    "xspf": (b"  <playlist xmlns='http://xspf.org/ns/0/'/>", "marked-up"),
    "asx": (b"<ASX version='3.0'><entry/></ASX>", "marked-up"),
    "web page": (b"<!doctype html><html>", "marked-up"),
    "quicktime link": (b"<?quicktime type='application/x-quicktime-media-link'?>", "marked-up"),
    "subtitles": (b"1\n00:00:01,000 --> 00:00:02,000\nHello\n", "a text"),
    "zip": (b"PK\x03\x04" + bytes(200), "an archive"),
    "gzip": (b"\x1f\x8b\x08" + bytes(200), "an archive"),
    "tar": (bytes(257) + b"ustar\x0000" + bytes(200), "an archive"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(200), "of an unknown kind"),
    "zeros": (bytes(5000), "of an unknown kind"),
    "almost nothing": (b"\x00", "of an unknown kind"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_video_is_called_by_its_name(tmp_path, kind):
    content, name = REFUSED[kind]
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(VideoError) as refusal:
        look_at(file)
    assert name in refusal.value.sentence
    assert refusal.value.hint


def test_a_quicktime_link_in_boxes_is_refused(tmp_path):
    file = tmp_path / "link.mov"
    file.write_bytes(b"\x00\x00\x00\x60moov\x00\x00\x00\x58rmra\x00\x00\x00\x50rmda" + bytes(70))
    with pytest.raises(VideoError, match="QuickTime link"):
        look_at(file)


def refusal_of(file) -> str:
    with pytest.raises(VideoError) as refusal:
        look_at(file)
    return refusal.value.sentence


def test_each_kind_of_no_file_has_a_sentence_of_its_own(tmp_path):
    empty = tmp_path / "empty.mp4"
    empty.touch()
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    loop = tmp_path / "loop.mp4"
    loop.symlink_to(loop)
    listening = socket.socket(socket.AF_UNIX)
    address = tmp_path / "socket.mp4"
    listening.bind(str(address))
    files = (tmp_path / "none.mp4", tmp_path, empty, pipe, loop, address)
    sentences = [refusal_of(file) for file in files]
    listening.close()
    assert len(set(sentences)) == len(sentences)
    assert "is empty" in sentences[2]
    assert "pipe or a device" in sentences[3]


def test_a_device_is_not_read():
    assert "pipe or a device" in refusal_of(Path("/dev/zero"))


def test_a_file_that_may_not_be_read(tmp_path, unprivileged):
    file = tmp_path / "secret.mp4"
    file.write_bytes(b"\x00\x00\x00\x20ftypisom")
    file.chmod(0)
    said = unprivileged(
        "import sys; from pathlib import Path\n"
        "from viewer.errors import VideoError; from viewer.video.sniff import look_at\n"
        "try: look_at(Path(sys.argv[1]))\n"
        "except VideoError as error: print(error)\n",
        file,
    )
    assert "may not read" in said


def test_a_link_leads_to_the_file_that_was_looked_at(tmp_path, small_video):
    link = tmp_path / "link.mp4"
    link.symlink_to(small_video)
    assert look_at(link).file == small_video.resolve()


def test_no_more_than_the_head_is_read(tmp_path):
    file = tmp_path / "large.mp4"
    file.write_bytes(bytes(HEAD_BYTES) + b"\x00\x00\x00\x20ftypisom")
    assert "unknown kind" in refusal_of(file)


PLAY = """
import sys, time
from pathlib import Path
from viewer.events import Inbox
from viewer.playback.libvlc import load_libvlc
from viewer.playback.player import Playable
from viewer.playback.vlc_player import VlcPlayer
inbox = Inbox()
player = VlcPlayer(load_libvlc(audio_output="dummy", extra=("--vout=dummy",)), inbox.post,
                   lambda: time.monotonic_ns() // 1_000_000)
for name in sys.argv[1:]:
    file, demuxer = name.rsplit("=", 1)
    player.open(Playable(Path(file), demuxer), paused=False)
    end = time.monotonic() + 30
    while player.state not in ("failed", "ended", "playing") and time.monotonic() < end:
        inbox.drain()
        time.sleep(0.01)
    print(player.state)
player.close()
"""


@pytest.fixture
def canary():
    """A server nobody is to ask anything; gives its address, and who came."""
    visits = []
    server = socket.create_server(("127.0.0.1", 0))

    def watch():
        while True:
            try:
                visitor, _ = server.accept()
            except OSError:
                return
            visits.append(visitor.recv(200))
            visitor.close()

    threading.Thread(target=watch, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", visits
    server.shutdown(socket.SHUT_RDWR)
    server.close()


def test_a_disguised_manifest_asks_nothing_of_the_network_even_unlooked_at(tmp_path, canary):
    address, visits = canary
    manifests = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{address}/a.ts\n#EXT-X-ENDLIST\n",
        "m3u": f"#EXTM3U\n#EXTINF:-1,x\n{address}/a.mp4\n",
        "pls": f"[playlist]\nFile1={address}/a.mp4\nNumberOfEntries=1\n",
        "dash": "<?xml version='1.0'?><MPD xmlns='urn:mpeg:dash:schema:mpd:2011' type='static'>"
        f"<BaseURL>{address}/</BaseURL><Period><AdaptationSet><Representation id='1'>"
        "<SegmentTemplate media='$Number$.m4s' initialization='i.mp4' duration='4'/>"
        "</Representation></AdaptationSet></Period></MPD>",
        "xspf": "<?xml version='1.0'?><playlist xmlns='http://xspf.org/ns/0/'><trackList><track>"
        f"<location>{address}/a.mp4</location></track></trackList></playlist>",
        "asx": f"<ASX version='3.0'><entry><ref href='{address}/a.asf'/></entry></ASX>",
        "sdp": "v=0\r\no=- 0 0 IN IP4 127.0.0.1\r\ns=x\r\nm=video 9 RTP/AVP 33",
    }
    plays = []
    for kind, manifest in manifests.items():
        file = tmp_path / f"{kind}.mp4"
        file.write_text(manifest)
        refusal_of(file)
        plays += [f"{file}={demuxer}" for demuxer in ("mp4", "mkv", "ts", "avi")]
    done = subprocess.run(
        [sys.executable, "-c", PLAY, *plays], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.split()) <= {"failed", "ended"}
    assert visits == []


def test_the_canary_would_sing(canary):
    address, visits = canary
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as visitor:
        visitor.sendall(b"GET /")
    end = time.monotonic() + 30
    while not visits:
        assert time.monotonic() < end
        time.sleep(0.01)
