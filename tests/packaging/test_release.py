"""What a release is called and tells: for Debian, rpm, Windows, AppStream and its own page."""

import subprocess
import sys
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from tests.release_forms import FILE, release
from tests.test_changelog import TEXT
from viewer import __version__
from viewer.changelog import read_changelog, shipped_changelog

IN_ORDER = ("1.1.9", "1.2.0a1", "1.2.0b2", "1.2.0rc1", "1.2.0rc2", "1.2.0", "1.2.1", "1.10.0")


@pytest.mark.parametrize(
    ("version", "debian", "windows"),
    [
        ("0.1.0", "0.1.0-1", "0.1.0.9000"),
        ("1.2.0rc1", "1.2.0~rc1-1", "1.2.0.3001"),
        ("1.2.0b12", "1.2.0~b12-1", "1.2.0.2012"),
        ("10.0.3a1", "10.0.3~a1-1", "10.0.3.1001"),
    ],
)
def test_a_version_in_the_words_of_each_system(version, debian, windows):
    assert release.debian_version(version) == debian
    assert release.windows_version(version) == windows


def test_a_package_that_is_made_again_has_another_revision():
    assert release.debian_version("1.2.0", revision=3) == "1.2.0-3"


def test_windows_never_takes_a_candidate_for_newer_than_its_release():
    numbers = [tuple(map(int, release.windows_version(each).split("."))) for each in IN_ORDER]
    assert all(earlier < later for earlier, later in pairwise(numbers))


@pytest.mark.parametrize("version", ["1.2", "1.2.0-rc1", "v1.2.0", "1.2.0.dev1", "", "1.2.0\n"])
def test_what_is_no_version_of_ours_is_refused(version):
    with pytest.raises(ValueError, match="is no version"):
        release.debian_version(version)


@pytest.mark.parametrize("version", ["70000.0.0", "0.65536.0", "1.2.0rc70000"])
def test_what_windows_cannot_count_is_refused(version):
    with pytest.raises(ValueError, match="does not fit"):
        release.windows_version(version)


def test_the_metainfo_tells_of_every_release():
    root = release.metainfo_releases(read_changelog(TEXT))
    assert [dict(each.items()) for each in root] == [
        {"version": "1.2.0~rc1", "date": "2026-12-24", "type": "development"},
        {"version": "1.1.0", "date": "2026-12-01", "type": "stable"},
    ]
    assert ElementTree.tostring(root[0][0], encoding="unicode") == (
        "<description><p>A summary that takes two lines.</p>"
        "<p>Added:</p><ul><li>One change, of two lines.</li>"
        "<li>Another, with <code>code</code> in it.</li></ul>"
        "<p>Fixed:</p><ul><li>A third.</li></ul></description>"
    )


def test_what_is_no_markup_stays_text():
    told = read_changelog(TEXT.replace("A third.", "Notes with <b> & `a < b`."))
    text = ElementTree.tostring(release.metainfo_releases(told), encoding="unicode")
    assert "<li>Notes with &lt;b&gt; &amp; <code>a &lt; b</code>.</li>" in text


def test_the_page_of_a_release_says_the_same():
    assert release.release_text(read_changelog(TEXT)[0]) == (
        "A summary that takes two lines.\n\n### Added\n\n- One change, of two lines.\n"
        "- Another, with `code` in it.\n\n### Fixed\n\n- A third.\n"
    )


def test_debians_changelog_says_the_same():
    assert release.debian_changelog(read_changelog(TEXT), "A Person <person@example.org>") == (
        "notereel (1.2.0~rc1-1) unstable; urgency=medium\n\n"
        "  * A summary that takes two lines.\n  * One change, of two lines.\n"
        "  * Another, with code in it.\n  * A third.\n\n"
        " -- A Person <person@example.org>  Thu, 24 Dec 2026 00:00:00 +0000\n\n"
        "notereel (1.1.0-1) unstable; urgency=medium\n\n"
        "  * Nothing but a summary.\n\n"
        " -- A Person <person@example.org>  Tue, 01 Dec 2026 00:00:00 +0000\n"
    )


def test_every_line_of_debians_changelog_is_short_enough():
    text = release.debian_changelog(shipped_changelog(), "A Person <person@example.org>")
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("version", __version__),
        ("debian", f"{__version__}-1"),
        ("windows", f"{__version__}."),
        ("metainfo", f'<releases>\n  <release version="{__version__}"'),
        ("text", shipped_changelog()[0].summary),
    ],
)
def test_a_workflow_asks_for_a_form_without_anything_of_ours_installed(form, begins, tmp_path):
    # -I and -S: nothing but the standard library, as on a machine that only builds.
    done = subprocess.run([sys.executable, "-I", "-S", FILE, form], cwd=tmp_path,
                          capture_output=True, text=True, check=True)  # fmt: skip
    assert done.stdout.startswith(begins)
    assert not done.stderr
