"""The video of a note whose header names none."""

import pytest

from viewer.note.cited_video import with_cited_video
from viewer.note.front_matter import split_front_matter
from viewer.note.scan import scan_note
from viewer.note.surroundings import Surroundings
from viewer.video.reference import VideoRef, video_of

ID, OTHER = "aB3-dEf_hIj", "ZZZ-yyy_999"
ADDRESS = f"https://www.youtube.com/watch?v={ID}"


def cited(text):
    return video_of(with_cited_video(split_front_matter(text)).values)


@pytest.mark.parametrize(
    "text",
    [
        f"# [Tides]({ADDRESS})\n\n## [1:05]({ADDRESS}&t=65)\n\n\n[2:05]({ADDRESS}&t=125)",
        f"[0:51](https://youtu.be/{ID}?t=51) [1:51](https://m.youtube.com/watch?v={ID}&t=111)",
        f"{{{{video https://youtu.be/{ID}}}}}\n\n- {{{{youtube-timestamp 125}}}} The moon.",
        f"---\ntitle: Tides\nsource: youtube\n---\n[0:51](https://youtu.be/{ID}?t=51)",
        f"[0:51](https://youtu.be/{ID}?t=51) see https://www.youtube.com/watch?v={OTHER}",
    ],
)
def test_the_one_video_all_times_lead_to_is_the_notes(text):
    assert cited(text) == VideoRef(ID, ADDRESS)


@pytest.mark.parametrize(
    "text",
    [
        "no address",
        f"[Tides]({ADDRESS})",
        f"[0:51](https://youtu.be/{ID}?t=51) [0:52](https://youtu.be/{OTHER}?t=52)",
        "[0:51](https://vimeo.com/9?t=51)",
        "[0:51](https://example.com/9#t=51)",
        "[0:51](https://vimeo.com/9#t=51) [0:51](https://vimeo.com/10#t=51)",
        f"[0:51](https://vimeo.com/9#t=51) [0:51](https://youtu.be/{ID}?t=51)",
        "[0:51](https://www.youtube.com/watch?v=XXX&t=51)",
        f"---\nmood: https://a.example\n---\n[0:51](https://youtu.be/{ID}?t=51)",
    ],
)
def test_a_note_without_times_of_one_video_has_none(text):
    assert cited(text) is None


@pytest.mark.parametrize(
    ("header", "video"),
    [
        (f"videoId: {OTHER}", VideoRef(id=OTHER)),
        ("video: tides.mp4", VideoRef(file="tides.mp4")),
        ("video: '[[tides.mp4]]'", VideoRef(file="tides.mp4")),
    ],
)
def test_a_header_that_names_a_video_goes_before(header, video):
    assert cited(f"---\n{header}\n---\n[0:51](https://youtu.be/{ID}?t=51)") == video


def test_a_media_fragment_tells_the_video_on_any_site(read):
    site = "https://video.example.net/BV1?p=2"
    text = f"[00:59]({site}#t=59.26) [1:05]({site}#t=65)"
    assert cited(text) == VideoRef(address=site)
    assert [moment.time_ms for moment in read(text).moments] == [59_000, 65_000]


def test_both_readers_make_moments_of_its_times(read):
    text = f"# [Tides]({ADDRESS})\n\n## [1:05]({ADDRESS}&t=65)\nThe moon."
    note, scan = read(text), scan_note(text, name="a_note", around=Surroundings())
    assert [moment.time_ms for moment in note.moments] == [65_000]
    assert [moment.time_ms for moment in scan.moments] == [65_000]
    assert video_of(note.header) == video_of(scan.header) == VideoRef(ID, ADDRESS)
    assert "names no video" in note.warnings[0].sentence


def test_a_long_list_of_addresses_is_read_once(read):
    assert cited("https://youtu.be/aB3-dEf_hIj?t=5 " * 20_000) == VideoRef(ID, ADDRESS)
