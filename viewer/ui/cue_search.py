"""Looking for words in a transcript: which cues have them, and where."""

import re
from collections.abc import Sequence

from viewer.video.cues import Cue


class CueSearch:
    """Keeps what is looked for; a cue is found that has all of the words."""

    def __init__(self) -> None:
        self.words: tuple[str, ...] = ()
        self._folded: list[str] | None = None

    def look_for(self, words: str) -> bool:
        """Look for other words; return whether they are others."""
        before, self.words = self.words, tuple(words.casefold().split())
        return self.words != before

    def forget(self) -> None:
        """Look in other cues from now on."""
        self._folded = None

    def found(self, cues: tuple[Cue, ...]) -> Sequence[int]:
        """Return the cues that have the words, by index."""
        if not self.words:
            return range(len(cues))
        if self._folded is None:
            self._folded = [cue.text.casefold() for cue in cues]
        folded, found = self._folded, list(range(len(cues)))
        for word in self.words:
            found = [index for index in found if word in folded[index]]
        return found

    def places_in(self, text: str) -> list[tuple[int, int]]:
        """Return where the words stand in a text: begin and length."""
        if not self.words:
            return []
        longest_first = sorted(self.words, key=len, reverse=True)
        pattern = "|".join(re.escape(word) for word in longest_first)
        return [
            (found.start(), found.end() - found.start())
            for found in re.finditer(pattern, text, re.IGNORECASE)
        ]
