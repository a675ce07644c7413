"""`--run "cmd; cmd"`: commands one after another, each when the one before has happened."""

from dataclasses import dataclass

from viewer.commands.catalogue import Catalogue
from viewer.errors import UsageError, ViewerError
from viewer.session.session import Session

SETTLE_DEADLINE_MS = 20_000
SETTLED_FOR_MS = 150
"""How long nothing must be on its way before the next command: what one starts may start more."""


@dataclass(frozen=True, slots=True)
class Step:
    """One command of a script with its argument; `wait` is the only word that is no command."""

    name: str
    argument: str


def parse_script(text: str) -> list[Step]:
    """Return the steps of a script."""
    parts = [part.strip() for part in text.split(";")]
    split = [part.partition(" ") for part in parts if part]
    return [Step(name.strip(), argument.strip()) for name, _, argument in split]


class Script:
    """Runs steps as the session settles; `advance` is to be called a few times a second.

    `fault` is the first thing that went wrong; what comes after it is not run.
    """

    def __init__(self, steps: list[Step], session: Session, catalogue: Catalogue) -> None:
        self._steps = list(steps)
        self._session = session
        self._catalogue = catalogue
        self._wait_until_ms: int | None = None
        self._busy_ms: int | None = None
        self._started_ms: int | None = None
        self.fault: ViewerError | None = None

    def advance(self, now_ms: int) -> bool:
        """Run what can be run now; return whether the script is over."""
        if self.fault is not None or not self._has_settled(now_ms):
            return self.fault is not None
        if self._wait_until_ms is not None and now_ms < self._wait_until_ms:
            return False
        self._wait_until_ms = None
        if not self._steps:
            return True
        self._run(self._steps.pop(0), now_ms)
        self._busy_ms = self._started_ms = now_ms
        return False

    def _has_settled(self, now_ms: int) -> bool:
        if self._started_ms is None or self._busy_ms is None:
            self._started_ms = self._busy_ms = now_ms
        if not self._session.is_settled:
            self._busy_ms = now_ms
            if now_ms - self._started_ms > SETTLE_DEADLINE_MS:
                self.fault = UsageError("The script waited too long for the last step to happen.")
        return now_ms - self._busy_ms >= SETTLED_FOR_MS

    def _run(self, step: Step, now_ms: int) -> None:
        try:
            if step.name == "wait":
                self._wait_until_ms = now_ms + _milliseconds(step.argument)
            else:
                self._catalogue[step.name].run(self._session, step.argument)
        except ViewerError as error:
            self.fault = error
            self._session.tell(error)


def _milliseconds(argument: str) -> int:
    if not argument.isdecimal():
        raise UsageError(f"“wait” takes milliseconds, not “{argument}”.")
    return int(argument)
