"""A dialog that the program opens and waits for: answered as soon as it is there and has the keyboard."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

D = TypeVar("D", bound=QDialog)

_PATIENCE = 20.0


def when_asked(kind: type[D], act: Callable[[D], object]) -> None:
    """Does `act` with the next modal dialog of that kind.

    A dialog whose answer fails, or another one that stays instead, is closed: the test fails with the reason and
    does not wait for ever. Progress that comes and goes in between is let pass.
    """
    until = time.monotonic() + _PATIENCE

    def wait() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, kind) and dialog.isActiveWindow():
            try:
                act(dialog)
            except BaseException:
                dialog.reject()
                raise
        elif time.monotonic() < until:
            QTimer.singleShot(10, wait)
        else:
            for shown in QApplication.topLevelWidgets():
                if isinstance(shown, QDialog):
                    shown.reject()
            raise AssertionError(f"{kind.__name__} was not asked, but {dialog} was there")

    QTimer.singleShot(0, wait)
