"""Sums of figures over runs of rows: what a total may sum up, added up once and looked up for each total."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.wording import is_grand


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one column by row, in the unit of the sheet (yuan, units).

    `unknown` are the cells without one, and those of which it is not known yet.
    """

    heading: Heading
    key: str
    money: bool
    by_row: Mapping[int, Decimal]
    unknown: Collection[int] = frozenset()

    def json(self, amount: Decimal) -> object:
        """The amount as commands print it."""
        if self.money:
            return f"{amount:.2f}"
        return int(amount) if amount == amount.to_integral_value() else str(amount)


class Run(NamedTuple):
    """Rows from one place of a Line up to another that is no more of them."""

    line: Line
    first: int
    end: int

    def __len__(self) -> int:
        return self.end - self.first

    def sum(self, place: int) -> Decimal:
        """What the column at that place comes to."""
        sums = self.line.sums[place]
        return sums[self.end] - sums[self.first]

    def unknown(self, place: int) -> int:
        """How many cells of the column have no figure."""
        counts = self.line.unknown[place]
        return counts[self.end] - counts[self.first]


@dataclass(frozen=True, eq=False, slots=True)
class Line:
    """Rows in their order, with the running sums of each column of figures by the column's place among the headings."""

    rows: Sequence[int]
    sums: dict[int, list[Decimal]] = field(default_factory=dict)
    unknown: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: Sequence[int], figures: Mapping[int, Figures]) -> Line:
        line = cls(rows)
        for place, column in figures.items():
            amounts = (column.by_row.get(number, Decimal(0)) for number in rows)
            line.sums[place] = list(accumulate(amounts, initial=Decimal(0)))
            line.unknown[place] = list(accumulate((n in column.unknown for n in rows), initial=0))
        return line

    def between(self, after: int, before: int) -> Run:
        """The rows whose numbers lie between."""
        return Run(self, bisect_right(self.rows, after), bisect_left(self.rows, before))

    def runs(self, label: str, number: int, totals: Sequence[int]) -> list[Run]:
        """The rows that a total may sum up, the likeliest first; `totals` are the numbers of all of them, in order."""
        place = bisect_left(totals, number)
        above = totals[place - 1] if place else 0
        place = bisect_right(totals, number)
        below = totals[place] if place < len(totals) else _BEYOND
        whole = Run(self, 0, len(self.rows))
        found = [
            self.between(above, number),
            self.between(number, below),
            self.between(0, number),
            self.between(number, _BEYOND),
        ]
        if is_grand(label):
            found.insert(0, whole)
        return [run for run in found if len(run)] or [whole]


_BEYOND = 10**12
