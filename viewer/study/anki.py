"""Anki packages: a card for each passage, with its picture and its sound.

A card asks with what is seen and heard, and answers with the sentence. The ids of decks, cards and
files are made of what they hold, so that importing again renews cards and keeps how they are known.
"""

import hashlib
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from viewer.note.timestamps import format_time
from viewer.study.extracts import Extract, Passage

MODEL_ID = 1_607_392_319
FIELDS = ("Sentence", "Source", "Picture", "Sound", "Time", "Link")
_QUESTION = '<div class="source">{{Source}} · {{Time}}</div>{{Picture}}{{Sound}}'
_ANSWER = '{{FrontSide}}<hr id="answer"><div class="sentence">{{Sentence}}</div>{{Link}}'
_STYLE = """
.card { font-family: sans-serif; font-size: 20px; text-align: center; }
.source { font-size: 14px; opacity: 0.7; margin-bottom: 12px; }
.sentence { margin: 12px auto; max-width: 34em; }
img { max-width: 100%; border-radius: 8px; }
"""


@dataclass(frozen=True, slots=True)
class Clip:
    """What was cut out of a video for a card; None where there was nothing to see or to hear."""

    picture: Path | None = None
    sound: Path | None = None


def clip_name(extract: Extract, time_ms: int) -> str:
    """Return what the files of a card are called, without a suffix: all decks share a folder."""
    digest = hashlib.sha256(extract.video.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"notereel-{digest}-{time_ms}"


def write_package(file: Path, extract: Extract, clips: Mapping[int, Clip]) -> int:
    """Write a package; return how many cards are in it. `clips` are known by their times in ms.

    Raises OSError; the file that was there before is there still.
    """
    import genanki

    deck = genanki.Deck(_id_of("deck", extract.video, extract.title), _deck_name(extract))
    media = []
    for each in extract.in_time():
        clip = clips.get(each.time_ms, Clip())
        deck.add_note(_note(genanki, extract, each, clip))
        media += [str(part) for part in (clip.picture, clip.sound) if part is not None]
    package = genanki.Package(deck, media_files=sorted(set(media)))
    beside = file.with_name(f".{file.name}.{secrets.token_hex(4)}.part")
    try:
        package.write_to_file(str(beside))
        beside.replace(file)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise
    return len(deck.notes)


def lacking_words(extract: Extract, clips: Mapping[int, Clip]) -> str:
    """Say how many cards have no picture or no sound; empty if every one has both."""
    of_cards = [clips.get(each.time_ms, Clip()) for each in extract.passages]
    unseen = [at for at, clip in enumerate(of_cards) if clip.picture is None]
    unheard = [at for at, clip in enumerate(of_cards) if clip.sound is None]
    first = unseen or unheard
    if not first:
        return ""
    have = "1 card has" if len(first) == 1 else f"{len(first)} cards have"
    if unseen == unheard:
        return f"{have} no picture and no sound."
    if unseen and unheard:
        return f"{have} no picture, {len(unheard)} no sound."
    return f"{have} no {'picture' if unseen else 'sound'}."


def _model(genanki: Any) -> Any:
    return genanki.Model(
        MODEL_ID,
        "Notereel moment",
        fields=[{"name": name} for name in FIELDS],
        templates=[{"name": "Moment", "qfmt": _QUESTION, "afmt": _ANSWER}],
        css=_STYLE,
    )


def _note(genanki: Any, extract: Extract, passage: Passage, clip: Clip) -> Any:
    source = " · ".join(filter(None, (extract.title, passage.heading)))
    time = format_time(passage.time_ms)
    return genanki.Note(
        model=_model(genanki),
        fields=[
            _words(passage.text or time),
            _words(source or time),
            f'<img src="{clip.picture.name}">' if clip.picture else "",
            f"[sound:{clip.sound.name}]" if clip.sound else "",
            time,
            _link(extract.address, passage.time_ms),
        ],
        guid=genanki.guid_for("notereel", extract.video, passage.time_ms, passage.text),
        tags=["notereel", *([passage.mark.value] if passage.mark else [])],
    )


def _link(address: str, time_ms: int) -> str:
    if not address.startswith(("https://", "http://")):
        return ""
    is_youtube = address.startswith("https://www.youtube.com/watch?v=")
    there = f"{address}&t={time_ms // 1000}s" if is_youtube else address
    return f'<a href="{_words(there)}">{_words(there)}</a>'


def _words(text: str) -> str:
    """Return words as a field holds them: no HTML, no sound of Anki's, no formula of MathJax's."""
    plain = escape(text).replace("[", "&#91;").replace("\\", "&#92;").replace("{", "&#123;")
    return plain.replace("\x1f", " ")


def _deck_name(extract: Extract) -> str:
    """Return the deck's name, in which `::` would begin a deck within it."""
    return f"Notereel::{extract.title.replace('::', ': :') or 'Moments'}"


def _id_of(*names: str) -> int:
    """Return a number as Anki wants for its ids, always the same for the same names."""
    text = "\0".join(names).encode("utf-8", "surrogatepass")
    return 1 << 30 | int.from_bytes(hashlib.sha256(text).digest()[:4]) >> 2
