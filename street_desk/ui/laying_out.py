"""Laying out: a form's Pages become the PDF that is previewed; a long one in a thread, while the window stays alive."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from street_desk.domain.documents import Paper
from street_desk.domain.problems import Problem
from street_desk.exchange.apart import Proceed, Progress
from street_desk.language import N_, _
from street_desk.ui.import_run import progress
from street_desk.ui.in_thread import InThread

_PATIENCE = 0.3
"""So many seconds are waited for a form that is laid out at once, which most are: nothing flickers then."""
_LOOK_MS = 50


class LayingOut(QObject):
    """Lays out one form after another; a new one takes the place of one that is still being laid out.

    `laid` carries the PDF, `refused` a Problem; `went` says how far a long one is, `stopped` that the user stopped it.
    """

    laid = Signal(object)
    refused = Signal(object)
    went = Signal(object)
    stopped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._task: InThread[bytes] | None = None
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def running(self) -> bool:
        return self._task is not None

    def start(self, pages: Sequence[Paper]) -> None:
        """Begins; a short form is laid out when this comes back."""
        self.drop()
        self._task = task = InThread(lambda proceed: pdf_of(pages, proceed))
        if task.wait(_PATIENCE):
            self._end()
        else:
            self.went.emit(task.progress)
            self._timer.start()

    def stop(self) -> None:
        """The user does not want to wait for it."""
        if self._task is not None:
            self.drop()
            self.stopped.emit()

    def drop(self) -> None:
        """Nobody looks at it any more."""
        self._timer.stop()
        if self._task is not None:
            self._task.stop()
            self._task = None

    def finish(self, parent: QWidget) -> None:
        """Waits for what is being laid out, with a window that shows how far it is and can stop it."""
        with progress(parent, _(N_("Laying out"))) as proceed:
            while self._task is not None:
                if self._task.wait(_LOOK_MS / 1_000):
                    self._end()
                elif not proceed(self._task.progress):
                    self.stop()

    def _look(self) -> None:
        if self._task is None:
            return
        if self._task.wait(0):
            self._end()
        else:
            self.went.emit(self._task.progress)

    def _end(self) -> None:
        task, self._task = self._task, None
        self._timer.stop()
        assert task is not None
        try:
            content = task.result()
        except Problem as problem:
            self.refused.emit(problem)
            return
        self.laid.emit(content)


def pdf_of(pages: Sequence[Paper], proceed: Proceed) -> bytes:
    """The PDF of Pages; empty where it was stopped. Raises MissingCharacter."""
    from street_desk.exchange.pdf import write_pdf

    title = pages[0].title

    def sheet(done: int, total: int) -> bool:
        return proceed(Progress(title, min(done + 1, total), total))

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.pdf"
        return path.read_bytes() if write_pdf(pages, path, sheet) else b""
