"""Filling cells from others: down, to the right, on as a series, with today's date, with what stands above."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from itertools import islice

from PySide6.QtWidgets import QTableView

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Text
from street_desk.domain.problems import Problem
from street_desk.domain.series import continued
from street_desk.language import N_, message
from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_selecting import Selecting


class NoDayHere(Problem):
    what = N_("“{column}” takes no date.")
    to_do = N_("Put the cursor into a column of days, months or words.")


class Filling:
    """Fills cells of one view of a GridModel, each time as one Edit, through the rows that are shown."""

    def __init__(self, view: QTableView, model: GridModel, moves: Moves, selecting: Selecting) -> None:
        self._view, self._model, self._moves, self._selecting = view, model, moves, selecting
        self._cells = Cells(model)

    def _picked(self) -> list[Edges]:
        """The selected blocks without the empty last row, unless that is all."""
        last, _column = self._cells.last()
        return [b._replace(bottom=max(b.top, min(b.bottom, last))) for b in self._moves.picked()]

    def fill_down(self) -> None:
        """Types the first row of each selected block into the rows below it; into a single row the one above."""
        cells: list[tuple[int, int, str]] = []
        for block in self._picked():
            rows, columns = list(self._cells.real(range(block.top, block.bottom + 1))), block.columns
            if len(rows) == 1:
                rows = [*islice(self._cells.real(range(rows[0] - 1, -1, -1)), 1), *rows]
            texts = next(self._cells.texts(rows[:1], columns), [])
            cells += [(row, *cell) for row in rows[1:] for cell in zip(columns, texts, strict=True)]
        self._type(cells, N_("Fill {n} cells down"))

    def fill_right(self) -> None:
        """Types the first column of each selected block into those beside it; into a single one the one before."""
        cells: list[tuple[int, int, str]] = []
        for block in self._picked():
            rows = list(self._cells.real(range(block.top, block.bottom + 1)))
            first = block.left if block.right > block.left else block.left - 1
            if first >= 0:
                texts = [line[0] for line in self._cells.texts(rows, [first])]
                beside = range(first + 1, block.right + 1)
                cells += [(row, c, text) for row, text in zip(rows, texts, strict=True) for c in beside]
        self._type(cells, N_("Fill {n} cells to the right"))

    def fill_on(self) -> None:
        """Continues what each column of the selection begins with through its empty cells; in one row, each row."""
        cells: list[tuple[int, int, str]] = []
        for block in self._picked():
            for line in self._lines(block, block.bottom > block.top):
                begun = next((n for n, cell in enumerate(line) if not self._cells.filled(*cell)), len(line))
                if 0 < begun < len(line):
                    # One cell in a selection that shall go on counts up: repeating it is what filling down does.
                    cells += self._going_on(line[:begun], line[begun:], switched=begun == 1)
        self._type(cells, N_("Continue into {n} cells"))

    def fill_to(self, source: Edges, target: Edges, *, switched: bool) -> None:
        """Continues a block into the larger one that the fill handle was drawn to."""
        down = target.bottom > source.bottom
        cells: list[tuple[int, int, str]] = []
        rows = len(list(self._cells.real(range(source.top, source.bottom + 1))))
        size = rows if down else source.right - source.left + 1
        for line in self._lines(target, down) if size else ():
            cells += self._going_on(line[:size], line[size:], switched=switched)
        self._type(cells, N_("Continue into {n} cells"))
        self._selecting.pick(target)

    def neighbours_end(self, block: Edges) -> int:
        """The last row down to which the column beside a block holds data without a gap: its own where it has none."""
        last, last_column = self._cells.last()
        for column in (block.left - 1, block.right + 1):
            if 0 <= column <= last_column:
                filled, row = self._cells.down(column), block.bottom
                while row < last and filled(row + 1):
                    row += 1
                if row > block.bottom:
                    return row
        return block.bottom

    def _lines(self, block: Edges, down: bool) -> Iterable[list[tuple[int, int]]]:
        """The cells of a block by column, or by row."""
        rows = list(self._cells.real(range(block.top, block.bottom + 1)))
        if down:
            return ([(row, column) for row in rows] for column in block.columns)
        return ([(row, column) for column in block.columns] for row in rows)

    def _going_on(
        self, filled: list[tuple[int, int]], after: list[tuple[int, int]], *, switched: bool
    ) -> list[tuple[int, int, str]]:
        texts = [self._cells.text(*cell) for cell in filled]
        kinds = [self._cells.column(*cell).kind for cell in filled]
        found = continued(texts, kinds, len(after), switched=switched)
        return [(row, column, text) for (row, column), text in zip(after, found, strict=True)]

    def _type(self, cells: list[tuple[int, int, str]], what: str) -> None:
        """Types cells as one Edit; those that are worked out are passed over."""
        typable = [cell for cell in cells if self._cells.typable(cell[0], cell[1])]
        if typable:
            self._model.typing.cells(typable, message(what, n=len(typable)))
        elif cells:
            self._model.typing.say_why_not(self._model.cell(self._model.index(*cells[0][:2]))[1])

    def type_today(self) -> None:
        """Types today's date into the cell at the cursor."""
        row, column = self._moves.place()
        kind = self._cells.column(row, column).kind
        today = datetime.date.today().isoformat()
        if isinstance(kind, (Day, Month, Text)):
            self._type([(row, column, today[:7] if isinstance(kind, Month) else today)], N_("Today's date"))
        else:
            self._model.refused.emit(NoDayHere(column=self._cells.column(row, column).shown()))

    def type_above(self) -> None:
        """Types what stands in the cell above into the cell at the cursor."""
        row, column = self._moves.place()
        if row > 0:
            self._type([(row, column, self._cells.text(row - 1, column))], N_("Copy the cell above"))
