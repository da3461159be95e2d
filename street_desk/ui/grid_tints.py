"""Tints: which cells of a grid changed since last year or since the submission, shown on demand.

Worked out for a cell when it is looked at, and kept until an Edit; the delegate paints a tint as a shade with a bar at
the cell's left edge, so that it is told apart without colours too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from street_desk.domain.kinds import Reference
from street_desk.domain.sheets import Column
from street_desk.domain.then import Then
from street_desk.language import N_, Message, message

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


class Tints:
    """The tints of one GridModel; none until a time is chosen to compare with."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._then: Then | None = None

    def compare(self, then: Then | None) -> None:
        """Shows what changed since another time; None takes the tints away."""
        self._then = then
        self._model.repaint(self._model.rows.ids)

    def says(self, row_id: int, column: Column) -> str:
        """What a tinted cell held then, in words; empty for a cell that is not tinted."""
        found = self._changed(row_id, column)
        return found.text() if found is not None else ""

    def tinted(self, row_id: int, column: Column) -> bool:
        """Whether a cell changed."""
        return self._changed(row_id, column) is not None

    def _changed(self, row_id: int, column: Column) -> Message | None:
        then, model = self._then, self._model
        if then is None or model.sheet.name in then.silent or column.key.startswith("last."):
            return None
        row = model.row(row_id)
        if row is None:
            return None
        was = then.row(model.sheet.name, row)
        if was is None:
            return message(N_("{when}: this row was not there"), when=then.when)
        value = model.session.value(model.year, model.sheet.name, row, column)
        before = then.value(model.sheet.name, was, column)
        if value == before:
            return None
        text = then.text(column, before, model.unmasked)
        if isinstance(column.kind, Reference) and text == model.session.book(model.year).format(
            column, value
        ):
            # A reference: each year has its own row of the same community.
            return None
        if not text:
            return message(N_("{when}: empty"), when=then.when)
        return message(N_("{when}: {text}"), when=then.when, text=text)
