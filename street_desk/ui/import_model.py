"""The rows of an import preview as a table: tinted by what would happen to them, each can be left out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from street_desk.domain.catalogue import SHEETS
from street_desk.exchange.importing import CHANGED, HELD, NEW, REFUSED, SAME, SKIPPED, Region
from street_desk.language import N_, _

_Index = QModelIndex | QPersistentModelIndex
_WORDS = {
    NEW: N_("new"),
    CHANGED: N_("changed"),
    SAME: N_("the same"),
    REFUSED: N_("refused"),
    HELD: N_("waits for an answer"),
    SKIPPED: N_("left out"),
}
_TINTS = {
    NEW: QBrush(QColor("#e4f4e8")),
    CHANGED: QBrush(QColor("#fdf3d8")),
    REFUSED: QBrush(QColor("#fbe3e0")),
    HELD: QBrush(QColor("#e6e9fb")),
}


class RegionModel(QAbstractTableModel):
    """First whether a row comes in and its number, then its state, then the columns that were recognised."""

    def __init__(
        self, file: str, region: Region, left_out: set[tuple[str, str, int]], parent: Any = None
    ) -> None:
        super().__init__(parent)
        self.file = file
        self.left_out = left_out
        self._region = region
        self._rows = region.rows
        self._sheet = SHEETS[region.sheet]
        self._keys = list(dict.fromkeys(c.column for c in region.columns if c.column in self._sheet))

    def width(self, place: int) -> int:
        """In characters."""
        if place == 1:
            return max(9, *(len(_(word)) for word in _WORDS.values()))
        return self._sheet[self._keys[place - 2]].width if place else 7

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 2 + len(self._keys)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
        across = orientation == Qt.Orientation.Horizontal
        return self.heading(section) if role in roles and across else None

    def heading(self, place: int) -> str:
        """The words above a column."""
        if place < 2:
            return (_(N_("Row")), _(N_("State")))[place]
        return self._sheet[self._keys[place - 2]].shown()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        place = (self.file, row.tab, row.number)
        if index.column() == 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Unchecked if place in self.left_out else Qt.CheckState.Checked
            return str(row.number) if role == Qt.ItemDataRole.DisplayRole else None
        if index.column() == 1:
            if role == Qt.ItemDataRole.DisplayRole:
                return _(_WORDS[row.state])
            if role == Qt.ItemDataRole.ToolTipRole:
                return row.why.text() if row.why else None
            return _TINTS.get(row.state) if role == Qt.ItemDataRole.BackgroundRole else None
        key = self._keys[index.column() - 2]
        if role == Qt.ItemDataRole.TextAlignmentRole and self._sheet[key].kind.numeric:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        cell = row.cells.get(key)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.old} → {cell.text}" if cell.state == CHANGED else cell.text
        if role == Qt.ItemDataRole.BackgroundRole:
            return _TINTS.get(cell.state) if cell.state != NEW or row.state != NEW else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{cell.address}  {cell.why.text()}" if cell.why else cell.address
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        row = self._rows[index.row()]
        place = (self.file, row.tab, row.number)
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self.left_out.discard(place)
        else:
            self.left_out.add(place)
        self.dataChanged.emit(index, index)
        return True
