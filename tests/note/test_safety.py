"""What a hostile note may not do: every row is a trick that worked on somebody.

The ids H01 to H35 are those of the project's threat model; the fixtures are our own.
"""

from html.parser import HTMLParser

import pytest

from viewer.note.sanitiser import TAGS, nonce_of, sanitised

OURS = {
    "moment", "moment doubt", "moment unreadable", "note", "note dead", "web", "footnote", "title",
    "from", "grid", "code", "callout-title", "highlight", "placeholder", "plain",
}  # fmt: skip


class Page(HTMLParser):
    """Collects what a browser would see of a page."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


def assert_is_safe(note):
    page = Page(note.html)
    assert set(page.tags) <= TAGS
    for tag, name, value in page.attributes:
        if name == "href":
            scheme, _, number = value.partition(":")
            known = {"moment": len(note.moments), "link": len(note.links)}
            assert value.startswith("#") or int(number) < known[scheme]
        elif name == "class" and tag != "span":
            assert value in OURS or value.startswith("callout callout-")
        else:
            assert name in ("class", "title", "id", "name", "align", "start", "width")
    return page


HOSTILE = {
    "H01 handler": "<img src=x onerror=alert(1)> kept",
    "H01 over lines": "<img\nsrc=x\nonerror=alert(1)\n> kept",
    "H02 handler around Markdown": '<a href="#" onclick="alert(1)">**kept**</a>',
    "H03 style": '<span style="color:red">kept</span>',
    "H04 stylesheet": "<style>.moment{display:none}</style> kept",
    "H04 unclosed stylesheet": "<style>.moment{display:none}\n\nkept",
    "H05 two scripts": "<script>alert(1)</script><script>alert(2)</script> kept",
    "H05 unclosed script": "<script>alert(1)\n\nkept",
    "H06 in a fence": '```\n<img onerror="alert(1)"> kept\n```',
    "H07 mixed": '<iframe><svg><style><img src="</style><img src=x onerror=alert(1)>">\n\nkept',
    "H08 info string": '```js"><svg onload=alert(1)>\nkept\n```',
    "H09 srcdoc": '<svg></p><style><iframe srcdoc="<script>alert(1)</script>"></iframe>\n\nkept',
    "H10 our classes": '<a class="moment" href="moment:0">kept</a>',
    "H10 our callout": '<table class="callout callout-note"><tr><td>kept</td></tr></table>',
    "H10 with a nonce": f'<p class="{nonce_of("x")} title">kept</p>',
    "H11 svg use": '<svg><use href="data:image/svg+xml;base64,PHN2Zz4="/></svg> kept',
    "H12 image map": '<map name=m><area href="javascript:alert(1)"></map> kept',
    "H13 fragment": "[kept](#kept)\n\n## Kept",
    "H14 entities": '<a href="&#34;&#62;&#60;script&#62;">kept</a>',
    "H15 form": '<form action="https://x.org"><input name=q><button>kept</button></form>',
    "H16 pseudo-tag": "<.<script>alert(1)</script> kept",
    "H17 file": "[kept](file:///etc/passwd)",
    "H19 embed": '<embed src="x.swf"><object data="x"></object> kept',
    "H20 begins like ours": "[kept](moment:0@evil.org) [kept](link:0x)",
    "H21 namespaces": "<form><math><mtext></form><mglyph><style></math><img onerror=x>\n\nkept",
    "H22 diagram": '```mermaid\nA["<img src=x onerror=alert(1)>"] kept\n```',
    "H23 pasted table": "<table><a href='javascript:x'><tr><td>kept</table>",
    "H24 case": "[kept](JAVASCRIPT:alert(1))",
    "H25 entities in the scheme": "[kept](&#106;avascript&colon;alert(1))",
    "H26 twice": "[kept](&amp;#106;avascript:alert(1))",
    "H27 everywhere": "<javascript:x> ![kept](javascript:x) [kept]\n\n[kept]: javascript:x",
    "H28 blanks": "[kept](java\tscript:alert(1)) [k](\x01javascript:x) [kept](java\nscript:x)",
    "H29 nested": "<noscript><title><style></title><img onerror=x></noscript> kept",
    "H29 template": "<template><script>x</script></template><select><option>a</select> kept",
    "H30 reserved names": "<font-face><annotation-xml><kept-x>kept</kept-x></font-face>",
    "H31 ids": '<h2 id="moment:0" name="x">kept</h2>\n\n## kept',
    "H32 instruction": "<?xml version='1.0'?><![CDATA[<script>x</script>]]> kept",
    "H33 not tags": "a<b, i <3 u, Vec::<T>, <kept>, 1 < 2 > 0 kept",
    "H35 launchers": "[kept](ms-settings:x) [kept](vscode://x) <steam://run/1>",
    "title breaks out": '[[x" onmouseover="alert(1) | kept]]',
    "written breaks out": '<a class="yt-timestamp" data-t=\'"onclick="x\'>kept</a>',
    "tokens": "\ufdd00\ufdd2 \ufdd10\ufdd2 \x02klzzwxh:0000\x03 \x02wzxhzdk:0\x03 kept",
    "heading": '## "><script>alert(1)</script> kept',
    "language": '```"><script>\nkept\n```',
    "alt": '![kept" onerror="alert(1)](x.png)',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_note_is_harmless_and_its_words_are_kept(read, text):
    page = assert_is_safe(read(text))
    assert "kept" in page.text.lower()


@pytest.mark.parametrize("tag", ["div", "script", "b", "table", "svg", "a href='#x'", "blockquote"])
def test_a_hundred_thousand_nested_tags_are_harmless(read, tag):
    name = tag.split()[0]
    assert_is_safe(read(f"<{tag}>" * 10_000 + "x" + f"</{name}>" * 10_000))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_sanitiser_alone_lets_nothing_through(text):
    nonce = nonce_of(text)
    html = sanitised(text, nonce)
    page = Page(html)
    assert set(page.tags) <= TAGS
    assert not [value for _, name, value in page.attributes if name in ("class", "id", "style")]
    assert sanitised(html, nonce) == html


def test_what_only_looks_like_a_tag_is_text(read):
    text = assert_is_safe(read("a<b, i <3 u, Vec::<T>, <kept>, 1 < 2 > 0")).text
    assert text.endswith("a<b, i <3 u, Vec::<T>, <kept>, 1 < 2 > 0")


def test_harmless_html_is_kept(read):
    html = read('H<sub>2</sub>O <b>bold</b> <kbd>K</kbd><br/>x <ol start="3"><li>a</li></ol>').html
    for part in ("<sub>2</sub>", "<b>bold</b>", "<kbd>K</kbd>", "<br>", '<ol start="3">'):
        assert part in html


def test_the_nonce_depends_on_the_whole_text():
    assert nonce_of("a") != nonce_of("b")
    assert nonce_of("\ud800")
