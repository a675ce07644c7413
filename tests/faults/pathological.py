"""Texts that take a careless Markdown parser minutes, at any size: all of them are ours.

Their shapes are public knowledge: 88 measured for the threat model (D01 to D88), and those that
the makers of cmark and markdown-it watch. Each is a rule from a size in characters to a text.
"""

from collections.abc import Callable

Text = Callable[[int], str]


def over(unit: str, *, before: str = "", after: str = "") -> Text:
    """Return the same thing over and over."""
    return lambda size: before + unit * (size // len(unit)) + after


def nest(left: str, right: str, inside: str = "a") -> Text:
    """Return as many openings as closings around one thing."""
    return lambda size: _nested(size // (len(left) + len(right)), left, right, inside)


def _nested(times: int, left: str, right: str, inside: str) -> str:
    return left * times + inside + right * times


def count(form: str, *, between: str = "", before: str = "", after: str = "") -> Text:
    """Return a form filled with 0, 1, 2 …; `{{}}` is none to fill."""

    def text(size: int) -> str:
        times = size // (len(form.format(1000)) + len(between))
        return before + between.join(form.format(number) for number in range(times)) + after

    return text


def stair(step: str, tail: str = "x\n") -> Text:
    """Return lines of which each begins with one more of a thing."""

    def text(size: int) -> str:
        depth = round((2 * size / len(step)) ** 0.5)
        return "".join(step * number + tail for number in range(1, depth + 1))

    return text


def halves(first: str, second: str) -> Text:
    """Return one thing over and over, then another."""
    return lambda size: first * (size // 2 // len(first)) + second * (size // 2 // len(second))


MEASURED: dict[str, Text] = {
    "prose": over("Tides are long waves. They move.\n\n"),
    "one paragraph": over("Tides are long waves. "),
    "open brackets": over("["),
    "open pictures": over("!["),
    "pairs of brackets": over("[]"),
    "nested brackets": nest("[", "]"),
    "links": over("[a](b)"),
    "broken links": over("[a](b"),
    "broken titles": over('[](" '),
    "quotes in a line": over(">", after="x"),
    "spaced quotes in a line": over("> ", after="x"),
    "stairs of quotes": stair(">"),
    "lines of quotes": over("> a\n"),
    "stairs of lists": stair("  ", "- x\n"),
    "list items": over("- a\n"),
    "lists in a line": over("- ", after="x"),
    "stars": over("*"),
    "open strong": over("**a "),
    "open stars": over("*a **b "),
    "alternating stars": over("a**b*c"),
    "underscores": over("_a "),
    "stars and underscores": over("*_"),
    "emphasis": over("*a* "),
    "angle brackets": over("<"),
    "open tags": over("<a "),
    "open divisions": over("<div>"),
    "open spans": over("<span>"),
    "lines of divisions": over("<div>\n"),
    "open comments": over("<!--"),
    "open sections": over("<![CDATA["),
    "open declarations": over("<!x"),
    "open instructions": over("<?"),
    "closing tags": over("</a>"),
    "open addresses": over("<http:a"),
    "attributes": over("x= ", before="<a "),
    "ticks": over("`"),
    "stairs of ticks": stair("`", "a "),
    "open ticks": over("`a "),
    "fences of tildes": over("~~~\n"),
    "fence and blanks": over(" ", before="```"),
    "blanks": over(" ", after="x"),
    "backslashes": over("\\"),
    "backslashes and ticks": over("\\`"),
    "ampersands": over("&"),
    "entities": over("&#"),
    "references": count("[{}]: b\n"),
    "references and blanks": over("[a]: b" + " " * 500 + "\n"),
    "references and uses": count("[a{0}]: b\n\n[a{0}]\n\n"),
    "open title": over("x\n", before='[a]: b "'),
    "footnotes": count("[^{0}]: x\n\n[^{0}]\n\n"),
    "one footnote": over("[^a]", after="\n\n[^a]: x"),
    "abbreviations": count("*[a{}]: b\n"),
    "headings": over("# a\n"),
    "hashes": over("#"),
    "underlined headings": over("a\n===\n"),
    "the same heading": over("# the same\n\n"),
    "wide table": lambda size: "|" * (size // 3) + "\n" + "|-" * (size // 3) + "|\n",
    "long table": over("a|b\n", before="a|b\n-|-\n"),
    "empty cells": lambda size: "|" * (w := int(size**0.5)) + "\n" + "|-" * w + "|\n" + "|\n" * w,
    "attribute list": over(".a ", before="{: ", after="}"),
    "attribute lists": over("a {: .a }\n"),
    "definitions": over("a\n: b\n\n"),
    "nested admonitions": stair("    ", "!!! note\n"),
    "callouts": over("> [!note] a\n> b\n\n"),
    "nested Markdown in HTML": over('<div markdown="1">\n'),
    "struck": over("~~a "),
    "marked": over("==a "),
    "carets": over("^a "),
    "dollars and letters": over("$a "),
    "dollars": over("$"),
    "bare addresses": over("www.a."),
    "addresses": over("http://"),
    "letters": over("a@a."),
    "emoji": over(":a:"),
    "open wikilinks": over("[[a"),
    "wikilinks": over("[[a]] "),
    "times": over("0:01 "),
    "Python-Markdown's own marks": over("\x02\x03"),
    "rules that are none": over("- ", after="x"),
    "newlines": over("\n"),
    "tabs": over("\t"),
    "mixed line ends": over("a\r\n\rb\n"),
    "open attribute": over('<b c="'),
    "critic marks": over("{++a "),
    "snippets": over("--8<-- "),
    "details": stair("    ", "??? x\n"),
    "fences in quotes": stair("> ", "```x\n"),
    "NUL": over("\0"),
}

WATCHED: dict[str, Text] = {
    # What cmark's makers watch.
    "U+0000": over("abc\0"),
    "nested strong emphasis": nest("*a **a ", "b** b*", "b"),
    "many emphasis closers": over("a_ "),
    "many emphasis openers": over("_a "),
    "many link closers": over("a]"),
    "many link openers": over("[a"),
    "mismatched openers and closers": over("*a_ "),
    "rule of three": halves("a**", "b***"),
    "openers and closers multiple of 3": halves("a**b", "c* "),
    "link openers and emphasis closers": over("[ a_"),
    "pattern [ (](": over("[ (]("),
    "pattern ![[]()": over("![[]()"),
    "hard link and emphasis": over("**x [a*b**c*](d)"),
    "nested block quotes": over("> ", after="a"),
    "deeply nested lists": stair("  ", "* a\n"),
    "backticks": stair("`", "e"),
    "unclosed links": over("[a](<b"),
    "unclosed links with blanks": over("[a](b  "),
    "unclosed comments": over("</", after="<!--"),
    "unclosed comments at length": over("<!-- - ", before="</"),
    "unclosed processing instructions": over("<?", before="</"),
    "unclosed declarations": over("<!A ", before="x"),
    "empty lines in deep lists": lambda size: "- " * 60 + "x" + "\n" * size,
    "empty lines in lists in quotes": lambda size: "> - " * 30 + "x\n" + ">\n" * (size // 2),
    "reference collisions": count("[a{0}]: /u\n\n[b{0}] "),
    # What markdown-it's makers watch besides.
    "hard link and emphasis, spaced": over("**x [a*b**c* d](e) "),
    "nested pictures": nest("![", "](x)"),
    "nested links with titles": nest("[", '](x "y")'),
    "nested autolinks": over("<http://a.b/<"),
    "tables of pipes": over("|\n", before="|a|\n|-|\n"),
    "tables of escaped pipes": over("\\|", before="|a|\n|-|\n|"),
    "delimiter row": over(":-|", before="|a|\n|"),
    "html blocks": over("<p>\n\n"),
    "html that ends late": over("<script>\n", after="</script>"),
    "smart quotes": over("\"'"),
    "replacements": over("(c)(tm)+-...--"),
    "linkified dots": over("a.b."),
    "linkified brackets": over("https://a.b/(", after=")"),
    "linkified letters": over("mailto:a@b.c,"),
    "escapes": over("\\*"),
    "entities that never end": over("&a"),
    "code and emphasis": over("*`a*`"),
    "setext that never comes": over("a\n", after="==="),
    "tab stops": over("\t-\t"),
    "references in references": nest("[", "]: a"),
    "long label": over("a", before="[", after="]: b\n\n[a]"),
    "long fence": over("`", before="```\n", after="\na"),
    "long info": over("a", before="```"),
    "open angle destination": over("<", before="[a]("),
    "nested parentheses": over("(", before="[a](", after=")"),
    # And our own syntax.
    "open anchors": over('<a class="yt-timestamp" data-t="'),
    "anchors never closed": over('<a class="yt-timestamp" data-t="0:01">'),
    "times in brackets": over("[0:01] "),
    "lists of times": over("[0:01, "),
    "times with addresses": over("[0:01]("),
    "wikilinks in wikilinks": nest("[[a|", "]]"),
    "embeds": over("![[a]] "),
    "pipes in wikilinks": over("|", before="[[a", after="]]"),
    "callout marks": over("> [!a|b]- c\n"),
    "nested callouts": stair(">", " [!note] x\n"),
    "comments": over("%%a%%"),
    "open comments of Obsidian's": over("%%a "),
    "tags": over("#a/"),
    "block marks": over("a ^b\n\n"),
    "formulas": over("$x_1$ "),
    "nested formulas": over("{", before="$", after="$"),
    "tasks": over("- [ ] a\n"),
    "dashes of a header": over("---\n"),
    "header in brackets": over("[", before="---\na: ", after="\n---\nx"),
    "header of keys": count("k{0}: {0}\n", before="---\n", after="---\nx"),
    "header of dashes": over("- ", before="---\n", after="x\n---\n"),
    "whole-note fence": over("```\n", before="```markdown\n"),
    "marks above letters": over("a\u0301\u0302"),
    "marks above nothing": over("\u0300"),
    "bidi controls": over("\u202ea"),
    "full stops": over("。"),
    "sentences": over("A. "),
    "HTML callouts": over('<div class="callout">\n'),
    "images": over("<img src=x>"),
    "tokens": over("\ufdd00\ufdd2"),
    "surrogates": over("\ud800"),
    "cells of nested tables": over("<table><tr><td>"),
    "unbroken": over("x"),
    "blanks of no break": over("a\u00a0"),
}

ALL = {**MEASURED, **WATCHED}
