"""Which videos the notes of a folder are about: each once, with its title and its last time."""

import pytest

from viewer.errors import NoteError
from viewer.library.cited_videos import cited_videos
from viewer.library.note_file import WHOLE_BYTES
from viewer.library.vault import Vault
from viewer.paths import sample_vault
from viewer.video.reference import VideoRef
from viewer.worker.render import RenderJob

NOTES = {
    "a/tides.md": "---\ntitle: Tides\nvideoId: abc-_123DEF\n---\n\n[00:01:02] and [00:30:00].\n",
    "a/more.md": "---\nurl: https://youtu.be/abc-_123DEF\n---\n# More\n\n[00:40:00-00:45:00]\n",
    "b/waves.md": "---\nvideoId: Waves_12345\n---\n\nNo times.\n",
    "b/deep/talk.md": "---\nvideo: https://example.org/talk.mp4\n---\n\n[1:00]\n",
    "b/timed.md": "See [1:00](https://youtu.be/T1medTimed-?t=60), "
                  "[2:05](https://youtu.be/T1medTimed-?t=125).\n",
    "b/file.md": "---\nvideo: lecture.mp4\n---\n\n[1:00]\n",
    "plain.md": "# Plain\n\n[00:01:00]\n",
    "broken.md": "---\nvideoId: [unclosed\n---\n",
    "nothing.md": "---\nvideoId: empty\n---\n",
}  # fmt: skip


@pytest.fixture
def vault(tmp_path):
    for path, text in NOTES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    (tmp_path / "picture.md").write_bytes(b"\0\1\2")
    return walked(tmp_path)


def walked(folder):
    vault = Vault(folder)
    vault.walk()
    return vault


def by_id(found):
    return {each.ref.cache_id: each for each in found.videos}


def test_every_video_is_listed_once_with_what_its_notes_say(vault):
    found = by_id(cited_videos(vault))
    tides = found["abc-_123DEF"]
    assert (tides.title, tides.note, tides.notes) == ("More", "a/more.md", 2)
    assert tides.last_ms == 45 * 60_000
    assert tides.ref == VideoRef("abc-_123DEF", "https://youtu.be/abc-_123DEF")
    assert found["Waves_12345"].last_ms == 0


def test_a_video_may_be_named_by_its_address_or_by_the_times_alone(vault):
    found = by_id(cited_videos(vault))
    assert found["T1medTimed-"].last_ms == 125_000
    (talk,) = (
        each for each in found.values() if each.ref.address == "https://example.org/talk.mp4"
    )
    assert talk.ref.cache_id.startswith("url-")
    assert talk.title == "talk"


def test_what_is_no_video_to_be_had_is_not_listed(vault):
    assert len(cited_videos(vault).videos) == 4


def test_a_note_that_cannot_be_read_is_counted(vault):
    found = cited_videos(vault)
    assert (found.notes, found.unreadable) == (len(NOTES) + 1, 1)


@pytest.mark.parametrize(
    ("folder", "videos"), [("a", 1), ("b", 3), ("b/", 3), ("b/deep", 1), ("dee", 0), ("..", 0)]
)
def test_a_folder_is_only_what_lies_in_it(vault, folder, videos):
    assert len(cited_videos(vault, folder).videos) == videos


def test_a_note_too_long_to_be_laid_out_still_names_its_video(tmp_path):
    text = "---\ntitle: Long\nvideoId: abc-_123DEF\n---\n" + "word [00:01:00] " * (
        WHOLE_BYTES // 15
    )
    (tmp_path / "long.md").write_text(text, encoding="utf-8")
    (long,) = cited_videos(walked(tmp_path)).videos
    assert (long.ref.id, long.title, long.last_ms) == ("abc-_123DEF", "Long", 0)


def test_the_render_worker_answers_it_as_plain_data(vault):
    said = RenderJob().answer({"do": "cited", "vault": str(vault.root), "folder": "a"})
    assert said == {
        "notes": 2,
        "unreadable": 0,
        "videos": [
            {
                "cache_id": "abc-_123DEF",
                "id": "abc-_123DEF",
                "address": "https://youtu.be/abc-_123DEF",
                "file": "",
                "title": "More",
                "note": "a/more.md",
                "last_ms": 45 * 60_000,
                "notes": 2,
            }
        ],
    }


@pytest.mark.parametrize(
    ("times", "last_ms"),
    [
        ("[0:10] [4:00] [04:20:00]", 240_000),
        ("[0:10] [4:00] [04:13:00] [04:20:00]", 240_000),
        ("[0:10] [4:00] [04:20:01]", 15_601_000),
        ("[0:10] [2:00:05] [04:20:00]", 15_600_000),
        ("[04:20:00]", 15_600_000),
        ("[0:10] [0:50]", 50_000),
    ],
)
def test_times_of_minutes_written_as_hours_make_no_video_long(tmp_path, times, last_ms):
    (tmp_path / "a.md").write_text(f"---\nvideoId: abc-_123DEF\n---\n\n{times}\n", "utf-8")
    (video,) = cited_videos(walked(tmp_path)).videos
    assert video.last_ms == last_ms


def test_a_vault_that_is_gone_is_said(tmp_path):
    with pytest.raises(NoteError):
        RenderJob().answer({"do": "cited", "vault": str(tmp_path / "gone"), "folder": ""})


def test_the_sample_s_video_is_found():
    (video,) = cited_videos(walked(sample_vault())).videos
    assert video.ref.cache_id == "nr-tides-01"
    assert 0 < video.last_ms <= 334_000
