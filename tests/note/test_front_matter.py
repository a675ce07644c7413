"""Headers as they are found, and that no header costs a note its body."""

import pytest

from viewer.note.front_matter import split_front_matter


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
        ("<<: {a: b}", {"<<.a": ("b",)}),
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
