"""The list of what was found: sheet, row, column and text of each cell, read when it is looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QTableView, QWidget

from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.seeker import Hit, Seeker, texts_of
from street_desk.ui.table_model import table_view

_Index = QModelIndex | QPersistentModelIndex
_HEADINGS = (N_("Sheet"), N_("Row"), N_("Column"), N_("Text"))
_LINES = 5


class HitModel(QAbstractTableModel):
    """The hits of a Seeker as a table."""

    def __init__(self, seeker: Seeker, parent: Any = None) -> None:
        super().__init__(parent)
        self._seeker = seeker
        self._hits: list[Hit] = []

    def refresh(self) -> None:
        """Shows what is found now."""
        self.beginResetModel()
        self._hits = list(self._seeker.hits)
        self.endResetModel()

    def hit(self, place: int) -> Hit:
        return self._hits[place]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._hits)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        hit = self._hits[index.row()]
        model = self._seeker.model(hit.sheet)
        if index.column() == 0:
            return model.sheet.shown()
        if index.column() == 2:
            return model.sheet[hit.key].shown()
        row = model.row(hit.row)
        if row is None:
            return ""
        if index.column() == 1:
            number = model.rows.number(model.rows.place(hit.row) or 0)
            return "" if model.sheet.single else f"{number}  {model.sheet.called(row)}"
        column = model.sheet[hit.key]
        return texts_of(model)[0](column, model.session.value(model.year, hit.sheet, row, column))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _(_HEADINGS[section])
        return None


def hit_view(model: HitModel, parent: QWidget) -> QTableView:
    """A view of the hits a few lines high; widths from the font, because measuring every text would not scale."""
    view = table_view(model, _(N_("What was found")))
    view.setParent(parent)
    one = view.fontMetrics().horizontalAdvance("0")
    for place, width in enumerate((16, 24, 24)):
        view.setColumnWidth(place, width * one)
    view.horizontalHeader().setStretchLastSection(True)
    view.setFixedHeight(view.horizontalHeader().sizeHint().height() + _LINES * style.ROW_HEIGHT + 4)
    return view
