"""What a note embeds comes from the vault, whatever its names try."""

import pytest

from viewer.worker.render import read_alone


@pytest.fixture
def read(tmp_path):
    (tmp_path / "secret.md").write_text("A secret.", encoding="utf-8")
    root = tmp_path / "vault"
    (root / "sub").mkdir(parents=True)

    def read(**texts):
        for name, text in texts.items():
            (root / f"{name.replace('__', '/')}.md").write_text(text, encoding="utf-8")
        (root / "link.md").unlink(missing_ok=True)
        (root / "link.md").symlink_to(tmp_path / "secret.md")
        return read_alone(root / "host.md")

    return read


def test_a_note_shows_another_and_its_links_lead_from_there(read):
    note = read(host="![[one]]", sub__one="Tides, see [[two]].", sub__two="Ebb.", two="Flow.")
    assert "Tides, see" in note.html
    assert [link.path for link in note.links] == ["sub/one.md", "sub/two.md"]


@pytest.mark.parametrize("target", ["../secret", "link", "/etc/passwd", "..\\secret", "host"])
def test_nothing_from_outside_and_nothing_twice_is_shown(read, target):
    note = read(host=f"Tides.\n\n![[{target}]]")
    assert "A secret" not in note.html
    assert note.html.count("Tides.") == 1


def test_a_note_that_is_no_text_is_named(read, tmp_path):
    (tmp_path / "vault/bytes.md").write_bytes(b"\0\1\2")
    assert "This note cannot be shown here." in read(host="![[bytes]]").html
