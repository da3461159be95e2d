"""Asking and telling: file dialogs, and Problems in one sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from street_desk.domain.problems import Problem
from street_desk.language import N_, _

DESKS = N_("Street Desk files (*.desk)")
WORKBOOKS = N_("Excel workbooks (*.xlsx *.xlsm *.xls)")


def tell(parent: QWidget, problem: Problem) -> None:
    """Shows a Problem: what happened, and below it what to do."""
    box = QMessageBox(QMessageBox.Icon.Warning, _(N_("Street Desk")), problem.message.text(), parent=parent)
    box.setInformativeText(problem.remedy.text())
    box.exec()


def file_to_open(parent: QWidget, title: str, kind: str) -> Path | None:
    """A file the user chose, or None."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, "", _(kind))
    return Path(name) if name else None


def file_to_save(parent: QWidget, title: str, suggested: str, kind: str, ending: str) -> Path | None:
    """A place the user chose, given the ending; overwriting was asked by the dialog itself."""
    name, _kind = QFileDialog.getSaveFileName(parent, title, suggested, _(kind))
    if not name:
        return None
    path = Path(name)
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def wants_to_read(parent: QWidget, problem: Problem) -> bool:
    """Says who has the file, and asks whether to read it only."""
    box = QMessageBox(QMessageBox.Icon.Question, _(N_("Street Desk")), problem.message.text(), parent=parent)
    box.setInformativeText(problem.remedy.text())
    read = box.addButton(_(N_("Read only")), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is read
