"""The figures of a standard as a table that can be typed into; what was changed stands beside what it was."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from street_desk.domain.numbers import read_number
from street_desk.domain.problems import Problem
from street_desk.domain.standards.editing import Figure, Path
from street_desk.language import N_, _, message, number

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CHANGED = QBrush(QColor("#fdf3d8"))
_VALUE = 3


class FiguresModel(QAbstractTableModel):
    """Clause, item, what it is, figure. `changed` says that a figure was typed; `refused` carries a Problem."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, figures: Sequence[Figure], parent: Any = None) -> None:
        super().__init__(parent)
        self.figures = list(figures)
        self.values: dict[Path, int | Decimal] = {}

    def discard(self) -> None:
        """Back to the figures as adopted."""
        self.beginResetModel()
        self.values.clear()
        self.endResetModel()
        self.changed.emit()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.figures)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (_(N_("Clause")), _(N_("Item")), _(N_("Case")), _(N_("Figure")), _(N_("as adopted")))[section]

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == _VALUE else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        figure = self.figures[index.row()]
        new = self.values.get(figure.path)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= _VALUE:
            return _RIGHT
        if role == Qt.ItemDataRole.BackgroundRole:
            return _CHANGED if new is not None and index.column() >= _VALUE else None
        if role == Qt.ItemDataRole.EditRole and index.column() == _VALUE:
            return str(figure.value if new is None else new)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        shown = figure.value if new is None else new
        texts = (
            figure.clause,
            figure.item.text(),
            figure.words.text(),
            number(shown),
            number(figure.value) if new is not None else "",
        )
        return texts[index.column()]

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != _VALUE:
            return False
        figure = self.figures[index.row()]
        try:
            found = read_number(str(value), message(N_("Type a number, such as 50000 or 2.3.")))
        except Problem as problem:
            self.refused.emit(problem)
            return False
        if found is None or found == figure.value:
            self.values.pop(figure.path, None)
        else:
            self.values[figure.path] = int(found) if found == int(found) else found
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), 4))
        self.changed.emit()
        return True
