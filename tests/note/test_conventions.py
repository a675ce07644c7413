"""Timestamps as other programs write them: which of them are moments of this note's video."""

import re
import time
from html import unescape

import pytest

from viewer.note.conventions import time_in
from viewer.note.timestamps import parse_times

OWN, OTHER = "abc-DEF_123", "ZZZ-yyy_999"
HEADER = f"---\nvideoId: {OWN}\n---\n"
FILE_HEADER = '---\nvideo: "[[lectures/tides.mp4]]"\n---\n'


def found(note):
    """Return the times of a note in seconds, stretches as pairs."""
    return [
        moment.time_ms / 1000
        if moment.end_ms is None
        else (moment.time_ms / 1000, moment.end_ms / 1000)
        for moment in note.moments
    ]


def words(note):
    """Return what a page shows, without its title."""
    body = re.sub(r"</(?:p|li|h2|blockquote)>", " ", note.html.partition("</h1>")[2])
    return " ".join(unescape(re.sub(r"<[^>]*>", "", body)).split())


@pytest.mark.parametrize(
    ("address", "time"),
    [
        ("v.mp4#t=5,10", (5, 10)),
        ("v.mp4#t=10", 10),
        ("v.mp4#t=,10.5", (0, 10.5)),
        ("v.mp4#t=npt:10", 10),
        ("v.mp4#t=npt:10,20", (10, 20)),
        ("v.mp4#t=10,e", 10),
        ("v.mp4#t=10,", 10),
        ("v.mp4#t=02:01.12", 121.12),
        ("v.mp4#t=1:02:03.5", 3723.5),
        ("v.mp4#t=0:02:00,121.5", (120, 121.5)),
        ("v.mp4#t=60&loop", 60),
        ("v.mp4#loop&t=60", 60),
        ("v.mp4#track=en&t=1h2m3s", 3723),
        ("v.mp4#t=59.265613", 59.265),
        ("#t=00:01:13", 73),
        ("#00:01:13", 73),
        ("https://youtu.be/x?t=89", 89),
        ("https://youtu.be/x?t=89s", 89),
        ("https://youtu.be/x?t=12m28s", 748),
        ("https://youtu.be/x?t=1h2m3s", 3723),
        ("https://youtu.be/x?t=00:00:50", 50),
        ("https://youtu.be/x?t=00m01s", 1),
        ("https://www.youtube.com/watch?v=x&t=5", 5),
        ("https://www.youtube.com/watch?t=1260&v=x", 1260),
        ("https://www.youtube.com/watch?v=x&T=27s", 27),
        ("https://www.youtube.com/watch?v=x#t=27s", 27),
        ("https://www.youtube.com/watch?v=x&list=y&t=0", 0),
        ("https://www.youtube.com/embed/x?start=65", 65),
        ("https://www.youtube.com/embed/x?start=65&end=70", (65, 70)),
        ("https://www.youtube.com/watch?time_continue=9&v=x", 9),
        ("https://example.org/lecture?yinotetimestamp=65", 65),
        ("ytseek://89", 89),
        ("ytseek:89", 89),
        ("jv://open?path=D:/films/v.mp4&time=00:01:53.824", 113.824),
        ("jv://open?path=https://example.org/v.mp4&time=00:01:53-00:02:05", (113, 125)),
        ("obsidian://vlcBridge?mediaPath=file:///v.mp4&timestamp=00:01:53.5", 113.5),
        ("obsidian://vlcBridge?mediaPath=file%3A%2F%2F%2Fv.mp4&timestamp=83", 83),
        ("obsidian://podnotes?episodeName=a&url=b&time=83", 83),
        ("obsidian://podnotes?episodeName=a&url=b&time=00:01:55-00:02:05", (115, 125)),
        ("obsidian://mx-open/https://youtu.be/x#t=5", 5),
        ("obsidian://mx-open/https%3A%2F%2Fyoutu.be%2Fx%3Ft%3D7", 7),
    ],
)
def test_an_address_names_a_time(address, time):
    (span,) = parse_times(time_in(address))
    stretch = (span.start.ms / 1000, span.end.ms / 1000) if span.end else span.start.ms / 1000
    assert stretch == time


@pytest.mark.parametrize(
    "address",
    ["", "#", "#tides", "v.mp4", "v.mp4#loop", "v.mp4#t=", "v.mp4#t=,", "v.mp4#t=abc", "#t=-5",
     "v.mp4#t=smpte:0:02", "v.mp4#t=10,5x", "https://youtu.be/x", "https://a.b/?t=soon", "ytseek://",
     "ytseek://x", "obsidian://vlcBridge?mediaPath=v.mp4&timestamp=45%",
     "obsidian://open?vault=a&file=b", "https://[::1", "https://a.b:x/?t=5#t", "note.md#time",
     "obsidian://mx-open/" * 50],
)  # fmt: skip
def test_an_address_names_no_time(address):
    assert time_in(address) == ""


@pytest.mark.parametrize(
    ("text", "times", "shown"),
    [
        ("[[tides.mp4#t=5,10]]", [(5, 10)], "0:05–0:10"),
        ("![[tides.mp4#t=5,10]]", [(5, 10)], "0:05–0:10"),
        ("![[tides.mp4#t=5,10|300]]", [(5, 10)], "0:05–0:10"),
        ("![[tides.mp4#t=5|300x200]]", [5], "0:05"),
        ("[[lectures/tides.mp4#t=3723|spring tide]]", [3723], "spring tide 1:02:03"),
        ("[[tides.mp4#t=5|0:05]]", [5], "0:05"),
        ("[5s→10s](lectures/tides.mp4#t=5,10)", [(5, 10)], "0:05–0:10"),
        ("[5s→10s](<my lectures/tides.mp4#t=5,10>)", [(5, 10)], "0:05–0:10"),
        ("![](tides.mp4#t=5,10)", [(5, 10)], "0:05–0:10"),
        ("[the moon](tides.mp4#t=10)", [10], "the moon 0:10"),
        ("[**the** moon](tides.mp4#t=10)", [10], "the moon 0:10"),
        ("[*0:10* – **the** moon](tides.mp4#t=10)", [10], "the moon 0:10"),
        ("[0:10 - the moon](tides.mp4#t=10)", [10], "the moon 0:10"),
        ("[0:10 the moon](tides.mp4#t=10)", [10], "the moon 0:10"),
        ("[02:05:28–02:09:57](../../films/Tides%20(2020)%20[abc-DEF_123].mp4#t=7528)",
         [(7528, 7797)], "2:05:28–2:09:57"),
        (f"[1:05](https://youtu.be/{OWN}?t=65)", [65], "1:05"),
        (f"[00:05](https://www.youtube.com/watch?v={OWN}&t=5)", [5], "0:05"),
        (f"[0:51](https://youtube.com/watch?v={OWN}&list=PL&t=51s)", [51], "0:51"),
        (f"[0:51](https://m.youtube.com/watch?v={OWN}&t=51s)", [51], "0:51"),
        (f"[0:51](https://www.youtube-nocookie.com/embed/{OWN}?start=51)", [51], "0:51"),
        (f"[0:51](https://youtube.com/shorts/{OWN}?t=51)", [51], "0:51"),
        (f"[0:51](https://youtube.com/live/{OWN}?t=51)", [51], "0:51"),
        (f"[0:51](https://inv.example.net/watch?v={OWN}&t=51)", [51], "0:51"),
        (f"[the moon](https://youtu.be/{OWN}?t=65)", [65], "the moon 1:05"),
        (f"## [1:05](https://youtu.be/{OWN}?t=65)", [65], "1:05"),
        (f"https://youtu.be/{OWN}?t=65", [65], "1:05"),
        (f"<https://youtu.be/{OWN}?t=65>", [65], "1:05"),
        (f"- https://youtu.be/{OWN}?t=65", [65], "1:05"),
        (f"> https://www.youtube.com/watch?v={OWN}&t=1h2m3s", [3723], "1:02:03"),
        ("[1:29](ytseek://89)", [89], "1:29"),
        ("[the moon](ytseek://89)", [89], "the moon 1:29"),
        ("[the moon](jv://open?path=D:/films/v.mp4&time=00:01:53.824)", [113.824],
         "the moon 0:01:53"),
        ("[the moon](obsidian://vlcBridge?mediaPath=file:///v.mp4&timestamp=113)", [113],
         "the moon 1:53"),
        ("[00:20:37](obsidian://podnotes?episodeName=a&url=https://b.example/c.mp3&time=1237)", [],
         "00:20:37"),
        ("[00:20:37](obsidian://podnotes?episodeName=a&url=c.mp3&time=1237)", [1237], "0:20:37"),
        (f"[the moon](obsidian://mx-open/https://youtu.be/{OWN}#t=5)", [5], "the moon 0:05"),
        ("[12:30](mm:ss)", [750], "12:30"),
        ("[12:30](dQw4w9WgXcQ)", [750], "12:30"),
        ("[12:30](https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=750)", [750], "12:30"),
        ("[12:30](https://example.com/video?t=750)", [750], "12:30"),
        ("[12:30](see below for more)", [750], "12:30 (see below for more)"),
        ("{{youtube-timestamp 125}}", [125], "2:05"),
        ("{{youtube-timestamp 01:23}}", [83], "1:23"),
        ("{{renderer :media-timestamp, 60}}", [60], "1:00"),
        ("{{renderer :media-timestamp, 01:00}}", [60], "1:00"),
        ("{{renderer :media-timestamp, 00:01:00}}", [60], "0:01:00"),
        ("{{renderer :media-timestamp, 25.48}}", [25.48], "0:25"),
        ("{{renderer :media-timestamp, 60, ((block-ref))}}", [60], "1:00"),
        ("{{renderer :media-timestamp, 60, 70, 3, 500}}", [(60, 70)], "1:00–1:10"),
        ('<span class="timestamp-seek" data-media-id="m" data-seconds="123">02:03</span>', [123],
         "2:03"),
        ('<span data-seconds=123>the moon</span>', [123], "the moon 2:03"),
        ('<span class="timestamp" data-timestamp="4">0:04</span>', [4], "0:04"),
        ('<span class="timestamp" data-timestamp="4.75">[0:04]</span>', [4.75], "0:04"),
        ("**0:04** · the moon", [4], "0:04 · the moon"),
        ("- **1:00:04** · the moon", [3604], "1:00:04 · the moon"),
        ("```timestamp\n 01:02:03\n```", [3723], "1:02:03"),
        ("[999:59:59 later](ytseek://5)", [5], "999:59:59 later 0:05"),
        ("[[video:tides.mp4#0:01:56][0:01:56]]", [116], "0:01:56"),
        ("[[video:tides.mp4#0:01:56-0:01:58][the moon]]", [(116, 118)], "the moon 0:01:56–0:01:58"),
        ("[[videocite:key#0:01:56][the moon]]", [116], "the moon 0:01:56"),
        ("[[mpv:/films/v.mp4::00:03:24][the moon]]", [204], "the moon 0:03:24"),
    ],
)  # fmt: skip
def test_another_programs_timestamp_is_a_moment(read, text, times, shown):
    note = read(f"{HEADER}Before.\n\n{text}\n\nAfter.")
    assert found(note) == times
    assert words(note) == f"Before. {shown} After."


@pytest.mark.parametrize(
    "text",
    [
        f"[1:05](https://youtu.be/{OTHER}?t=65)",
        f"[1:05](https://www.youtube.com/watch?v={OTHER}&t=65)",
        f"[1:05](https://www.youtube.com/watch?t=65&v={OTHER}#t=65)",
        f"[the moon](https://youtu.be/{OTHER}?t=65)",
        "[1:07](https://vimeo.com/9#t=67)",
        f"https://youtu.be/{OTHER}?t=65",
        f"https://youtu.be/{OWN}",
        f"see https://youtu.be/{OWN}?t=65 there",
        f"[the whole film](https://youtu.be/{OWN})",
        "[1:07](obsidian://mx-open/https://youtu.be/ZZZ-yyy_999#t=67)",
        "[1:07](<films/Waves [ZZZ-yyy_999].mp4#t=67>)",
        "[1:07](jv://open?path=https://youtu.be/ZZZ-yyy_999&time=67)",
        "![1:07](moon.png)",
        f"{{{{video https://youtu.be/{OTHER}}}}}\n\n{{{{youtube-timestamp 125}}}}",
        "{{youtube-timestamp soon}}",
        "{{renderer :media-timestamp}}",
        "{{renderer :todo, 60}}",
        "[[ocean_physics#t=5]]",
        "[[waves.mp4]]",
        "![[waves.mp4#loop]]",
        "**16:9** pictures",
        "`[1:07](ytseek://67)`",
        "```\n{{youtube-timestamp 125}}\n```",
        "<span data-id='5'>02:03</span>",
        "<span data-seconds='x'>02:03</span>",
        "[the moon](obsidian://vlcBridge?mediaPath=v.mp4&timestamp=45%)",
    ],
)
def test_what_is_no_time_of_this_video_is_no_moment(read, text):
    assert found(read(f"{HEADER}Before.\n\n{text}\n\nAfter.")) == []


@pytest.mark.parametrize(
    "text", ["[[waves.mp4#t=5]]", "![](waves.mp4#t=5)", "[0:05](waves.mp4#t=5)"]
)
def test_another_file_than_the_headers_is_no_moment(read, text):
    assert found(read(f"{FILE_HEADER}{text}")) == []
    assert found(read(f"{FILE_HEADER}{text.replace('waves', 'tides')}")) == [5]
    assert found(read(text)) == [5]


def test_a_logseq_time_belongs_to_the_player_above_it(read):
    note = read(
        f"{HEADER}{{{{video https://youtu.be/{OTHER}}}}} {{{{youtube-timestamp 1}}}}\n\n"
        f"{{{{youtube https://youtu.be/{OWN}}}}} {{{{youtube-timestamp 2}}}}"
    )
    assert found(note) == [2]


@pytest.mark.parametrize(
    "address",
    [
        "obsidian://open?vault=a&file=b",
        "obsidian://vlcBridge?mediaPath=v.mp4&timestamp=45%",
        "obsidian://mx-open/https://youtu.be/ZZZ-yyy_999#t=67",
        "jv://open?path=https://youtu.be/ZZZ-yyy_999&time=67",
        "jv://open?path=v.mp4",
        "ytseek://soon",
        "file:///etc/passwd#t=x",
    ],
)
def test_no_other_programs_address_ever_leaves(read, address):
    note = read(f"{HEADER}[the moon]({address}) <{address}>")
    assert note.links == ()
    assert "the moon" in words(note)
    assert "href" not in note.html


def test_a_label_that_its_address_contradicts_is_doubted(read):
    note = read(
        f"{HEADER}\n[10:00](https://youtu.be/{OWN}?t=65) [1:06](https://youtu.be/{OWN}?t=65)"
    )
    assert found(note) == [600, 66]
    assert [(doubt.line, doubt.sentence) for doubt in note.warnings] == [
        (5, "Read as 10:00, its text says 1:05.")
    ]


def test_the_address_proves_a_shifted_label(read):
    note = read(f"{HEADER}[18:49:00](https://youtu.be/{OWN}?t=1129) [0:01:02]")
    assert found(note) == [1129, 62]


def test_a_url_fence_is_a_link(read):
    note = read(f"{HEADER}```timestamp-url\nhttps://youtu.be/{OTHER}\n```\n")
    assert [link.target for link in note.links] == [f"https://youtu.be/{OTHER}"]


@pytest.mark.parametrize(
    "unit",
    ["[a](b#t=1", "[a](b#t=1)", "[0:01:02](x(", "[[a.mp4#t=1|", "[[a.mp4#t=1]]", "![[a.mp4#",
     "[[video:a#0:01][", "[[mpv:a::0:01:02][b]]", "{{youtube-timestamp ", "{{youtube-timestamp 1}}",
     f"{{{{video https://youtu.be/{OWN}}}}}{{{{youtube-timestamp 1}}}}",
     "{{renderer :media-timestamp, 1, ", "<span data-seconds=", "<span data-seconds=1>",
     "**0:01** ·\n", "- https://youtu.be/\n", f"https://youtu.be/{OWN}?t=5\n", "[0:01:02 - ",
     "[x](<", '[x](<a> "', "http://x#t=", "obsidian://mx-open/", "[a](obsidian://mx-open/", "&t=1"],
)  # fmt: skip
def test_a_convention_over_and_over_is_read_in_time(read, unit):
    start = time.process_time()
    assert read(HEADER + unit * (20_000 // len(unit))).html
    # Far above what any of them takes, so that a busy machine does not fail the test.
    assert time.process_time() - start < 2.0
