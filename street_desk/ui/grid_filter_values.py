"""The list of a column's values with their ticks, as Excel's filter has it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView

from street_desk.domain.arranging import Chosen
from street_desk.domain.pinyin import found
from street_desk.domain.pinyin_matching import matches
from street_desk.language import N_, _

_Index = QModelIndex | QPersistentModelIndex
_ON, _PARTLY, _OFF = Qt.CheckState.Checked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Unchecked
MOST = 10_000
_FEW = 2_000


def _found(wanted: str, text: str) -> bool:
    return found(wanted, text) or matches(wanted, text)


class Values(QAbstractListModel):
    """Everything, then each value with the number of its rows; at most MOST are listed, a search finds the others.

    `worded` says how a value stands in the grid now: money may be shown in 万元.
    While something is searched for, only what was found counts, and all of it is ticked, as in Excel.
    """

    ticked = Signal()

    def __init__(
        self,
        counted: Sequence[tuple[str, int]],
        chosen: Chosen | None,
        parent: Any = None,
        *,
        worded: Callable[[str], str] = str,
    ) -> None:
        super().__init__(parent)
        self._counted, self._worded = counted, worded
        self._every = frozenset(text for text, _count in counted)
        self._chosen = chosen
        self._ticks = set(self._every if chosen is None else chosen.texts & self._every)
        self._changed = False
        self._found: set[str] | None = None
        self._listed = list(counted[:MOST])

    # What is ticked --------------------------------------------------------------------------------------------------

    def chosen(self) -> Chosen | None:
        """What passes by its value; None for everything."""
        if self._found is not None:
            return Chosen(frozenset(self._found))
        if not self._changed:
            return self._chosen
        if self._ticks == self._every:
            return None
        # What the other columns' filters hide from the list stays as it was.
        return Chosen(frozenset(self._ticks | (self._chosen.texts - self._every if self._chosen else set())))

    def any(self) -> bool:
        """Whether something is ticked: with nothing, no row would be left."""
        return bool(self._now()) or not self._counted

    def more(self) -> int:
        """How many values are not listed."""
        return len(self._counted) - len(self._listed) if self._found is None else 0

    def search(self, wanted: str) -> None:
        """Lists what is found by its characters or its pinyin."""
        self.beginResetModel()
        if wanted.strip():
            # By every reading of a character only where that takes no time.
            finds = _found if len(self._counted) <= _FEW else found
            hits = [(t, count) for t, count in self._counted if t and finds(wanted, self._worded(t))]
            self._found, self._listed = {text for text, _count in hits}, hits[:MOST]
        else:
            self._found, self._listed = None, list(self._counted[:MOST])
        self.endResetModel()
        self.ticked.emit()

    def _now(self) -> set[str]:
        return self._ticks if self._found is None else self._found

    def turn(self, row: int) -> None:
        """Ticks a value, or takes its tick away; the first line does so with all that are listed."""
        ticks = self._now()
        if row:
            ticks ^= {self._listed[row - 1][0]}
        else:
            listed = self._every if self._found is None else {text for text, _count in self._listed}
            if listed <= ticks:
                ticks -= listed
            else:
                ticks |= listed
        self._changed = True
        self.dataChanged.emit(self.index(0), self.index(len(self._listed)))
        self.ticked.emit()

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._listed) + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return plain | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return (self._state(index.row())).value
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row())
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        self.turn(index.row())
        return True

    def _text(self, row: int) -> str:
        if not row:
            return _(N_("(Select all)")) if self._found is None else _(N_("(Select all that were found)"))
        text, count = self._listed[row - 1]
        text = self._worded(text) if text else _(N_("(blank)"))
        return f"{text}  ({count:,})"

    def _state(self, row: int) -> Qt.CheckState:
        ticks = self._now()
        if row:
            return _ON if self._listed[row - 1][0] in ticks else _OFF
        if not ticks:
            return _OFF
        every = len(self._every) if self._found is None else len(self._listed)
        return _ON if len(ticks) >= every and every else _PARTLY


class ValuesView(QListView):
    """The list of values: a click anywhere on a line ticks it, and so does the space bar."""

    def __init__(self, model: Values, parent: Any = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._values = model
        self.setUniformItemSizes(True)
        self.setMinimumHeight(80)
        self.setAccessibleName(_(N_("Values")))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        before = index.data(int(Qt.ItemDataRole.CheckStateRole)) if index.isValid() else None
        super().mouseReleaseEvent(event)
        if index.isValid() and index.data(int(Qt.ItemDataRole.CheckStateRole)) == before:
            self._values.turn(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._values.turn(self.currentIndex().row())
        else:
            super().keyPressEvent(event)
