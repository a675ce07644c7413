"""Ids that want out of the cache, or that some file system cannot hold; threat F1."""

HOSTILE_IDS = [
    "..", ".", "/", "//", "\\", "../..", "../../etc/passwd", "..\\..\\windows", "/etc/passwd",
    "C:\\x", "C:", "C:x", "\\\\host\\share", "//host/share", "a/b", "a\\b", "a/../../b", "./a",
    "~", "~root", "$HOME", "%USERPROFILE%", "${IFS}", "`id`", "$(id)", "a;id", "a|id", "a&id",
    "con", "CON", "nul", "aux", "prn", "com1", "LPT9", "con.txt", "COM¹", "conin$", "clock$",
    "-rf", "--", "-", "--exec=id", "-a_bcdefghi", "_", "__proto__", "@file", "+x", "=1+1",
    ".hidden", "..hidden", "trailing.", "trailing ", " leading", "two  spaces", "a:b", "a::$DATA",
    "a*b", "a?b", 'a"b', "a<b", "a>b", "a'b", "a\x00b", "\x00", "\n", "a\nb", "a\rb", "a\tb",
    "\x1b[2J", "\x7f", "\u202egpj.exe", "\u200b", "\ufeffa", "\u2066a\u2069", "ü", "u\u0308",
    "İ", "ß", "ﬀ", "Ａ", "．．／", "\u2024\u2024/", "日本語", "🎬", "\ud800", "a\udfffb",
    "\U0010ffff",
    "x" * 41, "x" * 255, "x" * 256, "x" * 5000, "ü" * 5000, "." * 300, "/" * 300, "../" * 400,
    "entry.json", "cache.json", "lock", "videos", "staging", "trash", "abc.lock", "abc.part",
    "abc-12345678", "abc-12345678.old", "http://127.0.0.1/", "file:///etc/passwd", "null", "None",
    "0", "-1", "1e999", "true", "[]", "{}", "*", "?",
]  # fmt: skip
