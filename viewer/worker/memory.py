"""How much memory a worker may take that reads what strangers made."""

from contextlib import suppress

MOST_MEMORY_BYTES = 1_500_000_000


def bound_memory() -> None:
    """Let a file that unfolds too far fail in this process instead of everywhere."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit; the caps of what is read hold there as well.
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or hard > MOST_MEMORY_BYTES:
        with suppress(ValueError, OSError):  # macOS knows the limit and refuses to set it.
            resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, hard))
