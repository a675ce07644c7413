"""What each of our own parsers must keep to, whatever it is given; shared with the property tests.

A target takes a text and raises AssertionError, or anything else, when a promise is broken.
"""

from collections.abc import Callable

from tests.faults.examiner import examine
from viewer.errors import UsageError
from viewer.note.addresses import is_web, leads_elsewhere, video_names, youtube_id
from viewer.note.callouts import spelled_out
from viewer.note.front_matter import split_front_matter
from viewer.note.limits import limited
from viewer.note.reading import plain_note, read_note
from viewer.note.sanitiser import nonce_of, sanitised
from viewer.note.scan import scan_note
from viewer.note.source import clean, collapse
from viewer.note.stamps import take_anchors, take_bare
from viewer.note.stash import TOKEN, Stash
from viewer.note.surroundings import Surroundings
from viewer.note.timestamps import LONGEST_MS, parse_time, parse_times
from viewer.note.wikilinks import take_wikilinks

NAMES = {"tide": "sub/tide.md", "ebb": "ebb.md", "a": "a.md"}
TEXTS = {"a.md": "[[tide]] ![[ebb]] [0:01]\n\n## Part\n\nx ^one", "ebb.md": "![[a]]"}
AROUND = Surroundings(NAMES.get, TEXTS.get)


def timestamps(text: str) -> None:
    """Times are within bounds, spans go forward, a single one is read the same alone."""
    spans = parse_times(text)
    for span in spans:
        assert 0 <= span.start.ms <= LONGEST_MS
        assert span.end is None or span.start.ms <= span.end.ms <= LONGEST_MS
    try:
        time_ms = parse_time(text)
    except UsageError:
        assert len(spans) != 1 or spans[0].end
    else:
        assert time_ms == spans[0].start.ms


def front_matter(text: str) -> None:
    """All values are texts, and the body is the end of the file."""
    text = clean(text)
    front = split_front_matter(text)
    assert text.endswith(front.body)
    assert all(type(key) is str for key in front.values)
    assert all(type(each) is str for values in front.values.values() for each in values)
    assert 1 <= front.body_line <= text.count("\n") + 2
    before = text[: len(text) - len(front.body)]
    assert front.body_line == before.count("\n") + 1 or not front.body


def addresses(text: str) -> None:
    """An address is judged without an error, and what is on the web has a scheme we let out."""
    names = video_names([text, "abc-_123DEF", "film.mp4", "https://x.org/v?id=1"])
    assert leads_elsewhere(text, names) in (True, False)
    assert leads_elsewhere(text, ()) in (True, False)
    assert len(youtube_id(text)) in (0, 11)
    assert not is_web(text) or text.lower().startswith(("http://", "https://", "mailto:"))


def stamps(text: str) -> None:
    """What is taken out of a text can be put back, and no line moves."""
    text, stash = clean(text), Stash()
    taken = take_bare(take_anchors(text, stash, 1), stash, 1)
    for slip in stash.slips_in(taken):
        assert 1 <= slip.line <= text.count("\n") + 1
    assert "\ufdd0" not in stash.restore(taken)


def wikilinks(text: str) -> None:
    """What is taken out of a text can be put back; nothing is left half taken."""
    text, stash = clean(text), Stash()
    taken = take_wikilinks(text, stash, 1)
    assert "\ufdd0" not in TOKEN.sub("", taken)
    assert stash.restore(taken).count("\n") == text.count("\n")


def callouts(text: str) -> None:
    """A text of quotes is read, and none of its words is lost."""
    words = "".join(each if each.isalnum() else " " for each in text).split()[:40]
    quoted = "\n".join(f"> {line}" for line in " ".join(words).split("x"))
    shown = examine(_read(f"> [!note] begin\n{quoted}\n")).text
    assert spelled_out(quoted).count("\n") == quoted.count("\n")
    missing = [word for word in words if "x" not in word and word not in shown]
    assert not missing


def sanitiser(text: str) -> None:
    """What comes out is allowed, well formed and within the limits, and stays as it is."""
    text = clean(text)
    nonce = nonce_of(text)
    html = limited(sanitised(text, nonce))
    assert limited(html).replace("\u200b", "") == html.replace("\u200b", "")
    assert nonce not in html


def whole(text: str) -> None:
    """A whole note is read without an error and keeps to the contract of a page."""
    examine(_read(text))
    examine(plain_note(text, name="x", reason="It was asked for."))
    scan_note(text, name="x", around=AROUND)
    assert clean(collapse(clean(text))) == collapse(clean(text))


def _read(text: str):
    return read_note(text, name="x", around=AROUND)


TARGETS: dict[str, Callable[[str], None]] = {
    each.__name__: each
    for each in (timestamps, front_matter, addresses, stamps, wikilinks, callouts, sanitiser, whole)
}
