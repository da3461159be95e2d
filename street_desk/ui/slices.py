"""Slices: long work done a little at a time, so that the window stays alive meanwhile."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

_SLICE = 0.008
"""Seconds of work between two looks at what the user does: half of what a smooth window has for one picture."""


class Slices(QObject):
    """Runs an iterable to its end in slices; short work is over when `start` comes back.

    `sliced` is emitted after every slice but the last, `finished` at the end and not where it was stopped.
    """

    sliced = Signal()
    finished = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work: Iterator[Any] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._slice)

    @property
    def running(self) -> bool:
        return self._work is not None

    def start(self, work: Iterable[Any]) -> None:
        """Begins a work, in the place of one that is still running."""
        self.stop()
        self._work = iter(work)
        self._slice()

    def stop(self) -> None:
        """Leaves the work where it is."""
        self._timer.stop()
        self._work = None

    def _slice(self) -> None:
        work = self._work
        if work is None:
            return
        end = time.perf_counter() + _SLICE
        for _step in work:
            if self._work is not work:
                # The work itself began another one.
                return
            if time.perf_counter() > end:
                self._timer.start()
                self.sliced.emit()
                return
        self._work = None
        self.finished.emit()
