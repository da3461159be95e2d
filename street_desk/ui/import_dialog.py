"""The import dialog: what workbooks would bring, over the real sheets, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import COMMENTS, OFFICE
from street_desk.domain.problems import Problem
from street_desk.exchange.batch import Batch, once
from street_desk.exchange.importing import Question, Region
from street_desk.exchange.importing.leaving import Named
from street_desk.exchange.importing.report import with_rest
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import asking, import_run, screens, style
from street_desk.ui.import_boxes import address_of
from street_desk.ui.import_desk import ImportDesk
from street_desk.ui.import_files import File, FilesView, files_of
from street_desk.ui.import_layouts import Corrections
from street_desk.ui.import_model import RegionModel
from street_desk.ui.import_panel import LeftOut
from street_desk.ui.import_report import report_of, save_report
from street_desk.ui.import_side import SidePanel
from street_desk.ui.import_words import batch_summary


def review(parent: QWidget, session: Session, year: int, workbook: Path) -> Batch | None:
    """Shows what a workbook would bring; the batch agreed to, None where the user went back.

    Raises the Problem of a workbook that cannot be read.
    """
    dialog = _looked_at(parent, session, year, [workbook])
    return dialog.taken if dialog is not None else None


def _looked_at(
    parent: QWidget, session: Session, year: int, workbooks: Sequence[Path]
) -> ImportDialog | None:
    """The dialog after the user agreed, None where they did not. Raises the Problem where nothing can be read."""
    passwords: list[str] = []
    batch = import_run.plan(parent, session, year, workbooks, passwords)
    if batch is None:
        return None
    if batch.problems and len(workbooks) == 1 and not batch.bare:
        raise batch.problems[0]
    dialog = ImportDialog(session, year, workbooks, batch, parent, passwords)
    return dialog if dialog.exec() == QDialog.DialogCode.Accepted else None


def _came_in(files: str, batch: Batch) -> str:
    """What an import brought, and what of it is still to settle."""
    rows = [change for change in batch.changes if change.sheet not in (OFFICE.name, COMMENTS.name)]
    new = sum(change.before is None for change in rows)
    removed = sum(change.after is None for change in rows)
    words = N_("Imported {file}: {new} rows new, {changed} changed; undo takes all of it back.")
    if removed:
        words = N_(
            "Imported {file}: {new} rows new, {changed} changed, {removed} removed; undo takes all of it back."
        )
    done = message(words, file=files, new=new, changed=len(rows) - new - removed, removed=removed)
    return with_rest(done, batch).text()


def import_workbooks(page: Any, workbooks: Sequence[Path]) -> None:
    """Imports workbooks into the year of a page as one edit, after a look at them, and says what came in."""
    workbooks = once(workbooks)
    if import_run.busy():
        page.tell(_(N_("An import is running. Wait until it is done.")))
        return
    try:
        dialog = _looked_at(page, page.session, page.year, workbooks)
        if dialog is None:
            return
        batch = dialog.taken
        files = ", ".join(path.name for path in workbooks[:1])
        if len(workbooks) > 1:
            files = _(N_("{n} workbooks")).format(n=len(batch.previews))
        if not page.session.take_import(page.year, batch):
            page.tell(_(N_("{file} brings nothing new.")).format(file=files))
            return
        page.report = dialog.report(applied=True)
        page.tell(_came_in(files, batch), _(N_("Save the report…")), lambda: save_report(page, page.report))
    except Problem as problem:
        asking.tell(page, problem)


class ImportDialog(QDialog):
    """Workbooks at the left, the sheet in the middle, questions and notes at the right; the import waits for its
    button."""

    def __init__(
        self,
        session: Session,
        year: int,
        workbooks: Sequence[Path],
        batch: Batch,
        parent: QWidget | None = None,
        passwords: Sequence[str] = (),
    ) -> None:
        super().__init__(parent)
        self._session, self._year, self._workbooks = session, year, once(workbooks)
        self._passwords = list(passwords)
        self._answers: dict[str, str] = {}
        self.batch = self.taken = batch
        self.corrections = Corrections()
        # The rows left out stay so when an answer plans the import anew.
        self._out: LeftOut = set()
        self.setWindowTitle(_(N_("Import into {year}")).format(year=year))
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        screens.fit(self, 1_320, 800)
        self._summary = QLabel(objectName="cell")
        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self.files, self.side = FilesView(), SidePanel()
        self.desk = ImportDesk(self.corrections, self._out)
        self.office = QCheckBox()
        self._connect()
        self._lay_out()
        self._show_batch()

    def _connect(self) -> None:
        self.files.selectionModel().currentChanged.connect(lambda *_args: self._show_file())
        self.desk.corrected.connect(self._correct)
        self.desk.turned.connect(self._show_told)
        self.desk.ticked.connect(self._count)
        self.side.missing.chosen.connect(self._count)
        self.side.wanted.connect(self._go_to)
        self.side.questions.answered.connect(self._answer)
        self.side.questions.wanted.connect(self._go_to_question)
        # Ctrl+Z takes a correction back, wherever the keyboard is.
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self, self.desk.step_back)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget, stretch in ((self.files, 0), (self.desk, 1), (self.side, 0)):
            split.addWidget(widget)
            split.setStretchFactor(split.indexOf(widget), stretch)
        split.setChildrenCollapsible(False)
        split.setSizes([210, 800, 280])
        self.files.setVisible(len(self._workbooks) > 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.save = QPushButton(_(N_("Save the report…")))
        self.save.clicked.connect(lambda: save_report(self, self.report(applied=False)))
        self.take = buttons.addButton(_(N_("Import")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("primary")
        for button in buttons.buttons():
            button.setIcon(QIcon())
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN + 6, style.MARGIN, style.MARGIN + 6, style.MARGIN)
        for part in (self._summary, split, self.office):
            column.addWidget(part, 1 if part is split else 0)
        below = QHBoxLayout()
        below.addWidget(self.save)
        below.addWidget(buttons, 1)
        column.addLayout(below)
        for push in self.findChildren(QPushButton):
            push.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button it is on, and imports from nowhere else: it is also a key of tables and lists."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            return
        super().keyPressEvent(event)

    # What was agreed to ----------------------------------------------------------------------------------------------

    def agreed(self) -> Batch:
        """The batch without the rows that were left out, with the office's names where they were wanted."""
        out = self._left_out()
        batch = self.batch.leaving_out(out) if out else self.batch
        if self.office.isChecked():
            batch = batch.with_offers(self._session.book(self._year))
        gone = self.side.missing.model.chosen
        return batch.removing(gone, self._session.book(self._year)) if gone else batch

    def accept(self) -> None:
        """Goes on only with what can be done: a community that something stays in cannot be removed."""
        try:
            self.taken = self.agreed()
        except Problem as problem:
            asking.tell(self, problem)
            return
        super().accept()

    def _left_out(self) -> set[Named]:
        """The rows left out as the batch names them, of the workbooks that were read."""
        names = {p: found.file for p, found in zip(self.batch.originals, self.batch.previews, strict=True)}
        return {(names[path], tab, cell) for path, tab, cell in self._out if path in names}

    def _name_anew(self) -> None:
        """The rows left out, by the cells that name them now: a correction may have given that to another column."""
        names = {p: found.file for p, found in zip(self.batch.originals, self.batch.previews, strict=True)}
        paths = {name: path for path, name in names.items()}
        found = self.batch.left_out(self._left_out())
        self._out -= {(paths[file], tab, cell) for file, tab, cell in found.values()}
        self._out |= {(paths[file], tab, cell) for file, tab, cell in found}

    def report(self, *, applied: bool) -> list[str]:
        """The report of the import as it stands, with the rows that were left out and those that are removed."""
        missing = self.side.missing.model
        return report_of(self.batch, self._left_out(), missing.rows, missing.chosen, applied=applied)

    # What is shown ---------------------------------------------------------------------------------------------------

    @property
    def models(self) -> list[RegionModel]:
        """The tables of the workbook that is looked at, as rows."""
        return self.desk.models

    def regions(self) -> list[Region]:
        """Every table of every workbook."""
        return [region for preview in self.batch.previews for region in preview.regions]

    def _show_batch(self) -> None:
        now = self.files.currentIndex()
        self.files.files.show_files(files_of(self._workbooks, self.batch))
        if not now.isValid() and self._workbooks:
            self.files.setCurrentIndex(self.files.files.index(0))
        else:
            self._show_file()
        self._show_questions()
        known = self._year in self._session.years()
        self.side.show_missing(self.batch.missing(self._session.book(self._year)) if known else ())
        offers = self._offers()
        self.office.setText(_(N_("Also put into the sheet Office: {values}")).format(values=offers))
        self.office.setVisible(bool(offers))
        self.office.setChecked(bool(offers))
        self.take.setEnabled(bool(self.batch.previews))
        self._count()

    def file(self) -> File:
        """The workbook that is looked at."""
        return self.files.files.files[max(self.files.currentIndex().row(), 0)]

    def _show_file(self) -> None:
        self.desk.show_file(self.file())
        self._show_told()

    def _show_told(self) -> None:
        file = self.file()
        self.side.show_told(self.desk.panel.region() if file.preview is not None else None, file.problem)

    def _offers(self) -> str:
        if self._year not in self._session.years():
            return ""
        found = self.batch.offers(self._session.book(self._year))
        return "  ".join(f"{OFFICE[key].shown()} {text}" for key, text in found.items())

    def _count(self) -> None:
        gone = len(self.side.missing.model.chosen)
        self._summary.setText(batch_summary(self.batch, self._left_out(), gone))

    def questions(self) -> list[Question]:
        """Every question, each once, the answered ones too."""
        return list({q.id: q for region in self.regions() for q in region.questions}.values())

    def _show_questions(self) -> None:
        names = {q.id: preview.file for preview in reversed(self.batch.previews) for q in preview.questions}
        several = len(self._workbooks) > 1
        self.side.show_questions(self.questions(), self.regions(), names if several else {})

    def _go_to(self, cell: str) -> None:
        spot = address_of(cell)
        if spot is not None and self.file().preview is not None:
            self.desk.go_to(self.desk.panel.place(), spot)

    def _go_to_question(self, name: str) -> None:
        """Shows the cell of a question, in the workbook it is first asked in."""
        for row, file in enumerate(self.files.files.files):
            for region in file.preview.regions if file.preview is not None else ():
                question = next((q for q in region.questions if q.id == name), None)
                spot = address_of(question.cell) if question is not None else None
                if question is not None and spot is not None:
                    self.files.setCurrentIndex(self.files.files.index(row))
                    self.desk.go_to_tab(question.tab, spot)
                    return

    # Answers and corrections -----------------------------------------------------------------------------------------

    def _answer(self, question: str, text: str) -> None:
        """An answer plans the import anew: other cells may go in now. Stopped, everything stays as it was."""
        answers = {name: held for name, held in self._answers.items() if name != question}
        if text:
            answers[question] = text
        if self._plan(answers):
            self._answers = answers
        else:
            self._show_questions()

    def _correct(self) -> None:
        """So does a correction; one that was stopped is taken back."""
        if not self._plan(self._answers):
            self.corrections.back()
            self._show_file()

    def _plan(self, answers: Mapping[str, str]) -> bool:
        """Plans the import anew; False where the user stopped it."""
        batch = import_run.plan_again(
            self,
            self._session,
            self._year,
            self._workbooks,
            answers,
            self._passwords,
            self.corrections.layouts(),
        )
        if batch is None:
            return False
        self.batch = batch
        self._name_anew()
        wanted = self.office.isChecked() or not self.office.isVisibleTo(self)
        self._show_batch()
        self.office.setChecked(wanted and self.office.isVisibleTo(self))
        return True
