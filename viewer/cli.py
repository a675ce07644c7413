"""The command line: one function per verb.

With `--json` a verb prints one JSON document on stdout and nothing else. Exit codes: 0 done,
1 the work found faults or failed, 2 wrong usage.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer import __version__
from viewer.data_format import claim
from viewer.errors import ViewerError
from viewer.paths import Paths

if TYPE_CHECKING:
    import argparse

    from viewer.verbs.cache import Said

VERBS = ("open", "render", "check", "fetch", "cache", "export", "downloader", "commands", "doctor")
_JSON = "print one JSON document"
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
USAGE = "notereel [open] [NOTE, VAULT or notereel:…] [--at TIME] [--video FILE] | " + " | ".join(
    VERBS[1:]
)


def main(arguments: list[str] | None = None) -> int:
    """Run the verb on the command line; return the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == ["--worker"]:
        from viewer.worker.main import main as work

        return work(given[1:])
    _print_whatever_comes()
    deed = _deed_of(_with_verb(given))
    try:
        return deed()
    except ViewerError as error:
        print(_harmless(str(error)), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read our output has seen enough.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _with_verb(given: list[str]) -> list[str]:
    if given and (given[0] in VERBS or given[0] in ("-h", "--help", "--version")):
        return given
    return ["open", *given]


def _deed_of(words: list[str]) -> Callable[[], int]:
    """Return what is asked for. A window that is just opened does not wait for the parser."""
    if (opened := _plainly_opened(words)) is not None:
        from viewer.app_start import show

        return partial(show, *opened)
    asked = parser_of(words[0]).parse_args(words)
    return partial(asked.deed, asked)


def _plainly_opened(words: list[str]) -> list[str] | None:
    """Return what is opened where nothing else is said, else None."""
    match words:
        case ["open"]:
            return []
        # So a click hands over what it is on: whatever an address holds, it is never an option.
        case ["open", "--", what]:
            return [what]
        case ["open", what] if not _is_option(what):
            return [what]
    return None


def _is_option(word: str) -> bool:
    return not word or word.startswith("-")


def parser_of(verb_wanted: str) -> argparse.ArgumentParser:
    """Return the parser of all verbs; what only one of them takes is in it if that is wanted."""
    import argparse

    parser = argparse.ArgumentParser(prog="notereel", usage=USAGE, description=(
        "Study from notes made of long videos: the note on one side, the video on the other."
    ))  # fmt: skip
    parser.add_argument("--version", action="version", version=f"notereel {__version__}")
    verbs = parser.add_subparsers(required=True, metavar="VERB", prog="notereel")
    verb = verbs.add_parser("open", help="show the window (also with no verb)")
    verb.add_argument("what", nargs="?", default="", metavar="NOTE, VAULT or notereel:…")
    verb.add_argument("--at", default="", metavar="TIME", help="go to this time, such as 1:02")
    verb.add_argument("--video", type=Path, metavar="FILE", help="play this file for the note")
    verb.add_argument("--run", default="", metavar='"cmd; cmd"', help="run commands in this order")
    verb.add_argument("--screenshot", type=Path, metavar="FILE", help="save a picture, and quit")
    verb.add_argument("--new-window", action="store_true", help="do not use the open one")
    verb.set_defaults(deed=_open)
    verb = verbs.add_parser("render", help="print a note's page as HTML")
    verb.add_argument("note", type=Path)
    _add_json(verb, _render)
    verb = verbs.add_parser("check", help="list what is doubtful in notes")
    verb.add_argument("paths", nargs="+", type=Path, metavar="NOTE or FOLDER")
    verb.add_argument("--duration", type=int, metavar="MS", help="the video's length in ms")
    _add_json(verb, _check)
    verb = verbs.add_parser("fetch", help="download videos into the cache")
    verb.add_argument("what", nargs="+", metavar="NOTE, ID, ADDRESS or FOLDER")
    verb.add_argument(
        "--height", type=_height, default=0, metavar="N", help="no more than N pixels high"
    )
    verb.add_argument("--yes", action="store_true", help="load several without a question")
    _add_json(verb, _fetch)
    cache = verbs.add_parser("cache", help="look after the kept videos")
    if verb_wanted == "cache":  # The window does not wait for its verbs.
        from viewer.verbs.cache import add_cache_verbs

        add_cache_verbs(cache, lambda verb: _add_json(verb, _cache))
    verb = verbs.add_parser("export", help="take a note's moments or bookmarks along")
    if verb_wanted == "export":
        from viewer.verbs.export import add_export_arguments

        add_export_arguments(verb)
    _add_json(verb, _export)
    _add_downloader_verbs(verbs.add_parser("downloader", help="see and renew yt-dlp and deno"))
    _add_json(verbs.add_parser("commands", help="list every command and its keys"), _commands)
    _add_json(verbs.add_parser("doctor", help="what is installed, what is missing"), _doctor)
    return parser


def _height(text: str) -> int:
    """Return the height of a picture in pixels, as the settings allow it."""
    import argparse

    if text.isdecimal() and 144 <= int(text) <= 4320:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not between 144 and 4320")


def _add_downloader_verbs(verb: argparse.ArgumentParser) -> None:
    import argparse

    _add_json(verb, _downloader)
    verb.set_defaults(do="list", files=(), nightly=False, tool="yt-dlp")
    deeds = verb.add_subparsers(metavar="update | install FILE… | back [deno] | list")
    update = deeds.add_parser("update", help="fetch a newer one")
    update.add_argument("--nightly", action="store_true", help="the newest of all, tried least")
    install = deeds.add_parser("install", help="take a newer one from its wheels")
    install.add_argument("files", nargs="+", type=Path, metavar="FILE")
    back = deeds.add_parser("back", help="use the one before again")
    back.add_argument("tool", nargs="?", choices=("yt-dlp", "deno"), default="yt-dlp")
    for deed in (update, install, back, deeds.add_parser("list", help="list those that are here")):
        # Not given here, it is as it was given before the deed.
        deed.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=_JSON)
        deed.set_defaults(do=deed.prog.rpartition(" ")[2])


def _add_json(verb: argparse.ArgumentParser, deed: Callable[[argparse.Namespace], int]) -> None:
    verb.add_argument("--json", action="store_true", help=_JSON)
    verb.set_defaults(deed=deed)


def _open(asked: argparse.Namespace) -> int:
    from viewer.app_start import show

    more = {"video": asked.video, "script": asked.run, "screenshot": asked.screenshot}
    return show(asked.what, is_alone=asked.new_window, at=asked.at, **more)


def _claimed() -> Paths:
    """Return this user's folders, in a form that can be written to."""
    paths = Paths.of_this_user()
    claim(paths.data)
    return paths


def _render(asked: argparse.Namespace) -> int:
    from viewer.study.verdicts import Verdicts
    from viewer.worker.render import read_alone

    file = asked.note.absolute()
    verdicts = Verdicts(Paths.of_this_user().data / "verdicts.json")
    note = read_alone(file, is_shifted=verdicts.of(file.parent, file.name))
    said = note.as_json()
    keys = ("html", "moments", "links", "headings", "pictures", "warnings")
    _print(asked, {key: said[key] for key in keys}, note.html)
    return 0


def _check(asked: argparse.Namespace) -> int:
    from viewer.worker.check import check

    started = time.monotonic()
    found = check(asked.paths, asked.duration)
    said = {**found.as_json(), "seconds": round(time.monotonic() - started, 3)}
    _print(asked, said, str(found))
    return 1 if found.findings else 0


def _fetch(asked: argparse.Namespace) -> int:
    from viewer.verbs.fetch import FetchOrder, fetch
    from viewer.verbs.fetch_screen import FetchScreen

    def agrees(question: str) -> bool:
        if not sys.stdin.isatty() or asked.yes or asked.json:
            return True
        # What is printed on stdout may be on its way into a file.
        print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
        return sys.stdin.readline().strip().lower().startswith("y")

    screen = FetchScreen(sys.stdout, sys.stderr, _harmless, asked.json, sys.stderr.isatty())
    order = FetchOrder(tuple(asked.what), asked.height, agrees)
    return fetch(order, _claimed(), screen)


def _export(asked: argparse.Namespace) -> int:
    from viewer.verbs.export import export

    return _say(asked, export(asked, _claimed()))


def _cache(asked: argparse.Namespace) -> int:
    return _say(asked, asked.verb(asked, _claimed()))


def _say(asked: argparse.Namespace, said: Said) -> int:
    for complaint in said.complaints:
        print(_harmless(complaint), file=sys.stderr)
    if asked.json or said.text:
        _print(asked, said.plain, said.text)
    return said.code


def _downloader(asked: argparse.Namespace) -> int:
    from datetime import date

    from viewer.settings import read_settings
    from viewer.verbs.downloader import Order, obey

    paths = _claimed()
    settings, _doubts = read_settings(paths.config / "settings.toml")
    order = Order(asked.do, tuple(asked.files), asked.nightly, asked.tool)
    said = obey(order, paths.data, date.today(), settings.javascript_runtime)
    _print(asked, said.as_json(), str(said))
    return 0


def _commands(asked: argparse.Namespace) -> int:
    from viewer.commands.catalogue import default_catalogue

    rows = [{"name": each.name, "title": each.title, "menu": each.menu.value,
             "keys": list(each.keys), "help": each.help}
            for each in default_catalogue()]  # fmt: skip
    lines = [f"{row['name']:<20}  {' or '.join(row['keys']):<32}  {row['help']}" for row in rows]
    _print(asked, rows, "\n".join(lines))
    return 0


def _doctor(asked: argparse.Namespace) -> int:
    from datetime import date

    from viewer.verbs.doctor import examine

    report = examine(Paths.of_this_user(), date.today())
    _print(asked, report.as_json(), str(report))
    return 0 if report.is_well else 1


def _print(asked: argparse.Namespace, said: Any, text: str) -> None:
    is_ascii = sys.stdout.encoding.lower() != "utf-8"
    said_as_json = json.dumps(said, ensure_ascii=is_ascii, indent=1) if asked.json else ""
    print(said_as_json or _harmless(text))


def _print_whatever_comes() -> None:
    """Spell out what the terminal cannot show: a file's name need not be text in any encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _harmless(text: str) -> str:
    """Spell out what a terminal would obey instead of showing it."""
    return _CONTROLS.sub(lambda control: f"\\x{ord(control[0]):02x}", text)
