"""What may be a wheel of yt-dlp: damaged, swapped and hostile ones are refused in a sentence."""

import os
import zipfile

import pytest

from tests.video.wheel_files import EJS, metadata_of, rewritten, small_wheel, write_wheel
from viewer.errors import DownloaderError
from viewer.video.wheels import MOST_BYTES, look_at_wheel, name_of_wheel, take_wheel


@pytest.fixture
def taken(tmp_path):
    folder = tmp_path / "taken"
    folder.mkdir()
    return lambda file: take_wheel(file, folder)


def test_a_wheel_says_what_it_is_and_what_it_needs(tmp_path, taken):
    wheel = taken(small_wheel(tmp_path, "2026.12.1", python=">=3.11"))
    assert (wheel.project, wheel.version, wheel.python) == ("yt_dlp", "2026.12.1", ">=3.11")
    assert wheel.ejs == EJS
    assert wheel.file == tmp_path / "taken" / "yt_dlp-2026.12.1-py3-none-any.whl"


def test_a_wheel_that_a_browser_renamed_gets_its_name_back(tmp_path, taken):
    again = tmp_path / "yt_dlp-2026.12.1-py3-none-any (1).whl"
    small_wheel(tmp_path, "2026.12.1").rename(again)
    assert taken(again).file.name == "yt_dlp-2026.12.1-py3-none-any.whl"


@pytest.mark.parametrize(
    "name",
    [
        "yt-dlp.exe",
        "yt_dlp-2026.12.1.tar.gz",
        "yt_dlp-..-py3-none-any.whl",
        "yt_dlp-2026.12.1-cp311-cp311-linux_x86_64.whl",
        "requests-2.32.0-py3-none-any.whl",
        "yt_dlp-2026.12.1-py3-none-any.whl.part",
    ],
)
def test_other_names_are_refused(tmp_path, name):
    with pytest.raises(DownloaderError, match="is not a wheel of yt-dlp"):
        name_of_wheel(tmp_path / name)


@pytest.mark.parametrize(
    ("member", "why"),
    [
        ("yt_dlp/../../evil.py", "would lie elsewhere"),
        ("/etc/evil.py", "would lie elsewhere"),
        ("../evil.py", "would lie elsewhere"),
        ("C:/evil.py", "would lie elsewhere"),
        ("yt_dlp\\..\\evil.py", "would lie elsewhere"),
        ("yt_dlp//evil.py", "would lie elsewhere"),
        ("viewer/evil.py", "not yt-dlp"),
        ("yt_dlp_ejs/evil.py", "not yt-dlp"),
        ("yt_dlp_plugins/extractor/evil.py", "not yt-dlp"),
        ("json.py", "not yt-dlp"),
        ("evil.pth", "not yt-dlp"),
        ("yt_dlp/evil.so", "not Python"),
        ("yt_dlp/evil.cpython-311-x86_64-linux-gnu.so", "not Python"),
        ("yt_dlp/evil.SO.1", "not Python"),
        ("yt_dlp/evil.pyd", "not Python"),
        ("yt_dlp/evil.dll", "not Python"),
        ("yt_dlp/evil.dylib", "not Python"),
    ],
)
def test_a_wheel_holds_nothing_but_yt_dlp(tmp_path, taken, member, why):
    with pytest.raises(DownloaderError, match=why):
        taken(small_wheel(tmp_path, extra={member: "evil"}))


def test_what_a_real_wheel_brings_beside_its_code_is_let_in(tmp_path, taken):
    taken(small_wheel(tmp_path, extra={"yt_dlp-2026.12.1.data/data/share/man/man1/yt-dlp.1": ""}))


def test_a_wheel_holds_no_links_and_nothing_twice(tmp_path, taken):
    link = zipfile.ZipInfo("yt_dlp/link.py")
    link.external_attr = 0o120777 << 16
    with pytest.raises(DownloaderError, match="holds a link"):
        taken(write_wheel(tmp_path, "yt_dlp", "2026.12.1", {link: "/etc/passwd"}))
    twice = small_wheel(tmp_path, "2026.12.2")
    with zipfile.ZipFile(twice, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("yt_dlp/version.py", "__version__ = 'other'")
    with pytest.raises(DownloaderError, match="twice"):
        taken(twice)


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.99])
def test_a_wheel_that_was_cut_short_is_refused(tmp_path, taken, share):
    file = small_wheel(tmp_path, extra={"yt_dlp/big.py": "#" * 50_000})
    os.truncate(file, int(file.stat().st_size * share))
    with pytest.raises(DownloaderError, match="cut short"):
        taken(file)


def test_every_flipped_byte_of_the_code_is_noticed(tmp_path, taken):
    file = small_wheel(tmp_path, code="harmless = 1")
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"harmless = 1", b"harmless = 7"))
    with pytest.raises(DownloaderError, match="damaged"):
        taken(file)


def test_a_wheel_that_unfolds_without_end_is_refused_unread(tmp_path, taken):
    file = tmp_path / "yt_dlp-2026.12.1-py3-none-any.whl"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(30):
            archive.writestr(f"yt_dlp/{number}.py", b"\0" * 8_000_000)
    with pytest.raises(DownloaderError, match="too large when it is unpacked"):
        taken(file)


def test_a_wheel_that_is_too_big_is_not_even_copied(tmp_path, taken):
    file = tmp_path / "yt_dlp-2026.12.1-py3-none-any.whl"
    file.touch()
    os.truncate(file, MOST_BYTES + 1)
    with pytest.raises(DownloaderError, match="larger than 40 MB"):
        taken(file)
    assert (tmp_path / "taken" / file.name).stat().st_size == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_pipe_is_no_wheel(tmp_path, taken):
    os.mkfifo(tmp_path / "yt_dlp-2026.12.1-py3-none-any.whl")
    with pytest.raises(DownloaderError, match="is not a file"):
        taken(tmp_path / "yt_dlp-2026.12.1-py3-none-any.whl")


def test_a_wheel_that_is_not_there_is_missed_by_name(tmp_path, taken):
    with pytest.raises(DownloaderError, match="cannot be taken: No such file"):
        taken(tmp_path / "yt_dlp-2026.12.1-py3-none-any.whl")


@pytest.mark.parametrize(
    "said",
    [
        metadata_of("yt_dlp", "2026.12.2"),
        metadata_of("youtube_dl", "2026.12.1"),
        "",
    ],
)
def test_a_wheel_says_the_same_inside_and_outside(tmp_path, taken, said):
    file = write_wheel(tmp_path, "yt_dlp", "2026.12.1", {"yt_dlp/__init__.py": ""}, said=said)
    with pytest.raises(DownloaderError, match="it is another one"):
        taken(file)


def test_a_wheel_without_anything_to_say_is_damaged(tmp_path):
    file = tmp_path / "yt_dlp-2026.12.1-py3-none-any.whl"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("yt_dlp/__init__.py", "")
    with pytest.raises(DownloaderError, match="damaged"):
        look_at_wheel(file)


CODE, LIST = "yt_dlp/options.py", "yt_dlp-2026.12.1.dist-info/RECORD"


def altered(members):
    return {**members, CODE: b"harmful = 1"}


def lacking(members):
    return {name: members[name] for name in members if name != CODE}


def unlisted(members):
    return {**members, "yt_dlp/more.py": b"harmful = 1"}


def unhashed(members):
    rows = members[LIST].splitlines(keepends=True)
    rows = [f"{CODE},,\n".encode() if row.startswith(CODE.encode()) else row for row in rows]
    return {**members, LIST: b"".join(rows)}


def listing(content):
    return lambda members: {**members, LIST: content}


def listless(members):
    return {name: members[name] for name in members if name != LIST}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (altered, r"holds another file than it lists \(“yt_dlp/options\.py”\)\."),
        (unhashed, "holds another file than it lists"),
        (lacking, r"lacks a file that it lists \(“yt_dlp/options\.py”\)\."),
        (unlisted, r"holds a file that it does not list \(“yt_dlp/more\.py”\)\."),
        (listing(b""), r"py3-none-any\.whl” does not list what it holds\."),
        (listing(f"{LIST},,\n".encode()), "does not list what it holds"),
        (listless, "does not list what it holds"),
        (listing(b"x" * 200_000), "is damaged, or was cut short"),
        (listing(b"x" * 3_000_000), "has too much to say of itself"),
    ],
)
def test_a_wheel_holds_what_it_lists_and_nothing_else(tmp_path, taken, change, why):
    file = small_wheel(tmp_path, extra={CODE: "harmless = 1"})
    with pytest.raises(DownloaderError, match=why) as refused:
        taken(rewritten(file, change))
    assert "Download it again" in refused.value.hint


def test_signatures_of_the_list_need_not_be_in_it(tmp_path, taken):
    signed = {f"{LIST}.jws": b"{}", f"{LIST}.p7s": b"signed"}
    taken(rewritten(small_wheel(tmp_path), lambda members: {**members, **signed, "yt_dlp/": b""}))
