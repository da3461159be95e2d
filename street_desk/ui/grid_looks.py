"""How a grid's cells look, worked out once and kept until an Edit touches their row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex

from street_desk.domain.overrides import overrides_of

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel

_Index = QModelIndex | QPersistentModelIndex


_FEW = 50


class Look(NamedTuple):
    """What the delegate paints of a cell.

    `unset`: an empty setting, shown quietly by its default. `by_hand`: a worked-out figure that was set by hand.
    `refused`: something pasted here did not fit, and the cell holds what it held before. `comment`: something is noted
    on it. `tinted`: it changed since the time that is looked back to. `total`: of a subtotal line. `cut`: it goes away
    when it is pasted.
    """

    text: str
    right: bool
    derived: bool
    severity: str
    unset: bool
    by_hand: bool = False
    refused: bool = False
    comment: bool = False
    tinted: bool = False
    total: bool = False
    cut: bool = False


class Looks:
    """The looks of a GridModel's cells, by their place."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._held: dict[tuple[int, int], Look] = {}
        # Read once: a year keeps its Standard.
        self._defaults = {
            f"setting.{s.id}": next(o.text for o in s.options if o.value == s.default).text()
            for s in model.session.standard(model.year).settings
        }

    def look(self, index: _Index) -> Look:
        """How a cell is painted."""
        place = (index.row(), index.column())
        held = self._held.get(place)
        if held is None:
            held = self._held[place] = self._made(index)
        return held

    def _made(self, index: _Index) -> Look:
        model = self._model
        row_id, column = model.cell(index)
        text = model.data(index)
        if row_id < 0:
            return Look(
                text, column.kind.numeric and bool(model.sight.sums(column)), True, "", False, total=True
            )
        unset = "" if text else self._defaults.get(column.key, "")
        right = column.kind.numeric and not model.sheet.single
        row = model.row(row_id) or {}
        by_hand = column.derived and column.key in overrides_of(row)
        shown = f"＊{text}" if by_hand else text or unset
        severity = model.marks.severity((row_id, column.key))
        refused = (row_id, column.key) in model.marks.refused
        comment = bool(model.comments.text((row_id, column.key)))
        tinted = model.tints.tinted(row_id, column)
        return Look(
            shown,
            right,
            column.derived,
            severity,
            bool(unset),
            by_hand,
            refused,
            comment,
            tinted,
            cut=(row_id, column.key) in model.marks.cut,
        )

    def forget(self, first: int, last: int) -> None:
        """Forgets the looks of the rows from one place to another."""
        if last - first > _FEW:
            # Only what was painted is held, which is far less than all rows.
            self._held = {place: look for place, look in self._held.items() if not first <= place[0] <= last}
            return
        for row in range(first, last + 1):
            for column in range(self._model.columnCount()):
                self._held.pop((row, column), None)

    def clear(self) -> None:
        self._held.clear()
