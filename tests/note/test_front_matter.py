"""Headers as they are found, and that no header costs a note its body."""

import time

import pytest

from viewer.note.front_matter import FrontMatter, split_front_matter

PATIENCE_S = 2.0
"""Far above what any of them takes, so that a busy machine does not fail the test."""


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("title: Tides\nvideoId: -abcdefghij", {"title": ("Tides",), "videoId": ("-abcdefghij",)}),
        ("title: 'It''s'\n", {"title": ("It's",)}),
        ('title: "a: b"', {"title": ("a: b",)}),
        ("title: 2023-02-28\nn: 012\nf: NO\nx: .inf", {"title": ("2023-02-28",), "n": ("012",),
                                                       "f": ("NO",), "x": (".inf",)}),
        ("videoId:\n  - ab\n  - cd", {"videoId": ("ab", "cd")}),
        ("tags: [a, b]", {"tags": ("a", "b")}),
        ("title: one\n  two", {"title": ("one two",)}),
        ("title: >\n  one\n  two\n", {"title": ("one two\n",)}),
        ("video: [[a film.mp4]]", {"video": ("a film.mp4",)}),
        ("author:\n  name: Ada\n", {"author.name": ("Ada",)}),
        ("title:\nvideoId: ~", {"title": (), "videoId": ()}),
        ("when: 2024-13-45", {"when": ("2024-13-45",)}),
        ("a: 1\na: 2", {"a": ("1", "2")}),
    ],
)  # fmt: skip
def test_a_plain_header_is_read_without_doubt(header, values):
    front = split_front_matter(f"---\n{header}\n---\nbody")
    assert (front.values, front.body, front.doubts) == (values, "body", ())


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("title: @name\nvideoId: abc", {"title": ("@name",), "videoId": ("abc",)}),
        ("title: Physics: an end", {"title": ("Physics: an end",)}),
        ("author: {{metaData.author}}\ntitle: x", {"author": ("{{metaData.author}}",),
                                                   "title": ("x",)}),
        ("tags: [#a/b, #c]", {"tags": ("#a/b", "#c")}),
        ("aliases:\n- @one\n- 'two'", {"aliases": ("@one", "two")}),
        ("a: @b\n  c\nd: e\n\n  f", {"a": ("@b c",), "d": ("e f",)}),
        ("a: |\n  b\n  c\nd: @e", {"a": ("b c",), "d": ("@e",)}),
        ("a:\n  b: @c\n  d: e", {"a": (), "a.b": ("@c",), "a.d": ("e",)}),
        ("a: @b\n\"c d\": 'e'", {"a": ("@b",), "c d": ("e",)}),
        ("a: '@b\nc: \"", {"a": ("'@b",), "c": ('"',)}),
        ("<<: {a: b}", {"<<": ("{a: b}",)}),
        ("a: &x 1\nb: *x", {"a": ("&x 1",), "b": ("*x",)}),
        ("a: !!python/name:os.system x", {"a": ("!!python/name:os.system x",)}),
        ("\ttitle: x", {}),
        ("a: " + "[" * 3000, {"a": ("[" * 3000,)}),
        ("- " * 3000 + "x", {}),
        ('a: "\\UFFFFFFFF"', {"a": ("\\UFFFFFFFF",)}),
        ("? [a, b]\n: c\nd: e", {"d": ("e",)}),
        ("just words", {}),
    ],
)  # fmt: skip
def test_a_header_that_is_not_plain_yaml_is_read_by_lines_with_a_doubt(header, values):
    front = split_front_matter(f"---\n{header}\n---\nbody")
    assert (front.values, front.body) == (values, "body")
    assert len(front.doubts) == 1


@pytest.mark.parametrize(
    "text",
    ["", "---", "---\n", "---\n\nbody", "body", " ---\ntitle: x\n---\n", "--- x\n", "----\n"],
)
def test_what_is_no_header_stays_in_the_body(text):
    assert split_front_matter(text).body == text


def test_an_empty_header_is_taken_off():
    assert split_front_matter("---\n---\nbody").body == "body"


def test_a_header_without_an_end_ends_where_it_stops_looking_like_one():
    front = split_front_matter("---\ntitle: x\nvideoId: y\n\nFrom: here\nbody")
    assert front.values == {"title": ("x",), "videoId": ("y",)}
    assert front.body == "\nFrom: here\nbody"
    assert front.body_line == 4
    assert len(front.doubts) == 1


def test_fences_too_far_apart_are_not_a_header():
    body = "word " * 20_000
    front = split_front_matter(f"---\n{body}\n---\nend")
    assert front.body.endswith("---\nend")


def test_the_body_knows_its_line():
    assert split_front_matter("---\ntitle: x\n---\nbody").body_line == 4


def test_windows_line_ends_and_a_byte_order_mark_do_not_hide_the_header(read):
    note = read("\ufeff---\r\ntitle: Tides\r\n---\r\nbody\r\n")
    assert note.title == "Tides"


PLAIN = ["title: Tides", "videoId: -a_b", "videoId: _x", "n: 012", "d: 2023-02-28", "t: 1:02:03",
         "a: b-c d_e (f) [g] {h}", "a: b#c", "a: it's", 'a: say "x"', "a: b, c", "a: x?", "a: 5%",
         "a: a@b.c", "a: é ü 日本語", "a: 🪴", "a: b ", "a:   b", "a-b_c1: d", "a: null", "a: ~",
         "a: true", "a: -1", "a: 1e5", "a: b:c", "a: b !c *d &e", "a: b |",
         "a: http://x.y/z?a=b"]  # fmt: skip


@pytest.mark.parametrize("line", PLAIN)
def test_the_short_way_through_a_plain_header_comes_out_where_yaml_does(line):
    short = split_front_matter(f"---\n{line}\nz: y\n---\n")
    # A comment is nothing the short way knows.
    long = split_front_matter(f"---\n{line}\nz: y\n# a comment\n---\n")
    assert (short.values, short.doubts) == (long.values, long.doubts)
    assert short.doubts == ()


DEEP = 3_000
HOSTILE = {
    "Y01 aliases": [
        "a: &a x\nb: *a",
        "a: &a [x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]",
        "a: &a [lol]\n" + "".join(f"k{n}: &k{n} [{'*a, ' * 9}]\n" for n in range(90)),
        "&a a: b",
        "? &a\n: *a",
    ],
    "Y02 merges": [
        "<<: {a: b}",
        "a: &a {b: c}\nd:\n  <<: *a",
        "x: &x {a: b}\n" + "".join(f"y{n}: &y{n}\n  <<: [*x, *x]\n" for n in range(90)),
        "'<<': [a]",
        "<<: [{a: b}, {c: d}]",
    ],
    "Y03 depth": [
        "a: " + "[" * DEEP,
        "a: " + "[" * DEEP + "]" * DEEP,
        "a: " + "{a: " * DEEP,
        "- " * DEEP + "x",
        "a:\n" + "".join(" " * n + "a:\n" for n in range(300)),
        "a:\n" + "".join(" " * n + "- a\n" for n in range(300)),
        "? " * DEEP,
        "a: " + "!!" * DEEP,
        "".join(f"k{n}: [{{a: [b]}}]\n" for n in range(400)),
        "a: " + "[[" * 10 + "x" + "]]" * 10,
    ],
    "Y04 tags": [
        "a: !!python/object/apply:os.system [ls]",
        "a: !!python/name:os.system x",
        "!!python/object:a.b {c: d}",
        "a: !unknown x",
        "a: !!binary aGk=",
        "a: !!set {b, c}",
        "a: !!int x",
        "%TAG ! tag:x,2000:\n---\na: b",
        "%YAML 9.9\na: b",
    ],
    "Y05 itself": ["a: &a [*a]", "&a a: *a", "a: &a {b: *a}", "&a [*a]"],
    "Y06 dates": [
        "a: 2024-13-45",
        "a: 0000-00-00",
        "a: 2024-01-01T25:61:61+99:99",
        "a: 99999-01-01",
        "a: 2001-02-30 00:00:00 -23:59",
    ],
    "Y07 numbers": [
        "a: " + "9" * 10_000,
        "a: =",
        "a: .inf",
        "a: -.INF",
        "a: .nan",
        "a: 190:20:30",
        "a: NO\nb: on\nc: Yes",
        "a: 0x" + "f" * 5_000,
        "a: 1e999999",
        "a: 0b2",
        "a: 0o9",
    ],
    "Y08 keys": [
        "[a, b]: c",
        "{a: b}: c",
        "~: a",
        "2023-01-01: a",
        "? a\n? b",
        "? [a]\n: b",
        "1: a",
        "true: a",
        ": a",
        "'': a",
        "? !!binary aGk=\n: b",
        "- a\n- b",
        "just a text",
        "42",
    ],
    "Y09 bytes": [
        "a: \ud800",
        "a: \x00b",
        "\ufeffa: b",
        "a: b\r\nc: d\r",
        "\ta: b",
        "a:\tb",
        "a: 'b\n\tc'",
        'a: "\\ud800"',
        'a: "\\UFFFFFFFF"',
        'a: "\\x"',
        "a: \x85b\u2028c",
        "a: \ufdd0b",
    ],
    "Y11 twice": ["a: 1\na: 2", "a: [b]\na: {c: d}", "a: 1\n" * 4_000, "a:\n" + "- b\n" * 9_000],
    "others": [
        "title: @name\nvideoId: x",
        "author: {{metaData.author}}",
        "tags: [#a, #c]",
        "links:\n - [[x]]",
        "videoId:\n  - 'ID'",
        "a: '" + "x" * 9_000,
        'a: "' + "\\" * 9_000,
        "a: |\n" + "  x\n" * 9_000,
        "a: @\n" + "  x\n" * 15_000,
        "a: @\n" + "- x\n" * 15_000,
        "x" * 60_000,
        ":" * 60_000,
        "a: " * 20_000,
        "- \n" * 20_000,
        "#" * 60_000,
        "k: " + ", " * 30_000,
        "k: [" + "," * 30_000 + "]",
    ],
}


def test_a_rule_and_a_list_at_the_top_are_no_header():
    text = "---\n- low water\n  and slack\n\nHigh water."
    assert split_front_matter(text) == FrontMatter({}, text)


@pytest.mark.parametrize(
    "header",
    [header for headers in HOSTILE.values() for header in headers],
    ids=[f"{kind} {n}" for kind, headers in HOSTILE.items() for n in range(len(headers))],
)
def test_no_header_costs_a_note_its_body_or_its_reader_patience(read, header):
    start = time.process_time()
    note = read(f"---\n{header}\n---\nThe body stays.")
    assert time.process_time() - start < PATIENCE_S
    assert "The body stays." in note.html
    assert all(
        isinstance(text, str) for key, values in note.header.items() for text in (key, *values)
    )
    assert len(note.header) < 10_000


@pytest.mark.parametrize(
    "text",
    ["---", "---\n", "---\n---", "---\n---\n", "---\n\n---\n", "---\n...\n", "--- \n a\n---",
     "---\na: b", "---\na: b\n" + "word " * 20_000, "---\n" + "a: b\n" * 40_000 + "---\nx"],
)  # fmt: skip
def test_fences_alone_or_without_an_end_lose_nothing_y10(read, text):
    front = split_front_matter(text)
    assert len(front.body) + sum(map(len, front.values)) <= len(text)
    assert read(text).html
    for word in ("word", "x"):
        assert (word in text) <= (word in front.body)
