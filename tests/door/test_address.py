"""Addresses that any web page may have opened: they lead to a known note, or nowhere."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.door.address import MOST_BYTES, Address, NotePlace, find_note, read_address
from viewer.errors import NoteError, UsageError, ViewerError


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("notereel:open?note=a.md", Address("a.md")),
        (
            "notereel:open?note=physics/tides.md&at=1:02:03",
            Address("physics/tides.md", at="1:02:03"),
        ),
        ("notereel:open?at=90s&note=a.markdown&vault=Notes", Address("a.markdown", "Notes", "90s")),
        ("notereel://open?note=a.md", Address("a.md")),
        ("notereel://open/?note=a.md", Address("a.md")),
        ("NOTEREEL:Open?note=A.MD", Address("A.MD")),
        ("notereel:open?note=sp%C3%A4te%20Flut.md", Address("späte Flut.md")),
        ("notereel:open?note=späte Flut.md", Address("späte Flut.md")),
        ("notereel:open?note=a%2Fb.md", Address("a/b.md")),
        ("notereel:open?note=50%25%2520.md", Address("50%%20.md")),
        ("notereel:open?note=a+b.md", Address("a+b.md")),
        ("notereel:open?note=a%26at%3D1s.md", Address("a&at=1s.md")),
        ("notereel:open?note=a.md&at=", Address("a.md")),
        ("notereel:open?note=/home/me/notes/a.md", Address("/home/me/notes/a.md")),
        ("notereel:seek?at=1%3A02", Address(at="1:02")),
        ("notereel:seek?at=1h2m", Address(at="1h2m")),
    ],
)
def test_what_an_address_says(text, said):
    assert read_address(text) == said


@pytest.mark.parametrize(
    "text",
    [
        # No address, or not one of ours.
        "", "notereel", "notereel:", "notereel:?", "notereel:?note=a.md", "https://example.org/",
        " notereel:seek?at=1s", "notereel:seek?at=1s ", "notereel:seek?at=1s\n",
        "notereel:seek\n?at=1s", "notereel:///seek?at=1s", "notereel:seek/now?at=1s",
        "notereel:seek?at=1s#now", "javascript:notereel:seek?at=1s", "notereel:1:02",
        # No such deed.
        "notereel:run?cmd=quit_program", "notereel:delete?note=a.md", "notereel:new?note=a.md",
        "notereel:write?note=a.md&text=x", "notereel:download?id=abc", "notereel:--run?x=y",
        # No such field, twice the same, none at all.
        "notereel:open", "notereel:open?", "notereel:open?note", "notereel:open?note=",
        "notereel:open?vault=Notes", "notereel:open?at=1s", "notereel:open?note=a.md&note=b.md",
        "notereel:open?note=a.md&video=/a.mp4", "notereel:open?note=a.md&run=quit",
        "notereel:open?note=a.md&&at=1s", "notereel:seek?note=a.md&at=1s", "notereel:seek",
        "notereel:seek?at=", "notereel:open?note=a.md;at=1s", "notereel:open?Note=a.md",
        # No time.
        "notereel:seek?at=soon", "notereel:seek?at=-5s", "notereel:seek?at=1s%3B%20quit_program",
        "notereel:seek?at=1:02-1:05", "notereel:seek?at=9999:00:00", "notereel:seek?at=%31s%00",
        # No note by a plain path.
        "notereel:open?note=..%2Fa.md", "notereel:open?note=../a.md",
        "notereel:open?note=a/../b.md",
        "notereel:open?note=%2e%2e/a.md", "notereel:open?note=./a.md", "notereel:open?note=a//b.md",
        "notereel:open?note=//host/share/a.md", "notereel:open?note=%5C%5Chost%5Ca.md",
        "notereel:open?note=a%5C..%5Cb.md", "notereel:open?note=a.md/", "notereel:open?note=a.txt",
        "notereel:open?note=/etc/passwd", "notereel:open?note=.", "notereel:open?note=a.md.exe",
        # Letters that no name has.
        "notereel:open?note=a%00.md", "notereel:open?note=a%0A.md",
        "notereel:open?note=a%1B[31m.md",
        "notereel:open?note=%FF.md", "notereel:open?note=%C0%AE%C0%AE/a.md",
        "notereel:open?note=a%.md",
        "notereel:open?note=a%2.md", "notereel:open?note=a%zz.md", "notereel:open?note=a\udcff.md",
        "notereel:open?note=%E2%80%AEdm.a.md", "notereel:open?note=a%ED%B3%BF.md",
        # Too long.
        f"notereel:open?note={'a' * MOST_BYTES}.md",
        f"notereel:open?note={'ä' * (MOST_BYTES // 2)}.md",
    ],
)  # fmt: skip
def test_every_other_address_is_refused_in_a_sentence(text):
    with pytest.raises(UsageError) as refused:
        read_address(text)
    assert refused.value.sentence.endswith(".")
    assert len(str(refused.value)) < 400 + len(text)


@given(st.text(max_size=80).map("notereel:open?note={}".format) | st.text(max_size=200))
def test_no_text_at_all_breaks_the_reading(text):
    try:
        said = read_address(text)
    except ViewerError:
        return
    assert ".." not in said.note.split("/")
    assert "\\" not in said.note


@pytest.fixture
def vaults(tmp_path) -> list[Path]:
    for note in ("physics/a.md", "physics/deep/b.md", "letters/a.md", "letters/c.md", "secret.md"):
        file = tmp_path / note
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("# A note\n", encoding="utf-8")
    (tmp_path / "physics" / "out.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "physics" / "within.md").symlink_to("a.md")
    (tmp_path / "physics" / "folder.md").mkdir()
    return [tmp_path / "physics", tmp_path / "letters", tmp_path / "gone"]


@pytest.mark.parametrize(
    ("said", "found"),
    [
        (Address("a.md"), ("physics", "a.md")),
        (Address("deep/b.md"), ("physics", "deep/b.md")),
        (Address("c.md"), ("letters", "c.md")),
        (Address("a.md", "letters"), ("letters", "a.md")),
        (Address("a.md", "{}/letters"), ("letters", "a.md")),
        (Address("{}/letters/a.md"), ("letters", "a.md")),
        (Address("within.md"), ("physics", "within.md")),
    ],
)
def test_a_note_is_found_in_the_vault_that_was_opened_last(vaults, said, found):
    home = vaults[0].parent
    address = Address(said.note.format(home), said.vault.format(home))
    assert find_note(address, vaults) == NotePlace(home / found[0], found[1])


@pytest.mark.parametrize(
    "said",
    [
        Address("{}/secret.md"), Address("secret.md"), Address("/etc/a.md"), Address("out.md"),
        Address("folder.md"), Address("b.md"), Address("a.md", "gone"), Address("a.md", "phys"),
        Address("a.md", "{}"), Address("c.md", "physics"), Address("physics/a.md"),
        Address("{}/physicsx/a.md"), Address("C:/notes/a.md"),
    ],
)  # fmt: skip
def test_no_path_outside_a_known_vault_is_opened(vaults, said):
    home = vaults[0].parent
    address = Address(said.note.format(home), said.vault.format(home))
    with pytest.raises(NoteError, match="that was opened before"):
        find_note(address, vaults)
