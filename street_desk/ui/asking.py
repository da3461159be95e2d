"""Asking and telling: file dialogs, and Problems in one sentence."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from street_desk.domain.problems import Cancelled, Problem
from street_desk.language import N_, _, message

DESKS = N_("Street Desk files (*.desk)")
SHEET = N_("Excel workbooks (*.xlsx)")
TEXT_TABLE = N_("Text with commas (*.csv)")
WORKBOOKS = N_("Workbooks (*.xlsx *.xlsm *.xls *.xlsb *.et *.ods *.csv)")


def tell(parent: QWidget, problem: Problem) -> None:
    """Shows a Problem: what happened, and below it what to do. Who cancelled knows it."""
    if isinstance(problem, Cancelled):
        return
    box = QMessageBox(QMessageBox.Icon.Warning, _(N_("Street Desk")), problem.message.text(), parent=parent)
    box.setInformativeText(problem.remedy.text())
    box.exec()


class _Folder:
    """Where file dialogs start: beside the file that is open, else where the last one ended, until the program ends."""

    used: Path | None = None

    def start(self) -> Path:
        if self.used is None or not self.used.is_dir():
            return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return self.used


_folder = _Folder()


def work_in(folder: Path) -> None:
    """Makes the next file dialog start in a folder."""
    _folder.used = folder


def folder_in_use() -> Path:
    """The folder that file dialogs start in."""
    return _folder.start()


def folder_to_use(parent: QWidget, title: str) -> Path | None:
    """A folder the user chose, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, str(_folder.start()))
    return Path(name) if name else None


def file_to_open(parent: QWidget, title: str, kind: str) -> Path | None:
    """A file the user chose, or None."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(_folder.start()), _(kind))
    if not name:
        return None
    work_in(Path(name).parent)
    return Path(name)


def files_to_open(parent: QWidget, title: str, kind: str) -> list[Path]:
    """The files a user chose, none where they went back."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(_folder.start()), _(kind))
    if names:
        work_in(Path(names[0]).parent)
    return [Path(name) for name in names]


def file_to_save(parent: QWidget, title: str, suggested: str, kind: str, ending: str) -> Path | None:
    """A place the user chose, given the ending; overwriting was asked by the dialog itself."""
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(_folder.start() / suggested), _(kind))
    if not name:
        return None
    path = Path(name)
    work_in(path.parent)
    return path if path.suffix.lower() == ending else path.with_name(path.name + ending)


def table_to_save(parent: QWidget, title: str, suggested: str) -> Path | None:
    """A place for a table, as a workbook unless its name or the kind chosen says that it is text."""
    kinds = {_(SHEET): ".xlsx", _(TEXT_TABLE): ".csv"}
    start = str(_folder.start() / f"{suggested}.xlsx")
    name, kind = QFileDialog.getSaveFileName(parent, title, start, ";;".join(kinds))
    if not name:
        return None
    path = Path(name)
    work_in(path.parent)
    ending = path.suffix.lower()
    if ending == ".csv" or (ending == ".xlsx" and kinds.get(kind) != ".csv"):
        return path
    # The name that was suggested, and another kind chosen: the kind is what was meant.
    bare = path.with_suffix("") if ending == ".xlsx" else path
    return bare.with_name(f"{bare.name}{kinds.get(kind, '.xlsx')}")


def lets_go_of_figures(parent: QWidget) -> bool:
    """Asks what becomes of figures that were typed and not adopted; True where they may be discarded."""
    said = _(N_("The figures changed in this standard are not adopted yet; going on discards them."))
    box = QMessageBox(QMessageBox.Icon.Question, _(N_("Street Desk")), said, parent=parent)
    discard = box.addButton(_(N_("Discard the changes")), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(_(N_("Keep them and stay")), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is discard


def takes_comments(parent: QWidget, count: int) -> bool | None:
    """Asks whether comments go along with what is exported; None where nothing is to be exported after all."""
    said = message(
        N_("There are {n} comments on these cells. Should they go into the workbook too?"), n=count
    )
    box = QMessageBox(QMessageBox.Icon.Question, _(N_("Street Desk")), said.text(), parent=parent)
    along = box.addButton(_(N_("&With the comments")), QMessageBox.ButtonRole.YesRole)
    without = box.addButton(_(N_("With&out them")), QMessageBox.ButtonRole.NoRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(without)
    box.exec()
    return {along: True, without: False}.get(box.clickedButton())


def wants_to_read(parent: QWidget, problem: Problem) -> bool:
    """Says who has the file, and asks whether to read it only."""
    box = QMessageBox(QMessageBox.Icon.Question, _(N_("Street Desk")), problem.message.text(), parent=parent)
    box.setInformativeText(problem.remedy.text())
    read = box.addButton(_(N_("Read only")), QMessageBox.ButtonRole.AcceptRole)
    box.addButton(QMessageBox.StandardButton.Cancel)
    box.exec()
    return box.clickedButton() is read
