"""What is typed into a GridModel: cells as one Edit, rows removed, and why something is not taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from street_desk.domain.arranging import FIRST_LINE
from street_desk.domain.book import removals
from street_desk.domain.edits import Change, Edit
from street_desk.domain.people import Masked
from street_desk.domain.problems import CellRefused, DerivedColumn, Problem, ReadOnly
from street_desk.domain.ranks import RANK
from street_desk.domain.sheets import Column
from street_desk.domain.typing_in import NAMING, Refusal, Typed
from street_desk.exchange.importing.wording import is_dash
from street_desk.language import N_, Message, message
from street_desk.ui.grid_marks import Cell, NotTaken, Refused
from street_desk.ui.grid_rows import BETWEEN

if TYPE_CHECKING:
    from street_desk.ui.grid_clip import Cut
    from street_desk.ui.grid_model import GridModel


Lines = Mapping[int, int]
"""The line of a pasted block by the row that it goes to."""

_UNNAMED = N_("{n} new rows have no {column} yet; type it, or undo.")
_STAYS = N_("What was cut stays where it was, for not all of it fits here.")
_DASHES = N_("{n} cells say that there is nothing to enter and were left out.")


class _Taken(NamedTuple):
    """What became of typed cells: those refused, the rows that changed, and the Edit; 0 where there is none.

    `unnamed` are the new rows that lack what a row of the sheet is called by; `stays`: what was cut is still there.
    """

    refused: list[Refusal]
    rows: list[int]
    entry: int
    unnamed: int
    stays: bool


def _is_dash(refusal: Refusal) -> bool:
    """Whether a refused cell only says that there is nothing: that is no mistake."""
    return is_dash(refusal.cell.text) and isinstance(refusal.problem, CellRefused)


class Typing:
    """Makes Edits of what is done in one grid; what is refused is announced by the model."""

    def __init__(self, model: GridModel) -> None:
        self._model = model

    def over(self, index: QModelIndex | QPersistentModelIndex, text: str) -> bool:
        """Types over one cell as one Edit; True where that did go in, or was there already."""
        model = self._model
        row, column = model.cell(index)
        if not row and not model.sheet.single:
            row = model.aim(index.row(), index.column())[0]
        return self.into(row, column, text)

    def into(self, row: int, column: Column, text: str) -> bool:
        """Types over the column of a row, by its id or 0 for a new one, whether the grid shows them or not.

        That is one Edit. True where the text did go in, or was there already.
        """
        model = self._model
        # Nothing is typed on a subtotal.
        if row <= FIRST_LINE:
            return not self.closed()
        if text == model.words(column, model.held(row, column)) and not (
            model.sheet.name == "figures" and text
        ):
            return self.confirmed((row, column))
        told = column.kind.mask(text) if isinstance(column.kind, Masked) else text
        name = model.sheet.shown() if model.sheet.single else model.sheet.called(model.row(row) or {})
        values = {"row": name, "column": model.heading(column), "text": told}
        typed = Typed(row, column.key, text, factor=model.unit.factor)
        refused = self._bring_in([typed], message(N_("{row} {column}: {text}"), **values))
        if refused:
            model.refused.emit(refused[0].problem)
        return refused == []

    def cells(self, cells: Sequence[tuple[int, int, str]], what: Message) -> bool:
        """Types (row, column, text) cells as one Edit; those that fit go in. True where all did."""
        model = self._model
        # Nothing is typed on a subtotal.
        cells = [cell for cell in cells if model.is_row(cell[0])]
        factor = model.unit.factor
        typed = [Typed(*model.aim(row, column), text, factor=factor) for row, column, text in cells]
        refused = self._bring_in(typed, what)
        if refused:
            first = refused[0]
            row = 0 if model.sheet.single else model.rows.number(cells[typed.index(first.cell)][0])
            model.refused.emit(
                first.problem if len(cells) == 1 else NotTaken(len(refused), row, first.problem)
            )
        return refused == []

    def _bring_in(self, typed: Sequence[Typed], what: Message) -> list[Refusal] | None:
        """Brings in what fits, whose marks are settled by it; returns the others.

        None where nothing could be done at all, which is announced.
        """
        if self.closed():
            return None
        taken = self._take(typed, what)
        if taken is None:
            return None
        refused = taken.refused
        forgotten = self._forget(
            {(c.row, c.key) for c in typed} - {(r.cell.row, r.cell.key) for r in refused}
        )
        if forgotten:
            # An Edit repaints them too, but what the cell held before makes none.
            self._model.repaint(forgotten)
        return refused

    def paste(
        self,
        cells: Sequence[Typed],
        said: Sequence[Message | Problem],
        lines: Lines,
        cut: Cut | None = None,
    ) -> Sequence[int]:
        """Types the cells of a block as one Edit; returns the rows they went to.

        `cut` is where they are taken from; where some are refused, all stays there. Those refused are marked and said,
        with what else of the block was left out; `lines` tells by row which line of the block it was, where that is not
        simply the row's place.
        """
        if self.closed():
            return ()
        cells = [cell for cell in cells if cell.row > FIRST_LINE]
        taken = self._take(cells, message(N_("Paste {n} cells"), n=len(cells)), cut)
        if taken is None:
            return ()
        # A cell with nothing in it says nothing that could get lost.
        said_no = [r for r in taken.refused if r.cell.text.strip()]
        refused = [r for r in said_no if not _is_dash(r)]
        dashes = len(said_no) - len(refused)
        gone = {(r.cell.row, r.cell.key) for r in taken.refused}
        touched = self._forget({(c.row, c.key) for c in cells} - gone)
        for refusal in refused:
            if refusal.row:
                self._mark(refusal, taken.entry)
                touched.add(refusal.row)
        self._model.repaint(touched)
        notes = (*said, *([message(_DASHES, n=dashes)] if dashes else ()))
        if taken.unnamed:
            column = self._model.sheet[NAMING[self._model.sheet.name][-1]].spoken
            notes = (*notes, message(_UNNAMED, n=taken.unnamed, column=column))
        if taken.stays:
            notes = (*notes, message(_STAYS))
        if refused:
            row, line = self._place(refused[0], lines)
            count = len(cells) - len(taken.refused)
            first = refused[0].problem
            self._model.refused.emit(NotTaken(len(refused), row, first, count, line, notes))
        elif notes:
            self._model.refused.emit(NotTaken(0, said=notes))
        return taken.rows

    def _take(self, cells: Sequence[Typed], what: Message, cut: Cut | None = None) -> _Taken | None:
        """Brings in what fits of typed cells; None where nothing could be done at all, which is announced."""
        model = self._model
        cells = [replace(cell, above=model.rows.below) if cell.row == BETWEEN else cell for cell in cells]
        try:
            changes, refused = model.session.typed(model.year, model.sheet.name, cells)
            entry = 0
            if cut is not None and not refused:
                changes = self._moved(cells, changes, cut)
            put = [change.row for change in changes if change.before is None and RANK in (change.after or {})]
            if put:
                model.rows.became(put[0])
            if changes:
                entry = model.session.apply(Edit(what, changes, model.year)).entry.id
        except Problem as problem:
            model.refused.emit(problem)
            return None
        naming = NAMING.get(model.sheet.name, ())
        new = [change.after or {} for change in changes if change.before is None]
        unnamed = sum(any(after.get(key) is None for key in naming) for after in new)
        rows = [change.row for change in changes if change.sheet == model.sheet.name]
        return _Taken(refused, rows, entry, unnamed, cut is not None and bool(refused))

    def _moved(self, cells: Sequence[Typed], changes: tuple[Change, ...], cut: Cut) -> tuple[Change, ...]:
        """What typing the cells and emptying those they came from changes, both in one."""
        model = self._model
        cut.moved = True
        if (cut.model.sheet.name, cut.model.year) != (model.sheet.name, model.year):
            return (*cut.changes(), *changes)
        return model.session.typed(model.year, model.sheet.name, [*cut.cleared(), *cells])[0]

    # Marks -----------------------------------------------------------------------------------------------------------

    def _mark(self, refusal: Refusal, entry: int) -> None:
        """Marks a cell that a paste refused; an id or a phone stays hidden in the words too."""
        model, key = self._model, refusal.cell.key
        kind, text, why = model.sheet[key].kind, refusal.cell.text.strip(), refusal.problem.text()
        if isinstance(kind, Masked) and text:
            why = why.replace(text, kind.mask(text))
        row = model.session.book(model.year).row(model.sheet.name, refusal.row) or {}
        model.marks.refused[refusal.row, key] = Refused(why, row.get(key), entry)

    def mark_replaced(self, refusal: Refusal, entry: int) -> None:
        """Marks a cell that did not take what replacing made of it."""
        self._mark(refusal, entry)
        cell = (refusal.row, refusal.cell.key)
        self._model.marks.refused[cell] = self._model.marks.refused[cell]._replace(replaced=True)
        self._model.repaint({refusal.row})

    def _place(self, refusal: Refusal, lines: Lines) -> tuple[int, bool]:
        """The number of a refused cell's row, and whether it is a line of the block."""
        model = self._model
        if model.sheet.single:
            return 0, False
        index = model.index_of(refusal.row, refusal.cell.key)
        if index.isValid():
            return model.rows.number(index.row()), False
        if refusal.cell.row == BETWEEN:
            return model.rows.number((model.rows.place(0) or 0) + 1), False
        if refusal.cell.row in lines:
            return lines[refusal.cell.row], True
        # A row that did not come to be: where it would have stood, and the last row is the empty one.
        return model.rows.number(len(model.rows) - refusal.cell.row), False

    def confirmed(self, cell: tuple[int, Column]) -> bool:
        """What a cell holds was typed again: that settles its mark."""
        self._model.repaint(self._forget({(cell[0], cell[1].key)}))
        return True

    def clear_marks(self) -> None:
        """Takes the marks of all pastes away."""
        self._model.repaint(self._forget(set(self._model.marks.refused)))

    def _forget(self, cells: set[Cell]) -> set[int]:
        return self._model.marks.forget(cells) if self._model.marks.refused else set()

    def remove(self, ids: Iterable[int]) -> None:
        """Removes rows as one Edit."""
        model = self._model
        if self.closed():
            return
        try:
            changes = removals(model.session.book(model.year), model.sheet.name, ids)
            if changes:
                what = message(
                    N_("{sheet}: {n} rows removed"),
                    sheet=model.sheet.shown(),
                    n=sum(change.sheet == model.sheet.name for change in changes),
                )
                model.session.apply(Edit(what, changes, model.year))
        except Problem as problem:
            model.refused.emit(problem)

    def fits(self, column: Column, text: str) -> bool:
        """Whether a text is a value of a column as it stands."""
        try:
            self._model.session.book(self._model.year).read(column, text)
        except Problem:
            return False
        return True

    def closed(self) -> bool:
        """Whether the file is open for reading only; then that is said, by the file's name and not a copy's place."""
        session = self._model.session
        if session.read_only:
            self._model.refused.emit(ReadOnly(path=session.path.name))
        return session.read_only

    def say_why_not(self, column: Column) -> None:
        """Says why a cell takes no typing: the file is only read, or the figure is worked out."""
        if not self.closed() and column.derived:
            self._model.refused.emit(DerivedColumn(column=column.shown()))
