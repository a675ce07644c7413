"""Images: the ways to write one, and the words in the place of each that is not shown."""

import re

import pytest

from viewer.note.note import Picture, PictureKind
from viewer.note.reading import read_note
from viewer.note.surroundings import Image, Surroundings

VAULT = {
    "wave.png": Image("art/wave.png", 400, 200),
    "a wave (1).png": Image("a wave (1).png", 400, 200),
    "unsized.png": Image("unsized.png"),
    "fake.png": Image("fake.png", problem="not a picture that can be shown"),
}
IMAGE = re.compile(r'<img class="image" src="picture:(\d+)" alt="([^"]*)">')


@pytest.fixture
def shown():
    """Read a note and return its images, in the order of the page."""

    def shown(text):
        note = read_note(text, name="x", around=Surroundings(image=VAULT.get))
        return [note.pictures[int(number)] for number, _ in IMAGE.findall(note.html)]

    return shown


def picture(alt="a wave", width=400, height=200, path="art/wave.png"):
    return Picture(PictureKind.IMAGE, path, alt, width, height)


@pytest.mark.parametrize(
    ("text", "image"),
    [
        ("![a wave](wave.png)", picture()),
        ('![a wave](wave.png "its title")', picture()),
        ("![a wave](<wave.png>)", picture()),
        ("![](wave.png)", picture("wave.png")),
        ("![a wave|100](wave.png)", picture(width=100, height=50)),
        ("![100](wave.png)", picture("wave.png", 100, 50)),
        ("![a wave|100x80](wave.png)", picture(width=100, height=80)),
        ("![a|wave](wave.png)", picture("a|wave")),
        ("![x](a wave (1).png)", picture("x", path="a wave (1).png")),
        ("![x](<a wave (1).png>)", picture("x", path="a wave (1).png")),
        ("![[wave.png]]", picture("wave.png")),
        ("![[wave.png|100]]", picture("wave.png", 100, 50)),
        ("![[wave.png|100x80]]", picture("wave.png", 100, 80)),
        ("![[wave.png|a wave]]", picture()),
        ("![[wave.png|a wave|100]]", picture(width=100, height=50)),
        ("| ![[wave.png\\|100]] | b |\n|---|---|\n| c | d |", picture("wave.png", 100, 50)),
        ("<img src=wave.png alt='a wave'>", picture()),
        ('<img alt="a wave" width="100" src="wave.png"/>', picture(width=100, height=50)),
        ('<IMG SRC="wave.png" ALT="a wave" height=100px>', picture(width=200, height=100)),
        ('<img src="wave.png" alt="a wave" width="50%">', picture()),
        ("[![a wave](wave.png)](https://example.org)", picture()),
        ("![a wave|100](unsized.png)", picture(width=100, height=0, path="unsized.png")),
        ("> ![a wave](wave.png)", picture()),
        ("![a wave 0:12](wave.png)", picture("a wave 0:12")),
    ],
)
def test_an_image_of_the_vault_is_shown(shown, text, image):
    assert shown(text) == [image]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![foam](foam.png)", "image: foam – not in this vault"),
        ("![](art/foam.png)", "image: foam.png – not in this vault"),
        ("![[foam.png|300]]", "image: foam.png – not in this vault"),
        ("![foam](https://example.org/a.png)", "image on example.org: foam – not loaded"),
        ("![](//example.org/a.png)", "image on example.org – not loaded"),
        ("<img src='HTTP://example.org:80/a.png'>", "image on example.org – not loaded"),
        ("![foam](fake.png)", "image: foam – not a picture that can be shown"),
        ("![foam](file:///etc/passwd)", "image: foam – not in this vault"),
        ("![foam](http://[/a.png)", "image: foam – not in this vault"),
        ("<img alt=foam>", "image: foam – not in this vault"),
        ("![a <b>bold</b> & one](foam.png)", "image: a &lt;b&gt;bold&lt;/b&gt; &amp; one – not"),
    ],
)
def test_what_is_not_shown_is_named(read, text, words):
    note = read_note(text, name="x", around=Surroundings(image=VAULT.get))
    assert f'<span class="placeholder">{words}' in note.html
    assert note.pictures == ()


@pytest.mark.parametrize("text", ["![foam](data:{})", '<img alt="foam" src="data:{}">', "data:{}"])
def test_data_in_a_note_is_neither_shown_nor_written_out(read, text):
    note = read(text.format("image/png;base64," + "iVBORw0KGgo" * 100_000))
    assert len(note.html) < 300
    assert note.pictures == ()
    if "foam" in text:
        assert "image: foam – written into the note" in note.html


def test_images_in_code_are_code(shown):
    assert shown("`![a](wave.png)` and ``![[wave.png]]``\n\n```\n![a](wave.png)\n```") == []


def test_the_same_image_is_kept_once(shown):
    note = read_note("![a](wave.png)\n\n" * 500, name="x", around=Surroundings(image=VAULT.get))
    assert len(note.pictures) == 1
    assert note.html.count("picture:0") == 500


def test_a_page_has_so_many_images_and_no_more():
    around = Surroundings(image=lambda target: Image(target, 10, 10))
    text = "\n\n".join(f"![](a{number}.png)" for number in range(1100))
    note = read_note(text, name="x", around=around)
    assert len(note.pictures) == 1000
    assert note.html.count("one too many") == 100


@pytest.mark.parametrize("between", [" ", "\n", "<br>"])
def test_a_paragraph_has_so_many_pictures_and_the_words_of_the_rest(between):
    around = Surroundings(image=VAULT.get)
    note = read_note(between.join(["![foam & <b>](wave.png)"] * 5000), name="x", around=around)
    assert note.html.count("<img") == 250
    assert note.html.count("foam &amp; &lt;b&gt;") == 5000


def test_a_page_has_so_many_pictures_and_the_words_of_the_rest(read):
    html = read("$x$\n\n" * 5000).html
    assert html.count("<img") <= 3000


def test_an_alt_cannot_break_out_of_its_attribute(read):
    around = Surroundings(image=lambda target: Image("a.png", 10, 10))
    note = read_note('![x" onerror="alert(1)](a.png)', name="x", around=around)
    assert re.findall(r"<img [^>]*>", note.html) == [
        '<img class="image" src="picture:0" alt="x&quot; onerror=&quot;alert(1)">'
    ]
