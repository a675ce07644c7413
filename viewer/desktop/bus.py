"""Whether there is a bus to be on; asked before anything that speaks its language is loaded."""

import os
from pathlib import Path


def has_bus() -> bool:
    """Whether this person's session has a bus; one that has none is not given one."""
    if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return True
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(runtime) and Path(runtime, "bus").exists()
