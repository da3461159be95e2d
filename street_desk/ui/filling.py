"""Filling in the county's workbook: which one, where the copy goes, and what came of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from street_desk.domain.problems import Problem
from street_desk.language import N_, _, message
from street_desk.ui import asking, screens, style
from street_desk.ui.table_model import TableModel, fit_columns, table_view

if TYPE_CHECKING:
    from street_desk.exchange.filling import Filled
    from street_desk.ui.desk_page import DeskPage
    from street_desk.ui.main_window import MainWindow

TEMPLATES = N_("Excel workbooks (*.xlsx *.xlsm)")
_YEAR = re.compile(r"20\d\d")


def fill_in(window: MainWindow) -> None:
    """Asks for the workbook and for where its copy goes, fills it in, and reports."""
    page = window.page
    if page is None or not window.settle():
        return
    title = _(N_("The workbook to fill in"))
    template = asking.file_to_open(window, title, TEMPLATES)
    if template is None:
        return
    name, ending = proposed(template, page.year), template.suffix.lower()
    to = asking.file_to_save(window, _(N_("Where the filled copy goes")), name, TEMPLATES, ending)
    if to is not None:
        fill_into(page, template, to)


def proposed(template: Path, year: int) -> str:
    """What the copy is called: as the template, with this year for another one in its name."""
    renamed = _YEAR.sub(str(year), template.stem)
    stem = renamed if renamed != template.stem else f"{template.stem}-{year}"
    return f"{stem}{template.suffix.lower()}"


def fill_into(page: DeskPage, template: Path, to: Path) -> None:
    """Fills a copy with the figures of the page's year, and shows the report; what takes long can be stopped."""
    from street_desk.ui import import_run

    if import_run.busy():
        page.tell(_(N_("An import is running. Wait until it is done.")))
        return
    unmasked = page.models["workers"].unmasked
    try:
        with import_run.progress(page) as proceed:
            filled = page.session.fill_workbook(page.year, template, to, unmasked=unmasked, proceed=proceed)
    except Problem as problem:
        asking.tell(page, problem)
        return
    if unmasked and not page.session.read_only:
        said = N_("{file} filled in with ids and phones in full")
        page.session.note(message(said, file=to.name), page.year)
    FilledDialog(filled, page).exec()


class FilledDialog(QDialog):
    """How many cells were filled, and a table of what was not, to be copied or worked off."""

    def __init__(self, filled: Filled, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filled = filled
        self.setWindowTitle(_(N_("Filled in")))
        screens.fit(self, 860, 520)
        lines = list(filled.lines())
        self.said = QLabel(lines[0], wordWrap=True, objectName="cell")
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.model = TableModel([_(N_("What")), _(N_("Called")), _(N_("Where")), _(N_("Why"))], 4, self)
        self.model.show_rows(list(_rows(filled)))
        self.table = table_view(self.model, _(N_("What was not filled in")))
        fit_columns(self.table)
        self.table.horizontalHeader().setStretchLastSection(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy = buttons.addButton(_(N_("&Copy the list")), QDialogButtonBox.ButtonRole.ActionRole)
        self.folder = buttons.addButton(_(N_("Open the &folder")), QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setText(_(N_("C&lose")))
        for button in buttons.buttons():
            button.setIcon(QIcon())
        self.copy.clicked.connect(self.copy_list)
        self.folder.clicked.connect(self._open_folder)
        buttons.rejected.connect(self.reject)
        QShortcut(QKeySequence.StandardKey.Copy, self.table, self.copy_picked)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN + 6, style.MARGIN, style.MARGIN + 6, style.MARGIN)
        column.addWidget(self.said)
        if self.model.rows:
            kept = N_(
                "The old figures stay where nothing else is said: look at each of these before it goes out."
            )
            column.addWidget(QLabel(_(kept), wordWrap=True, objectName="quiet"))
        column.addWidget(self.table, 1)
        column.addWidget(buttons)
        self.table.setVisible(bool(self.model.rows))
        self.copy.setEnabled(bool(self.model.rows))
        close.setDefault(True)

    def copy_list(self) -> None:
        """Puts the whole list on the clipboard, as a table."""
        self._copy(range(len(self.model.rows)))

    def copy_picked(self) -> None:
        """Puts the rows that are selected on the clipboard."""
        self._copy(sorted({index.row() for index in self.table.selectionModel().selectedRows()}))

    def _copy(self, rows: range | list[int]) -> None:
        if rows:
            text = "\n".join("\t".join(self.model.rows[row]) for row in rows)
            QGuiApplication.clipboard().setText(text)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._filled.path.parent)))


def _rows(filled: Filled) -> list[tuple[str, str, str, str]]:
    from street_desk.exchange.filling.report import KINDS

    rows = [(_(KINDS[one.kind]), one.text, one.where, one.why.text()) for one in filled.left]
    rows += [(_(N_("note")), "", one.where, one.what.text()) for one in filled.taken]
    return rows
