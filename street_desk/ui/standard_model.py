"""The figures and sentences of a standard as a table to type into; what was changed stands beside what it was."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor

from street_desk.domain.numbers import read_number
from street_desk.domain.problems import Problem
from street_desk.domain.standards.editing import Figure, Path, Value, Wording
from street_desk.language import N_, _, message, number

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_CHANGED = QBrush(QColor("#fdf3d8"))
_VALUE = 3


class FiguresModel(QAbstractTableModel):
    """Clause, item, what it is, figure. `changed` says that one was typed; `refused` carries a Problem.

    Figures are typed into their cell; for sentences and choices the view asks, and `take` takes the answer.
    """

    changed = Signal()
    refused = Signal(object)

    def __init__(self, figures: Sequence[Figure | Wording], parent: Any = None) -> None:
        super().__init__(parent)
        self.figures = list(figures)
        self.values: dict[Path, Value] = {}

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
        typed = index.column() == _VALUE and isinstance(self.figures[index.row()], Figure)
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        figure = self.figures[index.row()]
        new = self.values.get(figure.path)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() >= _VALUE:
            return _RIGHT if isinstance(figure, Figure) else None
        if role == Qt.ItemDataRole.BackgroundRole:
            return _CHANGED if new is not None and index.column() >= _VALUE else None
        if role == Qt.ItemDataRole.EditRole and index.column() == _VALUE:
            return str(figure.value if new is None else new)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        texts = (
            figure.clause,
            figure.item.text(),
            figure.words.text(),
            _shown(figure, figure.value if new is None else new),
            _shown(figure, figure.value) if new is not None else "",
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
        if found is None:
            self.take(index, figure.value)
        else:
            self.take(index, int(found) if found == int(found) else found)
        return True

    def take(self, index: _Index, value: Value) -> None:
        """Puts a figure, a sentence or a choice into a row; as it was adopted, it is no change."""
        figure = self.figures[index.row()]
        if value == figure.value:
            self.values.pop(figure.path, None)
        else:
            self.values[figure.path] = value
        self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), 4))
        self.changed.emit()


def _shown(figure: Figure | Wording, value: Value) -> str:
    return figure.shown(str(value)) if isinstance(figure, Wording) else number(Decimal(value))
