"""Long writing in a thread of its own: it gets plain data, says how far it is, and can be stopped.

The store's connection never goes into a thread; whatever is read from it is read before.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

from street_desk.exchange.apart import Proceed, Progress
from street_desk.ui.import_run import progress

T = TypeVar("T")

_BLINK = 0.02
# The fonts' tables grow while text is laid out: one thread at a time.
_one_at_a_time = threading.Lock()


class InThread(Generic[T]):
    """A work that has begun. It is told by its `Proceed` when to stop, and ends as soon as it asks."""

    def __init__(self, work: Callable[[Proceed], T]) -> None:
        self.progress = Progress("", 1, 1)
        self._stopped = False
        self._found: T | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, args=(work,), daemon=True)
        self._thread.start()

    def _run(self, work: Callable[[Proceed], T]) -> None:
        try:
            with _one_at_a_time:
                self._found = work(self._proceed)
        except BaseException as error:
            self._error = error

    def _proceed(self, progress: Progress) -> bool:
        self.progress = progress
        return not self._stopped

    def stop(self) -> None:
        """Makes the work end at its next step."""
        self._stopped = True

    def wait(self, seconds: float) -> bool:
        """Whether it is over within so many seconds."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def result(self) -> T:
        """What the work gave, once it is over. Raises what it raised."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._found  # type: ignore[return-value]


def wait_for(parent: QWidget, title: str, work: Callable[[Proceed], T]) -> T:
    """Does a work in a thread; what takes long shows how far it is, and Cancel stops it. Raises what it raises."""
    task = InThread(work)
    with progress(parent, title) as proceed:
        while not task.wait(_BLINK):
            if not proceed(task.progress):
                task.stop()
    return task.result()
