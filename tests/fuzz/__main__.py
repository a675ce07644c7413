"""Throw mutated texts at our own parsers, led by what they cover.

    python -m tests.fuzz [TARGET …] [--seconds 60]

Needs atheris (`pip install atheris`, or the extra `fuzz`). Each target runs in a process of its
own; what breaks one is written to `build/fuzz/TARGET/` and said. A finding becomes a seed: all
seeds are read by `tests/note/test_properties.py` in every run of the tests.
"""

import argparse
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEEDS = Path(__file__).parent / "seeds"
LONGEST_TEXT = 2_000
SLOWEST_S = 10


def main() -> int:
    """Run the targets one after another; return how many failed."""
    if sys.argv[1:2] == ["--one"]:
        return _fuzz(sys.argv[2], sys.argv[3:])
    from tests.fuzz.targets import TARGETS

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", choices=[*TARGETS, []], metavar="TARGET")
    parser.add_argument("--seconds", type=int, default=60)
    asked = parser.parse_args()
    failed = [each for each in asked.targets or TARGETS if not _run(each, asked.seconds)]
    sys.stdout.write(f"{len(failed)} failed. {' '.join(failed)}\n")
    return len(failed)


def _run(target: str, seconds: int) -> bool:
    """Fuzz one target in its own process; return whether it held."""
    found = ROOT / "build" / "fuzz" / target
    found.mkdir(parents=True, exist_ok=True)
    sys.stdout.write(f"== {target}, {seconds} s\n")
    sys.stdout.flush()
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", "--one", target, str(found), str(SEEDS / target),
         f"-max_total_time={seconds}", f"-max_len={LONGEST_TEXT}", f"-timeout={SLOWEST_S}",
         f"-artifact_prefix={found}/broke-", "-print_final_stats=1", "-verbosity=0"],
        cwd=ROOT, check=False, capture_output=True, text=True, errors="replace",
    )  # fmt: skip
    told = [line for line in done.stderr.splitlines() if not line.startswith(("INFO", "WARN"))]
    said = told if done.returncode else [line for line in told if "executed" in line]
    sys.stdout.write("\n".join(said[-60:]) + "\n")
    return done.returncode == 0


def _fuzz(target: str, arguments: list[str]) -> int:
    """Run libFuzzer in this process; it never returns."""
    import atheris

    with atheris.instrument_imports(include=["viewer.note"]):
        from tests.fuzz.targets import TARGETS

    check = TARGETS[target]

    def take(data: bytes) -> None:
        check(data.decode("utf-8", "replace"))

    atheris.Setup([sys.argv[0], *arguments], take)
    atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.exit(main())
