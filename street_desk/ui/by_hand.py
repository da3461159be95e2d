"""Setting by hand: a worked-out figure replaced with a reason, and an index that changes inside the year."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.edits import Edit
from street_desk.domain.overrides import overrides_of
from street_desk.domain.problems import Problem
from street_desk.domain.typing_in import Typed
from street_desk.language import N_, _, message
from street_desk.ui.grid_model import GridModel


class _Asking(QDialog):
    """A form with one refused line below it; `take` tries what was typed and closes only when it went in."""

    def __init__(self, title: str, lead: str, model: GridModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self._model = model
        self.form = QFormLayout()
        words = QLabel(lead, objectName="quiet")
        words.setWordWrap(True)
        self.refused = QLabel(objectName="refused", wordWrap=True, visible=False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.take = buttons.addButton(_(N_("Put in")), QDialogButtonBox.ButtonRole.AcceptRole)
        self.take.setObjectName("primary")
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(words)
        column.addLayout(self.form)
        column.addWidget(self.refused)
        column.addWidget(buttons)

    def typed(self) -> tuple[Typed, Any]:
        """The cell that was typed and what the Edit is called."""
        raise NotImplementedError

    def _accept(self) -> None:
        cell, what = self.typed()
        session, year = self._model.session, self._model.year
        try:
            changes, refused = session.typed(year, self._model.sheet.name, [cell])
            if refused:
                raise refused[0].problem
            if changes:
                session.apply(Edit(what, changes, year))
        except Problem as problem:
            self.refused.setText(problem.text())
            self.refused.show()
            self._grow()
            return
        self.accept()

    def _grow(self) -> None:
        """Makes room for a sentence of several lines; nothing else is squeezed for it."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), max(self.height(), layout.totalHeightForWidth(self.width())))


class ByHandDialog(_Asking):
    """A figure and the reason why it stands in the place of the standard's; an empty figure takes it back."""

    def __init__(self, model: GridModel, row: int, key: str, parent: QWidget | None = None) -> None:
        column = model.sheet[key]
        index = model.index_of(row, key)
        self._row, self._column, self._name = row, column, model.name(index)
        lead = _(
            N_("The figure stays marked, is listed by the checks and stands with its reason under the form.")
        )
        super().__init__(f"{self._name} · {model.heading(column)}", lead, model, parent)
        self.figure = QLineEdit(model.text(index))
        held = overrides_of(model.session.book(model.year).row(model.sheet.name, row) or {}).get(key)
        self.reason = QLineEdit(held.reason if held is not None else "")
        self.form.addRow(_(N_("Figure (empty: back to the standard's)")), self.figure)
        self.form.addRow(_(N_("Reason")), self.reason)

    def typed(self) -> tuple[Typed, Any]:
        what = message(
            N_("{row} {column} by hand: {text}"),
            row=self._name,
            column=self._model.heading(self._column),
            text=self.figure.text(),
        )
        figure, factor = self.figure.text(), self._model.unit.factor
        return Typed(self._row, self._column.key, figure, self.reason.text(), factor=factor), what


class DatedDialog(_Asking):
    """A figure of the year that takes another value from a month on, such as a minimum wage from July."""

    def __init__(self, model: GridModel, parent: QWidget | None = None) -> None:
        lead = _(
            N_("Pay is worked out month by month: until then with the old value, from then on with this one.")
        )
        super().__init__(_(N_("A figure that changes inside the year")), lead, model, parent)
        self.figure = QComboBox()
        standard = model.session.standard(model.year)
        for index in standard.indexes:
            if index.id in standard.by_month:
                self.figure.addItem(index.text.text(), index.id)
        self.month = QSpinBox()
        self.month.setRange(2, 12)
        self.month.setValue(7)
        self.value = QLineEdit()
        self.form.addRow(_(N_("Figure")), self.figure)
        self.form.addRow(_(N_("From month")), self.month)
        self.form.addRow(_(N_("New value")), self.value)

    def typed(self) -> tuple[Typed, Any]:
        key = f"{self.figure.currentData()}@{self._model.year}-{self.month.value():02}"
        row = int(self._model.session.book(self._model.year).figures["id"])
        what = message(
            N_("{figure} from month {month}: {text}"),
            figure=self.figure.currentText(),
            month=str(self.month.value()),
            text=self.value.text(),
        )
        return Typed(row, key, self.value.text()), what
