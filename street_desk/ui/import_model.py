"""The rows of an import preview as a table: tinted by what would happen to them, each can be left out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush

from street_desk.exchange.importing import CHANGED, HELD, NEW, REFUSED, Region
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import N_, _
from street_desk.ui.import_marks import entry_why
from street_desk.ui.import_sheet import TINTS
from street_desk.ui.import_words import STATE_WORDS

_Index = QModelIndex | QPersistentModelIndex
_TINTS = {state: QBrush(TINTS[state]) for state in (NEW, CHANGED, REFUSED, HELD)}
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class RegionModel(QAbstractTableModel):
    """First whether a row comes in and its number, then its state, the columns that were recognised, and why.

    A row is looked up when it is looked at: a workbook may have 120,000.
    """

    def __init__(
        self, path: Path, region: Region, left_out: set[tuple[Path, str, str]], parent: Any = None
    ) -> None:
        super().__init__(parent)
        self.path, self.region = path, region
        self.left_out = left_out
        self._rows = region.rows
        self._sheet = SHEETS[region.sheet]
        self._keys = list(dict.fromkeys(c.column for c in region.columns if c.column in self._sheet))

    def width(self, place: int) -> int:
        """In characters."""
        if place == 1:
            return max(9, *(len(_(word)) for word in STATE_WORDS.values()))
        if place > len(self._keys) + 1:
            return 40
        return self._sheet[self._keys[place - 2]].width if place else 7

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else 3 + len(self._keys)

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
        if place > len(self._keys) + 1:
            return _(N_("Why"))
        return self._sheet[self._keys[place - 2]].shown()

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def why(self, place: int) -> str:
        """Why a row, or else the cells of it, do not come in as they stand."""
        whole = entry_why(self.region, place)
        if whole:
            return whole
        said = (self._rows.said.get((place, key)) for key in self._keys)
        found = [one.why.text() for one in said if one is not None and one.why is not None]
        return "  ".join(dict.fromkeys(found))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, column = index.row(), index.column()
        if column == 0:
            if role == Qt.ItemDataRole.CheckStateRole:
                out = self._named(place) in self.left_out
                return Qt.CheckState.Unchecked if out else Qt.CheckState.Checked
            return str(self._rows.numbers[place]) if role == Qt.ItemDataRole.DisplayRole else None
        if column == 1:
            return self._state(place, role)
        if column > len(self._keys) + 1:
            roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self.why(place) or None if role in roles else None
        return self._cell(place, self._keys[column - 2], role)

    def _state(self, place: int, role: int) -> Any:
        state = self._rows.states[place]
        if role == Qt.ItemDataRole.DisplayRole:
            return _(STATE_WORDS[state])
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.why(place) or None
        return _TINTS.get(state) if role == Qt.ItemDataRole.BackgroundRole else None

    def _cell(self, place: int, key: str, role: int) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._sheet[key].kind.numeric else None
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.BackgroundRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return None
        cell = self._rows.cell(place, key)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{cell.old} → {cell.text}" if cell.state == CHANGED else cell.text
        if role == Qt.ItemDataRole.BackgroundRole:
            return _TINTS.get(cell.state)
        return f"{cell.address}  {cell.why.text()}" if cell.why else cell.address

    # Rows left out ---------------------------------------------------------------------------------------------------

    def _named(self, place: int) -> tuple[Path, str, str]:
        return self.path, self._rows.tab, self._rows.named(place)

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or index.column() != 0:
            return False
        self.leave_out([index.row()], out=Qt.CheckState(value) != Qt.CheckState.Checked)
        return True

    def leave_out(self, places: Iterable[int], *, out: bool) -> None:
        """Leaves rows out by their place, or takes them in again."""
        named = {self._named(place) for place in places}
        if out:
            self.left_out |= named
        else:
            self.left_out -= named
        self.ticked()

    def take_only(self, *states: str) -> None:
        """Takes in the rows of these states, and no others."""
        self.leave_out((n for n, state in enumerate(self._rows.states) if state not in states), out=True)
        self.leave_out((n for n, state in enumerate(self._rows.states) if state in states), out=False)

    def ticked(self) -> None:
        """Rows were left out or taken in."""
        if len(self._rows):
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, 0), [Qt.ItemDataRole.CheckStateRole]
            )
