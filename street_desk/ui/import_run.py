"""Running an import: workbooks are read apart while a small window shows how far it is, and asks for passwords."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.problems import Cancelled
from street_desk.exchange.apart import Proceed, Progress
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import Layout
from street_desk.exchange.problems import LockedWorkbook
from street_desk.language import N_, _
from street_desk.session import Session
from street_desk.ui import style

_PATIENCE = 0.5
"""So many seconds pass before anything is shown: a window that only flashes up disturbs."""
_WIDTH = 420
_running: list[QDialog] = []
"""The progress windows of what is being read, shown or not."""


def busy() -> bool:
    """Whether workbooks are being read or a window waits for an answer, so that no other import can begin."""
    return bool(_running) or QApplication.activeModalWidget() is not None


def plan(
    parent: QWidget, session: Session, year: int, workbooks: Sequence[Path], passwords: list[str]
) -> Batch | None:
    """What the workbooks would bring; None where the user stopped it or gave no password for the only ones there are.

    Asks for the passwords of locked workbooks; those that fit are added to `passwords`.
    """
    try:
        batch = _run(parent, session, year, workbooks, {}, passwords)
        waiting = _locked(batch)
        given_up, known, wrong = 0, len(passwords), False
        while waiting:
            password = ask_password(parent, waiting[0].name, wrong=wrong)
            if password is None:
                waiting, given_up, wrong = waiting[1:], given_up + 1, False
                continue
            # One password often fits many.
            still = _locked(_run(parent, session, year, waiting, {}, [*passwords, password]))
            if len(still) < len(waiting):
                passwords.append(password)
            waiting, wrong = still, waiting[0] in still
        if len(passwords) > known:
            batch = _run(parent, session, year, workbooks, {}, passwords)
    except Cancelled:
        return None
    return None if given_up and given_up == len(workbooks) else batch


def plan_again(
    parent: QWidget,
    session: Session,
    year: int,
    workbooks: Sequence[Path],
    answers: Mapping[str, str],
    passwords: Sequence[str],
    layouts: Mapping[Path, Sequence[Layout]],
) -> Batch | None:
    """What the workbooks would bring with these answers and corrections; None where the user stopped it.

    Asks for nothing.
    """
    try:
        return _run(parent, session, year, workbooks, answers, passwords, layouts)
    except Cancelled:
        return None


def _run(
    parent: QWidget,
    session: Session,
    year: int,
    workbooks: Sequence[Path],
    answers: Mapping[str, str],
    passwords: Sequence[str],
    layouts: Mapping[Path, Sequence[Layout]] | None = None,
) -> Batch:
    with progress(parent) as proceed:
        return session.plan_import(year, workbooks, answers, passwords, proceed, layouts)


def _locked(batch: Batch) -> list[Path]:
    pairs = zip(batch.failed, batch.problems, strict=True)
    return [path for path, problem in pairs if isinstance(problem, LockedWorkbook)]


@contextmanager
def progress(parent: QWidget, title: str = "") -> Iterator[Proceed]:
    """What to tell how far it is; the window stays alive meanwhile, and nothing but Cancel can be done in it."""
    dialog = ProgressDialog(parent, title)
    _running.append(dialog)
    try:
        yield dialog.proceed
    finally:
        _running.remove(dialog)
        dialog.finish()


class ProgressDialog(QDialog):
    """Which file is being read or written, how many there are, and Cancel. Shown only when it takes long."""

    def __init__(self, parent: QWidget, title: str = "") -> None:
        super().__init__(parent.window())
        # Nothing else of the program can be done until it is over.
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowTitle(title or _(N_("Reading workbooks")))
        self._over = [window for window in _windows(parent) if window.isVisible()]
        self._since = time.monotonic()
        self._stopped = False
        self.name, self.bar = QLabel(), QProgressBar()
        self.name.setWordWrap(True)
        self.name.setTextFormat(Qt.TextFormat.PlainText)
        # A workbook is as good as done or not: a bar in between would be made up.
        self.bar.setTextVisible(False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.cancel = buttons.button(QDialogButtonBox.StandardButton.Cancel)
        self.cancel.setIcon(QIcon())
        buttons.rejected.connect(self.reject)
        self.rejected.connect(self._stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN + 6, style.MARGIN, style.MARGIN + 6, style.MARGIN)
        for widget in (self.name, self.bar, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)

    def proceed(self, progress: Progress) -> bool:
        """Shows how far it is and lets the window live for a moment; False once the user stopped it."""
        said = _(N_("{file}   {number} of {of}")) if progress.of > 1 else "{file}"
        self.name.setText(said.format(file=progress.name, number=progress.number, of=progress.of))
        self.bar.setRange(0, progress.of if progress.of > 1 else 0)
        self.bar.setValue(progress.number - 1)
        if not self._stopped and not self.isVisible() and time.monotonic() - self._since > _PATIENCE:
            self.show()
        flags = QEventLoop.ProcessEventsFlag
        # What is typed and clicked before the dialog stands in its way waits, as it would on a busy program.
        QApplication.processEvents(flags.AllEvents if self.isVisible() else flags.ExcludeUserInputEvents)
        # The windows under it may have been closed, by a system that shuts down.
        return not self._stopped and all(window.isVisible() for window in self._over)

    def finish(self) -> None:
        """Puts the dialog away."""
        self.hide()
        self.deleteLater()

    def _stop(self) -> None:
        self._stopped = True


def _windows(widget: QWidget | None) -> Iterator[QWidget]:
    """The window that a widget is in, and those that one belongs to."""
    while widget is not None:
        yield widget.window()
        widget = widget.window().parentWidget()


def ask_password(parent: QWidget, name: str, *, wrong: bool = False) -> str | None:
    """The password of a workbook; None where the user has none. `wrong`: the one given before does not fit."""
    dialog = PasswordDialog(parent, name, wrong=wrong)
    try:
        return dialog.password.text() if dialog.exec() == QDialog.DialogCode.Accepted else None
    finally:
        dialog.password.clear()
        dialog.deleteLater()


class PasswordDialog(QDialog):
    """Asks for a workbook's password, hidden unless its box is ticked."""

    def __init__(self, parent: QWidget | None, name: str, *, wrong: bool = False) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(N_("Password")))
        said = QLabel(
            _(N_("{file} is protected by a password. Type it to read the workbook.")).format(file=name)
        )
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        self.refused = QLabel(_(N_("That password does not fit.")), objectName="refused")
        self.refused.setVisible(wrong)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setAccessibleName(_(N_("Password")))
        self.shown = QCheckBox(_(N_("Show the password")))
        self.shown.toggled.connect(self._show_password)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.take = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.take.setEnabled(False)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.password.textChanged.connect(lambda text: self.take.setEnabled(bool(text)))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN + 6, style.MARGIN, style.MARGIN + 6, style.MARGIN)
        for widget in (said, self.refused, self.password, self.shown, buttons):
            column.addWidget(widget)
        self.setMinimumWidth(_WIDTH)
        self.password.setFocus()

    def _show_password(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.password.setEchoMode(mode.Normal if shown else mode.Password)
