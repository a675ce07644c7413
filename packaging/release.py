"""What a release is called and what it tells, in every form that is asked for.

All of it is made from the program's version and its changelog; only the standard library is
needed. `python packaging/release.py FORM` prints one form, `build.py` calls the functions.
"""

import argparse
import re
import sys
import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime, time
from email.utils import format_datetime
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from viewer import __version__
from viewer.changelog import Release, code_and_words, in_numbers, shipped_changelog

PACKAGE = "notereel"
_LINE = 76


def tilde_version(version: str) -> str:
    """Return 1.2.0~rc1 for 1.2.0rc1: so rpm, dpkg and AppStream know what came before what."""
    in_numbers(version)
    return re.sub("(?=a|b|rc)", "~", version)


def debian_version(version: str, revision: int = 1) -> str:
    """Return a version as Debian writes it, with the package's own revision: 1.2.0~rc1-1."""
    return f"{tilde_version(version)}-{revision}"


def windows_version(version: str) -> str:
    """Return four numbers as Windows wants them, a candidate's before its release's."""
    numbers = in_numbers(version)
    if max(numbers) > 65_535:
        raise ValueError(f"{version} does not fit into the four numbers of Windows")
    return ".".join(map(str, numbers))


def metainfo_releases(releases: Iterable[Release]) -> ElementTree.Element:
    """Return the `<releases>` of the AppStream metainfo, the newest first."""
    root = ElementTree.Element("releases")
    for release in releases:
        version = tilde_version(release.version)
        kind = "development" if "~" in version else "stable"
        day = release.day.isoformat()
        node = ElementTree.SubElement(root, "release", version=version, date=day, type=kind)
        about = ElementTree.SubElement(node, "description")
        _fill(ElementTree.SubElement(about, "p"), release.summary)
        for section in release.sections:
            ElementTree.SubElement(about, "p").text = f"{section.kind}:"
            changes = ElementTree.SubElement(about, "ul")
            for change in section.changes:
                _fill(ElementTree.SubElement(changes, "li"), change)
    return root


def _fill(node: ElementTree.Element, sentence: str) -> None:
    """Put a sentence into an element, its code as code."""
    last: ElementTree.Element | None = None
    for part, is_code in code_and_words(sentence):
        if is_code:
            last = ElementTree.SubElement(node, "code")
            last.text = part
        elif last is None:
            node.text = part
        else:
            last.tail = part


def release_text(release: Release) -> str:
    """Return what a release's page says, as Markdown."""
    blocks = [release.summary]
    for section in release.sections:
        changes = "\n".join(f"- {change}" for change in section.changes)
        blocks.append(f"### {section.kind}\n\n{changes}")
    return "\n\n".join(blocks) + "\n"


def debian_changelog(releases: Iterable[Release], maintainer: str) -> str:
    """Return the changelog of the Debian package; `maintainer` is “Name <address>”."""
    return "\n".join(_debian_entry(release, maintainer) for release in releases)


def _debian_entry(release: Release, maintainer: str) -> str:
    version = debian_version(release.version)
    sentences = [release.summary, *(each for part in release.sections for each in part.changes)]
    changes = "\n".join(_starred(sentence.replace("`", "")) for sentence in sentences)
    day = format_datetime(datetime.combine(release.day, time(), UTC))
    return (
        f"{PACKAGE} ({version}) unstable; urgency=medium\n\n{changes}\n\n -- {maintainer}  {day}\n"
    )


def _starred(sentence: str) -> str:
    return textwrap.fill(sentence, _LINE, initial_indent="  * ", subsequent_indent="    ")


def metainfo_text() -> str:
    """Return the `<releases>` of the shipped changelog."""
    root = metainfo_releases(shipped_changelog())
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode")


def main() -> None:
    """Print one form."""
    forms = {
        "version": lambda: __version__,
        "debian": lambda: debian_version(__version__),
        "rpm": lambda: tilde_version(__version__),
        "windows": lambda: windows_version(__version__),
        "metainfo": metainfo_text,
        "text": lambda: release_text(shipped_changelog()[0]).rstrip("\n"),
    }
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("form", choices=forms)
    print(forms[parser.parse_args().form]())


if __name__ == "__main__":
    main()
