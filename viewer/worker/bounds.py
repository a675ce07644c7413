"""What a process that decodes hostile things may take: so much memory, and no one's time."""

import os
import sys
from contextlib import suppress

MOST_MEMORY_BYTES = 1_500_000_000
_BELOW_NORMAL = 0x4000


def bound_memory() -> None:
    """Let what unfolds too far fail here instead of everywhere."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; decoders' own bounds hold there as well.
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > MOST_MEMORY_BYTES:
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it.
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, hard))


def stand_back(niceness: int) -> None:
    """Let others go first; with 19, take only the time that nobody else wants."""
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        with suppress(OSError):
            os.nice(niceness)
