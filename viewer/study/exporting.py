"""Writing an extract, in the form that the name of its file asks for."""

from collections.abc import Mapping
from pathlib import Path

from viewer.durable import write_flushed
from viewer.errors import StudyError, UsageError
from viewer.study.anki import Clip, write_package
from viewer.study.extracts import Extract, Form, text_of

BYTE_ORDER_MARK = "\ufeff"
"""Without it, spreadsheets take a table for one in an older encoding."""


def form_of(file: Path) -> Form:
    """Return how a file of this name is written.

    Raises UsageError when its name does not say so.
    """
    for form in Form:
        if file.suffix.lower() == form.suffix:
            return form
    raise UsageError(
        f"“{file.name}” does not say how to export.",
        hint="Let it end in .md, .csv, .vtt or .apkg.",
    )


def write_extract(
    file: Path, form: Form, extract: Extract, clips: Mapping[int, Clip] | None = None
) -> int:
    """Write an extract; return how many passages are in it.

    Raises StudyError when the disk refuses; what was there before is there still.
    """
    try:
        if form is Form.ANKI:
            return write_package(file, extract, clips or {})
        file.parent.mkdir(parents=True, exist_ok=True)
        mark = BYTE_ORDER_MARK if form is Form.CSV else ""
        write_flushed(file, mark + text_of(extract, form))
    except OSError as error:
        raise StudyError(
            f"“{file}” could not be written ({error.strerror or error}).",
            hint="Make room on that disk, or choose another folder.",
        ) from error
    return len(extract.passages)
