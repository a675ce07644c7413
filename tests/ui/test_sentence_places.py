"""The sentence a timestamp cites is found on the page, however the note is written."""

import pytest

from viewer.note.reading import read_note
from viewer.note.surroundings import Surroundings
from viewer.paths import resources, sample_vault
from viewer.study.positions import Scroll
from viewer.ui.note_pane import NotePane
from viewer.ui.sentence_places import sentence_places
from viewer.ui.theme import Theme

LIGHT = Theme.read(resources() / "themes" / "light.json")
T, U, V = "[0:01:02]", "[0:01:05]", "[0:01:09]"


@pytest.fixture
def pane(qtbot):
    shown = NotePane(LIGHT)
    qtbot.addWidget(shown)
    return shown


def note_of(text):
    return read_note(text, name="note", around=Surroundings(lambda target: f"{target}.md"))


def marked_in(pane, text) -> list[str]:
    """Return for each moment of a note what would be marked for it, as one line."""
    note = note_of(text)
    pane.show_note(note, Scroll())
    chips = {span.href: span for span in pane.links()}
    document = pane.document()
    marked = []
    for index, moment in enumerate(note.moments):
        runs = sentence_places(document, chips[f"moment:{index}"], moment.sentence)
        marked.append(" | ".join(" ".join(_text(document, run).split()) for run in runs))
    return marked


def _text(document, run):
    halves = "".join(document.characterAt(at) for at in range(run.start, run.end))
    return halves.encode("utf-16", "surrogatepass").decode("utf-16")


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"A tide rises {T}. It falls {U}.", ["A tide rises 0:01:02 .", "It falls 0:01:05 ."]),
        (f"Not this. A tide rises {T}.", ["A tide rises 0:01:02 ."]),
        (f"{T} A tide rises. Not this.", ["0:01:02 A tide rises."]),
        (f"{T} A tide rises. {U} It falls.", ["0:01:02 A tide rises.", "0:01:05 It falls."]),
        (
            f"A tide rises {T} {U}.",
            ["A tide rises 0:01:02", "A tide rises 0:01:02 0:01:05 ."],
        ),
        (f"“A tide rises” {T}, he said.", ["“A tide rises” 0:01:02 ,"]),
        (f"It **rises** *twice* a `day` {T}.", ["It rises twice a day 0:01:02 ."]),
        (f"A [[tide | far tide]] rises {T}.", ["A far tide rises 0:01:02 ."]),
        (f"## A tide rises {T}", ["A tide rises 0:01:02"]),
        (f"- One.\n- A tide rises {T}.\n- Three.", ["A tide rises 0:01:02 ."]),
        (f"- **Tide**: it rises {T}.", ["Tide: it rises 0:01:02 ."]),
        (f"> [!NOTE] A tide rises {T}.\n> More.", ["A tide rises 0:01:02 ."]),
        (f"> A tide rises {T}.", ["A tide rises 0:01:02 ."]),
        (f"One line.<br/>A tide rises {T}.", ["A tide rises 0:01:02 ."]),
        (f"הגאות עולה {T}. היא יורדת {U}.", ["הגאות עולה 0:01:02 .", "היא יורדת 0:01:05 ."]),
        (f"潮が満ちる。{T}潮が引く。", ["潮が満ちる。 0:01:02"]),
        (f"😀 Not this. A 𝒜 tide 😀 rises {T}.", ["A 𝒜 tide 😀 rises 0:01:02 ."]),
        (f"Yes. {T} No. {U} Yes. {V}", ["Yes. 0:01:02", "No. 0:01:05", "Yes. 0:01:09"]),
        (f"A tide[^1] rises {T}.\n\n[^1]: So it is.", ["A tide1 rises 0:01:02 ."]),
        (f"The height $x^2$ rises {T}.", ["The height \ufffc rises 0:01:02 ."]),
        (f"{T}", ["0:01:02"]),
    ],
)
def test_the_sentence_is_found(pane, text, marked):
    assert marked_in(pane, text) == marked


def test_in_a_table_the_cells_of_the_row_are_marked(pane):
    table = f"| When | What |\n|---|---|\n| {T} | A tide rises |\n| {U} | It falls |\n"
    assert marked_in(pane, table) == ["0:01:02 | A tide rises", "0:01:05 | It falls"]


def test_every_sentence_of_the_sample_notes_is_found_whole(pane):
    for file in sample_vault().rglob("*.md"):
        text = file.read_text(encoding="utf-8")
        for moment, marked in zip(note_of(text).moments, marked_in(pane, text), strict=True):
            assert letters(moment.sentence) in letters(marked)


def letters(text):
    return "".join(filter(str.isalpha, text))
