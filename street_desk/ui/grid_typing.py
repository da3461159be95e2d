"""What is typed into a GridModel: cells as one Edit, rows removed, and why something is not taken."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from street_desk.domain.book import removals
from street_desk.domain.edits import Edit
from street_desk.domain.problems import DerivedColumn, Problem, ReadOnly
from street_desk.domain.sheets import Column
from street_desk.domain.typing_in import Typed
from street_desk.language import N_, Message, message
from street_desk.ui.grid_marks import NotTaken

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


class Typing:
    """Makes Edits of what is done in one grid; what is refused is announced by the model."""

    def __init__(self, model: GridModel) -> None:
        self._model = model

    def cells(self, cells: Sequence[tuple[int, int, str]], what: Message) -> bool:
        """Types (row, column, text) cells as one Edit; those that fit go in. True where all did."""
        model = self._model
        typed = [Typed(*model.aim(row, column), text) for row, column, text in cells]
        if self.closed():
            return False
        try:
            changes, refused = model.session.typed(model.year, model.sheet.name, typed)
            if changes:
                model.session.apply(Edit(what, changes, model.year))
        except Problem as problem:
            model.refused.emit(problem)
            return False
        if refused:
            first = refused[0]
            row = 0 if model.sheet.single else cells[typed.index(first.cell)][0] + 1
            model.refused.emit(
                first.problem if len(cells) == 1 else NotTaken(len(refused), row, first.problem)
            )
        return not refused

    def remove(self, ids: Iterable[int]) -> None:
        """Removes rows as one Edit."""
        model = self._model
        if self.closed():
            return
        try:
            changes = removals(model.session.book(model.year), model.sheet.name, ids)
            if changes:
                what = message(N_("{sheet}: {n} rows removed"), sheet=model.sheet.shown(), n=len(changes))
                model.session.apply(Edit(what, changes, model.year))
        except Problem as problem:
            model.refused.emit(problem)

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
