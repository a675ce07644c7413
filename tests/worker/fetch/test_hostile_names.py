"""Titles, ids and formats by people who mean harm: no name of ours has anything of them."""

import re
from dataclasses import asdict

import pytest

from tests.worker.fetch.child import question
from viewer.video.cache import VideoCache
from viewer.video.entry import folder_name
from viewer.worker.fetch.parts import parts_of

TITLES = (
    "../../etc/passwd", "..", ".", "", " ", "/", "\\", "C:\\Windows\\x", "con", "nul.mp4", "aux",
    "-rf", "--exec=sh", "~", "~root", "$HOME", "$(touch owned)", "`touch owned`", "; touch owned",
    "| sh", "& calc", "%(id)s", "%(title)s%(title)s", "%s%n", "{0}", "{title}", "a\x00b", "a\nb",
    "a\rb", "a\tb", "\x1b[31mred", "\u202egpm.exe", "\u200b", "\ufeffbom", "\ud800", "é", "e\u0301",
    "ﬁ", "日本語", "🎬" * 100, "x" * 5000, "a" * 255, "a.mp4", "a.exe", "a.desktop", "a.url",
    "video.mp4/../../x", "name.part", "v.136.mp4", "job.json", "entry.json", "seal.json", ".hidden",
    "<script>", "<img src=x onerror=alert(1)>", "\"quoted\"", "'quoted'", "a:b", "a::$DATA", "a*b?",
    "desktop.ini",
    "file:///etc/passwd", "http://127.0.0.1/", "\\\\server\\share", "..%2f..%2f", "%2e%2e/", "…/…",
    "．．／", "trailing.", "trailing ", "\u2028", "\x7f", "LPT1", "COM1.txt", "a/b/c",
)  # fmt: skip
OURS = re.compile(
    r"(cache\.json|videos|staging|players|[A-Za-z0-9_-]{1,40}-[0-9a-f]{4}(\.lock)?|entry\.json"
    r"|seal\.json|used|video\.(mp4|mkv|webm)|thumb\.(webp|jpg|png)|description\.txt"
    r"|storyboard\.mhtml|[a-z-]+(\.auto)?\.vtt|trash|quarantine)"
)


def test_there_are_enough_of_them():
    assert len(set(TITLES)) >= 75


@pytest.mark.parametrize("title", TITLES)
def test_no_name_of_a_part_has_anything_of_a_format_but_plain_letters(title):
    info = {"format_id": title, "ext": "mp4", "url": f"https://x/{title}", "id": title}
    (part,) = parts_of(info, {})
    assert re.fullmatch(r"v\.[A-Za-z0-9_-]{0,33}\.mp4", part.name)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,40}-[0-9a-f]{4}", folder_name(title))


def test_formats_that_look_alike_stay_apart():
    names = {
        parts_of({"format_id": each, "ext": "mp4"}, {})[0].name for each in ("a/b", "a-b", "a b")
    }
    assert len(names) == 3


def test_all_these_titles_come_into_the_cache_under_names_of_ours(children, cache, youtube):
    """Nine of each ten are tried by their names alone; these go the whole way."""
    for number, title in enumerate(TITLES[::10]):
        video_id = f"hostile{number:04}"
        youtube.titles[video_id] = title.encode("utf-8", "replace").decode()
        asked = question(cache, youtube.address(video_id), video_id=video_id,
                         terms=youtube.terms, trial=youtube.trial)  # fmt: skip
        child = children(asked)
        assert child.finish()["news"] == "done", (title, child.last, child.said)
        assert VideoCache(cache).where(video_id)
    names = {each.name for each in cache.rglob("*")}
    assert all(map(OURS.fullmatch, names)), [name for name in names if not OURS.fullmatch(name)]
    assert {each.name for each in cache.parent.iterdir()} == {"cache"}


def test_a_wish_with_an_odd_id_stays_in_the_cache(children, cache, website):
    for video_id in ("../../x", "con", "a" * 300, "x\x00y"):
        child = children(question(cache, website.address("/film360.mp4"), video_id=video_id))
        assert child.finish()["news"] == "done", (child.last, child.said)
        assert VideoCache(cache).where(video_id)
    assert {each.name for each in cache.parent.iterdir()} == {"cache"}
    assert asdict(VideoCache(cache).where("con"))["file"].startswith(str(cache))
