"""How long it takes to know what the other notes of a vault cite of a video.

    python -m tests.benchmarks.citing

Of 2,000 notes of our making every fiftieth is about the same video. The promise: a second when
nothing is known of them, a fifth of that when it is. No answer takes half a second, so that it is
known how far it has come. The times are of this process alone.
"""

import tempfile
from pathlib import Path

from tests.benchmarks.long_notes import note_of
from tests.benchmarks.scan import seconds
from viewer.worker.check import undisturbed
from viewer.worker.index import IndexJob

MADE, EVERY = 2_000, 50


def main(folder: Path) -> None:
    """Measure, and print one line."""
    vault = made_in(folder)
    question = {"do": "citing", "vault": str(vault), "cache": str(folder / "cache"),
                "key": "one-000001", "note": "", "video_ms": None, "offset_ms": 0,
                "is_careful": False, "skip": [],
                "verdicts": str(folder / "none.json")}  # fmt: skip
    with undisturbed():
        cold, slices, longest, found = asked(question)
        warm, *_ = asked(question)
    print(f"citing: {found:,} moments of {MADE // EVERY} of {MADE:,} notes in {cold:.2f} s "
          f"(at most 1), {slices} answers of at most {longest:.2f} s, "
          f"again in {warm:.2f} s (at most 0.2)")  # fmt: skip


def asked(question: dict) -> tuple[float, int, float, int]:
    """Ask a new worker until it is done: the time, its answers, the longest, and what was found."""
    job, took, answers = IndexJob(), [], [{"is_done": False}]
    while not answers[-1]["is_done"]:
        is_new = len(answers) == 1
        took.append(seconds(lambda: answers.append(job.answer({**question, "is_new": is_new}))))  # noqa: B023
    return sum(took), len(took), max(took), len(answers[-1]["citations"][0])


def made_in(folder: Path) -> Path:
    """Make a vault of notes of many lengths."""
    vault = folder / "vault"
    vault.mkdir()
    for number in range(MADE):
        video = "one-000001" if number % EVERY == 0 else f"Made_{number:06}"
        text = note_of(2 + number % 90).replace("---\n", f"---\nvideoId: {video}\n", 1)
        (vault / f"made_{number}.md").write_text(text, encoding="utf-8")
    return vault


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        main(Path(home))
