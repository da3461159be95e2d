"""The rows that a grid shows: which, in what order, and where each one stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


BETWEEN = -(1 << 30)
"""The row id that typing into the empty row between others is for: far from the others, and no subtotal's."""

_FEW = 20
"""Up to so many runs of rows that come or go at once are told to the views one by one."""


class Rows:
    """Row ids in the order they are shown; the empty row that takes the next one typed comes after them.

    A subtotal line stands among them under a negative id. `every` are all rows that the sheet has, in its own order.
    Another empty row may stand among them, that is put there to become one: it has the id 0 as well.
    """

    def __init__(self, ids: Iterable[int]) -> None:
        self.ids: list[int] = list(ids)
        self.every: list[int] = self.ids
        self._arranged = False
        self._places: dict[int, int] = {}
        self._left: dict[int, int] = {}
        self._numbers: dict[int, int] | None = None
        self._put: int | None = None
        self.count()

    def __len__(self) -> int:
        return len(self.ids)

    def count(self) -> None:
        """Finds anew where each row stands."""
        self._numbers = None
        self._places = dict(zip(self.ids, range(len(self.ids)), strict=True))

    def at(self, place: int) -> int:
        """The row id at a place, 0 for the empty row."""
        return self.ids[place] if place < len(self.ids) else 0

    def aim(self, place: int) -> int:
        """The row id that typing at a place is for; places past the last row are new rows, counted down from 0.

        BETWEEN is the new row that is put above another one.
        """
        return self.ids[place] or BETWEEN if place < len(self.ids) else len(self.ids) - place

    def place(self, row_id: int) -> int | None:
        """Where a row stands, None where it is not shown."""
        return self._places.get(row_id)

    def number(self, place: int) -> int:
        """The number of the row at a place: its own, however the rows are arranged, as in Excel."""
        if not self._arranged:
            return place + 1 - int(self._put is not None and place > self._put)
        if place < len(self.ids):
            if self._numbers is None:
                self._numbers = dict(zip(self.every, range(1, len(self.every) + 1), strict=True))
            # A subtotal has no number of its own.
            return self._numbers.get(self.ids[place], 0)
        return len(self.every) + 1 + place - len(self.ids)

    def numbered(self, number: int) -> int | None:
        """The place of the row with a number, None where no row shown has it."""
        return self.place(self.every[number - 1]) if 1 <= number <= len(self.every) else None

    # The row put between others ------------------------------------------------------------------------------------

    def put(self, model: GridModel, place: int) -> None:
        """Puts an empty row at a place, right above the row there; one that was put elsewhere and is empty goes."""
        wanted = self.at(place)
        self.drop(model)
        if wanted <= 0:
            return
        place = self._places[wanted]
        if self.every is self.ids:
            self.every = list(self.ids)
        model.beginInsertRows(QModelIndex(), place, place)
        self.ids.insert(place, 0)
        self._put = place
        self.count()
        # Looks are kept by their places.
        model.forget_looks()
        model.endInsertRows()

    def drop(self, model: GridModel) -> None:
        """Takes the empty row away that was put between others."""
        if (place := self._put) is None:
            return
        model.beginRemoveRows(QModelIndex(), place, place)
        del self.ids[place]
        self._put = None
        self.count()
        model.forget_looks()
        model.endRemoveRows()

    @property
    def below(self) -> int:
        """The row that the empty row stands above, 0 where there is none."""
        return self.ids[self._put + 1] if self._put is not None else 0

    def became(self, row_id: int) -> None:
        """The row that the empty row is by an Edit: it stays where it was put."""
        if self._put is not None:
            self._becomes = row_id

    _becomes = 0

    def from_place(self, place: int, count: int) -> list[int]:
        """So many places of rows from one place on, subtotal lines passed over; past the last row they are new rows."""
        found: list[int] = []
        while len(found) < count:
            if place >= len(self.ids) or self.ids[place] > 0:
                found.append(place)
            place += 1
        return found

    def show(self, ids: Sequence[int], every: Sequence[int], arranged: bool) -> None:
        """Shows other rows of those that the sheet has."""
        self.ids, self.every, self._arranged = list(ids), list(every), arranged
        self._put = None
        self._left.clear()
        self.count()

    def follow(self, model: GridModel, wanted: Sequence[int]) -> None:
        """Brings the rows to those that the sheet has now, and tells the model's views."""
        self._settle(model, wanted)
        keep = set(wanted)
        gone = [place for place, row_id in enumerate(self.ids) if row_id not in keep and row_id > 0]
        held = {*self.ids, *self.every}
        if self._arranged:
            self._left |= {self.ids[place]: place for place in gone}
        self.every = list(wanted)
        removed, added = list(runs(gone)), self._arrived(held, len(self.ids) - len(gone))
        if len(removed) + len(added) > _FEW:
            # Views take in one run after another, and for each of thousands they look through all that is selected.
            model.beginResetModel()
            self.ids = _merged([row_id for row_id in self.ids if row_id in keep or row_id < 0], added)
            self.count()
            model.endResetModel()
            return
        for first, end in reversed(removed):
            model.beginRemoveRows(QModelIndex(), first, end)
            del self.ids[first : end + 1]
            model.endRemoveRows()
        for first, ids in added:
            place = min(first, len(self.ids))
            # What is typed into the empty row becomes that row, with the cursor in it, and a new empty row follows.
            beyond = int(place == len(self.ids))
            model.beginInsertRows(QModelIndex(), place + beyond, place + beyond + len(ids) - 1)
            self.ids[place:place] = ids
            model.endInsertRows()
            if beyond:
                model.touch(place, place)
        self.count()

    def _settle(self, model: GridModel, wanted: Sequence[int]) -> None:
        """Makes the empty row that was put between others the row it became, or takes it away where another came."""
        place, becomes, self._becomes = self._put, self._becomes, 0
        if place is None:
            return
        if becomes not in wanted:
            if len(wanted) != len(self.every):
                self.drop(model)
            return
        self.ids[place] = becomes
        self._put = None
        self.count()
        model.touch(place, place)

    def _arrived(self, held: set[int], staying: int) -> list[tuple[int, list[int]]]:
        """The rows that came to those held, as runs: (first place, the ids); `staying` rows do not go."""
        arrived = [(place, row_id) for place, row_id in enumerate(self.every) if row_id not in held]
        if self._arranged:
            # No place follows from the sheet's own order: rows brought back go where they stood, new ones to the end.
            end_of_all = max(self._left.values(), default=0) + staying
            arrived = sorted(
                (self._left.pop(row, end_of_all + n), row) for n, (_p, row) in enumerate(arrived)
            )
        return list(_placed(arrived))


def _merged(ids: Sequence[int], added: Iterable[tuple[int, list[int]]]) -> list[int]:
    """The ids with runs put in, each at its place among those before it."""
    merged: list[int] = []
    taken = 0
    for first, run in added:
        upto = taken + max(first - len(merged), 0)
        merged += ids[taken:upto]
        taken = min(upto, len(ids))
        merged += run
    return merged + list(ids[taken:])


def _placed(arrived: Sequence[tuple[int, int]]) -> Iterable[tuple[int, list[int]]]:
    """Rows with ascending places as runs without gaps: (first place, the ids)."""
    for _key, group in groupby(enumerate(arrived), lambda pair: pair[1][0] - pair[0]):
        run = [placed for _n, placed in group]
        yield run[0][0], [row_id for _place, row_id in run]


def runs(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Ascending places as runs without gaps: (first, last)."""
    for _key, group in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        run = [place for _n, place in group]
        yield run[0], run[-1]


def few_runs(places: Sequence[int]) -> list[tuple[int, int]]:
    """The runs of ascending places; one over all of them where they are many."""
    found = list(runs(places))
    return found if len(found) <= _FEW else [(places[0], places[-1])]
