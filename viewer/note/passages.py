"""The words around each timestamp, gathered while a page is written, and the sentence in them."""

from viewer.note.sentences import ends_sentence, first_sentence, has_words, last_sentence


class Passages:
    """The passage since the last stamp, and the sentences of all stamps so far.

    A stamp with nothing before it waits for the words behind it.
    """

    def __init__(self) -> None:
        self.sentences: list[str] = []
        self._words: list[str] = []
        self._waiting: list[int] = []
        self._last = ""

    def hear(self, text: str) -> None:
        """Take words that were written."""
        self._words.append(text)

    def cite(self) -> None:
        """Take a stamp: it gets the sentence before it, or waits for the next."""
        passage, self._words = "".join(self._words), []
        is_led = bool(self._waiting)
        if has_words(passage):
            self._serve(passage)
            self._last = "" if is_led and ends_sentence(passage) else last_sentence(passage)
        if not self._last:
            self._waiting.append(len(self.sentences))
        self.sentences.append(self._last)

    def end(self) -> None:
        """End a block: no stamp waits beyond it."""
        passage = "".join(self._words)
        if has_words(passage):
            self._serve(passage)
        self._words, self._waiting, self._last = [], [], ""

    def _serve(self, passage: str) -> None:
        """Give the words of a passage to the stamps that waited for them."""
        for index in self._waiting:
            self.sentences[index] = first_sentence(passage)
        self._waiting = []
