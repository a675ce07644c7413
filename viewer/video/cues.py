"""What is said in a video, cue by cue, as it is shown and searched.

Whatever format cues were read from, they leave here alike: in the order of their times, within
the caps, plain text. `cue_file` and `inner_tracks` read them.
"""

from collections.abc import Iterable, Iterator
from itertools import chain, islice, pairwise
from typing import NamedTuple

from viewer.video import captions

CUES_AT_MOST = captions.CUES_AT_MOST
LETTERS_AT_MOST = 2_000
LATEST_MS = 100 * 3_600_000
SHOWN_AT_LEAST_MS = 2_000
"""How long a cue is taken to stand whose end does not come after its beginning."""
_ROLLS_WITHIN = 200
"""Captions that roll do so among their first cues."""

_NO_MARKUP = str.maketrans({"<": "‹", ">": "›", "{": "(", "}": ")", "\\": "⧵"})
"""libVLC reads `<…>` and `{…}` in SubRip as fonts, colours and places."""


class Cue(NamedTuple):
    """What is said from a time on; lines are apart by a line break, and there is no markup."""

    start_ms: int
    end_ms: int
    text: str


def cues_from(raw: Iterable[captions.Cue]) -> tuple[tuple[Cue, ...], bool]:
    """Return cues as they are shown, and whether there were more than can be.

    Rolling captions are mended on the way.
    """
    first = list(islice(raw_cues := iter(raw), _ROLLS_WITHIN))
    is_rolling = any(any(cue.is_new) for cue in first)
    # A rolling line comes up to four times.
    most = CUES_AT_MOST * (4 if is_rolling else 1)
    taken = list(islice(chain(first, raw_cues), most + 1))
    has_more = len(taken) > most
    del taken[most:]
    taken.sort(key=lambda cue: cue.start_ms)
    lines = captions.apart(islice(captions.unrolled(taken), CUES_AT_MOST)) if is_rolling else taken
    return tuple(_mended(lines)), has_more


def as_subrip(cues: Iterable[Cue]) -> str:
    """Return cues as SubRip without any markup, as a player can be given it without a worry.

    WebVTT would say the same, but of such a file libVLC 3 shows nothing: `test_tracks` looks.
    """
    return "".join(
        f"{number}\n{_clock(cue.start_ms)} --> {_clock(cue.end_ms)}\n"
        f"{cue.text.translate(_NO_MARKUP)}\n\n"
        for number, cue in enumerate(cues, 1)
    )


def _clock(time_ms: int) -> str:
    return captions.clock(time_ms).replace(".", ",")


def _mended(raw: Iterable[captions.Cue]) -> Iterator[Cue]:
    """Yield cues that end after they begin, and no later than a film can be long."""
    for cue, after in pairwise(chain(raw, (None,))):
        assert cue is not None
        start_ms = min(max(0, cue.start_ms), LATEST_MS)
        end_ms = min(cue.end_ms, LATEST_MS)
        if end_ms <= start_ms:
            end_ms = start_ms + SHOWN_AT_LEAST_MS
            if after is not None and start_ms < after.start_ms:
                end_ms = min(end_ms, after.start_ms)
        yield Cue(start_ms, end_ms, _bounded("\n".join(cue.lines)))


def _bounded(text: str) -> str:
    return text if len(text) <= LETTERS_AT_MOST else text[: LETTERS_AT_MOST - 1] + "…"
