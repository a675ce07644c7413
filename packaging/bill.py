"""The bill of materials: what a package holds, by whom and under which licence (CycloneDX 1.6)."""

import email
import email.message
import hashlib
import json
import re
import tomllib
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from staging import HERE, ROOT, Stage, source_date

_OURS = uuid.UUID("6e0e3f4c-58a5-5a53-9b0c-1d3a8a1f6f0e")
_ABOUT = re.compile(r"^License :: OSI Approved :: (.+)$")


def version() -> str:
    """Return our version, which is written in one place."""
    text = (ROOT / "viewer" / "__init__.py").read_text("utf-8")
    return text.partition('__version__ = "')[2].partition('"')[0]


def write_bill(
    stage: Stage, target: Path, *, carried: list[dict[str, str]] | None = None,
    inside: list[dict[str, str]] | None = None,
) -> None:  # fmt: skip
    """Write the bill of a staged tree; the same tree has the same bill, to the byte.

    `carried` are the parts beside the wheels of a package that asks nothing of its system;
    `inside` are those in wheels for another system than Linux.
    """
    inputs = tomllib.loads((HERE / "inputs.toml").read_text("utf-8"))
    wheels = [_wheel(about, stage) for about in sorted(stage.whole.glob("*.dist-info"))]
    within = [_inside(each) for each in inside or inputs["inside"]]
    if carried is None:
        beside = [*map(_carried, inputs["spare"]), *map(_system, inputs["system"])]
    else:
        beside = [*map(_carried, carried)]
    ours = {"type": "application", "bom-ref": "notereel", "name": "notereel",
            "version": version(), "licenses": _licences("MIT")}  # fmt: skip
    parts = [*wheels, *within, *beside]
    bill = {
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(source_date(), UTC).isoformat(),
            "component": ours,
        },
        "components": parts,
        "dependencies": [{"ref": "notereel", "dependsOn": [each["bom-ref"] for each in parts]}],
    }  # fmt: skip
    name = hashlib.sha256(json.dumps(bill, sort_keys=True).encode()).hexdigest()
    bill["serialNumber"] = f"urn:uuid:{uuid.uuid5(_OURS, name)}"
    target.write_text(json.dumps(bill, indent=1, sort_keys=True) + "\n", "utf-8")


def wheel_licences(stage: Stage) -> dict[str, str]:
    """Return the licence of each wheel, as the wheel names it."""
    found = {}
    for about in sorted(stage.whole.glob("*.dist-info")):
        said = email.message_from_bytes((about / "METADATA").read_bytes())
        found[str(said["Name"])] = _licence_of(said)
    return found


def _wheel(about: Path, stage: Stage) -> dict[str, Any]:
    said = email.message_from_bytes((about / "METADATA").read_bytes())
    name = re.sub(r"[-_.]+", "-", str(said["Name"])).lower()
    file = next(stage.wheels.glob(f"{about.name.removesuffix('.dist-info')}-*.whl"))
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    reference = f"pkg:pypi/{name}@{said['Version']}"
    return {
        "type": "library", "bom-ref": reference, "purl": reference, "name": name,
        "version": said["Version"], "description": str(said["Summary"]), "scope": "required",
        "licenses": _licences(_licence_of(said)),
        "hashes": [{"alg": "SHA-256", "content": digest}],
    }  # fmt: skip


def _licence_of(said: email.message.Message) -> str:
    expression = said["License-Expression"] or said["License"]
    if expression and "\n" not in str(expression):
        return str(expression)
    known = filter(None, (_ABOUT.match(each) for each in said.get_all("Classifier", [])))
    return " AND ".join(each[1] for each in known) or "NOASSERTION"


def _licences(name: str) -> list[dict[str, Any]]:
    is_expression = re.fullmatch(r"[A-Za-z0-9.+-]+-[A-Za-z0-9.+ -]+|MIT|Unlicense( AND .+)?", name)
    return [{"expression": name}] if is_expression else [{"license": {"name": name}}]


def _inside(given: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "library", "bom-ref": given["name"], "name": given["name"],
        "version": given["version"], "scope": "required", "licenses": _licences(given["licence"]),
        "properties": [{"name": "notereel:in-wheel", "value": given["wheel"]}],
        "externalReferences": [{"type": "source-distribution", "url": given["source"]}],
    }  # fmt: skip


def _carried(given: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "library", "bom-ref": given["name"], "name": given["name"],
        "version": given["version"], "scope": "required", "licenses": _licences(given["licence"]),
        "externalReferences": [{"type": "distribution", "url": given["source"]}],
    }  # fmt: skip


def _system(given: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": given["name"],
        "name": given["name"],
        "scope": "excluded",
        "licenses": _licences(given["licence"]),
        "properties": [{"name": "notereel:system-package", "value": given["package"]}],
    }
