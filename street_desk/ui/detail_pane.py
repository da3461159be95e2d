"""The detail pane: the row at the cursor as a form, each field an Edit; it follows the cursor and every Edit."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from street_desk.domain.sheets import Column
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.detail_field import DetailField
from street_desk.ui.grid_model import GridModel


class DetailPane(QWidget):
    """The fields of one row. `asked` carries the cell whose turn it is; `left` that the keyboard goes to the grid."""

    asked = Signal(QModelIndex)
    left = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.fields: list[DetailField] = []
        self._model: GridModel | None = None
        self._columns: tuple[Column, ...] = ()
        self._place = 0
        self._head = QLabel(objectName="cell", wordWrap=True)
        self._none = QLabel(
            _(N_("A row of a sheet is shown here as a form.")), objectName="quiet", wordWrap=True
        )
        self._area = QScrollArea(widgetResizable=True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setAccessibleName(_(N_("Details")))
        # A list of choices is over the window and would stay behind.
        self._area.verticalScrollBar().valueChanged.connect(self._close_lists)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.MARGIN, 8, 4, 4)
        layout.addWidget(self._head)
        layout.addWidget(self._none)
        layout.addWidget(self._area, 1)
        layout.addStretch()

    def show_cell(self, model: GridModel | None, index: QModelIndex | QPersistentModelIndex) -> None:
        """Shows the row of a cell, and brings the cell's field into sight; nothing without a grid.

        A text that did not fit keeps its row, to be corrected or taken back, as an open cell of the grid does.
        """
        if self._keeps(model, index):
            return
        shown = model is not None and index.isValid() and model.cell(index)[0] >= 0
        for part in (self._head, self._area):
            part.setVisible(shown)
        self._none.setVisible(not shown)
        if model is None or not shown:
            return
        if model is not self._model or model.sheet.columns != self._columns:
            self._build(model)
        self._place = index.row()
        row_id, column = _row(model, index), model.cell(index)[1]
        number = "" if model.sheet.single else f"  {self._place + 1}"
        self._head.setText(f"{model.name(index) or model.sheet.shown()}{number}")
        for field in self.fields:
            field.show_row(row_id)
        here = next((field for field in self.fields if field.column.key == column.key), None)
        if here is not None:
            self._area.ensureWidgetVisible(here, 0, 40)

    def _keeps(self, model: GridModel | None, index: QModelIndex | QPersistentModelIndex) -> bool:
        """Whether a field of another row holds a text that is refused; it has the keyboard again then."""
        here = _row(model, index) if model is not None and index.isValid() else None
        held = next((f for f in self.fields if f.line.isModified() and not f.why.isHidden()), None)
        if held is None or self._model is None or (model is self._model and here == held.row):
            return False
        if (held.row > 0 and self._model.row(held.row) is None) or held.commit():
            return False
        held.setFocus()
        return True

    def _build(self, model: GridModel) -> None:
        """Fields anew, first those that are typed and then those worked out."""
        self._model, self._columns = model, model.sheet.columns
        self.fields = []
        inner = QWidget()
        form = QVBoxLayout(inner)
        form.setContentsMargins(0, 0, 8, 0)
        groups = ((N_("To fill in"), False), (N_("Worked out"), True))
        for title, derived in groups:
            columns = [column for column in self._columns if column.derived == derived]
            if columns and any(c.derived for c in self._columns):
                form.addWidget(QLabel(_(title), objectName="quiet"))
            for column in columns:
                field = DetailField(model, column)
                field.left.connect(lambda way, field=field: self._go(field, way))
                field.entered.connect(lambda field=field: self._enter(field))
                self.fields.append(field)
                form.addWidget(field)
        form.addStretch()
        self._area.setWidget(inner)

    def settle(self) -> bool:
        """Takes in what is being typed into a field; False where it does not fit."""
        refused = next((f for f in self.fields if f.line.isModified() and not f.commit()), None)
        if refused is not None:
            refused.setFocus()
        return refused is None

    def focus_first(self) -> None:
        """The keyboard into the field of the cell at the cursor, else into the first."""
        if self.fields:
            self.fields[0].setFocus()

    def focus_on(self, key: str) -> None:
        """The keyboard into a column's field."""
        field = next((field for field in self.fields if field.column.key == key), None)
        if field is not None:
            field.setFocus()
        else:
            self.focus_first()

    def _close_lists(self) -> None:
        for field in self.fields:
            field.close_list()

    def _enter(self, field: DetailField) -> None:
        self._area.ensureWidgetVisible(field, 0, 40)
        if field.index.isValid():
            self.asked.emit(field.index)

    def _go(self, field: DetailField, way: str) -> None:
        if way == "grid":
            self.left.emit()
            return
        what, _space, step = way.partition(" ")
        if what == "row":
            self._to_row(field, int(step))
            return
        # Tab comes to every field, Enter to those that can be typed, and on to the next row.
        fields = [one for one in self.fields if what == "field" or not one.column.derived or one is field]
        place = fields.index(field) + int(step)
        if 0 <= place < len(fields):
            fields[place].setFocus()
        elif what == "typed" and self._to_row(fields[0 if place > 0 else -1], int(step)):
            fields[0 if place > 0 else -1].setFocus()

    def _to_row(self, field: DetailField, step: int) -> bool:
        """The row before or after as the grid shows them, past subtotals; False where there is none.

        The keyboard stays in the same field.
        """
        model = self._model
        if model is None or model.sheet.single:
            return False
        place = self._place + step
        while 0 <= place < model.rowCount() and model.rows.at(place) < 0:
            place += step
        if not 0 <= place < model.rowCount():
            return False
        column = next((n for n, c in enumerate(model.columns) if c.key == field.column.key), 0)
        self.asked.emit(model.index(place, column))
        field.line.selectAll()
        return True


def _row(model: GridModel, index: QModelIndex | QPersistentModelIndex) -> int:
    """The id of a cell's row; of an empty row that which typing into it is for."""
    row_id, _column = model.cell(index)
    return row_id if row_id or model.sheet.single else model.rows.aim(index.row())
