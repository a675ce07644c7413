"""Addresses that are not what they seem, paths out of the vault, and names that are hard to show.

The ids are those of the project's threat model: A15, A16, P01 to P11.
"""

from itertools import product

LAUNCHERS = [
    "javascript:alert(1)", "JAVASCRIPT:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
    "java\tscript:alert(1)", "java\nscript:alert(1)", "java\rscript:alert(1)", "\x01javascript:x",
    "\x00javascript:x", "javascript\t:x", "javascript :x", "&#106;avascript:x",
    "javascript&colon;x",
    "java&#x0A;script:x", "&#x6a&#x61vascript:x", "&amp;#106;avascript:x", "%6aavascript:x",
    "javascript%3Ax", "\u200bjavascript:x", "\u00a0javascript:x", "\ufeffjavascript:x",
    "ｊavascript:x", "ja\u00advascript:x", "vbscript:x", "livescript:x", "data:text/html,x",
    "data:text/html;base64,PHNjcmlwdD4=", "data:image/svg+xml,<svg/onload=x>", "DATA:text/html,x",
    "file:///etc/passwd", "file://host/share", "file:////host/x", "file:C:/x", "FILE:///x",
    "file:x",
    "ftp://x.org/x", "smb://x.org/x", "sftp://x.org", "nfs://x.org/x", "ssh://x.org",
    "telnet://x.org",
    "ldap://x.org", "gopher://x.org", "ms-settings:x", "search-ms:query=x", "shell:startup",
    "ms-msdt:/id x", "ms-word:ofe|u|x", "vscode://file/x", "steam://run/1", "obsidian://open?x",
    "zotero://x", "magnet:?xt=x", "tel:123", "sms:123", "facetime:x", "intent://x#Intent;end",
    "view-source:https://x.org", "blob:https://x.org/x", "about:blank", "chrome://settings",
    "jar:https://x.org!/x", "mhtml:x", "res://x", "mocha:x", "wyciwyg://x", "feed:javascript:x",
    "ytseek://x", "qrc:/x", ":/x", "moment:0", "link:0", "picture:0", "MOMENT:0", "moment:99999999",
    "https:evil.org", "http:///evil.org", "https:\\\\evil.org", "\\\\evil.org\\x", "//evil.org/x",
    "/\\evil.org", "https://", "https://[x", "https://x.org:99999/", "https://x.org:port/",
    "mailto:",
    "mailto:x", "https://x.org/\u202egpj.exe", "https://x.org/<script>",
]  # fmt: skip
"""None of these may leave the program, nor be opened in it."""

CARRIERS = {
    "Markdown link": "[kept](ADDRESS)",
    "angle brackets": "[kept](<ADDRESS>)",
    "autolink": "kept <ADDRESS>",
    "reference": "[kept]\n\n[kept]: ADDRESS",
    "picture": "![kept](ADDRESS)",
    "anchor": '<a href="ADDRESS">kept</a>',
    "bare anchor": "<a href=ADDRESS>kept</a>",
    "wikilink": "[[ADDRESS|kept]]",
    "embed": "kept ![[ADDRESS]]",
    "time": "kept [0:01](ADDRESS)",
    "time's anchor": 'kept <a class="yt-timestamp" href="ADDRESS" data-t="0:01">[0:01]</a>',
    "header": "---\nvideo: 'ADDRESS'\nsource: 'ADDRESS'\n---\nkept",
}

SPOOFED = {
    "https://www.bank.org@evil.org/": "evil.org",
    "https://www.bank.org:pw@evil.org/": "evil.org",
    "https://evil.org/www.bank.org": "evil.org",
    "https://evil.org#@www.bank.org": "evil.org",
    "https://evil.org?www.bank.org": "evil.org",
    "https://www.bank.org.evil.org/": "www.bank.org.evil.org",
    "https://www-bank.evil.org/": "www-bank.evil.org",
    "https://xn--bnk-7ja.org/": "xn--bnk-7ja.org",
    "https://b\u00e4nk.org/": "xn--bnk-qla.org",
    "https://\u0430pple.org/": "xn--pple-43d.org",
    "https://\u03b1pple.org/": "xn--pple-zld.org",
    "https://evil.org%2ewww.bank.org/": "evil.org.www.bank.org",
    "https://evil\u3002org/": "evil.org",
    "https://EVIL.org/": "evil.org",
    "https://evil.org:443/www.bank.org": "evil.org",
    "https://1.2.3.4/www.bank.org": "1.2.3.4",
    "https://[::1]/www.bank.org": "::1",
    "http://evil.org/https://www.bank.org": "evil.org",
    "https://%77ww.evil.org/": "www.evil.org",
    "https://www.bank.org%40evil.org/": None,
    "mailto:you@bank.org?cc=all@evil.org": "you@bank.org",
}
"""What the address says, and the host it really leads to; None for one that is no address."""

_ABOVE = ["../" * depth + "canary" for depth in (1, 2, 3, 9)]
PATHS = [
    *_ABOVE, "a/../../canary", "./../canary", "sub/../../canary", "..", "../", "../..",
    "/etc/passwd", "/canary", "//canary", "///canary", "~/canary", "$HOME/canary", "%HOME%/canary",
    "..\\canary", "..\\..\\canary", "sub\\..\\..\\canary", "\\canary", "C:\\canary", "C:canary",
    "c:/canary", "\\\\host\\share\\canary", "//host/share/canary", "\\\\?\\C:\\canary",
    "\\\\.\\pipe\\canary", "\\??\\C:\\canary", "//?/UNC/host/canary", "file:///canary",
    "file:../canary", "file://host/canary", "%2e%2e/canary", "%2e%2e%2fcanary", "..%2fcanary",
    "..%5ccanary", "%252e%252e/canary", "%252e%252e%252fcanary", "%c0%ae%c0%ae/canary",
    ".%2e/canary", "..%00/canary", "..\x00/canary", "canary\x00.md", "canary\n", ".. /canary",
    " ../canary", "....//canary", "..;/canary", "\uff0e\uff0e/canary", "\u2025/canary",
    "..\u2215canary", "../" + "x" * 300, "x" * 256, "x" * 5000, "/dev/zero", "/dev/stdin",
    "/proc/self/environ", "/proc/self/fd/0", "CON", "NUL.md", "AUX", "canary.md::$DATA",
    "canary ", "canary.", "-canary", "--help", "#canary", "?canary", "<img src=x>", "%s%n",
    "\u202ecanary", "*", "**/canary", "{canary}", "canary|canary", "'canary", '"canary', "`canary`",
]  # fmt: skip
"""Ways to name what does not lie in the vault: P01 to P07 and P10."""

SINKS = {
    "wikilink": "[[PATH]]",
    "wikilink with words": "[[PATH|kept]]",
    "embed": "![[PATH]]",
    "embedded picture": "![[PATH.png]]",
    "embedded section": "![[PATH#kept]]",
    "picture": "![kept](<PATH>)",
    "bare picture": "![kept](PATH)",
    "tag's picture": '<img src="PATH" alt="kept">',
    "Markdown link": "[kept](<PATH.md>)",
    "time's video": '<a class="yt-timestamp" href="PATH" data-t="0:01">[0:01]</a>',
    "header": "---\nvideo: 'PATH'\nmedia: '[[PATH]]'\nfile: PATH\ncover: 'PATH'\n"
    "banner: '![[PATH]]'\ncssclass: 'PATH'\n---\nkept",
}


def notes_with_paths() -> dict[str, str]:
    """Return a note for every sink, with every path in it, and one for each in the header."""
    notes = {
        f"paths in {sink}": "\n\n".join(form.replace("PATH", path) for path in PATHS)
        for sink, form in SINKS.items()
        if not form.startswith("---")
    }
    headers = [(sink, form) for sink, form in SINKS.items() if form.startswith("---")]
    for (sink, form), (number, path) in product(headers, enumerate(PATHS)):
        notes[f"path {number} in {sink}"] = form.replace("PATH", path)
    return notes


NAMES = [
    "<img src=x onerror=alert(1)>", "<b>bold<", "&amp;", "%s%n%d", "{0}", "-rf", "--help", "#hash",
    "ask?", "semi;colon", "a|b", "quote'", 'double"', "back\\slash", "tick`", "dollar$(id)",
    "\u202ecod.exe", "\u2066isolated", "zero\u200bwidth", "caf\u00e9", "cafe\u0301", "TIDE", "tide",
    "trailing ", "dot.", "CON", "new\nline", "tab\there", "[[brackets]]", "star*", "x" * 240,
    "\u05e9\u05dc\u05d5\u05dd", "\u6f6e\u6c50", "\U0001f30a", "..md", "a#b^c",
]  # fmt: skip
"""File names that are hard to show: P06, P07, P10. A system that refuses one leaves it out."""
