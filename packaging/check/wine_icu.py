"""Makes the one library of Windows that Wine lacks: `wine_icu.py QT6CORE TARGET`.

Qt asks Windows' own ICU for rare encodings. What is made here says no to each question, which is
enough for trying the installer under Wine, and is never part of it.
"""

import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from pe import imports

ICU = "icuuc.dll"


def main(core: str, target: str) -> None:
    """Make the library with the names that Qt asks for."""
    names = imports(Path(core))[ICU]
    code = "".join(f"__declspec(dllexport) void *{name}(void) {{ return 0; }}\n" for name in names)
    command = ["x86_64-w64-mingw32-gcc", "-shared", "-nostdlib", "-Wl,--entry=0", "-s", "-x", "c"]
    subprocess.run([*command, "-", "-o", target], input=code, text=True, check=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
