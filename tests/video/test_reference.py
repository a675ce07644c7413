"""Which video a note is about."""

import pytest

from viewer.note.front_matter import split_front_matter
from viewer.video.reference import VideoRef, video_of

ID = "aB3-dEf_hIj"


@pytest.mark.parametrize(
    ("header", "video"),
    [
        ({"videoId": ("vpR8jjB9m4M",)}, VideoRef(id="vpR8jjB9m4M")),
        ({"videoId": ("-a_bcdefghi",)}, VideoRef(id="-a_bcdefghi")),
        ({"videoId": ("_a-bcdefghi",)}, VideoRef(id="_a-bcdefghi")),
        ({"VIDEOID": ("abcdefghijk", "lmnopqrstuv")}, VideoRef(id="abcdefghijk")),
        ({"video_id": (ID,)}, VideoRef(id=ID)),
        ({"video-id": (ID,)}, VideoRef(id=ID)),
        ({"Video ID": (ID,)}, VideoRef(id=ID)),
        ({"youtube_id": (ID,)}, VideoRef(id=ID)),
        ({"youtube": (ID,)}, VideoRef(id=ID)),
        ({"video": (ID,)}, VideoRef(id=ID)),
        ({"video.id": (ID,)}, VideoRef(id=ID)),
        ({"videoId": ("empty",)}, None),
        ({"videoId": ("Empty",)}, None),
        ({"videoId": ("youtube",)}, None),
        ({"videoId": ("",)}, None),
        ({"videoId": ()}, None),
        ({"videoId": ("{{id}}",)}, None),
        ({"videoId": ("<% tp.file.title %>",)}, None),
        ({"video": ("{{video}}",)}, None),
        ({"url": ("https://youtu.be/{{id}}",)}, None),
        ({"videoId": ("../../etc",)}, None),
        ({"videoId": ("empty",), "url": (f"https://youtu.be/{ID}",)},
         VideoRef(ID, f"https://youtu.be/{ID}")),
        ({"title": ("Tides",)}, None),
        ({"source": ("youtube",)}, None),
        ({"source": ("documentary",)}, None),
        ({"youtube": ("documentary",)}, None),
        ({"source": ("A talk in Rome",)}, None),
        ({"link": ("[[some note]]",)}, None),
        ({"VideoID": (f"https://youtu.be/{ID}",)}, VideoRef(ID, f"https://youtu.be/{ID}")),
        ({"video": ("[[lecture.mp4]]",)}, VideoRef(file="lecture.mp4")),
        ({"video": ("![[lecture.mp4]]",)}, VideoRef(file="lecture.mp4")),
        ({"video": ("[[films/lecture.mp4|the lecture]]",)}, VideoRef(file="films/lecture.mp4")),
        ({"video": ("[[lecture.mp4#t=5]]",)}, VideoRef(file="lecture.mp4")),
        ({"video": ("films/lecture",)}, VideoRef(file="films/lecture")),
        ({"video": (f"../films/Tides [{ID}].mp4",)}, VideoRef(file=f"../films/Tides [{ID}].mp4")),
        ({"video": ("[lecture](films/lecture.mp4)",)}, VideoRef(file="films/lecture.mp4")),
        ({"media": ("lecture.mp4",), "audio": ("lecture.mp3",)}, VideoRef(file="lecture.mp4")),
        ({"audio": ("lecture.mp3",)}, VideoRef(file="lecture.mp3")),
        ({"video_path": ("lecture.mkv",)}, VideoRef(file="lecture.mkv")),
        ({"file": ("lecture.webm",)}, VideoRef(file="lecture.webm")),
        ({"media_link": ("films/lecture.mp4",)}, VideoRef(file="films/lecture.mp4")),
        ({"source": ("[[lecture.mp4]]",)}, VideoRef(file="lecture.mp4")),
        ({"media": ("https://example.org/a.mp4",)}, VideoRef("", "https://example.org/a.mp4")),
        ({"video": ("lecture.mp4",), "videoId": (ID,), "url": ("https://a.b/c",)},
         VideoRef(ID, "https://a.b/c", "lecture.mp4")),
    ],
)  # fmt: skip
def test_the_header_names_the_video(header, video):
    assert video_of(header) == video


@pytest.mark.parametrize(
    "key",
    ["originalUrl", "youtube", "url", "media_link", "media", "video", "audio", "source",
     "video_url", "youtube_url", "link", "videoUrl", "youtube-url", "video.url", "media_url"],
)  # fmt: skip
@pytest.mark.parametrize(
    "address",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"https://www.youtube.com/watch?v={ID}&list=PLxyz&index=3&t=65",
        f"https://www.youtube.com/watch?list=PLxyz&v={ID}",
        f"https://m.youtube.com/watch?v={ID}",
        f"https://music.youtube.com/watch?v={ID}",
        f"http://youtube.com/watch?v={ID}#t=5",
        f"https://youtu.be/{ID}",
        f"https://youtu.be/{ID}?t=5",
        f"https://youtu.be/{ID}/",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://www.youtube.com/live/{ID}?feature=share",
        f"https://www.youtube.com/embed/{ID}?start=5",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"https://www.youtube.com/v/{ID}",
    ],
)
def test_every_key_takes_every_spelling_of_an_address(key, address):
    assert video_of({key: (address,)}) == VideoRef(ID, address)


@pytest.mark.parametrize(
    ("value", "address"),
    [
        (f"youtu.be/{ID}", f"https://youtu.be/{ID}"),
        (f"www.youtube.com/watch?v={ID}", f"https://www.youtube.com/watch?v={ID}"),
        (f"<https://youtu.be/{ID}>", f"https://youtu.be/{ID}"),
        (f"[Tides](https://youtu.be/{ID})", f"https://youtu.be/{ID}"),
        (f" https://youtu.be/{ID} ", f"https://youtu.be/{ID}"),
    ],
)
def test_an_address_is_found_in_what_people_put_around_it(value, address):
    assert video_of({"url": (value,)}) == VideoRef(ID, address)


@pytest.mark.parametrize(
    "value",
    ["javascript:x", "file:///etc/passwd", "https://", "http://[::1", "//a.b/c", "ftp://a.b"],
)
def test_what_is_no_address_on_the_web_is_none(value):
    assert video_of({"url": (value,)}) is None


@pytest.mark.parametrize(
    ("header", "video"),
    [
        (f'videoId: "{ID}"', VideoRef(id=ID)),
        (f"videoId: -{ID[1:]}", VideoRef(id=f"-{ID[1:]}")),
        (f"videoId:\n  - {ID}\n  - other", VideoRef(id=ID)),
        (f"videoId: [{ID}]", VideoRef(id=ID)),
        ('video: "[[a film.mp4]]"', VideoRef(file="a film.mp4")),
        ("video: [[a film.mp4]]", VideoRef(file="a film.mp4")),
        ('video:\n  - "[[a film.mp4]]"\n  - b.mp4', VideoRef(file="a film.mp4")),
        (f"video:\n  id: {ID}\n  url: https://a.b/c", VideoRef(ID, "https://a.b/c")),
        (f"title: @name\nvideoId: {ID}", VideoRef(id=ID)),
        (f"title: @name\nvideo:\n  id: {ID}", VideoRef(id=ID)),
        ("video: 12345678901", VideoRef(id="12345678901")),
        ("videoId: ~", None),
        ("videoId:", None),
        ("video: {{metaData.video}}", None),
    ],
)
def test_a_header_as_it_is_written_names_the_video(header, video):
    assert video_of(split_front_matter(f"---\n{header}\n---\n").values) == video
