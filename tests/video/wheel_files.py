"""Wheels to update to: yt-dlp as it is installed, under another version; and small broken ones."""

import hashlib
import importlib.util
import zipfile
from importlib import metadata
from pathlib import Path

from viewer.video.wheel_record import hash_in_record

EJS = metadata.version("yt-dlp-ejs")
OURS = metadata.version("yt-dlp")


def metadata_of(project, version, python=">=3.9", ejs=EJS):
    pin = f"Requires-Dist: yt-dlp-ejs=={ejs}; extra == 'default'\n" if ejs else ""
    return (
        f"Metadata-Version: 2.4\nName: {project.replace('_', '-')}\nVersion: {version}\n"
        f"Requires-Python: {python}\n"
        "Requires-Dist: yt-dlp-ejs==0.0.1; extra == 'other'\n"
        f"{pin}\nyt-dlp-ejs==6.6.6; extra == 'default'\n"
    )


def write_wheel(folder, project, version, members, *, said=None):
    """Write a wheel of these members, with a list of them; return its file; pip can read it."""
    file = folder / f"{project}-{version}-py3-none-any.whl"
    info = f"{project}-{version}.dist-info"
    tail = {
        f"{info}/METADATA": said if said is not None else metadata_of(project, version),
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = [f"{info}/RECORD,,\n"]
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in {**members, **tail}.items():
            archive.writestr(name, content)
            rows.append(row_of(getattr(name, "filename", name), content))
        archive.writestr(f"{info}/RECORD", "".join(rows))
    return file


def row_of(name, content):
    """Return the row of a file in a wheel's list."""
    content = content.encode() if isinstance(content, str) else content
    return f"{name},{hash_in_record(hashlib.sha256(content).digest())},{len(content)}\n"


def rewritten(wheel, change):
    """Write a wheel anew; `change` gets its files by name, and says what they shall be."""
    with zipfile.ZipFile(wheel) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, content in change(members).items():
            archive.writestr(name, content)
    return wheel


def small_wheel(folder, version="2026.12.1", *, code="", ejs=EJS, python=">=3.9", extra=()):
    """Write a wheel that is yt-dlp only by name."""
    members = {"yt_dlp/__init__.py": code, "yt_dlp/version.py": f"__version__ = '{version}'\n"}
    said = metadata_of("yt_dlp", version, python, ejs)
    return write_wheel(folder, "yt_dlp", version, {**members, **dict(extra)}, said=said)


def real_wheel(folder, version, *, ejs=EJS):
    """Write a wheel of the yt-dlp that is installed, which says it is another version."""
    members = package_of("yt_dlp")
    module = members["yt_dlp/version.py"].decode()
    members["yt_dlp/version.py"] = module.replace(OURS, padded(version)).encode()
    return write_wheel(
        folder, "yt_dlp", version, members, said=metadata_of("yt_dlp", version, ejs=ejs)
    )


def ejs_wheel(folder, version):
    """Write a wheel of the installed scripts, under another version."""
    members = package_of("yt_dlp_ejs")
    members["yt_dlp_ejs/_version.py"] = f"version = '{version}'\n"
    said = metadata_of("yt_dlp_ejs", version, ejs="")
    return write_wheel(folder, "yt_dlp_ejs", version, members, said=said)


def package_of(name):
    place = Path(importlib.util.find_spec(name).origin).parent
    files = [file for file in sorted(place.rglob("*")) if file.suffix in (".py", ".js")]
    return {f"{name}/{file.relative_to(place).as_posix()}": file.read_bytes() for file in files}


def padded(version):
    """Return a version as yt-dlp's own module writes it."""
    return ".".join(part.zfill(2) for part in version.split("."))
