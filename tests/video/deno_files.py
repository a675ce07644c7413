"""Wheels of deno: the installed one packed again, and small programs that answer as it does."""

import base64
import hashlib
import shutil
import zipfile
from pathlib import Path

SCRIPT = """#!/bin/sh
case "$1" in
    --version) echo "deno {version} (stable, release, x86_64-unknown-linux-gnu)" ;;
    run) cat >/dev/null; echo {sum} ;;
esac
"""


def small_deno(version, *, answers=42):
    """Return a program that is deno as far as it is asked here."""
    return SCRIPT.format(version=version, sum=answers).encode()


def real_deno():
    """Return the deno that tests run with, and its version."""
    program = Path(shutil.which("deno"))
    from viewer.video.programs import javascript_runtime

    return program.read_bytes(), javascript_runtime(str(program)).version


def deno_wheel(folder, version, program=None, *, listed=None, python=">=3.10", name="deno"):
    """Write a wheel and return its file; `listed` is a program it lists instead of its own."""
    program = small_deno(version) if program is None else program
    file = folder / f"deno-{version}-py3-none-any.whl"
    info, place = f"deno-{version}.dist-info", f"deno-{version}.data/scripts/deno"
    digest = hashlib.sha256(program if listed is None else listed).digest()
    record = f"{place},sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()},1\n"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(place, program)
        said = f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n"
        archive.writestr(f"{info}/METADATA", f"{said}Requires-Python: {python}\n\n")
        archive.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        archive.writestr(f"{info}/RECORD", record)
    return file
