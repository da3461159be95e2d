"""Blocks of a grid: what is selected, copied, pasted, filled and cleared, each as one Edit."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QTableView

from street_desk.domain.people import Masked
from street_desk.domain.problems import BlockTooLarge, DerivedColumn, Problem
from street_desk.domain.typing_in import Typed
from street_desk.exchange.clipboard import (
    Block,
    Headed,
    headed,
    land,
    read_clipboard,
    write_block,
    write_table,
)
from street_desk.language import N_, Message, message
from street_desk.ui.grid_model import GridModel

_Edges = tuple[int, int, int, int]
_MOST_AS_TABLE = 200_000


class Blocks:
    """The selection of one view of a GridModel, and what is done with it."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        self._view = view
        self._model = model

    def picked(self) -> list[_Edges]:
        """The selected blocks as (top, left, bottom, right)."""
        return [(r.top(), r.left(), r.bottom(), r.right()) for r in self._view.selectionModel().selection()]

    def _whole(self) -> _Edges | None:
        """The smallest block around all that is selected."""
        blocks = self.picked()
        if not blocks:
            return None
        tops, lefts, bottoms, rights = zip(*blocks, strict=True)
        return min(tops), min(lefts), max(bottoms), max(rights)

    def copy(self) -> None:
        """Puts the block on the clipboard, as text and as a table, as other spreadsheets read it."""
        edges = self._whole()
        if edges is None:
            return
        top, left, bottom, right = edges
        model = self._model
        cells = [
            [model.index(row, column) for column in range(left, right + 1)] for row in range(top, bottom + 1)
        ]
        block = [[(model.text(index), model.cell(index)[1].kind) for index in row] for row in cells]
        mime = QMimeData()
        mime.setText(write_block([text for text, _kind in row] for row in block))
        if len(block) * len(block[0]) <= _MOST_AS_TABLE:
            mime.setHtml(write_table(block))
        QGuiApplication.clipboard().setMimeData(mime)

    def cut(self) -> None:
        """Copies, then clears; a masked id stays, because only its mask could be pasted back."""
        self.copy()
        self._clear(keep_masked=True)

    def paste(self) -> None:
        """Types the clipboard's block: by its headings where it has some, else from the selection's corner on.

        One cell fills all that is selected.
        """
        mime = QGuiApplication.clipboard().mimeData()
        edges = self._whole()
        if edges is None or self._model.typing.closed():
            return
        block = read_clipboard(
            mime.html() if mime.hasHtml() else None, mime.text() if mime.hasText() else None
        )
        if block is None:
            return
        said: list[Message | Problem] = []
        if block.hidden:
            said.append(message(N_("{n} hidden rows and columns were left out."), n=block.hidden))
        found = headed(block, self._model.sheet, self._model.year, self._model.unit.factor)
        if found is not None:
            self._paste_by_headings(found, edges[0], said)
        else:
            self._paste_by_place(block, edges, said)

    def _paste_by_place(self, block: Block, edges: _Edges, said: list[Message | Problem]) -> None:
        top, left, bottom, right = edges
        down, across = len(block.rows), block.width
        # A selection that the block fits into a whole number of times is filled with it.
        high = sum(map(self._model.is_row, range(top, bottom + 1)))
        rows = high if high % down == 0 else down
        columns = right - left + 1 if (right - left + 1) % across == 0 else across
        most_columns = min(columns, self._model.columnCount() - left)
        most_rows = min(rows, self._model.rowCount() - top) if self._model.sheet.single else rows
        # Subtotals are passed over.
        single = self._model.sheet.single
        places = [*range(top, top + most_rows)] if single else self._model.rows.from_place(top, rows)
        cells: list[Typed] = []
        derived = 0
        for r in range(most_rows):
            for c in range(most_columns):
                row_id, key = self._model.aim(places[r], left + c)
                cell, column = block.rows[r % down][c % across], self._model.sheet[key]
                if column.derived:
                    derived += bool(cell.text)
                else:
                    cells.append(cell.typed(row_id, key, column.kind, factor=self._model.unit.factor))
        if not high or (derived and not cells):
            self._model.typing.say_why_not(self._model.cell(self._model.index(top, left))[1])
            return
        if derived:
            words = N_("{n} cells of columns that the program works out were left out.")
            said.append(message(words, n=derived))
        beyond = rows * columns - most_rows * most_columns
        if beyond:
            said.append(BlockTooLarge(count=beyond))
        self._model.typing.paste(cells, said, {})
        self.pick(places[0], left, places[-1], left + most_columns - 1)

    def _paste_by_headings(self, block: Headed, top: int, said: list[Message | Problem]) -> None:
        model = self._model
        book = model.session.book(model.year)
        landing = land(book, model.sheet, block, [i for i in model.rows.ids[top:] if i > 0])
        rows = model.typing.paste(landing.cells, [*said, *landing.said], landing.lines)
        places = sorted(
            index.row() for row in rows if (index := model.index_of(row, model.columns[0].key)).isValid()
        )
        if places:
            keys = {column.key for column in block.columns}
            columns = [n for n, column in enumerate(model.columns) if column.key in keys]
            run = places == list(range(places[0], places[-1] + 1))
            last = places[-1] if run else places[0]
            self.pick(places[0], columns[0], last, columns[-1])

    def next_mark(self) -> None:
        """Goes to the next cell, from the cursor on, that refused what was pasted; after the last to the first."""
        view, model = self._view, self._model
        marked = sorted(
            (index.row(), index.column())
            for row, key in model.marks.refused
            if (index := model.index_of(row, key)).isValid()
        )
        if marked:
            here = view.currentIndex().row(), view.currentIndex().column()
            row, column = next((cell for cell in marked if cell > here), marked[0])
            self.pick(row, column, row, column)

    def clear_marks(self) -> None:
        """Takes the marks of all pastes away."""
        self._model.typing.clear_marks()

    def fill_down(self) -> None:
        """Types the first row of each selected block into the rows below it."""
        single, first = self._model.sheet.single, self._model.rows.from_place
        cells = [
            (row, column, self._model.text(self._model.index(top, column)))
            for above, left, bottom, right in self.picked()
            for top in (above if single else first(above, 1)[0],)
            for row in range(top + 1, bottom + 1)
            for column in range(left, right + 1)
            if not self._derived(row, column)
        ]
        if cells:
            self._model.typing.cells(cells, message(N_("Fill {n} cells down"), n=len(cells)))

    def clear_cells(self) -> None:
        """Empties the selected cells that can be typed."""
        self._clear()

    def _clear(self, *, keep_masked: bool = False) -> None:
        cells = [
            (row, column, "")
            for top, left, bottom, right in self.picked()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if not self._derived(row, column) and not (keep_masked and self._masked(row, column))
        ]
        if cells:
            self._model.typing.cells(cells, message(N_("Clear {n} cells"), n=len(cells)))
        elif (current := self._view.currentIndex()).isValid():
            self._model.typing.say_why_not(self._model.cell(current)[1])

    def set_by_hand(self) -> None:
        """Asks for a figure and a reason to stand in the place of what the standard gives in the current cell."""
        from street_desk.ui.by_hand import ByHandDialog

        index = self._view.currentIndex()
        row_id, column = self._model.cell(index)
        if not column.derived:
            self._view.edit(index)
        elif row_id > 0 and column.key in self._model.session.standard(self._model.year).item:
            ByHandDialog(self._model, row_id, column.key, self._view).exec()
        else:
            self._model.refused.emit(DerivedColumn(column=column.shown()))

    def remove_rows(self) -> None:
        """Removes the rows that the selection touches."""
        if not self._model.sheet.single:
            self._model.remove(
                {row for top, _l, bottom, _r in self.picked() for row in range(top, bottom + 1)}
            )

    def _derived(self, row: int, column: int) -> bool:
        return self._model.cell(self._model.index(row, column))[1].derived

    def _masked(self, row: int, column: int) -> bool:
        kind = self._model.cell(self._model.index(row, column))[1].kind
        return isinstance(kind, Masked) and not self._model.unmasked

    def pick(self, top: int, left: int, bottom: int, right: int) -> None:
        """Selects a block, the cursor on its first cell, and brings it into view."""
        first, last = (
            self._model.index(top, left),
            self._model.index(min(bottom, self._model.rowCount() - 1), right),
        )
        flags = QItemSelectionModel.SelectionFlag
        selection = self._view.selectionModel()
        selection.setCurrentIndex(first, flags.NoUpdate)
        selection.select(QItemSelection(first, last), flags.ClearAndSelect)
        self._view.scrollTo(last)
        self._view.scrollTo(first)
