"""The verbs of `notereel cache`: what is kept, taking files in, and tidying up.

Each verb is a function that does the work and returns what to say; the command line prints it.
"""

import argparse
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from viewer.errors import UsageError, ViewerError
from viewer.paths import MOVED_CACHE, Paths
from viewer.video.sizes import size_words, videos_words

if TYPE_CHECKING:
    from viewer.video.cache import VideoCache
    from viewer.video.condition import Found
    from viewer.video.entry import CacheEntry


@dataclass(frozen=True, slots=True)
class Said:
    """What a verb has to say: as JSON, as text, as complaints, and as an exit code."""

    plain: Any
    text: str
    complaints: tuple[str, ...] = ()
    code: int = 0


Verb = Callable[[argparse.Namespace, Paths], Said]


def add_cache_verbs(
    cache: argparse.ArgumentParser, finish: Callable[[argparse.ArgumentParser], None]
) -> None:
    """Add the verbs below `cache`; `finish` adds to each what every verb of the program has."""
    verbs = cache.add_subparsers(required=True, metavar="VERB")

    def add(name: str, verb: Verb, help_text: str) -> argparse.ArgumentParser:
        parser: argparse.ArgumentParser = verbs.add_parser(name, help=help_text)
        finish(parser)
        parser.set_defaults(verb=verb)
        return parser

    add("list", _list, "list what is kept")
    add("where", _where, "print the file kept for an id").add_argument("id")
    for name, verb, help_text, count in (
        ("verify", _verify, "read all of it again, and put aside what is damaged", "*"),
        ("pin", _pin, "never let these videos go by themselves", "+"),
        ("unpin", _unpin, "let these videos go like others", "+"),
        ("remove", _remove, "delete these videos", "+"),
    ):
        add(name, verb, help_text).add_argument("ids", nargs=count, metavar="ID")
    add("collect", _collect, "delete what stopped downloads have left behind")
    add("move", _move, "move the cache to another folder").add_argument(
        "folder", type=Path, metavar="FOLDER"
    )
    _add_import(add("import", _import, "keep files you have"))


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE or FOLDER")
    parser.add_argument(
        "--id", default="", help="the video's id; else it is read from [ID] in the name"
    )
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--copy", action="store_true", help="share nothing with the file")
    how.add_argument("--link", action="store_true", help="only point at the file")


# Looking


def _list(_asked: argparse.Namespace, paths: Paths) -> Said:

    cache = _cache(paths)
    holdings = cache.holdings()
    known = sorted(
        ((found.entry, found) for found in holdings if found.entry is not None),
        key=lambda pair: (pair[0].added_s, pair[0].id),
    )
    rows = [_row(found) for _, found in known]
    width = max((len(entry.id) for entry, _ in known), default=0)
    lines = [_line(entry, found, width) for entry, found in known]
    room = f"{size_words(cache.size_bytes())}; {size_words(cache.free_bytes())} are free"
    if known:
        lines.append(f"{videos_words(len(known))}, {room}.")
    doubtful = len(holdings) - len(known)
    if doubtful:
        lines.append(
            f"{videos_words(doubtful)} more cannot be believed; `cache verify` looks at them."
        )
    return Said(rows, "\n".join(lines) or "Nothing is kept yet.")


def _line(entry: "CacheEntry", found: "Found", width: int) -> str:
    from viewer.video.condition import Condition

    watched = f"watched {_day(entry.used_s)}" if entry.used_s else "never watched"
    marks = [
        *(["pinned"] if entry.is_pinned else []),
        *(["not in the cache itself"] if entry.is_linked else []),
        *([found.reason or found.condition] if found.condition is not Condition.READY else []),
    ]
    noted = f" ({'; '.join(marks)})" if marks else ""
    return (
        f"{entry.id:<{width}}  {size_words(entry.size_bytes):>8}  {watched:<18}  "
        f"{entry.title or '(no title)'}{noted}"
    )


def _where(asked: argparse.Namespace, paths: Paths) -> Said:
    from viewer.video.condition import Condition

    found = _cache(paths).found(asked.id)
    if found.condition is Condition.READY and found.entry is not None:
        return Said(_row(found), found.entry.file)
    why = {
        Condition.ABSENT: f"No video is kept for “{asked.id}”.",
        Condition.UNSEALED: f"The video of “{asked.id}” must be checked first: "
        f"`notereel cache verify {asked.id}`.",
    }
    sentence = why.get(found.condition, f"The video of “{asked.id}” is {found.condition}: "
                       f"{found.reason}.")  # fmt: skip
    return Said(None, "", (sentence,), 1)


def _verify(asked: argparse.Namespace, paths: Paths) -> Said:
    from viewer.video.condition import Condition

    findings = list(_cache(paths).verify(asked.ids))
    bad = [each for each in findings if each.condition is not Condition.READY]
    lines = [f"{each.id}: {each.sentence} {each.hint}".rstrip() for each in bad]
    verb = "is" if len(findings) == 1 else "are"
    whole = f"{len(findings) - len(bad)} of {videos_words(len(findings))} {verb} whole."
    lines.append(whole if findings else "Nothing is kept yet.")
    rows = [{**asdict(each), "condition": each.condition.value} for each in findings]
    return Said(rows, "\n".join(lines), code=1 if bad else 0)


# Changing


def _import(asked: argparse.Namespace, paths: Paths) -> Said:
    from viewer.video.importing import How, import_file

    how = How.COPY if asked.copy else How.LINK if asked.link else How.AUTO
    cache = _cache(paths)
    kept: list[CacheEntry] = []
    complaints: list[str] = []
    for source in _sources(asked, complaints):
        try:
            kept.append(import_file(cache, source[0], source[1] or _id_of(source[0]), how=how))
        except ViewerError as error:
            complaints.append(str(error))
    rows = [_row(cache.found(entry.id)) for entry in kept]
    text = "\n".join(entry.file for entry in kept)
    return Said(rows, text, tuple(complaints), 1 if complaints else 0)


def _sources(asked: argparse.Namespace, complaints: list[str]) -> Iterator[tuple[Path, str]]:
    """Yield the files to import, each with its id if that is known already."""
    from viewer.video.file_names import proposals

    if asked.id and (len(asked.files) > 1 or asked.files[0].is_dir()):
        raise UsageError("One id can be given to one file only.",
                         hint="Name the others like “Title [ID].mp4”.")  # fmt: skip
    for path in asked.files:
        if not path.is_dir():
            yield path, asked.id
            continue
        found = proposals(path)
        if not found:
            complaints.append(f"No file in “{path}” has a name that says which video it is. "
                              "Name them like “Title [ID].mp4”.")  # fmt: skip
        yield from ((each.file, each.id) for each in found)


def _id_of(file: Path) -> str:
    from viewer.video.file_names import id_in_name

    return id_in_name(file)


def _pin(asked: argparse.Namespace, paths: Paths) -> Said:
    cache = _cache(paths)
    return _each(asked.ids, cache, cache.pin, "“{}” stays until you let it go.")


def _unpin(asked: argparse.Namespace, paths: Paths) -> Said:
    cache = _cache(paths)
    return _each(asked.ids, cache, cache.unpin, "“{}” may go when room is needed.")


def _remove(asked: argparse.Namespace, paths: Paths) -> Said:
    cache = _cache(paths)
    return _each(asked.ids, cache, cache.remove, "“{}” is removed.")


def _each(
    ids: Iterable[str], cache: "VideoCache", deed: Callable[[str], None], sentence: str
) -> Said:
    """Do something to each video; those of which there is none are complained of."""
    rows: list[dict[str, Any]] = []
    lines: list[str] = []
    complaints: list[str] = []
    for video_id in ids:
        before = cache.found(video_id)
        try:
            deed(video_id)
        except ViewerError as error:
            complaints.append(str(error))
            continue
        after = cache.found(video_id)
        rows.append(_row(after if after.entry is not None else before))
        title = before.entry.title if before.entry is not None else ""
        lines.append(sentence.format(title or video_id))
    return Said(rows, "\n".join(lines), tuple(complaints), 1 if complaints else 0)


def _collect(_asked: argparse.Namespace, paths: Paths) -> Said:

    cache = _cache(paths)
    with cache.ownership().held():
        done = cache.collect()
    gone = done.trashed + done.staged + done.torn + done.quarantined
    things = "1 left-over thing" if gone == 1 else f"{gone} left-over things"
    freed = f"{things} deleted, {size_words(done.size_bytes)} freed."
    lines = [freed if gone else "There was nothing to tidy."]
    if done.finished:
        lines.append(f"{videos_words(done.finished)} that had arrived whole can be watched now.")
    if done.stuck:
        lines.append(f"{done.stuck} could not be deleted, as they are open; try it again later.")
    return Said(asdict(done), "\n".join(lines))


def _move(asked: argparse.Namespace, paths: Paths) -> Said:
    from viewer.video.relocation import move_cache

    cache = _cache(paths)
    moved = move_cache(cache, asked.folder, paths.data / MOVED_CACHE)
    lines = [
        f"{videos_words(moved.videos)}, {size_words(moved.size_bytes)}, now in “{moved.folder}”."
    ]
    if moved.left:
        lines.append(f"{videos_words(len(moved.left))} stayed in “{cache.folder}”, being damaged: "
                     f"{', '.join(moved.left)}.")  # fmt: skip
    rows = {**asdict(replace(moved, folder=Path())), "folder": str(moved.folder)}
    return Said(rows, "\n".join(lines), code=1 if moved.left else 0)


# Words


def _cache(paths: Paths) -> "VideoCache":
    from viewer.video.cache import VideoCache

    return VideoCache(paths.cache)


def _row(found: "Found") -> dict[str, Any]:
    entry = asdict(found.entry) if found.entry is not None else {}
    return {**entry, "condition": found.condition.value, "reason": found.reason}


def _day(at_s: int) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(at_s))
