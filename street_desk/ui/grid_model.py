"""GridModel: one Sheet of one year as a table, or a single-row sheet as a list of fields.

The model holds no values: it asks the Session, and after an Edit repaints just what the Edit touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Choice, Reference, Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, Row
from street_desk.language import N_, _, message
from street_desk.session import Changed, Session
from street_desk.ui.grid_looks import Look, Looks
from street_desk.ui.grid_marks import Marks
from street_desk.ui.grid_rows import Rows, runs
from street_desk.ui.grid_typing import Typing

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LONGEST_NAME = 16
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class GridModel(QAbstractTableModel):
    """Cells of a Sheet. A sheet of many rows ends in an empty row that takes the next one typed."""

    refused = Signal(object)

    def __init__(self, session: Session, sheet: str, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self.session = session
        self.year = year
        self.sheet = session.sheet(sheet, year)
        self.columns: tuple[Column, ...] = self.sheet.columns
        self.unmasked = False
        self.typing = Typing(self)
        self._book = session.book(year)
        self.rows = Rows(self._book.ids(sheet))
        self._flags = self._column_flags()
        self._looks = Looks(self)
        self._heads: dict[int, str] = {}
        self.marks = Marks(sheet)
        self.marks.read(session.findings(year))

    def _column_flags(self) -> list[Qt.ItemFlag]:
        """The flags by column: Qt asks for every cell it paints, and putting them together is slow in Python."""
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = plain if self.session.read_only else plain | Qt.ItemFlag.ItemIsEditable
        return [plain if column.derived else typed for column in self.columns]

    # Where a cell is -------------------------------------------------------------------------------------------------

    def cell(self, index: _Index) -> tuple[int, Column]:
        """The row id (0 for the empty row) and the Column of a cell."""
        row, column = (0, index.row()) if self.sheet.single else (index.row(), index.column())
        return self.rows.at(row), self.columns[column]

    def index_of(self, row_id: int, key: str) -> QModelIndex:
        """The cell of a row id and a column key; an invalid index where there is none."""
        place = self.rows.place(row_id)
        column = next((n for n, c in enumerate(self.columns) if c.key == key), None)
        if place is None or column is None:
            return QModelIndex()
        return self.index(column, 0) if self.sheet.single else self.index(place, column)

    def row(self, row_id: int) -> Row | None:
        """A row of the sheet by its id, None where there is none."""
        return self._book.row(self.sheet.name, row_id)

    def value(self, index: _Index) -> Value:
        """The value as the row holds it or the assessment gives it."""
        row_id, column = self.cell(index)
        row = self.row(row_id)
        return None if row is None else self.session.value(self.year, self.sheet.name, row, column)

    def found(self, index: _Index) -> tuple[tuple[str, str], ...]:
        """What checks noticed on a cell: each severity and sentence, the gravest first."""
        row_id, column = self.cell(index)
        return self.marks.found((row_id, column.key))

    def text(self, index: _Index) -> str:
        """The cell as typed and copied; ids and phones masked unless shown in full."""
        _row, column = self.cell(index)
        value = self.value(index)
        if isinstance(column.kind, Masked) and not self.unmasked:
            return column.kind.mask(value)
        return self._book.text(column, value)

    def choices(self, column: Column) -> list[str]:
        """What a cell of the column may be chosen from; empty where it is typed freely."""
        if isinstance(column.kind, Choice):
            return [option.shown() for option in column.kind.options]
        if isinstance(column.kind, Reference):
            named = SHEETS[column.kind.sheet]
            return [named.called(row) for row in self._book.rows(named.name)]
        return []

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return len(self.columns) if self.sheet.single else len(self.rows) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return 1 if self.sheet.single else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        _row, column = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            value = self.value(index)
            if isinstance(column.kind, Masked) and not self.unmasked:
                return column.kind.mask(value)
            return self._book.format(column, value)
        if role == Qt.ItemDataRole.EditRole:
            return self.text(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind.numeric and not self.sheet.single else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(text for _severity, text in self.found(index)) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        across = orientation == Qt.Orientation.Horizontal
        if self.sheet.single:
            return _(N_("Value")) if across else self.columns[section].shown()
        if across:
            return self.columns[section].shown()
        if section >= len(self.rows):
            return "＊"
        self._heads[section] = self._head(section)
        return self._heads[section]

    def _head(self, place: int) -> str:
        """The row's number and name: so the name stays in sight while the figures scroll."""
        row = self.row(self.rows.at(place)) or {}
        return f"{place + 1}  {shortened(self.sheet.called(row))}".rstrip()

    def look(self, index: _Index) -> Look:
        """The cell as it is painted."""
        return self._looks.look(index)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return self._flags[index.row() if self.sheet.single else index.column()]

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        _row, column = self.cell(index)
        if str(value) == self.text(index) and not (self.sheet.name == "figures" and value):
            return self.typing.confirmed(self.cell(index))
        where = self.name(index)
        told = column.kind.mask(str(value)) if isinstance(column.kind, Masked) else str(value)
        what = message(N_("{row} {column}: {text}"), row=where, column=column.shown(), text=told)
        return self.typing.cells([(index.row(), index.column(), str(value))], what)

    # Edits -----------------------------------------------------------------------------------------------------------

    def name(self, index: _Index) -> str:
        """What the row of a cell is called."""
        row = self.row(self.cell(index)[0]) or {}
        return self.sheet.called(row) if not self.sheet.single else self.sheet.shown()

    def aim(self, row: int, column: int) -> tuple[int, str]:
        """The row id and column key of a place; places past the last row are new rows, counted down from 0."""
        if self.sheet.single:
            return self.rows.at(0), self.columns[row].key
        return self.rows.aim(row), self.columns[column].key

    def remove(self, rows: Iterable[int]) -> None:
        """Removes rows as one Edit; a refusal is announced."""
        self.typing.remove([row_id for row in rows if (row_id := self.rows.at(row))])

    def show_full(self, full: bool) -> None:
        """Shows ids and phones in full, or masked again."""
        self.unmasked = full
        self._looks.clear()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # After an Edit ---------------------------------------------------------------------------------------------------

    def follow(self, changed: Changed) -> None:
        """Brings the table to what the Edit made: rows that came or went, then the cells touched."""
        if self.sheet.name in changed.sheets:
            self._follow_rows()
        touched = {row for sheet, row in changed.rows.get(self.year, ()) if sheet == self.sheet.name}
        touched |= self.marks.read(self.session.findings(self.year))
        touched |= self.marks.settle(changed, self.row)
        if self.sheet.single:
            self._follow_fields()
        self.repaint(touched)

    def repaint(self, touched: Iterable[int]) -> None:
        """Draws rows anew, by their ids."""
        if self.sheet.single:
            self._looks.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.columns) - 1, 0))
            return
        places = sorted(place for row in touched if (place := self.rows.place(row)) is not None)
        for first, end in runs(places):
            self.touch(first, end)

    def touch(self, first: int, last: int) -> None:
        """Draws the rows from one place to another anew."""
        self._looks.forget(first, last)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        if any(self._heads.get(place) != self._head(place) for place in range(first, last + 1)):
            # Only where a name changed: Qt lays the whole table out anew for it.
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    def _follow_fields(self) -> None:
        """A figure that changes inside the year is a field of its own as soon as it is entered."""
        fresh = self.session.sheet(self.sheet.name, self.year)
        if fresh.columns != self.columns:
            self.beginResetModel()
            self.sheet, self.columns = fresh, fresh.columns
            self._flags = self._column_flags()
            self.endResetModel()

    def _follow_rows(self) -> None:
        self._looks.clear()
        wanted = self._book.ids(self.sheet.name)
        if self.sheet.single:
            self.rows = Rows(wanted)
        else:
            self.rows.follow(self, wanted)


def shortened(name: str) -> str:
    """A row's name where room is scarce: a duty's title may be a whole sentence."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
