"""Where links lead: out of the program, to this note's video, to another one, or nowhere."""

import pytest

from viewer.note.addresses import (
    is_own,
    is_web,
    leads_elsewhere,
    media_name,
    video_names,
    youtube_id,
)

ID, OTHER = "aB3-dEf_hIj", "ZZZ-yyy_999"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (f"https://www.youtube.com/watch?v={ID}&list=PL&t=5", ID),
        (f"https://m.youtube.com/watch?app=desktop&v={ID}", ID),
        (f"http://music.youtube.com/watch?v={ID}", ID),
        (f"https://youtu.be/{ID}?si=abc", ID),
        (f"https://www.youtube-nocookie.com/embed/{ID}?start=5", ID),
        (f"https://youtube.com/shorts/{ID}", ID),
        (f"https://youtube.com/live/{ID}", ID),
        ("https://www.youtube.com/watch?v=XXX", ""),
        ("https://www.youtube.com/@channel", ""),
        (f"https://youtube.com.evil.example/watch?v={ID}", ""),
        (f"https://evil.example/?u=https://youtu.be/{ID}", ""),
        ("https://www.youtube.com/watch?" + "&".join("a=b" for _ in range(500)), ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_the_id_in_an_address(address, name):
    assert youtube_id(address) == name


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("films/Tides%20%5Bx%5D.mp4#t=5", "Tides [x].mp4"),
        ("C:\\films\\tides.MKV", "tides.MKV"),
        ("[[films/tides.webm|the tides]]", "tides.webm"),
        ("https://a.example/tides.mp3?x=y", "tides.mp3"),
        ("ocean_physics", ""),
        ("tides.mp4.md", ""),
        ("", ""),
    ],
)
def test_the_file_in_a_place(place, name):
    assert media_name(place) == name


@pytest.mark.parametrize(
    ("header", "address", "is_elsewhere"),
    [
        ([ID], f"https://youtu.be/{ID}?t=5", False),
        ([ID], f"https://youtu.be/{OTHER}?t=5", True),
        ([f"https://youtu.be/{ID}?t=9"], f"https://www.youtube.com/watch?v={ID}", False),
        ([ID], "https://youtu.be/dQw4w9WgXcQ", False),
        ([ID], "https://www.youtube.com/watch?v=VIDEO", False),
        ([ID], "https://vimeo.com/9", True),
        (["https://vimeo.com/9"], "https://vimeo.com/9#t=5", False),
        (["https://vimeo.com/9"], "https://vimeo.com/10#t=5", True),
        (["https://a.example/w?id=1"], "https://a.example/w?id=1&t=5", False),
        (["https://a.example/w?id=1"], "https://a.example/w?id=2&t=5", True),
        ([ID], "https://example.com/x", False),
        ([ID], "youtube_link", False),
        ([ID], "#t=5", False),
        ([ID], "tides.mp4#t=5", False),
        ([ID], f"tides [{ID}].mp4#t=5", False),
        ([ID], f"tides [{OTHER}].mp4#t=5", True),
        (["[[films/tides.mp4]]"], "tides.mp4#t=5", False),
        (["[[films/tides.mp4]]"], "waves.mp4#t=5", True),
        (["[[films/tides.mp4]]"], "jv://open?path=C:/tides.mp4&time=5", False),
        (["[[films/tides.mp4]]"], "jv://open?path=C:/waves.mp4&time=5", True),
        ([ID], f"obsidian://mx-open/https://youtu.be/{OTHER}#t=5", True),
        ([], f"https://youtu.be/{ID}?t=5", True),
        ([], "tides.mp4#t=5", False),
    ],
)
def test_whether_a_timed_link_leads_to_another_video(header, address, is_elsewhere):
    assert leads_elsewhere(address, video_names(header)) is is_elsewhere


@pytest.mark.parametrize(
    "address",
    ["http://[::1#t=5", "https://a:x/?t=5", "jv://open?path=http://[x&time=5", "http:evil#t=5",
     "obsidian://mx-open/https://a:x/#t=5", "obsidian://mx-open/" * 99 + "https://[x"],
)  # fmt: skip
def test_an_address_that_is_none_leads_nowhere(address):
    assert not leads_elsewhere(address, video_names([ID]))


@pytest.mark.parametrize("address", [f"https://youtu.be/{OTHER}", "https://a.example/", "x", ""])
def test_only_what_the_header_names_is_certainly_its_video(address):
    assert not is_own(address, video_names([ID, "Tides", "https://b.example/"]))
    assert is_own(f"https://youtu.be/{ID}", video_names([ID]))


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "JaVaScRiPt:x", "file:///etc/passwd", "data:text/html,x", "smb://a/b",
     "obsidian://open?vault=a", "jv://open?path=a", "ytseek://89", "https:evil", "https://",
     "mailto:", "//host/x", "https://a b", "https://a\u202eb", "https://a:x/", " https://a.b"],
)  # fmt: skip
def test_what_may_not_leave(address):
    assert not is_web(address)


@pytest.mark.parametrize("address", ["https://a.b/c?d#e", "HTTP://A.B", "mailto:a@b.c"])
def test_what_may_leave(address):
    assert is_web(address)
