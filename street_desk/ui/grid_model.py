"""GridModel: one Sheet of one year as a table, or a single-row sheet as a list of fields.

The model holds no values: it asks the Session, and after an Edit repaints just what the Edit touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from street_desk.domain.arranging import Arrangement
from street_desk.domain.kinds import Choice, Reference, References, Value
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, Row
from street_desk.domain.shown_unit import IN_YUAN
from street_desk.language import N_, _
from street_desk.session import Changed, Session
from street_desk.ui import style
from street_desk.ui.grid_comments import Comments
from street_desk.ui.grid_fields import follow_columns
from street_desk.ui.grid_heads import Heads
from street_desk.ui.grid_hover import hover
from street_desk.ui.grid_looks import Look, Looks
from street_desk.ui.grid_marks import Marks
from street_desk.ui.grid_rows import Rows, few_runs
from street_desk.ui.grid_sight import Sight
from street_desk.ui.grid_tints import Tints
from street_desk.ui.grid_typing import Typing

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_FILTERED = QBrush(style.ACCENT)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class GridModel(QAbstractTableModel):
    """Cells of a Sheet. A sheet of many rows ends in an empty row that takes the next one typed."""

    refused = Signal(object)
    arranged = Signal()

    def __init__(self, session: Session, sheet: str, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self.session = session
        self.year = year
        self.sheet = session.sheet(sheet, year)
        self.columns: tuple[Column, ...] = self.sheet.columns
        self.unmasked = False
        self.unit = IN_YUAN
        # Whether the name of a row stands beside its number.
        self.named_rows = True
        self.arrangement = Arrangement()
        self.typing = Typing(self)
        self._book = session.book(year)
        self.rows = Rows(self._book.ids(sheet))
        self._flags = self._column_flags()
        self._looks = Looks(self)
        self._heads = Heads(self)
        self.marks = Marks(sheet)
        self.marks.read(session.findings(year))
        self.comments = Comments(self)
        self.tints = Tints(self)
        self.sight = Sight(self)

    def _column_flags(self) -> list[Qt.ItemFlag]:
        """The flags by column: Qt asks for every cell it paints, and putting them together is slow in Python."""
        typed = _FIXED if self.session.read_only else _FIXED | Qt.ItemFlag.ItemIsEditable
        return [_FIXED if column.derived else typed for column in self.columns]

    # Where a cell is -------------------------------------------------------------------------------------------------

    def cell(self, index: _Index) -> tuple[int, Column]:
        """The row id (0 for the empty row) and the Column of a cell."""
        row, column = (0, index.row()) if self.sheet.single else (index.row(), index.column())
        row_id = self.rows.at(row)
        return row_id, self.columns[column] if row_id >= 0 else self.sight.column(self.columns[column])

    def is_row(self, place: int) -> bool:
        """Whether a row of the sheet stands at a place, or the empty one, and not a subtotal."""
        return self.rows.at(place) >= 0

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
        return self.held(*self.cell(index))

    def held(self, row_id: int, column: Column) -> Value:
        """The value of a column in a row, by its id, shown or not; None where there is no row."""
        row = self.row(row_id)
        return None if row is None else self.session.value(self.year, self.sheet.name, row, column)

    def found(self, index: _Index) -> tuple[tuple[str, str], ...]:
        """What checks noticed on a cell: each severity and sentence, the gravest first."""
        row_id, column = self.cell(index)
        return self.marks.found((row_id, column.key))

    def text(self, index: _Index) -> str:
        """The cell as typed and copied; ids and phones masked unless shown in full."""
        row_id, column = self.cell(index)
        if row_id < 0:
            return self.sight.line_text(row_id, column, plain=True)
        return self.words(column, self.held(row_id, column))

    def words(self, column: Column, value: Value) -> str:
        """A value of a column as typed and copied."""
        if isinstance(column.kind, Masked) and not self.unmasked:
            return column.kind.mask(value)
        return self.unit.text(self._book, column, value)

    def choices(self, column: Column) -> list[str]:
        """What a cell of the column may be chosen from; empty where it is typed freely."""
        if isinstance(column.kind, Choice):
            return [option.shown() for option in column.kind.options]
        if isinstance(column.kind, (Reference, References)):
            return list(self._book.names(column.kind.sheet).values())
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
        row_id, column = self.cell(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if row_id < 0:
                return self.sight.line_text(row_id, column)
            value = self.held(row_id, column)
            if isinstance(column.kind, Masked) and not self.unmasked:
                return column.kind.mask(value)
            return self.unit.format(self._book, column, value)
        if role == Qt.ItemDataRole.EditRole:
            return self.text(index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.kind.numeric and not self.sheet.single else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return hover(self, index)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.ForegroundRole and self.arrangement.filters and not across:
            return _FILTERED
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if across or self.sheet.single:
            return _(N_("Value")) if across and self.sheet.single else self.heading(self.columns[section])
        return self._heads.text(section)

    def heading(self, column: Column) -> str:
        """What stands above a column, with the unit of its money where that is not yuan."""
        return self.unit.heading(column)

    def look(self, index: _Index) -> Look:
        """The cell as it is painted."""
        return self._looks.look(index)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.sheet.single:
            return self._flags[index.row()]
        return self._flags[index.column()] if self.is_row(index.row()) else _FIXED

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        return self.typing.over(index, str(value))

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
        self.sight.show_full(full)

    def show_anew(self) -> None:
        """Every cell is shown otherwise now."""
        self.sight.forget_words()
        self.forget_looks()
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    # After an Edit ---------------------------------------------------------------------------------------------------

    def follow(self, changed: Changed) -> None:
        """Brings the table to what the Edit made: rows that came or went, then the cells touched."""
        lines = self.sight.follow(changed)
        if self.sheet.name in changed.sheets:
            self._follow_rows()
        touched = {row for sheet, row in changed.rows.get(self.year, ()) if sheet == self.sheet.name}
        touched |= self.marks.keep_up(changed, self.session, self.year)
        touched |= self.marks.settle(changed, self.row) | self.comments.follow(changed)
        self._follow_fields()
        self.repaint(touched | lines)

    def arrange(self, arrangement: Arrangement) -> None:
        """Filters, sorts and groups the rows. An edited row stays where it is until this is asked for again."""
        self.sight.arrange(arrangement)

    def forget_looks(self) -> None:
        """Everything is to be painted anew."""
        self._looks.clear()
        self._heads.clear()

    def repaint(self, touched: Iterable[int]) -> None:
        """Draws rows anew, by their ids."""
        if self.sheet.single:
            self._looks.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.columns) - 1, 0))
            return
        places = sorted(place for row in touched if (place := self.rows.place(row)) is not None)
        for first, end in few_runs(places):
            self.touch(first, end)

    def touch(self, first: int, last: int) -> None:
        """Draws the rows from one place to another anew."""
        self._looks.forget(first, last)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))
        if self._heads.moved(first, last):
            self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    def _follow_fields(self) -> None:
        """A figure that changes inside the year is a field as soon as it is entered; own columns come and go."""
        fresh = self.session.sheet(self.sheet.name, self.year)
        if fresh.columns == self.sheet.columns:
            return
        if not self.sheet.single:
            follow_columns(self, fresh)
        else:
            self.beginResetModel()
            self.sheet = fresh
            self.put_columns(fresh.columns)
            self.endResetModel()

    def put_columns(self, columns: tuple[Column, ...]) -> None:
        """Makes these the columns that are shown; whoever does it tells the views."""
        self.columns = columns
        self._flags = self._column_flags()
        self._looks.clear()

    def _follow_rows(self) -> None:
        self._looks.clear()
        wanted = self._book.ids(self.sheet.name)
        if self.sheet.single:
            self.rows = Rows(wanted)
        else:
            self.rows.follow(self, wanted)
