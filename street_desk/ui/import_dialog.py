"""The import dialog: what a workbook would bring, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGroupBox,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import OFFICE, SHEETS
from street_desk.domain.problems import Problem
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import CHANGED, NEW, SAME, Preview, Region
from street_desk.language import N_, _
from street_desk.session import Session
from street_desk.ui import asking, style
from street_desk.ui.import_model import RegionModel

_SHOWN = 4


def review(parent: QWidget, session: Session, year: int, workbook: Path) -> Batch | None:
    """Shows what a workbook would bring; the batch agreed to, None where the user went back.

    Raises the Problem of a workbook that cannot be read.
    """
    batch = session.plan_import(year, [workbook], {})
    if batch.problems:
        raise batch.problems[0]
    dialog = ImportDialog(session, year, [workbook], batch, parent)
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


class ImportDialog(QDialog):
    """A tab a table found; open questions above; the import waits for its button."""

    def __init__(
        self,
        session: Session,
        year: int,
        workbooks: Sequence[Path],
        batch: Batch,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._year, self._workbooks = session, year, list(workbooks)
        self._answers: dict[str, str] = {}
        self.batch = batch
        # The rows left out stay so when an answer plans the import anew.
        self._out: set[tuple[str, str, int]] = set()
        self.models: list[RegionModel] = []
        self.setWindowTitle(_(N_("Import into {year}")).format(year=year))
        self.resize(1_180, 720)
        self._summary = QLabel(objectName="cell")
        self._questions = QGroupBox(_(N_("Questions")))
        self._question_rows = QFormLayout(self._questions)
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
        for widget in (self._summary, self._questions, self._tabs, self.office, buttons):
            column.addWidget(widget, 1 if widget is self._tabs else 0)
        self._show_batch()

    def agreed(self) -> Batch:
        """The batch without the rows that were left out, with the office's names where they were wanted."""
        batch = self.batch.leaving_out(self._out) if self._out else self.batch
        return batch.with_offers(self._session.book(self._year)) if self.office.isChecked() else batch

    def _show_batch(self) -> None:
        self.models = []
        while self._tabs.count():
            widget = self._tabs.widget(0)
            self._tabs.removeTab(0)
            widget.deleteLater()
        for preview in self.batch.previews:
            for region in preview.regions:
                sheet = SHEETS[region.sheet].shown()
                self._tabs.addTab(self._region(preview, region), f"{region.tab} → {sheet}")
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

    def _count(self) -> None:
        regions = [region for preview in self.batch.previews for region in preview.regions]
        refused = sum(len(region.refused) for region in regions)
        said = _(N_("{new} new   {changed} changed   {same} the same   {refused} cells refused"))
        counts = {state: sum(region.count(state) for region in regions) for state in (NEW, CHANGED, SAME)}
        self._summary.setText(
            said.format(new=counts[NEW], changed=counts[CHANGED], same=counts[SAME], refused=refused)
        )

    def _show_questions(self) -> None:
        while self._question_rows.rowCount():
            self._question_rows.removeRow(0)
        questions = {q.id: q for p in self.batch.previews for r in p.regions for q in r.questions}
        for question in questions.values():
            box = QComboBox()
            box.addItem(_(N_("(leave open: these cells stay out)")), "")
            for option in question.options:
                box.addItem(option.text(), option.text())
            box.setCurrentIndex(0 if question.answer is None else question.answer + 1)
            box.activated.connect(
                lambda _place, box=box, q=question.id: self._answer(q, str(box.currentData()))
            )
            label = QLabel(f"{question.cell}  {question.text.text()}")
            label.setWordWrap(True)
            self._question_rows.addRow(label, box)
        self._questions.setVisible(bool(questions))

    def _answer(self, question: str, text: str) -> None:
        """An answer plans the import anew: other cells may go in now."""
        if text:
            self._answers[question] = text
        else:
            self._answers.pop(question, None)
        batch = self._session.plan_import(self._year, self._workbooks, self._answers)
        if batch.problems:
            asking.tell(self, batch.problems[0])
            return
        self.batch = batch
        wanted = self.office.isChecked()
        self._show_batch()
        self.office.setChecked(wanted and self.office.isVisibleTo(self))

    def _region(self, preview: Preview, region: Region) -> QWidget:
        model = RegionModel(preview.file, region, self._out, self)
        self.models.append(model)
        view = QTableView()
        view.setModel(model)
        view.setAccessibleName(region.tab)
        view.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        one = view.fontMetrics().horizontalAdvance("0")
        for place in range(model.columnCount()):
            view.setColumnWidth(place, model.width(place) * one + 20)
        told = QPlainTextEdit("\n".join(_told(region)))
        told.setReadOnly(True)
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


def _skipped(region: Region) -> list[str]:
    """The cells left out, those of one reason together: running numbers would drown the rest."""
    reasons: dict[str, list[str]] = {}
    for skipped in region.skipped:
        reasons.setdefault(skipped.why.text(), []).append(f"{skipped.cell} {skipped.text}")
    lines = []
    for why, cells in reasons.items():
        shown = "  ".join(cells[:_SHOWN])
        more = _(N_("and {n} more")).format(n=len(cells) - _SHOWN) if len(cells) > _SHOWN else ""
        lines.append(f"{why}: {shown}  {more}".rstrip())
    return lines


def _told(region: Region) -> list[str]:
    """Everything that is no row: refused cells, totals, what was skipped, notes."""
    lines = [f"✗ {r.cell}  {r.text}  {r.why.text()}" for r in region.refused]
    for total in region.totals:
        agrees = _(N_("agrees")) if total.agrees else _(N_("does not agree: the rows add up to {computed}"))
        said = agrees.format(computed=total.computed)
        lines.append(
            _(N_("Total {cell} {stated}: {said}")).format(cell=total.cell, stated=total.stated, said=said)
        )
    lines += _skipped(region)
    lines += [f"{n.cell}  {n.text}" for n in region.notes]
    return lines or [_(N_("Everything was read."))]
