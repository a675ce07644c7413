"""Work off the main thread: a plain function there, its answer here.

What the function does touches no widget and no session; an expected error comes to `failed`,
an unexpected one is raised on the main thread, where bugs are caught.
"""

import threading
from collections.abc import Callable
from typing import TypeVar

from viewer.errors import ViewerError
from viewer.events import Post

Result = TypeVar("Result")


class Background:
    """Runs functions, each on a thread of its own."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def run(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        failed: Callable[[ViewerError], None],
    ) -> None:
        """Do the work elsewhere; exactly one of `done` and `failed` follows, on the main thread."""

        def deliver() -> None:
            try:
                result = work()
            except ViewerError as error:
                refusal = error
                self._post(lambda: failed(refusal))
            except BaseException as error:
                bug = error
                self._post(lambda: _raise(bug))
            else:
                self._post(lambda: done(result))

        threading.Thread(target=deliver, name="background work", daemon=True).start()


def _raise(error: BaseException) -> None:
    raise error
