"""Which columns and rows of a grid are selected, answered quickly: the headers ask for every heading they paint."""

from __future__ import annotations

from bisect import bisect_right

from PySide6.QtCore import QItemSelectionModel, QObject, Signal


class Picked(QObject):
    """What a selection covers, worked out once after it changed."""

    changed = Signal()

    def __init__(self, selection: QItemSelectionModel, parent: QObject) -> None:
        super().__init__(parent)
        self._selection = selection
        self._columns: dict[int, int] | None = None
        self._tops: list[int] = []
        self._rows: list[tuple[int, int, int]] = []
        selection.selectionChanged.connect(self._forget)
        selection.model().modelReset.connect(self._forget)

    def _forget(self, *_args: object) -> None:
        self._columns = None
        self.changed.emit()

    def _read(self) -> dict[int, int]:
        if self._columns is None:
            model = self._selection.model()
            last_row, last_column = model.rowCount() - 1, model.columnCount() - 1
            found: dict[int, int] = {}
            rows: list[tuple[int, int, int]] = []
            for part in self._selection.selection():
                top, left, bottom, right = part.top(), part.left(), part.bottom(), part.right()
                how = 2 if top == 0 and bottom == last_row else 1
                for column in range(left, right + 1):
                    found[column] = max(how, found.get(column, 0))
                rows.append((top, bottom, 2 if left == 0 and right == last_column else 1))
            rows.sort()
            self._rows = []
            for top, bottom, how in rows:
                # Parts beside each other become one; a whole row counts before a part of it.
                if self._rows and top <= self._rows[-1][1] and how == self._rows[-1][2]:
                    first, last, _how = self._rows[-1]
                    self._rows[-1] = (first, max(last, bottom), how)
                else:
                    self._rows.append((top, bottom, how))
            self._tops = [top for top, _bottom, _how in self._rows]
            self._columns = found
        return self._columns

    def column(self, place: int) -> int:
        """2 where a whole column is selected, 1 where some of it is, else 0."""
        return self._read().get(place, 0)

    def row(self, place: int) -> int:
        """2 where a whole row is selected, 1 where some of it is, else 0."""
        self._read()
        at = bisect_right(self._tops, place)
        for top, bottom, how in reversed(self._rows[max(0, at - 8) : at]):
            if top <= place <= bottom:
                return how
        return 0
