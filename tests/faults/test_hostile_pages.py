"""Hostile notes in the real pane: what Qt makes of their pages, and what it asks for."""

import re
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QObject, QPoint, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication, QHelpEvent, QTextDocument
from PySide6.QtWidgets import QLabel, QToolTip

from tests.faults.hostile_addresses import LAUNCHERS, SPOOFED
from tests.faults.hostile_html import FIXTURES, PAYLOADS
from viewer.events import Event
from viewer.note.note import Link, LinkKind, Note
from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.paths import resources
from viewer.session.notice import Notice
from viewer.study.positions import Scroll
from viewer.ui.asking import Asking
from viewer.ui.edges import Foot
from viewer.ui.note_pane import NotePane
from viewer.ui.notice_bar import NoticeBar
from viewer.ui.telling import Telling
from viewer.ui.theme import Theme

LIGHT = Theme.read(resources() / "themes" / "light.json")
OURS = re.compile(r"(?:moment|link):\d+|#.*")
PICTURE = re.compile(r"picture:\d+")
MARKUP = "<img src='/etc/passwd' onerror=x><b>bold</b> &lt;i&gt; %s"


class Watched(NotePane):
    """The pane, which tells what Qt wanted to load."""

    def __init__(self, theme):
        super().__init__(theme)
        self.asked_for = []

    def loadResource(self, kind, name):
        """Load as ever, and keep the name."""
        self.asked_for.append(name.toString() if isinstance(name, QUrl) else name)
        return super().loadResource(kind, name)


@pytest.fixture(scope="module")
def pane(qapp):
    pane = Watched(LIGHT)
    pane.resize(700, 500)
    pane.show()
    yield pane
    pane.close()
    pane.deleteLater()


@pytest.fixture
def shown(pane):
    """Show a note, lay it out and paint it; return what Qt holds of it."""

    def shown(text):
        pane.asked_for.clear()
        pane.show_note(read_note(text, name="a_note", around=Surroundings()), Scroll())
        pane.grab()
        return Held(pane.document()), pane

    return shown


class Held:
    """What a document holds: its anchors, its pictures, its words."""

    def __init__(self, document: QTextDocument) -> None:
        self.addresses, self.names, self.pictures = set(), set(), set()
        block = document.begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                form = pieces.fragment().charFormat()
                self.addresses.add(form.anchorHref())
                self.names.update(form.anchorNames())
                if form.isImageFormat():
                    self.pictures.add(form.toImageFormat().name())
                pieces += 1
            block = block.next()
        self.words = document.toPlainText()


def assert_is_tame(held, pane):
    assert all(OURS.fullmatch(address) for address in held.addresses if address)
    assert all(PICTURE.fullmatch(name) for name in held.pictures)
    assert all(PICTURE.fullmatch(name) for name in pane.asked_for)


@pytest.mark.parametrize("text", FIXTURES.values(), ids=FIXTURES.keys())
def test_qt_holds_nothing_of_a_hostile_note_but_its_words(shown, text):
    held, pane = shown(text)
    assert_is_tame(held, pane)
    assert "kept" in held.words.lower()


def test_qt_holds_nothing_of_any_payload(shown):
    for payload in PAYLOADS:
        assert_is_tame(*shown(f"{payload}\n\n> {payload}\n\n## {payload}"))


def test_a_page_that_got_past_us_loads_nothing_even_so(pane):
    """The last gate: HTML that no reader of ours would ever hand over."""
    pane.asked_for.clear()
    for source in ("/etc/passwd", "file:///etc/passwd", "//host/x", "qrc:/x", "data:,x", ":/x"):
        pane.show_note(
            Note("x", {}, f"<p>seen <img src='{source}'></p><link rel=stylesheet href='{source}'>"
                          f"<table background='{source}'><tr><td>x</td></tr></table>"), Scroll()
        )  # fmt: skip
        pane.grab()
        assert "seen" in pane.toPlainText()
    assert pane.asked_for
    assert not any(pane.loadResource(2, name) for name in list(pane.asked_for))


def test_what_is_copied_of_a_page_names_no_file(shown):
    _, pane = shown(FIXTURES["Q01 pictures"] + "\n\n" + FIXTURES["H24 case"])
    pane.selectAll()
    pane.copy()
    copied = QGuiApplication.clipboard().mimeData()
    for text in (copied.text(), copied.html()):
        assert "/etc/passwd" not in text.replace(FIXTURES["Q01 pictures"], "")
        assert "javascript:" not in text.lower() or "href" not in text


def test_a_tooltip_shows_markup_as_it_is_written(shown, pane, monkeypatch):
    _, pane = shown("[[" + MARKUP.replace("|", "") + "]]")
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, *_more: said.append(text))
    monkeypatch.setattr(pane, "anchorAt", lambda _at: "link:0")
    pane.viewportEvent(QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    document = QTextDocument()
    document.setHtml(said[0])
    assert "<img src='/etc/passwd'" in document.toPlainText()


# Addresses


@contextmanager
def fake_desktop(opened):
    """Take what would have been opened elsewhere."""

    class Desktop(QObject):
        @Slot(QUrl)
        def take(self, url):
            opened.append(url.toString())

    desktop = Desktop()
    for scheme in ("http", "https", "mailto", "file", "javascript", "vscode", "ms-settings"):
        QDesktopServices.setUrlHandler(scheme, desktop, "take")
    try:
        yield
    finally:
        for scheme in ("http", "https", "mailto", "file", "javascript", "vscode", "ms-settings"):
            QDesktopServices.unsetUrlHandler(scheme)


class Told:
    """As much of a session as a question needs."""

    def __init__(self) -> None:
        self.told = []
        self.noticed: Event[[object]] = Event()
        self.copied: Event[[object]] = Event()

    def tell(self, notice):
        self.told.append(notice)

    def hush(self):
        self.told.clear()


@pytest.fixture
def asking(qtbot):
    bar, foot = NoticeBar(), Foot()
    for widget in (bar, foot):
        qtbot.addWidget(widget)
    session = Told()
    return Asking(session, None, Telling(session, bar, foot), bar), bar


@pytest.mark.parametrize(("address", "host"), SPOOFED.items())
def test_the_real_host_is_named_before_anything_leaves(asking, address, host):
    question, bar = asking
    note = read_note(f"[www.bank.org](<{address}>)", name="x", around=Surroundings())
    web = [link for link in note.links if link.kind is LinkKind.WEB]
    assert bool(web) == (host is not None)
    for link in web:
        question.leave_for(link.target)
        asked = bar.said().partition("?")[0]
        assert asked.rpartition(" ")[2] == host


@pytest.mark.parametrize("address", LAUNCHERS)
def test_nothing_that_is_not_web_is_ever_offered(asking, address):
    question, bar = asking
    opened = []
    with fake_desktop(opened):
        question.leave_for(address)
        for button in bar.buttons():
            button.click()
    assert not [url for url in opened if not url.startswith(("http://", "https://", "mailto:"))]


# Plain text in every widget


def test_every_label_that_quotes_a_note_is_plain(qtbot):
    bar = NoticeBar()
    qtbot.addWidget(bar)
    bar.say(Notice(MARKUP, MARKUP))
    for label in bar.findChildren(QLabel):
        assert label.textFormat().name == "PlainText"
        assert label.text() in ("", MARKUP)


def test_a_link_of_the_worst_kind_is_described_as_text():
    from viewer.ui.link_words import link_words

    note = Note("x", {}, "", links=(Link(LinkKind.NOTE, MARKUP, "x", None, "", 1),))
    assert MARKUP in link_words(note, "link:0")
