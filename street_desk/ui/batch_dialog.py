"""Exporting many forms at once: which, as what, where to; and what was written and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from street_desk import preferences
from street_desk.domain.forms import FORMS, SUBMISSION
from street_desk.domain.pages import Unit
from street_desk.domain.problems import Cancelled, Problem
from street_desk.exchange.apart import Proceed, Progress
from street_desk.exchange.exporting import Outcome, Target, export_each, make_folder
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import asking, screens, style
from street_desk.ui.batch_targets import Wanted, targets
from street_desk.ui.form_list import FormList
from street_desk.ui.form_options import kept_options
from street_desk.ui.import_run import progress
from street_desk.ui.in_thread import wait_for

_WIDTH, _HEIGHT = 620, 640


class BatchDialog(QDialog):
    """The choices, remembered on this PC; the files are written when Export is pressed, and their list stays."""

    def __init__(self, session: Session, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._year = session, year
        self.outcomes: list[Outcome] = []
        self.setWindowTitle(_(N_("Export all forms")))
        self.forms = FormList()
        self.forms.changed.connect(self._allow)
        self.submission = QCheckBox(
            _(N_("The whole &submission as one PDF: cover, explanation, list, forms"))
        )
        self.excel, self.pdf = QCheckBox(_(N_("&Excel, of texts Word"))), QCheckBox("&PDF")
        for box in (self.submission, self.excel, self.pdf):
            box.toggled.connect(self._allow)
        self.unit = QComboBox()
        self.unit.addItem(_(N_("yuan")), "yuan")
        self.unit.addItem(_(N_("10,000 yuan")), "wan")
        self.apart = QComboBox()
        self.apart.addItem(_(N_("together in one file")), False)
        self.apart.addItem(_(N_("a file for each community")), True)
        self.folder = QLineEdit(str(asking.folder_in_use()))
        self.folder.textChanged.connect(self._allow)
        self.choose = QPushButton(_(N_("&Choose…")))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._choose)
        self.replace = QCheckBox(_(N_("&Replace files that are there already")))
        self.said = QLabel(wordWrap=True)
        self.results = QListWidget(wordWrap=True)
        self.results.setAccessibleName(_(N_("What was written and what was not")))
        for widget in (self.said, self.results):
            widget.hide()
        buttons = QDialogButtonBox()
        self.export = buttons.addButton(_(N_("E&xport")), QDialogButtonBox.ButtonRole.ActionRole)
        self.show_folder = buttons.addButton(
            _(N_("&Open the folder")), QDialogButtonBox.ButtonRole.ActionRole
        )
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        for button in buttons.buttons():
            button.setIcon(QIcon())
        self.export.clicked.connect(self.run)
        self.show_folder.clicked.connect(self._open_folder)
        self.show_folder.setEnabled(False)
        self.export.setDefault(True)
        close.clicked.connect(self.reject)
        self._lay_out(buttons)
        self._recall()
        self._allow()
        screens.fit(self, _WIDTH, _HEIGHT)

    def _lay_out(self, buttons: QDialogButtonBox) -> None:
        fields = QFormLayout()
        fields.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        fields.addRow(_(N_("Written as")), _row(self.excel, self.pdf))
        fields.addRow(_(N_("&Unit")), self.unit)
        fields.addRow(_(N_("&Worksheets of the communities")), self.apart)
        folder = QLabel(_(N_("&Folder")))
        folder.setBuddy(self.folder)
        fields.addRow(folder, _row(self.folder, self.choose, stretch=False))
        fields.addRow("", self.replace)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN, style.MARGIN, style.MARGIN, style.MARGIN)
        column.addWidget(self.forms, 1)
        column.addWidget(self.submission)
        column.addLayout(fields)
        column.addWidget(self.said)
        column.addWidget(self.results, 1)
        column.addWidget(buttons)

    def wanted(self) -> Wanted:
        """What is chosen now."""
        endings = ((".xlsx", self.excel), (".pdf", self.pdf))
        unit: Unit = "wan" if self.unit.currentData() == "wan" else "yuan"
        together = (SUBMISSION,) if self.submission.isChecked() else ()
        return Wanted(
            (*self.forms.ticked(), *together),
            tuple(ending for ending, box in endings if box.isChecked()),
            unit,
            bool(self.apart.currentData()),
        )

    def run(self) -> None:
        """Writes the files and lists what became of each."""
        folder, wanted = Path(self.folder.text().strip()), self.wanted()
        asking.work_in(folder)
        self._keep(wanted)
        try:
            make_folder(folder)
        except Problem as problem:
            asking.tell(self, problem)
            return
        title, replace = self.windowTitle(), self.replace.isChecked()
        try:
            with progress(self, title) as proceed:
                to_write, refused = targets(self._session, self._year, wanted, folder, kept_options, proceed)
        except Cancelled:
            return
        written = wait_for(self, title, lambda proceed: _write(to_write, replace, proceed))
        self.outcomes = [*written, *refused]
        self._show(len(to_write) - len(written))

    def _show(self, unwritten: int) -> None:
        done = [one for one in self.outcomes if one.problem is None]
        not_done = [(one, one.problem) for one in self.outcomes if one.problem is not None]
        said = [message(N_("{n} files were written; every figure was read back and compared."), n=len(done))]
        if not_done:
            said.append(message(N_("{n} were not written:"), n=len(not_done)))
        if unwritten:
            said.append(message(N_("Stopped: {n} files were not written."), n=unwritten))
        self.said.setText(" ".join(one.text() for one in said))
        self.results.clear()
        for one, problem in not_done:
            item = QListWidgetItem(f"{one.path.name}    {problem.text()}", self.results)
            item.setForeground(style.SEVERITY["error"])
        for one in done:
            self.results.addItem(one.path.name)
        self.said.show()
        self.results.show()
        self.show_folder.setEnabled(bool(done))

    def _allow(self) -> None:
        wanted = self.wanted()
        somehow = wanted.endings or wanted.forms == (SUBMISSION,)
        self.export.setEnabled(bool(wanted.forms and somehow and self.folder.text().strip()))

    def _choose(self) -> None:
        folder = asking.folder_to_use(self, _(N_("The folder for the forms")))
        if folder is not None:
            self.folder.setText(str(folder))

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self.folder.text().strip()))

    # Remembering -----------------------------------------------------------------------------------------------------

    def _keep(self, wanted: Wanted) -> None:
        preferences.keep_batch(
            {
                # Those left out: a form that comes with a newer version is wanted.
                "without": [form for form in FORMS if form not in wanted.forms],
                "endings": list(wanted.endings),
                "unit": wanted.unit,
                "apart": wanted.apart,
                "submission": self.submission.isChecked(),
                "replace": self.replace.isChecked(),
            }
        )

    def _recall(self) -> None:
        kept = preferences.batch()
        without, endings = _texts(kept.get("without")), _texts(kept.get("endings"))
        self.forms.tick([form for form in FORMS if form not in without])
        self.submission.setChecked(kept.get("submission") is True)
        self.excel.setChecked(not endings or ".xlsx" in endings)
        self.pdf.setChecked(not endings or ".pdf" in endings)
        self.unit.setCurrentIndex(1 if kept.get("unit") == "wan" else 0)
        self.apart.setCurrentIndex(1 if kept.get("apart") is True else 0)
        self.replace.setChecked(kept.get("replace") is True)


def _write(to_write: Sequence[Target], replace: bool, proceed: Proceed) -> list[Outcome]:
    def tell(number: int, path: Path) -> bool:
        return proceed(Progress(path.name, number, len(to_write)))

    return export_each(to_write, tell, replace=replace)


def _texts(kept: Any) -> list[str]:
    return [one for one in kept if isinstance(one, str)] if isinstance(kept, list) else []


def _row(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    if stretch:
        row.addStretch()
    return row
