"""How long it takes to find all videos that the notes of a folder are about.

    python -m tests.benchmarks.cited [FOLDER]

The promise: 2,000 notes in 3 seconds, the walk and the reading of the files included. Without a
folder, the notes are of our making, ten to a video. The time is of this process alone, so that a
busy machine tells little less than an idle one.
"""

from pathlib import Path

from tests.benchmarks.long_notes import note_of
from tests.benchmarks.scan import measure_folder, seconds
from viewer.worker.check import undisturbed
from viewer.worker.render import RenderJob

ROUNDS = 3
MADE = 2_000
NOTES_TO_A_VIDEO = 10


def main(folder: Path) -> None:
    """Measure, and print one line."""
    answers = []

    def ask():
        question = {"do": "cited", "vault": str(folder), "folder": ""}
        answers.append(RenderJob().answer(question))

    with undisturbed():
        took = min(seconds(ask) for _ in range(ROUNDS))
    notes, videos = answers[0]["notes"], len(answers[0]["videos"])
    print(f"cited: {videos:,} videos of {notes:,} notes in {took:.2f} s, "
          f"2,000 in {took / notes * 2_000:.2f} s (at most 3)")  # fmt: skip


def made_in(folder: Path) -> Path:
    """Fill a folder with notes of many lengths."""
    for number in range(MADE):
        video = f"videoId: Made_{number // NOTES_TO_A_VIDEO:06}\n"
        text = note_of(2 + number % 90).replace("---\n", f"---\n{video}", 1)
        (folder / f"made_{number}.md").write_text(text, encoding="utf-8")
    return folder


if __name__ == "__main__":
    measure_folder(main, made_in)
