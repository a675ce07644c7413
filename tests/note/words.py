"""What a reader should find on a page, told from a note's source by simple rules of its own.

The rules know nothing of the pipeline: they strike out what Markdown and HTML do not show, and
count it by its reason; whatever is left must stand on the page, word for word. Clock readings are
left out on both sides, as a page writes them in its own way; they are held by tests of their own.
"""

import re
from collections import Counter
from html import unescape

WORD = re.compile(r"[^\W_]+")
CLOCK = re.compile(r"\d+(?::\d+)+(?:\.\d+)?")

# In this order; the first group, where there is one, stays.
DROPS = (
    ("header", re.compile(r"\A---\n.*?\n---[ \t]*(?:\n|\Z)", re.DOTALL)),
    ("comment", re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)),
    ("drawing or script", re.compile(r"<(svg|script|style|iframe)\b.*?</\1\s*>", re.DOTALL | re.I)),
    ("fence's language", re.compile(r"^([ \t>*\d.-]*)(?:`{3,}|~{3,})[^\n`]*$", re.MULTILINE)),
    ("picture's address", re.compile(r"(!\[[^\[\]\n]*\])\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")),
    ("broken tag", re.compile(r"<a\s[^<>\n]{0,80}(?=<|\Z)|<a\s[^<>\n]{0,20}yt-?>time[^<>\n]*>")),
    ("tag", re.compile(r"</?[a-zA-Z](?:\"[^\"<>\n]*\"|'[^'<>\n]*'|[^<>\"'\n])*>")),
    ("broken tag", re.compile(r"<a\s[^<>\n]{0,200}>")),
    ("link's target", re.compile(r"\[\[(?:[^\[\]\n]*\|)\s*([^\[\]|\n]+)\]\]")),
    ("link's target", re.compile(r"\[\[(?:[^\[\]|\n]*\|)[\s|]*\]\]")),
    ("link's target", re.compile(r"\[\[[^\[\]|\n]+\|")),
    ("footnote's mark", re.compile(r"^\[\^[^\[\]\s]+\]:", re.MULTILINE)),
    ("address", re.compile(
        r"(\[(?:[^\[\]\n]|\n(?!\s*\n)|\[[^\[\]\n]*\])*\])"
        r"\([^()\s]*(?:\([^()\n]*\)[^()\n]*)*(?:\s\"[^\"\n]*\")?\)"
    )),
    ("list's number", re.compile(r"^([ \t>]*(?:[*+-][ \t]+)*)\d{1,9}[.)](?=\s)", re.MULTILINE)),
    ("callout's letter", re.compile(r"(\[!)[CP] (?=(?:CONS|PROS)\])")),
)  # fmt: skip


def source_words(text: str) -> tuple[Counter[str], Counter[str]]:
    """Return the words of a note that should show, and how many words each rule struck out."""
    dropped: Counter[str] = Counter()
    for reason, pattern in DROPS:
        before = text
        keeps = pattern.groups and reason != "drawing or script"
        text = pattern.sub(lambda match, keeps=keeps: f" {match[1] if keeps else ''} ", text)
        if text != before:
            dropped[reason] += len(WORD.findall(before)) - len(WORD.findall(text))
    return words_of(unescape(text)), dropped


def page_words(html: str) -> Counter[str]:
    """Return the words a page shows, those of its pictures' descriptions among them.

    A tag may stand within a word, and its mark in the source too, so both readings count.
    """
    html = re.sub(r'<img\b[^>]*\balt="([^"]*)"[^>]*>', r" \1 ", html)
    joined = re.sub(r"</?(?:b|strong|em|i|span|code|u|s|del)\b[^>]*>", "", html)
    return words_of(_bare(html)) | words_of(_bare(joined))


def words_of(text: str) -> Counter[str]:
    """Return the words of a text, whatever their case, without its clock readings."""
    return Counter(word.casefold() for word in WORD.findall(CLOCK.sub(" ", text)))


def _bare(html: str) -> str:
    """Return the text of a page, with a blank for every tag."""
    return unescape(re.sub(r"<[^>]*>", " ", html))
