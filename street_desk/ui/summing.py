"""Sum, average, count, least and greatest of the numbers selected, for the status bar; worked out in small slices."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from street_desk.domain.kinds import Area, Money, Rate
from street_desk.domain.sheets import Column
from street_desk.domain.shown_unit import ShownUnit
from street_desk.language import N_, _, number
from street_desk.ui.grid_model import GridModel

_SLICE = 0.006
_AT_ONCE = 500
_MOST_DERIVED = 200_000
"""Cells that the program works out: beyond so many they are left out, and that is said."""

_MONEY, _AREA, _NUMBER = "money", "area", "number"
_CENT = Decimal("0.01")


@dataclass(slots=True)
class Tally:
    """The numbers of one family: money, areas, or all others. They are exact: whole numbers, or decimals."""

    count: int = 0
    total: Any = 0
    least: Any = None
    greatest: Any = None

    def add(self, values: Sequence[Any]) -> None:
        """Takes numbers in."""
        if values:
            least, greatest = min(values), max(values)
            self.count += len(values)
            self.total += sum(values)
            self.least = least if self.least is None else min(self.least, least)
            self.greatest = greatest if self.greatest is None else max(self.greatest, greatest)

    def average(self, places: Decimal) -> tuple[Decimal, bool]:
        """The average, and whether it is exact; otherwise it is rounded."""
        exact = Decimal(self.total) / self.count
        rounded = exact.quantize(places, rounding=ROUND_HALF_UP)
        return rounded, rounded * self.count == self.total


def family(column: Column) -> str:
    """Which numbers a column's may be added to, empty for none."""
    kind = column.kind
    if isinstance(kind, Money):
        return _MONEY
    if isinstance(kind, Rate) or not kind.numeric:
        return ""
    return _AREA if isinstance(kind, Area) else _NUMBER


class Summing(QObject):
    """Follows a selection; `said` carries the words for the status bar, each family's by itself."""

    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)
        self._work: Iterator[None] = iter(())
        self._tallies: dict[str, Tally] = {}
        self._left_out = False
        self._unit: ShownUnit | None = None

    def follow(self, model: GridModel, picked: Sequence[tuple[int, int, int, int]]) -> None:
        """Begins with the blocks (top, left, bottom, right) selected now; what was begun before is dropped."""
        self._timer.stop()
        self._tallies, self._left_out, self._unit = {}, False, model.unit
        self._work = iter(()) if model.sheet.single else self._sum(model, picked)
        if not self._slice():
            self.said.emit(_(N_("Adding up…")))
            self._timer.start()

    def stop(self) -> None:
        """Forgets the selection."""
        self._timer.stop()
        self._work = iter(())
        self.said.emit("")

    def _go_on(self) -> None:
        if self._slice():
            self._timer.stop()

    def _slice(self) -> bool:
        """Works for a moment; True where everything is done, and then it is said."""
        until = time.perf_counter() + _SLICE
        for _step in self._work:
            if time.perf_counter() > until:
                return False
        self.said.emit(self.text())
        return True

    def _sum(self, model: GridModel, picked: Sequence[tuple[int, int, int, int]]) -> Iterator[None]:
        derived = sum(
            (bottom - top + 1)
            for top, left, bottom, right in picked
            for column in model.columns[left : right + 1]
            if column.derived and family(column)
        )
        self._left_out = derived > _MOST_DERIVED
        for top, left, bottom, right in picked:
            columns = [
                column
                for column in model.columns[left : right + 1]
                if family(column) and not (column.derived and self._left_out)
            ]
            ids = model.rows.ids[top : bottom + 1] if columns else []
            for first in range(0, len(ids), _AT_ONCE):
                rows = [row for one in ids[first : first + _AT_ONCE] if (row := model.row(one)) is not None]
                for column in columns:
                    self._add(model, rows, column)
                    yield

    def _add(self, model: GridModel, rows: Sequence[Any], column: Column) -> None:
        key = column.key
        if column.derived:
            value, sheet = model.session.assessment(model.year).value, model.sheet.name
            found = [value(sheet, row["id"], key) for row in rows]
        else:
            found = [row.get(key) for row in rows]
        numbers = [one for one in found if isinstance(one, (int, Decimal))]
        self._tallies.setdefault(family(column), Tally()).add(numbers)

    # Words -----------------------------------------------------------------------------------------------------------

    def text(self) -> str:
        """What is selected in words; empty for fewer than two numbers."""
        held = [(name, tally) for name, tally in self._tallies.items() if tally.count]
        if sum(tally.count for _name, tally in held) < 2:
            return ""
        said = "   |   ".join(self._words(name, tally) for name, tally in held)
        without = _(N_("(without worked-out columns)"))
        return f"{said}   {without}" if self._left_out else said

    def _words(self, name: str, tally: Tally) -> str:
        average, exact = tally.average(Decimal(1) if name == _MONEY else _CENT)
        words = N_("Sum {sum}   Average {average}   Count {count}   Min {least}   Max {greatest}")
        return _(words).format(
            sum=self._shown(name, tally.total),
            average=("" if exact else "≈") + self._shown(name, average),
            count=f"{tally.count:,}",
            least=self._shown(name, tally.least),
            greatest=self._shown(name, tally.greatest),
        )

    def _shown(self, name: str, value: Any) -> str:
        if name != _MONEY or self._unit is None:
            return number(value)
        words = N_("{amount} yuan") if self._unit.factor == 1 else N_("{amount} × 10,000 yuan")
        return _(words).format(amount=self._unit.money(int(value)))
