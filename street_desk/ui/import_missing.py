"""Rows that the file holds and no workbook of an import names: those ticked are removed with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QListView, QVBoxLayout, QWidget

from street_desk.exchange.importing.missing import Missing
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, _

_Index = QModelIndex | QPersistentModelIndex


class MissingModel(QAbstractListModel):
    """A row an entry, unticked unless the user wants it removed."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[Missing] = ()
        self.chosen: set[tuple[str, int]] = set()

    def show_rows(self, rows: Sequence[Missing]) -> None:
        """Takes a new list; what was chosen and is still there stays so."""
        self.beginResetModel()
        self.rows = rows
        self.chosen &= {(one.sheet, one.row) for one in rows}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            out = (one.sheet, one.row) in self.chosen
            return Qt.CheckState.Checked if out else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return "  ".join(filter(None, (SHEETS[one.sheet].shown(), one.name, one.community)))
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        one = self.rows[index.row()]
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.chosen.add((one.sheet, one.row))
        else:
            self.chosen.discard((one.sheet, one.row))
        self.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
        return True


class MissingPanel(QWidget):
    """The list with what it means; `chosen` says that another row is to be removed, or stays after all."""

    chosen = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.model = MissingModel(self)
        self.model.dataChanged.connect(lambda *_args: self.chosen.emit())
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setAccessibleName(_(N_("Rows that no workbook has")))
        self.view.setUniformItemSizes(True)
        self.said = QLabel()
        self.said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 6, 4, 4)
        column.addWidget(self.said)
        column.addWidget(self.view, 1)

    def show_rows(self, rows: Sequence[Missing]) -> None:
        """Shows these rows, none of them ticked at first."""
        said = _(N_("{n} rows are in the file and in no workbook. Tick those that are to be removed."))
        self.said.setText(said.format(n=len(rows)))
        self.model.show_rows(rows)
