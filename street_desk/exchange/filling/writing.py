"""Deciding cell by cell what a template is to hold, now that it is seen which of its cells are formulas."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Choice, Kind, Money, Reference, References, Value
from street_desk.domain.people import Masked
from street_desk.exchange.filling.arithmetic import NotPlain, result_of
from street_desk.exchange.filling.figures import Figures
from street_desk.exchange.filling.recognised import FoundColumn, FoundTable, Recognised, Spot
from street_desk.exchange.filling.report import Left
from street_desk.exchange.filling.sheet_scan import Place, SheetScan
from street_desk.exchange.filling.sheet_writing import Content
from street_desk.exchange.filling.spelling import Speller
from street_desk.exchange.importing.units import factor_of
from street_desk.exchange.reading import address
from street_desk.exchange.workbooks.parameter_tab import NAME as PARAMETERS
from street_desk.language import N_, Message, message

_CLEARED = N_("{column}: {year} has nothing to put there; the old text was taken out")
_ALL_CLEARED = N_("{year} has no figures for it; the old ones were taken out ({cells})")
_ALL_STAY = N_("the file has no figures of {year} for it; what stands there stays ({cells})")
_STAYS = N_("{column}: the file has no figure of {year} for it; what stands there stays")
_CELL = N_("{column}: {why}")
_MASKED = message(
    N_("ids and phones go into a workbook only when they are asked for in full; it stays as it is")
)
_FORMULA = N_("its cells hold formulas, which stay ({cells}): look whether they give this year's figures")
_TYPED_SUM = N_("its figures are typed and no formulas ({cells}): they are still the old ones")
_NO_FORM = message(N_("printed by the program for comparison; export the form anew to have it"))
_GIVES = N_("{column}: the formula in {cell} stays and gives {gives}; for {year} the program has {expected}")
_SHOWN = 8
_PARAMETER = re.compile(rf"'?{PARAMETERS}'?!\$?[A-Z]+\$?\d+")
_NOTHING = (None, "—", "-", "/", "无")

_HALF_FEN, _HALF_PLACE = Decimal("0.005"), Decimal("0.00005")


@dataclass(slots=True)
class Decided:
    """What is written: contents by tab and place, and the styles of cells that are not there yet. `count`: the cells
    that hold this year's figures afterwards."""

    cells: dict[str, dict[Place, Content]] = field(default_factory=dict)
    styles: dict[str, dict[Place, str]] = field(default_factory=dict)
    count: int = 0
    left: list[Left] = field(default_factory=list)


def decided(found: Recognised, figures: Figures, scans: Mapping[str, SheetScan], unmasked: bool) -> Decided:
    """What goes into the cells of a template. `scans` are its sheets by tab."""
    result = Decided()
    for table in found.tables:
        scan = scans[table.tab]
        columns = [_Column(result, found, table, column, scan, figures) for column in table.columns]
        known = {place: number for column in columns for place, number in column.numbers().items()}
        for one in columns:
            one.decide(unmasked, known)
        for row in table.sums:
            typed = [spot for spot in row.spots if not scan.holds_formula(spot)]
            if typed:
                cells = tuple(address(*spot) for spot in typed)
                where = f"{table.tab}!{cells[0]}"
                result.left.append(Left("row", row.label, where, message(_TYPED_SUM, cells=_some(cells))))
    return result


class _Column:
    """One column of a table on its way into the template."""

    def __init__(
        self,
        result: Decided,
        found: Recognised,
        table: FoundTable,
        column: FoundColumn,
        scan: SheetScan,
        figures: Figures,
    ) -> None:
        self._result, self._table, self._column = result, table, column
        self._scan, self._year = scan, figures.now.book.year - column.wanted.prior
        self._kind: Kind = figures.kind(table.sheet, column)
        self._speller = Speller(column, self._kind, found.from_1904, found.own)
        self._units = [table.row_units.get(place) or column.unit for place in range(len(table.ids))]
        self._unknown = column.wanted.printed and figures.printed(table.sheet, column) is None
        self._values = [figures.value(table.sheet, row_id, column) for row_id in table.ids]
        # What our own workbook takes from its parameters is a figure, and gives way to this year's.
        self._formulas = {
            place
            for place, spot in enumerate(column.spots)
            if scan.holds_formula(spot[:2])
            and not (found.own and _PARAMETER.fullmatch(scan.texts.get(spot[:2], "")))
        }

    def numbers(self) -> dict[Place, Decimal | None]:
        """The figures that its cells are to show, as numbers; None for an empty one."""
        if not self._is_figures():
            return {}
        found: dict[Place, Decimal | None] = {}
        for place, spot in enumerate(self._column.spots):
            content = self._speller.content(self._values[place], self._units[place])
            if not content.text:
                found[spot[:2]] = Decimal(content.number) if content.number else None
        return found

    def _is_figures(self) -> bool:
        return not self._unknown and not isinstance(
            self._kind, (Masked, Reference, References, Choice, Day, Month)
        )

    def decide(self, unmasked: bool, known: Mapping[Place, Decimal | None]) -> None:
        """Says what becomes of its cells; `known` are the figures of the whole table."""
        if self._unknown:
            self._leave(_NO_FORM)
            return
        if isinstance(self._kind, Masked) and not unmasked:
            self._hide()
            return
        all_formulas = len(self._formulas) == len(self._values)
        if not all_formulas and (why := self._speller.off(self._values, self._units)) is not None:
            self._leave(why)
            return
        self._look_at_formulas(known)
        places = [place for place in range(len(self._values)) if place not in self._formulas]
        empty = [place for place in places if self._values[place] is None]
        for place in places:
            if self._values[place] is not None:
                self._put(place, self._values[place])
        self._without(empty, all_of_it=len(empty) == len(places))

    def _put(self, place: int, value: Value) -> None:
        spot, held = self._column.spots[place], self._column.held[place]
        if spot.why is not None:
            self._leave_cell(place, _CELL, spot.why)
            return
        self._result.count += 1
        if not self._speller.is_same(held, value, self._units[place]):
            self._write(spot, self._speller.content(value, self._units[place]), held)

    def _is_date(self, content: Content, held: Any) -> bool:
        """Whether a day comes into a cell that does not show days yet."""
        days = isinstance(self._kind, (Day, Month)) and bool(content.number)
        return days and not isinstance(held, datetime.date)

    def _write(self, spot: Spot, content: Content, held: Any) -> None:
        at = spot[:2]
        self._result.cells.setdefault(self._table.tab, {})[at] = content
        if at not in self._scan.cells or self._is_date(content, held):
            self._result.styles.setdefault(self._table.tab, {})[at] = self._style(spot)

    def _style(self, spot: Spot) -> str:
        """The style of the nearest cell of the column that there is, else that of the row or the whole column."""
        pairs = zip(self._column.spots, self._column.held, strict=True)
        days = [one for one, held in pairs if isinstance(held, datetime.date)]
        near = sorted(
            days or self._column.spots,
            key=lambda one: abs(one.row - spot.row) + abs(one.column - spot.column),
        )
        styles = (cell.attributes.get("s") for one in near if (cell := self._scan.cells.get(one[:2])))
        row = self._scan.rows.get(spot.row)
        return (
            next((style for style in styles if style), "")
            or (row.attributes.get("s", "") if row is not None else "")
            or self._scan.column_style(spot.column)
        )

    def _without(self, empty: list[int], *, all_of_it: bool) -> None:
        """Cells for which the year has nothing: an old figure must not pass for a new one."""
        filled = [place for place in empty if self._column.held[place] not in _NOTHING]
        if not filled:
            return
        cells = _some(tuple(address(*self._column.spots[place][:2]) for place in filled))
        prior = self._column.wanted.prior
        for place in filled:
            spot = self._column.spots[place]
            if spot.why is not None:
                self._leave_cell(place, _CELL, spot.why)
                continue
            if not prior:
                self._write(spot, Content(), None)
            if not all_of_it:
                self._leave_cell(place, _STAYS if prior else _CLEARED)
        if all_of_it:
            self._leave(message(_ALL_STAY if prior else _ALL_CLEARED, year=str(self._year), cells=cells))

    def _hide(self) -> None:
        """A column of ids or phones: what it holds already counts, and nothing is written."""
        pairs = list(zip(self._column.held, self._values, strict=True))
        same = [value is not None and self._speller.is_same(held, value, "") for held, value in pairs]
        self._result.count += sum(same)
        if any(value is not None and not known for (_, value), known in zip(pairs, same, strict=True)):
            self._leave(_MASKED)

    def _look_at_formulas(self, known: Mapping[Place, Decimal | None]) -> None:
        """Formulas stay. One that gives another figure is named, and so are those of which that cannot be told."""
        others: list[str] = []
        for place in sorted(self._formulas):
            spot = self._column.spots[place][:2]
            if self._values[place] is None:
                continue
            try:
                gives = result_of(self._scan.texts.get(spot, ""), known)
            except NotPlain:
                others.append(address(*spot))
                continue
            expected = known.get(spot)
            if expected is not None and abs(gives - expected) > self._slack(place):
                self._leave_cell(place, _GIVES, cell=address(*spot), gives=gives, expected=expected)
        if others:
            self._leave(message(_FORMULA, cells=_some(tuple(others))))

    def _slack(self, place: int) -> Decimal:
        """How far a formula's figure may be off: half a fen, or half of the last place of what is no amount."""
        return _HALF_FEN / factor_of(self._units[place]) if isinstance(self._kind, Money) else _HALF_PLACE

    def _leave(self, why: Message) -> None:
        column = self._column
        self._result.left.append(Left("column", column.heading or column.where, column.where, why))

    def _leave_cell(self, place: int, said: str, why: Message | None = None, **more: Any) -> None:
        values: dict[str, Any] = {"column": self._column.heading, "year": str(self._year), **more}
        if why is not None:
            values["why"] = why
        where = f"{self._table.tab}!{address(*self._column.spots[place][:2])}"
        self._result.left.append(Left("row", self._table.names[place], where, message(said, **values)))


def _some(cells: tuple[str, ...]) -> tuple[str, ...]:
    return cells if len(cells) <= _SHOWN else (*cells[:_SHOWN], "…")


def targets(found: Recognised) -> Iterator[tuple[str, Place]]:
    """Every cell that may be written, with its tab."""
    for table in found.tables:
        for column in table.columns:
            yield from ((table.tab, spot[:2]) for spot in column.spots)


__all__ = ["Decided", "decided", "targets"]
