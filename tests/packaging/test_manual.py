"""The manual page and the shells know the command line that the program has, and nothing else."""

import argparse
import re
import subprocess

import pytest

from tests.packaging.test_build import COMMON
from tests.packaging.test_uninstalling import folders
from viewer.cli import VERBS, parser_of
from viewer.paths import MARKER, PORTABLE_HOME

TYPED = """
compopt() { :; }
source "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_notereel
printf '%s\\n' "${COMPREPLY[@]}"
"""


def walk(parser, place=()):
    """Yield every verb and verb below one as its words, with its long options."""
    options = {name for action in parser._actions for name in action.option_strings
               if name.startswith("--")}  # fmt: skip
    yield place, options
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for word, below in action.choices.items():
                yield from walk(below, (*place, word))


def command_line():
    found = {}
    for verb in VERBS:  # What only one verb takes is there when that is asked for.
        found |= {place: options for place, options in walk(parser_of(verb))
                  if place[:1] in {(), (verb,)}}  # fmt: skip
    return found


PLACES = command_line()


@pytest.fixture
def manual(part):
    return part("manual")


@pytest.fixture
def desk(tmp_path):
    """A folder with a note in it, where somebody types."""
    (tmp_path / "tides.md").touch()
    return tmp_path


def offered(desk, *words):
    """Return what bash offers for the last of these words."""
    said = subprocess.run(
        ["bash", "--norc", "-c", TYPED, "bash", COMMON / "notereel.bash", *words],
        cwd=desk, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert not said.stderr
    return set(said.stdout.split())


def test_the_walk_finds_what_only_one_verb_takes():
    assert {("open",), ("cache", "move"), ("downloader", "back")} <= set(PLACES)
    assert "--as" in PLACES["export",]
    assert "--version" in PLACES[()]


@pytest.mark.parametrize(
    "name", ["notereel.1.in", "notereel.bash", "notereel.fish", "notereel.zsh"]
)
def test_what_is_kept_of_the_command_line_is_what_the_parser_has_today(manual, name):
    kept = (COMMON / name).read_text("utf-8")
    assert kept == manual.renewed(name), "python packaging/manual.py writes it anew"


@pytest.mark.parametrize("place", sorted(PLACES), ids=" ".join)
def test_the_manual_tells_of_every_verb_and_of_each_option_in_its_place(place):
    page = re.sub(r"\\f[BIPR]", "", (COMMON / "notereel.1.in").read_text("utf-8"))
    page = page.replace(r"\-", "-").partition(".SH VERBS\n")[2]
    verbs, _, options = page.partition(".SH OPTIONS\n")
    name = " ".join(place)
    own = verbs
    if place:
        own = re.search(rf"^{name}(?: .+)?$.*?(?=^(?:{'|'.join(VERBS)})\b|\Z)", verbs,
                        re.DOTALL | re.MULTILINE)[0]  # fmt: skip
    for option in PLACES[place]:
        told = options if option in {"--json", "--help", "--version"} else own
        assert re.search(rf"^(?:\.B )?{option}\b", told, re.MULTILINE), option


@pytest.mark.parametrize("place", sorted(PLACES), ids=" ".join)
def test_bash_offers_every_verb_and_exactly_the_options_it_takes(desk, place):
    below = {each[-1] for each in PLACES if each[:-1] == place and each}
    assert below <= offered(desk, "notereel", *place, "")
    options = PLACES[place] if place else PLACES[()] | PLACES["open",]
    assert offered(desk, "notereel", *place, "--") == options


@pytest.mark.parametrize("place", sorted(PLACES), ids=" ".join)
def test_fish_knows_every_verb_and_exactly_the_options_it_takes(place):
    text = (COMMON / "notereel.fish").read_text("utf-8")
    own = re.findall(
        rf"""^complete .*__notereel_at '{" ".join(place)}'" (.+)$""", text, re.MULTILINE
    )
    options = {f"--{each.split()[1]}" for each in own if each.startswith("-l ")}
    assert options == (PLACES[place] if place else PLACES[()] | PLACES["open",])
    words = {each.split()[1] for each in own if each.startswith("-a ") and " -d " in each}
    assert words == {each[-1] for each in PLACES if each[:-1] == place and each}


@pytest.mark.parametrize("place", sorted(PLACES), ids=" ".join)
def test_zsh_knows_every_verb_and_exactly_the_options_it_takes(place):
    text = (COMMON / "notereel.zsh").read_text("utf-8")
    own = re.search(rf"^ +'{' '.join(place)}'\)$(.*?)^ +;;$", text, re.DOTALL | re.MULTILINE)[1]
    names, _, arguments = own.partition("arguments=(")
    options = set(re.findall(r"^ +'(--[a-z-]+)\[", arguments, re.MULTILINE))
    assert options == (PLACES[place] if place else PLACES[()] | PLACES["open",])
    words = set(re.findall(r"^ +'([a-z]+):", names, re.MULTILINE))
    assert words == {each[-1] for each in PLACES if each[:-1] == place and each}


def test_bash_offers_notes_where_a_note_may_stand(desk):
    for words in (("",), ("ti",), ("open", ""), ("--at", "1:02", ""), ("export", "--out", ""),
                  ("cache", "--json", "import", ""), ("open", "--video", "")):  # fmt: skip
        assert "tides.md" in offered(desk, "notereel", *words), words


def test_bash_offers_no_file_where_none_may_stand(desk):
    for words in (("open", "--at", ""), ("cache", ""), ("cache", "verify", ""), ("doctor", ""),
                  ("cache", "import", "--id", ""), ("fetch", "--height", "")):  # fmt: skip
        assert "tides.md" not in offered(desk, "notereel", *words), words


def test_bash_offers_the_few_words_that_an_option_may_be_followed_by(desk):
    assert offered(desk, "notereel", "export", "--as", "") == {
        "markdown", "csv", "webvtt", "anki"
    }  # fmt: skip
    assert offered(desk, "notereel", "downloader", "back", "d") == {"deno"}
    assert offered(desk, "notereel", "cache", "m") == {"move"}


def test_after_a_note_bash_offers_what_opening_one_takes(desk):
    assert offered(desk, "notereel", "tides.md", "--j") == set()
    assert offered(desk, "notereel", "tides.md", "--n") == {"--new-window"}


def test_the_manual_says_where_things_lie_and_what_addresses_there_are():
    page = (COMMON / "notereel.1.in").read_text("utf-8").replace(r"\-", "-")
    for folder in folders():
        assert f".I ~/{folder}\n" in page
    for said in (f".I {MARKER}\n", PORTABLE_HOME, "notereel:open?note=", "notereel:seek?at="):
        assert said in page
