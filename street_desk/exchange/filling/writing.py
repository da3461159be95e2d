"""Deciding cell by cell what a template is to hold, now that it is seen which of its cells are formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from street_desk.domain.kinds import Kind, Value
from street_desk.domain.people import Masked
from street_desk.exchange.filling.figures import Figures
from street_desk.exchange.filling.recognised import FoundColumn, FoundTable, Recognised, Spot
from street_desk.exchange.filling.report import Left
from street_desk.exchange.filling.sheet_scan import Place, SheetScan
from street_desk.exchange.filling.sheet_writing import Content
from street_desk.exchange.filling.spelling import Speller
from street_desk.exchange.reading import address
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
_TYPED_SUM = N_("this sum is typed and no formula ({cells}): it still shows the old figures")
_NO_FORM = message(N_("printed by the program for comparison; export the form anew to have it"))
_SHOWN = 8

# Adding up and multiplying cells of the sheet itself gives what their new figures give. Any other number in a formula
# may be a rate of last year's.
_PLAIN_FORMULA = re.compile(
    r"(?:(?:SUM|SUBTOTAL|ROUND|PRODUCT)\(|\$?[A-Z]{1,3}\$?\d+|(?<![\d.])(?:0|1|2|4|9|12|100|1000|10000)(?![\d.])|[-+*/(),:\s])*",
    re.IGNORECASE,
)


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
        for column in table.columns:
            _Column(result, found, table, column, scan, figures).decide(unmasked)
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
        self._scan, self._figures = scan, figures
        self._kind: Kind = figures.kind(table.sheet, column)
        self._own = bool(found.form)
        self._speller = Speller(column, self._kind, found.from_1904, self._own)
        self._units = [table.row_units.get(place) or column.unit for place in range(len(table.ids))]
        self._year = figures.now.book.year - column.wanted.prior

    def decide(self, unmasked: bool) -> None:
        column, table = self._column, self._table
        if column.wanted.printed and self._figures.printed(table.sheet, column) is None:
            self._leave(_NO_FORM)
            return
        values = [self._figures.value(table.sheet, row_id, column) for row_id in table.ids]
        if isinstance(self._kind, Masked) and not unmasked:
            self._hide(values)
            return
        formulas = {place for place, spot in enumerate(column.spots) if self._scan.holds_formula(spot[:2])}
        if not formulas and (why := self._speller.off(values, self._units)) is not None:
            self._leave(why)
            return
        self._look_at_formulas(formulas)
        empty = [
            place for place, value in enumerate(values) if value is None and place not in formulas
        ]  # fmt: skip
        for place in range(len(values)):
            if place not in formulas and place not in empty:
                self._put(place, values[place])
        self._without(empty, all_of_it=len(empty) + len(formulas) == len(values))

    def _put(self, place: int, value: Value) -> None:
        spot, held = self._column.spots[place], self._column.held[place]
        if spot.why is not None:
            self._leave_cell(place, spot.why)
            return
        self._result.count += 1
        if not self._speller.is_same(held, value, self._units[place]):
            self._write(spot, self._speller.content(value, self._units[place]))

    def _write(self, spot: Spot, content: Content) -> None:
        at = spot[:2]
        self._result.cells.setdefault(self._table.tab, {})[at] = content
        if at not in self._scan.cells:
            self._result.styles.setdefault(self._table.tab, {})[at] = self._style(spot)

    def _style(self, spot: Spot) -> str:
        """The style of the nearest cell of the column that there is, else that of the row or the whole column."""
        near = sorted(
            self._column.spots, key=lambda one: abs(one.row - spot.row) + abs(one.column - spot.column)
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
        filled = [place for place in empty if self._says_something(self._column.held[place])]
        if not filled:
            return
        cells = _some(tuple(address(*self._column.spots[place][:2]) for place in filled))
        if self._column.wanted.prior:
            if all_of_it:
                self._leave(message(_ALL_STAY, year=str(self._year), cells=cells))
                return
            for place in filled:
                self._leave_cell(place, None, _STAYS)
            return
        for place in filled:
            if (why := self._column.spots[place].why) is not None:
                self._leave_cell(place, why)
            else:
                self._write(self._column.spots[place], Content())
        if all_of_it:
            self._leave(message(_ALL_CLEARED, year=str(self._year), cells=cells))
            return
        for place in filled:
            if self._column.spots[place].why is None:
                self._leave_cell(place, None, _CLEARED)

    def _says_something(self, held: Any) -> bool:
        return held is not None and held not in ("—", "-", "/", "无")

    def _hide(self, values: list[Value]) -> None:
        """A column of ids or phones: what it holds already counts, and nothing is written."""
        same = [
            value is not None and self._speller.is_same(held, value, "")
            for held, value in zip(self._column.held, values, strict=True)
        ]
        self._result.count += sum(same)
        if any(value is not None and not known for value, known in zip(values, same, strict=True)):
            self._leave(_MASKED)

    def _look_at_formulas(self, formulas: set[int]) -> None:
        """Formulas stay; those that do more than add up cells of the sheet may give last year's figures."""
        others = [
            place
            for place in sorted(formulas)
            if not _PLAIN_FORMULA.fullmatch(self._scan.texts.get(self._column.spots[place][:2], "?"))
        ]
        if others:
            cells = tuple(address(*self._column.spots[place][:2]) for place in others)
            self._leave(message(_FORMULA, cells=_some(cells)))

    def _leave(self, why: Message) -> None:
        column = self._column
        self._result.left.append(Left("column", column.heading or column.where, column.where, why))

    def _leave_cell(self, place: int, why: Message | None, said: str = _CELL) -> None:
        values: dict[str, Any] = {"column": self._column.heading, "year": str(self._year)}
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
