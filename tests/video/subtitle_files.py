"""Subtitles as they are found in the wild, and as an enemy would write them; made, not kept.

`HARMLESS` are to be shown; of `HOSTILE`, each is to be shown within the caps or refused in words.
"""

import codecs
import random
from collections.abc import Callable

from tests.video.test_captions import ROLLING

SENTENCES = {
    "en": "Any fisherman will tell you that the sea comes in twice a day.",
    "fr": "Où est la marée ? Elle monte déjà, et le pêcheur le sait très bien, évidemment.",
    "de": "Die Flut kommt zweimal am Tag, das weiß jeder Fischer. Er erzählt gern Größeres.",
    "pl": "Każdy rybak powie ci, że morze przychodzi dwa razy dziennie. Źródło jest słuszne.",
    "ru": "Любой рыбак скажет вам, что море приходит дважды в день.",
    "el": "Κάθε ψαράς θα σας πει ότι η θάλασσα έρχεται δύο φορές την ημέρα.",
    "ja": "漁師なら誰でも、海は一日に二回やって来ると言うでしょう。",
    "zh": "任何渔民都会告诉你，大海每天来两次。高潮大约每十二小时返回一次。",
    "tw": "任何漁民都會告訴你，大海每天來兩次。高潮大約每十二小時返回一次。",
    "ko": "어부라면 누구나 바다가 하루에 두 번 온다고 말할 것입니다.",
}
ENCODED = {
    "utf-8": ("fr", "utf-8", b""),
    "utf-8 with a mark": ("ru", "utf-8", codecs.BOM_UTF8),
    "utf-16 little end first": ("fr", "utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16 big end first": ("zh", "utf-16-be", codecs.BOM_UTF16_BE),
    "utf-16 little, no mark": ("ja", "utf-16-le", b""),
    "utf-16 big, no mark": ("ru", "utf-16-be", b""),
    "utf-32": ("ko", "utf-32-le", codecs.BOM_UTF32_LE),
    "windows-1252": ("fr", "cp1252", b""),
    "latin-1": ("de", "latin-1", b""),
    "windows-1250": ("pl", "cp1250", b""),
    "windows-1251": ("ru", "cp1251", b""),
    "koi8-r": ("ru", "koi8-r", b""),
    "windows-1253": ("el", "cp1253", b""),
    "shift-jis": ("ja", "shift_jis", b""),
    "euc-jp": ("ja", "euc_jp", b""),
    "gbk": ("zh", "gbk", b""),
    "gb18030": ("zh", "gb18030", b""),
    "big5": ("tw", "big5", b""),
    "euc-kr": ("ko", "euc_kr", b""),
}


def clock(seconds: int, mark: str = ",") -> str:
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{mark}000"


def srt(texts, step_s: int = 2) -> str:
    return "".join(
        f"{number}\n{clock(number * step_s)} --> {clock(number * step_s + step_s)}\n{text}\n\n"
        for number, text in enumerate(texts, start=1)
    )


def encoded(name: str) -> tuple[bytes, str]:
    """Return an SRT file in an encoding, and the sentence it says."""
    language, encoding, mark = ENCODED[name]
    sentence = SENTENCES[language]
    return mark + srt([sentence] * 3).replace("\n", "\r\n").encode(encoding), sentence


FORMATS = {
    "a.vtt": "WEBVTT\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE the sea\n\nfirst\n"
    "00:01.000 --> 00:03.000 align:start\n<v Ann>The <i>sea</i> &amp; the moon\n\n"
    "2\n00:00:03.000 --> 00:00:05.500\nTwice\na day\n",
    "a.srt": "1\n00:00:01,000 --> 00:00:03,000\n{\\an8}The <i>sea</i> & the moon\n\n"
    "2\n00:00:03,000 --> 00:00:05,500\nTwice\na day\n",
    "bare.srt": "1\r00:00:01,000 --> 00:00:03,000\rThe sea & the moon\r"
    "2\r00:00:03,000 --> 00:00:05,500\rTwice\ra day\r",
    "a.ass": "[Script Info]\nTitle: x\n\n[V4+ Styles]\nFormat: Name, Fontname\nStyle: D,Arial\n\n"
    "[Events]\nFormat: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Comment: 0,0:00:00.00,0:00:09.00,D,,0,0,0,,not said\n"
    "Dialogue: 0,0:00:01.00,0:00:03.00,D,,0,0,0,,{\\b1}The sea{\\b0} & the moon\n"
    "Dialogue: 0,0:00:01.00,0:00:09.00,D,,0,0,0,,{\\p1}m 0 0 l 9 9{\\p0}\n"
    "Dialogue: 0,0:00:03.00,0:00:05.50,D,,0,0,0,,Twice\\Na day\n",
    "a.ssa": "[Script Info]\n[Events]\n"
    "Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    "Dialogue: Marked=0,0:00:01.00,0:00:03.00,D,,0,0,0,,The sea & the moon\n"
    "Dialogue: Marked=0,0:00:03.00,0:00:05.50,D,,0,0,0,,Twice\\na day\n",
    "a.sbv": "0:00:01.000,0:00:03.000\nThe sea & the moon\n\n"
    "0:00:03.000,0:00:05.500\nTwice\na day\n",
    "a.ttml": '<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml"><body><div>'
    '<p begin="00:00:01.000" end="00:00:03.000">The <span>sea</span> &amp; the\n moon</p>'
    '<p begin="3s" dur="2500ms">Twice<br/>a day</p></div></body></tt>',
    "prefixed.ttml": "<tt:tt xmlns:tt='http://www.w3.org/ns/ttml'><tt:body>"
    "<tt:p end='3s' begin='1s'>The sea &#38; the moon</tt:p>"
    "<tt:p begin='00:00:03' end='00:00:05.5'>Twice<tt:br />a day</tt:p></tt:body></tt:tt>",
}
"""Each says the same: the sea & the moon from 1 to 3 s, twice a day from 3 to 5.5 s."""


def _noise(count: int, seed: int = 7) -> bytes:
    return random.Random(seed).randbytes(count)


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<tt><p begin="1s" end="2s">&b;</p></tt>'
)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing at all": lambda: b"",
    "only a mark": lambda: codecs.BOM_UTF8,
    "noise": lambda: _noise(300_000),
    "noise behind a head": lambda: b"WEBVTT\n\n" + _noise(300_000),
    "an executable": lambda: b"\x7fELF\x02\x01\x01" + bytes(90_000),
    "12 MB of zeros": lambda: bytes(12_000_000),
    "12 MB of line breaks": lambda: b"WEBVTT\n" + b"\n" * 12_000_000,
    "12 MB of one line": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"sea " * 3_000_000,
    "12 MB of arrows": lambda: b"-->\n" * 3_000_000,
    "12 MB of open tags": lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"<" * 12_000_000,
    "12 MB of words": lambda: srt(["The sea rises twice a day. " * 20] * 20_000).encode(),
    "30 MB of words": lambda: srt(["The sea rises twice a day. " * 20] * 50_000).encode(),
    "12 MB with one smile": lambda: ("😀" + srt(["The sea. " * 65] * 20_000)).encode(),
    "12 MB of cyrillic": lambda: srt(["Море приходит. " * 22] * 20_000).encode(),
    "12 MB of utf-16": lambda: srt(["Море приходит. " * 20] * 18_000).encode("utf-16"),
    "20,000 cues": lambda: srt([f"Cue {number}" for number in range(20_000)]).encode(),
    "60,000 cues": lambda: srt([f"Cue {number}" for number in range(60_000)]).encode(),
    "12 MB that roll": lambda: ROLLING.encode() * 22_000,
    "a line of 5 MB": lambda: srt(["before", "x" * 5_000_000, "after"]).encode(),
    "a word of 5 MB in windows-1252": lambda: srt(["é" * 5_000_000]).encode("cp1252"),
    "negative times": lambda: b"1\n-00:00:05,000 --> 00:00:02,000\nEarly\n",
    "times that overlap": lambda: srt(["one", "two", "three"]).replace(
        "--> 00:00:04", "--> 00:09:04").encode(),
    "times that go back": lambda: b"1\n00:00:05,000 --> 00:00:01,000\nBack\n",
    "99:59:59": lambda: b"1\n99:59:59,999 --> 99:59:59,999\nLate\n",
    "9999:99:99": lambda: b"1\n9999:99:99,999 --> 9999:99:99,999\nLater\n",
    "no time is a number": lambda: b"1\nNaN --> inf\nNever\n",
    "times of many figures": lambda: b"1\n" + b"9" * 90_000 + b":00:01,000 --> 00:00:02,000\nx\n",
    "markup": lambda: srt(['<font color="red"><script>alert(1)</script><b>Sea']).encode(),
    "hidden in entities": lambda: srt(["&#60;script&#62; &#x202e;aes &#0; &bogus; &#x110000;"]
                                      ).encode(),
    "tags within tags": lambda: srt(["<" * 1_000 + "sea" + ">" * 1_000] * 200).encode(),
    "braces within braces": lambda: ("[Script Info]\nDialogue: 0,0:00:01.00,0:00:02.00,,,,,,,"
                                     + "{\\p1" * 400 + "sea\n").encode(),
    "turned around": lambda: srt(["\u202eaes eht\u202c \u2066x\u2069 \u200b\u2028y"]).encode(),
    "a bomb of entities": lambda: BOMB.encode(),
    "an entity of a file": lambda: BOMB.replace('"ha"', 'SYSTEM "file:///etc/passwd"').encode(),
    "TTML that never closes": lambda: b"<tt>" + b'<p begin="1s">' * 250_000,
    "TTML of 12 MB": lambda: b"<tt>" + b'<p begin="1s">x</p>' * 600_000,
    "frames instead of seconds": lambda: b"{25}{50}The sea\n{50}{75}rises\n",
    "a web page": lambda: b"<!DOCTYPE html><html><body>Not found --></body></html>",
    "a playlist": lambda: b"#EXTM3U\nhttp://example.org/a.vtt\n",
    "ASS without a format": lambda: b"[Script Info]\n" + b"Dialogue: ,,,\n" * 400_000,
    "zeros between the words": lambda: srt(["se\0a"] * 9).encode(),
    "cut within a letter": lambda: srt([SENTENCES["ja"]] * 9).encode()[:-3],
}  # fmt: skip
