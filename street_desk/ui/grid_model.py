"""GridModel: one Sheet of one year as a table, or a single-row sheet as a list of fields.

The model holds no values: it asks the Session, and after an Edit repaints just what the Edit touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from street_desk.domain.book import removals
from street_desk.domain.edits import Edit
from street_desk.domain.kinds import Choice, Reference, Value
from street_desk.domain.people import Masked
from street_desk.domain.problems import Problem
from street_desk.domain.sheets import Column
from street_desk.domain.typing_in import Refusal, Typed
from street_desk.language import N_, Message, _, message
from street_desk.session import Changed, Session

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Look(NamedTuple):
    """What the delegate paints of a cell. `unset`: an empty setting, shown quietly by its default."""

    text: str
    right: bool
    derived: bool
    severity: str
    unset: bool


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
        self._book = session.book(year)
        self._ids: list[int] = self._book.ids(sheet)
        self._places = {row_id: place for place, row_id in enumerate(self._ids)}
        # Read once: a year keeps its Standard.
        self._defaults = {
            f"setting.{s.id}": next(o.text for o in s.options if o.value == s.default).text()
            for s in session.standard(year).settings
        }
        plain = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        typed = plain if session.read_only else plain | Qt.ItemFlag.ItemIsEditable
        # Qt asks for every cell it paints, and putting flags together is slow in Python.
        self._flags = [plain if column.derived else typed for column in self.columns]
        self._looks: dict[tuple[int, int], Look] = {}
        self._heads: dict[int, str] = {}
        self._marks: dict[tuple[int, str], str] = {}
        self._tips: dict[tuple[int, str], str] = {}
        self.read_findings()

    # Where a cell is -------------------------------------------------------------------------------------------------

    def cell(self, index: _Index) -> tuple[int, Column]:
        """The row id (0 for the empty row) and the Column of a cell."""
        row, column = (0, index.row()) if self.sheet.single else (index.row(), index.column())
        return (self._ids[row] if row < len(self._ids) else 0), self.columns[column]

    def index_of(self, row_id: int, key: str) -> QModelIndex:
        """The cell of a row id and a column key; an invalid index where there is none."""
        place = self._places.get(row_id)
        column = next((n for n, c in enumerate(self.columns) if c.key == key), None)
        if place is None or column is None:
            return QModelIndex()
        return self.index(column, 0) if self.sheet.single else self.index(place, column)

    def value(self, index: _Index) -> Value:
        """The value as the row holds it or the assessment gives it."""
        row_id, column = self.cell(index)
        row = self._book.row(self.sheet.name, row_id)
        return None if row is None else self.session.value(self.year, self.sheet.name, row, column)

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
            return [str(row.get("name") or "") for row in self._book.rows(column.kind.sheet)]
        return []

    # What Qt asks ----------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return len(self.columns) if self.sheet.single else len(self._ids) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        if parent.isValid():
            return 0
        return 1 if self.sheet.single else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row_id, column = self.cell(index)
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
            return self._tips.get((row_id, column.key)) or None
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
        if section >= len(self._ids):
            return "＊"
        self._heads[section] = self._head(section)
        return self._heads[section]

    def _head(self, place: int) -> str:
        """The row's number and name: so the name stays in sight while the figures scroll."""
        row = self._book.row(self.sheet.name, self._ids[place]) or {}
        return f"{place + 1}  {row.get('name') or ''}".rstrip()

    def look(self, index: _Index) -> Look:
        """The cell as it is painted, kept until an Edit touches its row."""
        place = (index.row(), index.column())
        held = self._looks.get(place)
        if held is None:
            row_id, column = self.cell(index)
            text = self.data(index)
            unset = "" if text else self._defaults.get(column.key, "")
            right = column.kind.numeric and not self.sheet.single
            severity = self._marks.get((row_id, column.key), "")
            held = Look(text or unset, right, column.derived, severity, bool(unset))
            self._looks[place] = held
        return held

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return self._flags[index.row() if self.sheet.single else index.column()]

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        _row, column = self.cell(index)
        if str(value) == self.text(index) and not (self.sheet.name == "figures" and value):
            return True
        where = self.name(index)
        told = column.kind.mask(str(value)) if isinstance(column.kind, Masked) else str(value)
        what = message(N_("{row} {column}: {text}"), row=where, column=column.shown(), text=told)
        return not self.type_cells([(index.row(), index.column(), str(value))], what)

    # Edits -----------------------------------------------------------------------------------------------------------

    def name(self, index: _Index) -> str:
        """What the row of a cell is called."""
        row = self._book.row(self.sheet.name, self.cell(index)[0]) or {}
        return str(row.get("name") or "") if not self.sheet.single else self.sheet.shown()

    def type_cells(self, cells: Sequence[tuple[int, int, str]], what: Message) -> list[Refusal]:
        """Types (row, column, text) cells as one Edit; those that fit go in, the others come back and are announced."""
        typed = [Typed(*self._aim(row, column), text) for row, column, text in cells]
        refused: list[Refusal] = []
        try:
            changes, refused = self.session.typed(self.year, self.sheet.name, typed)
            if changes:
                self.session.apply(Edit(what, changes, self.year))
        except Problem as problem:
            self.refused.emit(problem)
            return refused or [Refusal(typed[0], problem)]
        if refused:
            self.refused.emit(refused[0].problem if len(refused) == 1 else refused)
        return refused

    def _aim(self, row: int, column: int) -> tuple[int, str]:
        """The row id and column key of a place; places past the last row are new rows, counted down from 0."""
        if self.sheet.single:
            return (self._ids[0] if self._ids else 0), self.columns[row].key
        row_id = self._ids[row] if row < len(self._ids) else len(self._ids) - row
        return row_id, self.columns[column].key

    def remove(self, rows: Iterable[int]) -> None:
        """Removes rows as one Edit; a refusal is announced."""
        ids = [self._ids[row] for row in rows if row < len(self._ids)]
        try:
            changes = removals(self._book, self.sheet.name, ids)
            if changes:
                what = message(N_("{sheet}: {n} rows removed"), sheet=self.sheet.shown(), n=len(changes))
                self.session.apply(Edit(what, changes, self.year))
        except Problem as problem:
            self.refused.emit(problem)

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
            self._looks.clear()
        touched = {row for sheet, row in changed.rows.get(self.year, ()) if sheet == self.sheet.name}
        touched |= self.read_findings()
        if self.sheet.single:
            self._looks.clear()
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.columns) - 1, 0))
            return
        places = sorted(place for row in touched if (place := self._places.get(row)) is not None)
        last = len(self.columns) - 1
        for first, end in _runs(places):
            for place in range(first, end + 1):
                self._forget_looks(place)
            self.dataChanged.emit(self.index(first, 0), self.index(end, last))
            if any(self._heads.get(place) != self._head(place) for place in range(first, end + 1)):
                # Only where a name changed: Qt lays the whole table out anew for it.
                self.headerDataChanged.emit(Qt.Orientation.Vertical, first, end)

    def _forget_looks(self, row: int) -> None:
        for column in range(len(self.columns)):
            self._looks.pop((row, column), None)

    def read_findings(self) -> set[int]:
        """Marks the cells that findings point at, the gravest counts; returns the rows whose marks changed."""
        marks: dict[tuple[int, str], str] = {}
        tips: dict[tuple[int, str], str] = {}
        for finding in self.session.findings(self.year):
            if finding.sheet == self.sheet.name:
                cell = (finding.row, finding.column)
                marks.setdefault(cell, finding.severity)
                said = finding.message.text()
                tips[cell] = f"{tips[cell]}\n{said}" if cell in tips else said
        before, self._marks, self._tips = self._marks, marks, tips
        return {cell[0] for cell in before.keys() | marks.keys() if before.get(cell) != marks.get(cell)}

    def _follow_rows(self) -> None:
        wanted = self._book.ids(self.sheet.name)
        if self.sheet.single:
            self._ids = wanted
            self._places = {row_id: place for place, row_id in enumerate(wanted)}
            return
        keep = set(wanted)
        gone = [place for place, row_id in enumerate(self._ids) if row_id not in keep]
        for first, end in reversed(list(_runs(gone))):
            self.beginRemoveRows(QModelIndex(), first, end)
            del self._ids[first : end + 1]
            self.endRemoveRows()
        held = set(self._ids)
        for first, end in _runs([place for place, row_id in enumerate(wanted) if row_id not in held]):
            self.beginInsertRows(QModelIndex(), first, end)
            self._ids[first:first] = wanted[first : end + 1]
            self.endInsertRows()
        self._places = {row_id: place for place, row_id in enumerate(self._ids)}


def _runs(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Ascending places as runs without gaps: (first, last)."""
    for _key, group in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        run = [place for _n, place in group]
        yield run[0], run[-1]
