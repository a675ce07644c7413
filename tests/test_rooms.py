"""The house keeps its order: who may import whom, and where foreign packages live."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "viewer"
FLOORS = {
    "app": 6, "app_desktop": 6, "app_door": 6, "app_downloads": 6, "app_first": 6,
    "app_script": 6, "app_start": 6, "cli": 6, "__main__": 6, "verbs": 6, "worker": 6,
    "ui": 5,
    "commands": 4,
    "session": 3, "door": 3,
    "desktop": 2,
    "library": 2, "video": 2, "playback": 2, "study": 2,
    "note": 1, "worker.host": 1, "worker.errand": 1, "durable": 1, "errors": 1, "events": 1,
    "changelog": 1, "data_format": 1, "paths": 1, "settings": 1, "logbook": 1, "obtaining": 1,
    "": 1,
}  # fmt: skip
SHARED_VALUES = ("note", "video.reference")
HOMES = {
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "vlc": ("playback.vlc_player", "playback.libvlc", "worker.frames"),
    "yt_dlp": ("worker.fetch",),
    "markdown": ("note",),
    "nh3": ("note",),
    "yaml": ("note",),
    "pygments": ("note",),
    "ziamath": ("note",),
    "latex2mathml": ("note",),
    "tantivy": ("library",),
    "watchfiles": ("library",),
    "av": ("video",),
    "charset_normalizer": ("video.text_encoding",),
    "genanki": ("study",),
    "jeepney": ("desktop.mpris",),
}
THREAD_HOMES = (
    "worker.host", "worker.errand", "worker.fetch.stopping", "library.watch",
    "playback.vlc_waits", "ui.background", "desktop.mpris",
)  # fmt: skip
MODULES = sorted(HOUSE.rglob("*.py"))


def name_of(module: Path) -> str:
    parts = module.relative_to(HOUSE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def is_below(name: str, room: str) -> bool:
    return name == room or name.startswith(room + ".")


def floor_of(name: str) -> int:
    return FLOORS.get(name, FLOORS[name.partition(".")[0]])


def imports_of(module: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            submodules = [HOUSE.parent / node.module.replace(".", "/") / f"{alias.name}.py"
                          for alias in node.names]  # fmt: skip
            if any(path.exists() for path in submodules):
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            else:
                yield node.module


def may_open(importer: str, imported: str) -> bool:
    own_room, other_room = importer.partition(".")[0], imported.partition(".")[0]
    if own_room == other_room or floor_of(imported) < floor_of(importer):
        return True
    if floor_of(imported) > floor_of(importer):
        return False
    if floor_of(importer) == 2:
        return any(is_below(imported, shared) for shared in SHARED_VALUES)
    return True


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_arrows_only_point_down(module):
    importer = name_of(module)
    for imported in imports_of(module):
        if is_below(imported, "viewer"):
            inner = imported.removeprefix("viewer").removeprefix(".")
            assert may_open(importer, inner), f"{importer} may not open the door to {inner}"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_foreign_packages_stay_at_home(module):
    importer = name_of(module)
    for imported in imports_of(module):
        homes = HOMES.get(imported.partition(".")[0])
        assert homes is None or any(is_below(importer, home) for home in homes), (
            f"{importer} imports {imported}, which lives in {homes}"
        )


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_threads_live_in_few_places(module):
    if name_of(module) not in THREAD_HOMES:
        assert not {"threading", "concurrent.futures", "_thread"} & set(imports_of(module))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_every_module_says_what_lives_in_it(module):
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_file_outgrows_the_eye(module):
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300


def test_packaging_does_not_hide_its_namesake():
    assert not (HOUSE.parent / "packaging" / "__init__.py").exists()


def test_the_rules_themselves_can_be_broken():
    assert not may_open("note.render", "ui.window")
    assert not may_open("playback.clock", "video.cache")
    assert may_open("playback.clock", "video.reference")
    assert not may_open("commands.playback", "ui.window")
