"""Newer versions of yt-dlp: real wheels are taken, tested in a child, used, and left again."""

import os
import subprocess
import sys
import zipfile
from functools import partial
from pathlib import Path

import pytest
from filelock import FileLock

from tests.video.wheel_files import (
    EJS,
    OURS,
    ejs_wheel,
    metadata_of,
    real_wheel,
    rewritten,
    small_wheel,
    write_wheel,
)
from viewer.errors import DownloaderError
from viewer.video.downloader import Downloaders
from viewer.video.package_index import load_from_index
from viewer.video.selftest import selftest

NEWER, NEWEST, OTHER_EJS = "2027.1.2", "2027.3.4", "0.9.1"


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """Return a folder of wheels as an index would hold them; the newest needs other scripts."""
    folder = tmp_path_factory.mktemp("wheels")
    real_wheel(folder, NEWER)
    real_wheel(folder, NEWEST, ejs=OTHER_EJS)
    ejs_wheel(folder, OTHER_EJS)
    return folder


@pytest.fixture
def newer(wheels):
    return wheels / f"yt_dlp-{NEWER}-py3-none-any.whl"


@pytest.fixture
def newest(wheels):
    return wheels / f"yt_dlp-{NEWEST}-py3-none-any.whl"


@pytest.fixture
def kept(tmp_path):
    return Downloaders(tmp_path / "ytdlp")


@pytest.fixture
def easy(tmp_path):
    """Let every wheel pass its test, for those stories that are not about it."""

    def passed(folder):
        (wheel,) = Path(folder).glob("yt_dlp-*.whl")
        return {"version": wheel.name.split("-")[1], "ejs": EJS}

    return Downloaders(tmp_path / "ytdlp", selftest=passed)


@pytest.fixture
def index(wheels, monkeypatch):
    """Let pip know no other index than the folder of wheels, as a person's configuration may."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))
    return wheels


def version_that_fetches(folder):
    """Return the version a fetch worker has when it is given this folder, and where it lies."""
    code = """if True:
        import sys
        from viewer.worker.fetch.newer import use_downloader
        print(use_downloader(sys.argv[1]), sys.modules["yt_dlp"].__file__)
    """
    done = subprocess.run(
        [sys.executable, "-c", code, folder], capture_output=True, text=True, timeout=60
    )
    return done.stdout.split() if done.returncode == 0 else [done.stderr.splitlines()[-1]]


def left_in(folder):
    return sorted(each.name for each in folder.iterdir() if each.name != "lock")


def test_at_first_there_is_the_one_that_came_with_the_program(kept):
    assert kept.best().is_bundled
    assert (kept.best().version, kept.best().ejs) == (OURS, EJS)
    assert version_that_fetches(kept.best().folder)[0] == OURS


def test_a_newer_one_is_taken_from_its_file_and_fetches_from_then_on(kept, newer):
    taken = kept.install([newer])
    assert taken == kept.best()
    assert (taken.version, taken.is_bundled) == (NEWER, False)
    version, module = version_that_fetches(taken.folder)
    assert version == "2027.01.02"
    assert Path(module).is_relative_to(Path(taken.folder) / newer.name)


def test_what_stays_is_what_is_needed_and_no_more(kept, newer, tmp_path):
    kept.install([newer])
    assert left_in(tmp_path / "ytdlp") == [NEWER]
    assert left_in(tmp_path / "ytdlp" / NEWER) == ["ok.json", newer.name]


def test_other_scripts_come_along_from_beside_the_wheel(kept, newest):
    taken = kept.install([newest])
    assert (taken.version, taken.ejs) == (NEWEST, OTHER_EJS)
    assert f"yt_dlp_ejs-{OTHER_EJS}-py3-none-any.whl" in left_in(Path(taken.folder))


def test_scripts_that_are_nowhere_are_asked_for_by_name(kept, newest, tmp_path):
    alone = tmp_path / newest.name
    alone.write_bytes(newest.read_bytes())
    with pytest.raises(DownloaderError, match=f"needs yt-dlp-ejs {OTHER_EJS}") as refused:
        kept.install([alone])
    assert f"Choose yt_dlp_ejs-{OTHER_EJS}-py3-none-any.whl" in refused.value.hint
    assert left_in(tmp_path / "ytdlp") == []


def test_scripts_of_another_version_are_refused(kept, newest, tmp_path):
    with pytest.raises(DownloaderError, match=f"needs yt-dlp-ejs {OTHER_EJS}, not 0.7.0"):
        kept.install([newest, ejs_wheel(tmp_path, "0.7.0")])
    assert kept.best().is_bundled


def test_scripts_alone_are_no_yt_dlp(kept, wheels):
    with pytest.raises(DownloaderError, match="None of these"):
        kept.install([wheels / f"yt_dlp_ejs-{OTHER_EJS}-py3-none-any.whl"])


def test_two_are_kept_and_one_can_step_back_from_the_last(kept, newer, newest, tmp_path):
    kept.install([newer])
    kept.install([newest])
    assert [each.version for each in kept.versions()] == [NEWEST, NEWER, OURS]
    assert kept.step_back().version == NEWER
    # A download may still run on it.
    assert version_that_fetches(str(tmp_path / "ytdlp" / NEWEST))[0] == "2027.03.04"
    assert kept.step_back().is_bundled
    with pytest.raises(DownloaderError, match="nothing to go back to"):
        kept.step_back()
    assert kept.install([newer]).version == NEWER


def test_a_third_one_takes_the_place_of_the_oldest(easy, tmp_path):
    for version in ("2027.1.1", "2027.1.2", "2027.1.3"):
        easy.install([small_wheel(tmp_path, version)])
    assert [each.version for each in easy.versions()] == ["2027.1.3", "2027.1.2", OURS]
    assert left_in(tmp_path / "ytdlp") == ["2027.1.2", "2027.1.3"]


def test_an_older_one_than_that_in_use_is_refused_until_one_went_back(easy, tmp_path):
    older = small_wheel(tmp_path, "2027.1.1")
    easy.install([small_wheel(tmp_path, "2027.1.2")])
    with pytest.raises(DownloaderError, match="older than the one in use"):
        easy.install([older])
    easy.step_back()
    assert easy.install([older]).version == "2027.1.1"


@pytest.mark.parametrize("version", [OURS, "2021.1.1"])
def test_what_is_not_newer_is_refused(kept, tmp_path, version):
    with pytest.raises(DownloaderError, match="is not newer than the one that came with"):
        kept.install([small_wheel(tmp_path, version)])


def test_one_for_another_python_is_refused_before_it_is_run(kept, tmp_path):
    ran = tmp_path / "ran"
    code = f"open({str(ran)!r}, 'w')"
    with pytest.raises(DownloaderError, match=r"needs Python >=3\.99; this one is 3\."):
        kept.install([small_wheel(tmp_path, python=">=3.99", code=code)])
    assert not ran.exists()


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("raise RuntimeError('not today')", "RuntimeError: not today"),
        ("def", "SyntaxError"),
        ("import no_such_module_anywhere", "cannot be loaded: No module named"),
        ("import os; os._exit(3)", "ended with code 3"),
        ("import os; os.kill(os.getpid(), 11)", "ended with code|Fatal|Segmentation"),
        ("print('ready'); print('{}')", "YoutubeDL"),
        ("import time; time.sleep(600)", "did not answer within 3 s"),
    ],
)
def test_what_does_not_pass_its_test_is_gone_and_the_former_stays(easy, tmp_path, code, why):
    former = easy.install([small_wheel(tmp_path, NEWER)])
    bad = small_wheel(tmp_path, "2027.6.1", code=code)
    with pytest.raises(DownloaderError, match=why):
        Downloaders(tmp_path / "ytdlp", selftest=partial(selftest, deadline_s=3)).install([bad])
    assert easy.best() == former
    assert left_in(tmp_path / "ytdlp") == [NEWER]


def test_one_that_says_it_is_another_is_refused(tmp_path):
    def lying(_folder):
        return {"version": "2026.1.1", "ejs": EJS}

    with pytest.raises(DownloaderError, match=r"it is yt-dlp 2026\.12\.1, but 2026\.1\.1 "):
        Downloaders(tmp_path / "ytdlp", selftest=lying).install([small_wheel(tmp_path)])


def test_the_scripts_that_answer_must_be_the_ones_it_needs(tmp_path):
    def old(_folder):
        return {"version": "2026.12.1", "ejs": "0.1.0"}

    with pytest.raises(DownloaderError, match=f"needs yt-dlp-ejs {EJS}, not 0.1.0"):
        Downloaders(tmp_path / "ytdlp", selftest=old).install([small_wheel(tmp_path)])


def test_scripts_with_another_content_do_not_pass(kept, wheels, newest, tmp_path):
    bent = tmp_path / f"yt_dlp_ejs-{OTHER_EJS}-py3-none-any.whl"
    with zipfile.ZipFile(wheels / bent.name) as whole:
        code = {name: whole.read(name) for name in whole.namelist() if ".dist-info/" not in name}
    changed = {name: text + b";" for name, text in code.items() if name.endswith("core.min.js")}
    assert changed
    write_wheel(tmp_path, "yt_dlp_ejs", OTHER_EJS, {**code, **changed},
                said=metadata_of("yt_dlp_ejs", OTHER_EJS, ejs=""))  # fmt: skip
    with pytest.raises(DownloaderError, match="scripts for YouTube are not the right ones"):
        kept.install([newest, bent])


def damage_cut(folder, wheel):
    os.truncate(folder / wheel, 100_000)


def damage_byte(folder, wheel):
    content = bytearray((folder / wheel).read_bytes())
    content[len(content) // 2] ^= 1
    (folder / wheel).write_bytes(content)


def damage_gone(folder, wheel):
    (folder / wheel).unlink()


def damage_extra(folder, _wheel):
    (folder / "yt_dlp_ejs-9.9.9-py3-none-any.whl").write_bytes(b"")


def damage_mark(folder, _wheel):
    (folder / "ok.json").write_text("[" * 50_000)


def damage_empty_mark(folder, _wheel):
    (folder / "ok.json").write_text("{}")


def damage_python(folder, _wheel):
    mark = folder / "ok.json"
    mark.write_text(mark.read_text().replace(">=3.9", ">=3.99"))


@pytest.mark.parametrize(
    "damage",
    [damage_cut, damage_byte, damage_gone, damage_extra, damage_mark, damage_empty_mark,
     damage_python],
)  # fmt: skip
def test_what_changed_since_its_test_is_not_used(easy, tmp_path, damage):
    wheel = small_wheel(tmp_path, NEWER, extra={"yt_dlp/big.py": "#" * 200_000})
    damage(Path(easy.install([wheel]).folder), wheel.name)
    assert easy.best().is_bundled
    assert easy.install([wheel]).version == NEWER


def test_a_wheel_that_is_cut_short_never_turns_into_the_program_s_own(kept, newer):
    folder = Path(kept.install([newer]).folder)
    damage_cut(folder, newer.name)
    (said,) = version_that_fetches(str(folder))
    assert "cannot be read" in said
    damage_gone(folder, newer.name)
    (said,) = version_that_fetches(str(folder))
    assert "There is no newer yt-dlp" in said


def test_the_newest_is_fetched_from_the_index_with_its_scripts(kept, index):
    taken = kept.update()
    assert (taken.version, taken.ejs) == (NEWEST, OTHER_EJS)
    assert version_that_fetches(taken.folder)[0] == "2027.03.04"
    assert kept.update() == taken


def test_an_index_with_nothing_newer_changes_nothing(kept, tmp_path, index, monkeypatch):
    old = tmp_path / "old"
    old.mkdir()
    small_wheel(old, "2021.1.1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(old))
    assert kept.update().is_bundled


def test_a_nightly_one_is_fetched_only_when_it_is_wished(kept, tmp_path, index, monkeypatch):
    nights = tmp_path / "nights"
    nights.mkdir()
    small_wheel(nights, "2021.1.1")
    real_wheel(nights, "2027.5.1.232815.dev0")
    monkeypatch.setenv("PIP_FIND_LINKS", str(nights))
    assert kept.update().is_bundled
    assert kept.update(is_nightly=True).version == "2027.5.1.232815.dev0"


def test_an_index_that_has_no_yt_dlp_is_said_with_pips_words(kept, tmp_path, index, monkeypatch):
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(DownloaderError, match="could not be fetched") as refused:
        kept.update()
    assert "No matching distribution found for yt-dlp" in refused.value.hint
    assert left_in(tmp_path / "ytdlp") == []


def test_what_is_not_what_the_index_lists_is_thrown_away(kept, tmp_path, index, newer, monkeypatch):
    kept.install([newer])
    before = left_in(tmp_path / "ytdlp")
    wheel = small_wheel(tmp_path, NEWEST)
    page = tmp_path / "index.html"
    page.write_text(f'<a href="{wheel.name}#sha256={"0" * 64}">{wheel.name}</a>', "utf-8")
    monkeypatch.setenv("PIP_FIND_LINKS", str(page))
    with pytest.raises(DownloaderError, match="sent for yt-dlp is not what it lists") as refused:
        kept.update()
    assert "It was thrown away" in refused.value.hint
    assert left_in(tmp_path / "ytdlp") == before
    assert kept.best().version == NEWER


def test_a_changed_file_in_what_the_index_has_changes_nothing(kept, tmp_path, index, monkeypatch):
    wheel = small_wheel(tmp_path, NEWEST)
    rewritten(wheel, lambda members: {**members, "yt_dlp/version.py": b"harmful = 1"})
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(DownloaderError, match="holds another file than it lists"):
        kept.update()
    assert left_in(tmp_path / "ytdlp") == []
    assert kept.best().is_bundled


def test_an_index_out_of_reach_is_said(kept, monkeypatch):
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_RETRIES", "1")
    with pytest.raises(DownloaderError, match="cannot be reached") as refused:
        kept.update()
    assert "installed from its file" in refused.value.hint


def test_without_pip_a_file_is_offered(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(DownloaderError, match="pip is not here") as refused:
        load_from_index("yt-dlp", tmp_path)
    assert "from its file" in refused.value.hint


def test_only_one_window_changes_the_downloader_at_a_time(easy, tmp_path):
    wheel = small_wheel(tmp_path, NEWER)
    (tmp_path / "ytdlp").mkdir()
    with FileLock(tmp_path / "ytdlp" / "lock"), pytest.raises(DownloaderError, match="Another"):
        easy.install([wheel])
    assert easy.install([wheel]).version == NEWER


def test_a_folder_that_cannot_be_written_is_named(tmp_path, newer):
    (tmp_path / "ytdlp").write_text("a file stands here")
    with pytest.raises(DownloaderError, match="cannot be written"):
        Downloaders(tmp_path / "ytdlp").install([newer])
    assert Downloaders(tmp_path / "ytdlp").best().is_bundled


def test_what_a_crash_left_is_swept_away(easy, tmp_path):
    (tmp_path / "ytdlp" / ".staging-1234").mkdir(parents=True)
    easy.install([small_wheel(tmp_path, NEWER)])
    assert left_in(tmp_path / "ytdlp") == [NEWER]
