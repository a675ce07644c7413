"""Where a video may be had: the settings' addresses first, the note's own after."""

import pytest

from viewer.errors import UsageError
from viewer.video.reference import VideoRef
from viewer.video.sources import (
    addresses_of,
    host_of,
    is_fetchable,
    site_of,
    wish_for,
    wish_for_typed,
)

YOUTUBE = "https://www.youtube.com/watch?v={id}"
MIRROR = "http://192.168.0.9/watch/{id}.html"


@pytest.mark.parametrize(
    ("video", "sources", "addresses"),
    [
        (VideoRef("abc"), (YOUTUBE,), ("https://www.youtube.com/watch?v=abc",)),
        (
            VideoRef("abc", "https://video.example/x"),
            (MIRROR, YOUTUBE),
            (
                "http://192.168.0.9/watch/abc.html",
                "https://www.youtube.com/watch?v=abc",
                "https://video.example/x",
            ),
        ),
        (VideoRef("", "https://video.example/x"), (YOUTUBE,), ("https://video.example/x",)),
        (
            VideoRef("abc", "https://www.youtube.com/watch?v=abc"),
            (YOUTUBE,),
            ("https://www.youtube.com/watch?v=abc",),
        ),
        (VideoRef("abc"), ("https://x.example/no-place", "file:///{id}", "{id}"), ()),
        (VideoRef("", "", "talk.mp4"), (YOUTUBE,), ()),
        (VideoRef("", "file:///etc/passwd"), (), ()),
    ],
)
def test_addresses_are_tried_in_this_order(video, sources, addresses):
    assert addresses_of(video, sources) == addresses


@pytest.mark.parametrize(
    "video_id",
    ["../../x", "a/b", "a?b=c", "a#b", "a&list=1", "a b", "a\nHost: x", "@evil.example", "ü",
     "\ud800", "%2e%2e"],
)  # fmt: skip
def test_an_id_stays_within_its_place(video_id):
    (address,) = addresses_of(VideoRef(video_id), ("https://x.example/watch/{id}/page",))
    inner = address.removeprefix("https://x.example/watch/").removesuffix("/page")
    assert not set(inner) & set("/?#&@ \n")
    assert address.isascii()


@pytest.mark.parametrize("video_id", [".", "..", "..."])
def test_an_id_that_is_a_step_is_none(video_id):
    assert addresses_of(VideoRef(video_id), (YOUTUBE,)) == ()


def test_only_the_settings_addresses_are_trusted():
    wish = wish_for(VideoRef("abc", "http://10.0.0.1/x"), "Tides", (MIRROR,))
    assert wish.trusted == ("http://192.168.0.9/watch/abc.html",)
    assert (wish.id, wish.title) == ("abc", "Tides")


def test_what_a_person_typed_is_trusted():
    wish = wish_for_typed(VideoRef("", "http://10.0.0.1/x"), "", (MIRROR,))
    assert wish.trusted == wish.addresses == ("http://10.0.0.1/x",)
    assert wish.id.startswith("url-")


def test_a_video_that_is_nowhere_is_said():
    with pytest.raises(UsageError, match="does not say where"):
        wish_for(VideoRef(file="talk.mp4"), "", (YOUTUBE,))


@pytest.mark.parametrize(
    ("address", "host", "site"),
    [
        ("https://www.youtube.com/watch?v=x", "youtube.com", "YouTube"),
        ("https://youtu.be/x", "youtube.com", "YouTube"),
        ("https://m.youtube.com/x", "youtube.com", "YouTube"),
        ("https://music.youtube.com/x", "youtube.com", "YouTube"),
        ("https://notyoutube.com/x", "notyoutube.com", "notyoutube.com"),
        ("https://vimeo.com/1", "vimeo.com", "Vimeo"),
        ("https://Video.Example:8080/x", "video.example", "video.example"),
        ("https://[broken", "", ""),
    ],
)
def test_sites_have_names(address, host, site):
    assert (host_of(address), site_of(address)) == (host, site)


@pytest.mark.parametrize(
    "address",
    ["file:///x", "ftp://x.example/", "https:x", "https://", "javascript:1", "", "x.example",
     "https://x.example/" + "a" * 3000],
)  # fmt: skip
def test_only_the_web_is_fetched_from(address):
    assert not is_fetchable(address)
