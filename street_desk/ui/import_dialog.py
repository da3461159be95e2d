"""The import dialog: what a workbook would bring, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QGroupBox,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QTableView,
    QTabWidget,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import OFFICE, SHEETS
from street_desk.domain.problems import Problem
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import Preview, Region
from street_desk.language import N_, _
from street_desk.session import Session
from street_desk.ui import asking, import_run, screens, style
from street_desk.ui.import_model import RegionModel
from street_desk.ui.import_words import open_answer, summary, told_of

_WIDEST = 240
"""How wide a column becomes for its heading alone, in pixels; a longer heading is in its tooltip."""


def review(parent: QWidget, session: Session, year: int, workbook: Path) -> Batch | None:
    """Shows what a workbook would bring; the batch agreed to, None where the user went back.

    Raises the Problem of a workbook that cannot be read.
    """
    passwords: list[str] = []
    batch = import_run.plan(parent, session, year, [workbook], {}, passwords)
    if batch is None:
        return None
    if batch.problems:
        raise batch.problems[0]
    dialog = ImportDialog(session, year, [workbook], batch, parent, passwords)
    return dialog.agreed() if dialog.exec() == QDialog.DialogCode.Accepted else None


def import_workbook(page: Any, workbook: Path) -> None:
    """Imports a workbook into the year of a page, after a look at it."""
    try:
        batch = review(page, page.session, page.year, workbook)
        if batch is None:
            return
        if page.session.take_import(page.year, batch):
            page.tell(_(N_("Imported {file}; undo takes all of it back.")).format(file=workbook.name))
        else:
            page.tell(_(N_("{file} brings nothing new.")).format(file=workbook.name))
    except Problem as problem:
        asking.tell(page, problem)


class _AnswerBox(QComboBox):
    """A question's options. Enter opens them; Qt would press the dialog's button, and import with the question open."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.showPopup()
        else:
            super().keyPressEvent(event)


class ImportDialog(QDialog):
    """A tab a table found; open questions above; the import waits for its button."""

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
        self._session, self._year, self._workbooks = session, year, list(workbooks)
        self._passwords = list(passwords)
        self._answers: dict[str, str] = {}
        self.batch = batch
        # The rows left out stay so when an answer plans the import anew.
        self._out: set[tuple[str, str, int]] = set()
        self.models: list[RegionModel] = []
        self.setWindowTitle(_(N_("Import into {year}")).format(year=year))
        screens.fit(self, 1_180, 720)
        self._summary = QLabel(objectName="cell")
        self._summary.setTextFormat(Qt.TextFormat.RichText)
        self._asked: dict[str, tuple[QLabel, QComboBox]] = {}
        self._questions = QGroupBox(_(N_("Questions")))
        self._question_rows = QFormLayout(self._questions)
        # Many questions scroll, so that the rows and the buttons stay on the screen.
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._scroll.setMaximumHeight(self.height() * 2 // 5)
        self._scroll.setWidget(self._questions)
        self._tabs = QTabWidget()
        self.office = QCheckBox()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.button(QDialogButtonBox.StandardButton.Cancel).setIcon(QIcon())
        self.take = buttons.addButton(_(N_("Import")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN + 6, style.MARGIN, style.MARGIN + 6, style.MARGIN)
        for widget in (self._summary, self._scroll, self._tabs, self.office, buttons):
            column.addWidget(widget, 1 if widget is self._tabs else 0)
        self._show_batch()

    def agreed(self) -> Batch:
        """The batch without the rows that were left out, with the office's names where they were wanted."""
        batch = self.batch.leaving_out(self._out) if self._out else self.batch
        return batch.with_offers(self._session.book(self._year)) if self.office.isChecked() else batch

    def _show_batch(self) -> None:
        self.models = []
        tab = max(self._tabs.currentIndex(), 0)
        while self._tabs.count():
            widget = self._tabs.widget(0)
            self._tabs.removeTab(0)
            widget.deleteLater()
        for preview in self.batch.previews:
            for region in preview.regions:
                sheet = SHEETS[region.sheet].shown()
                self._tabs.addTab(self._region(preview, region), f"{region.tab} → {sheet}")
        self._tabs.setCurrentIndex(tab)
        self._show_questions()
        offers = self._offers()
        self.office.setText(_(N_("Also put into the sheet Office: {values}")).format(values=offers))
        self.office.setVisible(bool(offers))
        self.office.setChecked(bool(offers))
        self._count()

    def _offers(self) -> str:
        if self._year not in self._session.years():
            return ""
        found = self.batch.offers(self._session.book(self._year))
        return "  ".join(f"{OFFICE[key].shown()} {text}" for key, text in found.items())

    def _regions(self) -> list[Region]:
        return [region for preview in self.batch.previews for region in preview.regions]

    def _count(self) -> None:
        self._summary.setText(summary(self._regions()))

    def _show_questions(self) -> None:
        """Brings the questions up to date. One that was asked before keeps its box, and the keyboard in it."""
        questions = {q.id: q for region in self._regions() for q in region.questions}
        for gone in [name for name in self._asked if name not in questions]:
            self._question_rows.removeRow(self._asked.pop(gone)[1])
        for name, question in questions.items():
            if name not in self._asked:
                self._asked[name] = self._ask(name)
            label, box = self._asked[name]
            label.setText(f"{question.cell}  {question.text.text()}")
            box.clear()
            box.addItem(open_answer(question, self._regions()), "")
            for option in question.options:
                box.addItem(option.text(), option.text())
            box.setCurrentIndex(0 if question.answer is None else question.answer + 1)
            box.setAccessibleName(label.text())
        self._scroll.setVisible(bool(questions))

    def _ask(self, name: str) -> tuple[QLabel, QComboBox]:
        label, box = QLabel(), _AnswerBox()
        label.setWordWrap(True)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(24)
        # Later: the box is still at its own signal, and the answer may take the question and its box away.
        box.activated.connect(
            lambda _place: self._answer(name, str(box.currentData())), Qt.ConnectionType.QueuedConnection
        )
        self._question_rows.addRow(label, box)
        return label, box

    def _answer(self, question: str, text: str) -> None:
        """An answer plans the import anew: other cells may go in now. Stopped, everything stays as it was."""
        answers = {name: held for name, held in self._answers.items() if name != question}
        if text:
            answers[question] = text
        batch = import_run.plan(self, self._session, self._year, self._workbooks, answers, self._passwords)
        if batch is None or batch.problems:
            for problem in batch.problems[:1] if batch is not None else ():
                asking.tell(self, problem)
            self._show_questions()
            return
        self.batch, self._answers = batch, answers
        wanted = self.office.isChecked()
        self._show_batch()
        self.office.setChecked(wanted and self.office.isVisibleTo(self))

    def _region(self, preview: Preview, region: Region) -> QWidget:
        model = RegionModel(preview.file, region, self._out, self)
        self.models.append(model)
        view = QTableView()
        view.setModel(model)
        view.setAccessibleName(region.tab)
        view.setMinimumHeight(4 * style.ROW_HEIGHT)
        view.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        one = view.fontMetrics().horizontalAdvance("0")
        heads = view.horizontalHeader()
        heads.setTextElideMode(Qt.TextElideMode.ElideRight)
        for place in range(model.columnCount()):
            heading = heads.fontMetrics().horizontalAdvance(model.heading(place)) + 20
            view.setColumnWidth(place, max(min(heading, _WIDEST), model.width(place) * one + 20))
        told = QTextEdit("<br>".join(told_of(region)))
        told.setReadOnly(True)
        told.setTabChangesFocus(True)
        told.setMinimumHeight(3 * told.fontMetrics().lineSpacing())
        told.setMaximumHeight(130)
        told.setAccessibleName(_(N_("What was read and what was not")))
        widget = QWidget()
        column = QVBoxLayout(widget)
        unit = _(N_("10,000 yuan")) if region.unit == "wan" else _(N_("yuan"))
        head = QLabel(
            _(N_("Heading {header}   Unit {unit}")).format(header=region.header, unit=unit),
            objectName="quiet",
        )
        head.setAlignment(Qt.AlignmentFlag.AlignLeft)
        for part in (head, view, told):
            column.addWidget(part, 1 if part is view else 0)
        return widget
