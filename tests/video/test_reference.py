"""Which video a note is about."""

import pytest

from viewer.video.reference import VideoRef, video_of


@pytest.mark.parametrize(
    ("header", "video"),
    [
        ({"videoId": ("vpR8jjB9m4M",)}, VideoRef(id="vpR8jjB9m4M")),
        ({"videoId": ("-a_bcdefghi",)}, VideoRef(id="-a_bcdefghi")),
        ({"videoId": ("_a-bcdefghi",)}, VideoRef(id="_a-bcdefghi")),
        ({"videoId": ("empty",)}, None),
        ({"videoId": ("",)}, None),
        ({"title": ("Tides",)}, None),
        ({"source": ("youtube",)}, None),
        (
            {"url": ("https://youtu.be/abcdefghijk?t=5",)},
            VideoRef(id="abcdefghijk", address="https://youtu.be/abcdefghijk?t=5"),
        ),
        (
            {"source": ("https://www.youtube.com/watch?list=x&v=abcdefghijk",)},
            VideoRef("abcdefghijk", "https://www.youtube.com/watch?list=x&v=abcdefghijk"),
        ),
        ({"video": ("[[lecture.mp4]]",)}, VideoRef(file="lecture.mp4")),
        ({"media": ("https://example.org/a.mp4",)}, VideoRef("", "https://example.org/a.mp4")),
        ({"VIDEOID": ("abcdefghijk", "lmnopqrstuv")}, VideoRef(id="abcdefghijk")),
        ({"videoId": ("../../etc",)}, None),
    ],
)
def test_the_header_names_the_video(header, video):
    assert video_of(header) == video
