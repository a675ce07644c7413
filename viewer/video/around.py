"""What the queue is given from outside: the time, and a way to do slow work."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from viewer.errors import ViewerError

Run = Callable[[Callable[[], Any], Callable[[Any], None], Callable[[ViewerError], None]], None]
"""Does the first; then calls, on the caller's thread, the second or, if refused, the third."""


def run_here(
    work: Callable[[], Any], done: Callable[[Any], None], failed: Callable[[ViewerError], None]
) -> None:
    """Do slow work on the caller's thread, where nobody minds."""
    try:
        result = work()
    except ViewerError as error:
        failed(error)
    else:
        done(result)


@dataclass(frozen=True, slots=True)
class Around:
    """`now_s` tells the seconds since 1970; `run` does slow work."""

    now_s: Callable[[], float] = time.time
    run: Run = field(default=run_here)
