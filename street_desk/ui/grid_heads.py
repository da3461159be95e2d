"""What stands beside a grid's rows: their number in the sheet and their name, or what a subtotal is of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel

_LONGEST_NAME = 16
NEXT_ROW = "＊"
"""Beside the empty row that takes the next one typed."""


class Heads:
    """The heads of a GridModel's rows, as they were last shown."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._shown: dict[int, str] = {}

    def text(self, place: int) -> str:
        """The head of the row at a place."""
        if place >= len(self._model.rows):
            return NEXT_ROW
        found = self._shown[place] = self._now(place)
        return found

    def moved(self, first: int, last: int) -> bool:
        """Whether a head from one place to another is another now: Qt lays the whole table out anew for it."""
        return any(self._shown.get(place) != self._now(place) for place in range(first, last + 1))

    def clear(self) -> None:
        self._shown.clear()

    def _now(self, place: int) -> str:
        """The row's number and name: so the name stays in sight while the figures scroll."""
        model = self._model
        row_id, number = model.rows.at(place), model.rows.number(place)
        if not row_id:
            return NEXT_ROW
        if row_id < 0:
            return shortened(model.sight.line_name(row_id))
        if not model.named_rows:
            return str(number)
        return f"{number}  {shortened(model.sheet.called(model.row(row_id) or {}))}".rstrip()


def shortened(name: str) -> str:
    """A row's name where room is scarce: a duty's title may be a whole sentence."""
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
