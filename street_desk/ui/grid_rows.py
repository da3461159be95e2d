"""The rows that a grid shows: which, in what order, and where each one stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


class Rows:
    """Row ids in the order they are shown; the empty row that takes the next one typed comes after them."""

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids: list[int] = list(ids)
        self._places: dict[int, int] = {}
        self.count()

    def __len__(self) -> int:
        return len(self.ids)

    def count(self) -> None:
        """Finds anew where each row stands."""
        self._places = {row_id: place for place, row_id in enumerate(self.ids)}

    def at(self, place: int) -> int:
        """The row id at a place, 0 for the empty row."""
        return self.ids[place] if place < len(self.ids) else 0

    def aim(self, place: int) -> int:
        """The row id that typing at a place is for; places past the last row are new rows, counted down from 0."""
        return self.ids[place] if place < len(self.ids) else len(self.ids) - place

    def place(self, row_id: int) -> int | None:
        """Where a row stands, None where it is not shown."""
        return self._places.get(row_id)

    def follow(self, model: GridModel, wanted: Sequence[int]) -> None:
        """Brings the rows to those that the sheet has now, and tells the model's views."""
        keep = set(wanted)
        gone = [place for place, row_id in enumerate(self.ids) if row_id not in keep]
        for first, end in reversed(list(runs(gone))):
            model.beginRemoveRows(QModelIndex(), first, end)
            del self.ids[first : end + 1]
            model.endRemoveRows()
        held = set(self.ids)
        for first, end in runs([place for place, row_id in enumerate(wanted) if row_id not in held]):
            # What is typed into the empty row becomes that row, with the cursor in it, and a new empty row follows.
            beyond = int(first == len(self.ids))
            model.beginInsertRows(QModelIndex(), first + beyond, end + beyond)
            self.ids[first:first] = wanted[first : end + 1]
            model.endInsertRows()
            if beyond:
                model.touch(first, first)
        self.count()


def runs(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Ascending places as runs without gaps: (first, last)."""
    for _key, group in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        run = [place for _n, place in group]
        yield run[0], run[-1]
