"""In which encoding a text is written: told by its first bytes, else guessed as a reader would.

Only the encodings that subtitles are really found in are asked for, so a short text is judged well.
"""

import codecs

from viewer.errors import VideoError

SAMPLE_BYTES = 65_536
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # Before UTF-16, whose mark it begins with.
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CANDIDATES = [
    "cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr",
]  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1a\x1b"))
_ZEROS_OF_UTF16 = 0.15
_CONTROLS_OF_TEXT = 0.02


def encoding_of(sample: bytes) -> str:
    """Return the name of the encoding of a text that begins so.

    Raises VideoError when it is no text at all.
    """
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return name
    if wide := _wide(sample):
        return wide
    if len(sample) - len(sample.translate(None, _CONTROLS)) > _CONTROLS_OF_TEXT * len(sample):
        raise VideoError("These subtitles are no text.", hint="Choose another file.")
    return "utf-8" if _is_utf8(sample) else _guessed(sample)


def _wide(sample: bytes) -> str:
    """Return which UTF-16 without a mark it is; line breaks and figures give it away."""
    half = max(1, len(sample) // 2)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _ZEROS_OF_UTF16 and even < odd / 8:
        return "utf-16-le"
    return "utf-16-be" if even > _ZEROS_OF_UTF16 and odd < even / 8 else ""


def _is_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8, save for a letter cut in two at its end and a rare damaged byte."""
    text = sample.decode("utf-8", "replace")
    beyond = len(sample) - len(sample.translate(None, bytes(range(128, 256))))
    return text.count("\ufffd") * 20 <= beyond


def _guessed(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    # At a line's end, as a letter of two bytes cut in two would rule its encoding out.
    whole = sample[: sample.rfind(b"\n") + 1] or sample
    found = from_bytes(whole, cp_isolation=_CANDIDATES)
    best = found.best()
    if best is None:
        return "cp1252"
    western = next((each for each in found if "cp1252" in each.could_be_from_charset), None)
    # The two share most letters; the west is likelier where both make sense.
    if best.encoding == "cp1250" and western is not None and western.chaos <= best.chaos:
        return "cp1252"
    return best.encoding
