"""Titles, ids and endings of videos that would be bad names of files, F1 of the threat model.

A video's page or its site may say any of them; none may become part of a path, and none may be
more than text where it is shown.
"""

import re
from pathlib import Path

TITLES = (
    "", " ", ".", "..", "...", "~", "~/owned", "../../owned", "..\\..\\owned", "a/../../owned",
    "/etc/owned", "C:\\owned", "C:owned", "\\\\host\\share\\owned", "//host/share/owned",
    "CON", "nul.mp4", "COM1", "LPT9.txt", "aux .", "ends with dot.", "ends with space ",
    "stream:hidden", "desktop.ini", ".hidden", "-rf", "--exec=touch owned", "$(touch owned)",
    "`touch owned`", "a; touch owned", "a | touch owned", "%(id)s", "%(title)1000s", "%s%n%x",
    "{0.__class__}", "%2e%2e%2fowned", "\uff0fetc\uff0fowned", "\u2025\u2215owned", "nul\x00byte",
    "line\nbreak", "line\r\nSet-Cookie: a=b", "bell\x07 and \x1b[31mescape", "tab\there",
    "gpj.\u202eexe.4pm", "zero\u200bwidth\ufeff", "e\u0301 and \u00e9", "\ud800 alone",
    "\U0001f4a9" * 200, "x" * 5000, "<script>alert(1)</script>", '"quoted" \'and\' *starred?*',
)  # fmt: skip
"""What a video may call itself."""
IDS = (
    "../owned", "..%2fowned", "a/b", "a\\b", "CON", "nul", "con.mp4", "id with space ", "id.",
    "-starts-with-dash", "--exec", "%(title)s", "i\u0307d", "\u202edi", "id\nline", "x" * 300,
    ".hidden", "AbCdEfGhIjK", "aBcDeFgHiJk", "$(id)",
)  # fmt: skip
"""What the last part of an address may be; two differ by case alone."""
ENDINGS = (
    "exe", "sh", "desktop", "url", "lnk", "bat", "cmd", "scr", "py", "js", "html", "php", "swf",
    "jar", "mp4.exe", "exe/../mp4", "a b", "mp4 ", "x" * 60, "%2f..%2fowned",
)  # fmt: skip
"""What a film may end with."""
_OURS = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._+-]{0,63}")


def strange_names(folder: Path) -> list[str]:
    """Return the paths below a folder with a part that the program would not have named so."""
    below = (path.relative_to(folder) for path in folder.rglob("*"))
    return [str(path) for path in below if not all(map(_OURS.fullmatch, path.parts))]
