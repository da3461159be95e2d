"""Totals: rows and columns that sum others up are checked against the detail and never imported."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing.draft import Draft
from street_desk.exchange.importing.funds import NO_FUNDS
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import NO_HEADING
from street_desk.exchange.importing.preview import Total
from street_desk.exchange.importing.rows import ASIDE, TOTAL, RowKind, TableRows
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.units import YUAN, number_in
from street_desk.exchange.importing.values import ERROR
from street_desk.exchange.importing.wording import is_dash, is_grand, is_partly
from street_desk.exchange.reading import Cell
from street_desk.language import N_, message

_LABEL = message(N_("a total, not a row of its own"))
_NO_RESULT = message(N_("a total without a stored result, so there is nothing to check"))
_NOT_CHECKED = message(N_("a total of a column that is not imported"))
_LACKING = N_("a total that cannot be checked: {n} of the cells it sums up hold no figure that can be read")
_NO_NUMBER = message(N_("not a number, so the total cannot be checked"))


class Part(NamedTuple):
    """A table, or one of those that are one table in parts."""

    draft: Draft
    rows: TableRows

    def figures(self) -> dict[int, Figures]:
        """The figures by column."""
        headings = self.draft.table.headings
        found = ((h.column, _figures(self.draft, h, self.rows.data, self.aside())) for h in headings)
        return {column: figures for column, figures in found if figures is not None}

    def aside(self) -> list[int]:
        """The rows that are no community's and may be counted in a total all the same."""
        return [row.number for row in self.rows.others if row.kind == ASIDE and not is_partly(row.label)]

    def totals(self) -> list[RowKind]:
        return [row for row in self.rows.others if row.kind == TOTAL]


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one column by row, in the unit of the sheet (yuan, units); `unknown` are cells without one."""

    heading: Heading
    key: str
    money: bool
    by_row: dict[int, Decimal]
    unknown: frozenset[int] = frozenset()

    def sum(self, rows: Sequence[int]) -> Decimal:
        return sum((self.by_row[n] for n in rows if n in self.by_row), Decimal(0))

    def json(self, amount: Decimal) -> object:
        """The amount as commands print it."""
        if self.money:
            return f"{amount:.2f}"
        return int(amount) if amount == amount.to_integral_value() else str(amount)


def check_totals(part: Part, parts: Sequence[Part], rounding: Decimal = Decimal(0)) -> None:
    """Checks the rows and columns of totals of a table that is one of `parts`, over all of them.

    `rounding` is how far one figure may be off, in yuan.
    """
    draft, rows = part
    totals = part.totals()
    if not totals and not any(heading.match.of for heading in draft.table.headings):
        return
    figures = part.figures()
    # The rows of all parts in one run: each part's stand behind those of the part before it.
    joined, start, data, stops = figures, 0, rows.data, [row.number for row in totals]
    aside = part.aside()
    if totals and len(parts) > 1:
        joined, start, data, stops, aside = _joined(part, parts)
    for row in totals:
        groups = _groups(row.label, row.number + start, stops, data)
        own = [number + start for number in rows.data]
        if len(parts) > 1 and own and own not in groups:
            groups.append(own)
        if aside:
            groups += _groups(row.label, row.number + start, stops, sorted([*data, *aside]))
        _row_of_totals(draft, row, joined, groups, rounding)
    for heading in draft.table.headings:
        if heading.match.of:
            _column_of_totals(draft, heading, figures, rows.data, rounding)


def _joined(
    part: Part, parts: Sequence[Part]
) -> tuple[dict[int, Figures], int, list[int], list[int], list[int]]:
    """The figures of all parts by the columns of one of them, where its rows begin, all data rows, totals, asides."""
    by_place: dict[int, dict[int, Decimal]] = {}
    unknown: dict[int, set[int]] = {}
    own = 0
    start = 0
    data: list[int] = []
    stops: list[int] = []
    aside: list[int] = []
    for other in parts:
        if other.draft is part.draft:
            own = start
        columns = [heading.column for heading in other.draft.table.headings]
        for column, figures in other.figures().items():
            held = by_place.setdefault(columns.index(column), {})
            held.update((number + start, value) for number, value in figures.by_row.items())
            nameless = unknown.setdefault(columns.index(column), set())
            nameless.update(number + start for number in figures.unknown)
        data += [number + start for number in other.rows.data]
        stops += [row.number + start for row in other.totals()]
        aside += [number + start for number in other.aside()]
        start += other.draft.table.last + 1
    columns = [heading.column for heading in part.draft.table.headings]
    joined = {
        column: replace(
            figures, by_row=by_place[place := columns.index(column)], unknown=frozenset(unknown[place])
        )
        for column, figures in part.figures().items()
    }
    return joined, own, data, stops, aside


def _figures(draft: Draft, heading: Heading, data: list[int], aside: list[int]) -> Figures | None:
    """The numbers of a column whose Kind is numeric; None for any other column."""
    sheet = SHEETS[draft.table.sheet]
    key = (heading.match.key or heading.match.compared).partition(".")[0]
    if key not in sheet or not sheet[key].kind.numeric:
        return None
    money = isinstance(sheet[key].kind, Money)
    found: dict[int, Decimal] = {}
    unknown: set[int] = set()
    column = draft.columns.get(heading.match.target)
    for place, number in enumerate([*data, *aside]):
        value: Decimal | None
        if (
            column is not None
            and place < len(data)
            and place not in column.flaws
            and column.values[place] is not None
        ):
            value = Decimal(column.values[place]) / (FEN if money else 1)
        elif (cell := draft.table.grid.cell(number, heading.column)) is not None:
            value = _number(draft, heading, money, cell)
        else:
            continue
        if value is not None:
            found[number] = value
        elif cell is not None and not is_dash(cell_text(cell)):
            unknown.add(number)
    return Figures(heading, heading.match.target or key, money, found, frozenset(unknown))


def _number(draft: Draft, heading: Heading, money: bool, cell: Cell) -> Decimal | None:
    if cell.error or cell.uncomputed or not isinstance(cell.value, (int, float, str)):
        return None
    try:
        return number_in(cell.value, _NO_NUMBER, draft.unit_at(cell.row, heading.column) if money else YUAN)
    except ApproximateValue as problem:
        return problem.value
    except UnreadableValue:
        return None


def _groups(label: str, number: int, totals: Sequence[int], data: list[int]) -> list[list[int]]:
    """The rows that a total may sum up, the likeliest first."""
    before = max((n for n in totals if n < number), default=0)
    after = min((n for n in totals if n > number), default=10**9)
    above = [n for n in data if before < n < number]
    below = [n for n in data if number < n < after]
    farther = [[n for n in data if n < number], [n for n in data if n > number]]
    groups = [data, above, below, *farther] if is_grand(label) else [above, below, *farther]
    kept = [group for group in groups if group]
    return kept or [data]


def _row_of_totals(
    draft: Draft, row: RowKind, figures: dict[int, Figures], groups: list[list[int]], rounding: Decimal
) -> None:
    stated: list[tuple[Cell, Figures, Decimal]] = []
    headed = {heading.column for heading in draft.table.headings}
    for cell in row.cells:
        column = figures.get(cell.column)
        if column is None:
            label = cell_text(cell) == row.label or isinstance(cell.value, str)
            draft.skip(cell, _LABEL if label else _NOT_CHECKED if cell.column in headed else NO_HEADING)
        elif cell.uncomputed:
            draft.skip(cell, _NO_RESULT)
        elif cell.error:
            draft.refuse(cell, column.key, message(ERROR, error=cell.error))
        elif (value := _number(draft, column.heading, column.money, cell)) is None:
            draft.skip(cell, _NO_NUMBER)
        else:
            stated.append((cell, column, value))
    if not stated:
        return

    def agreeing(group: list[int]) -> int:
        slack = rounding * (len(group) + 1)
        return sum(abs(column.sum(group) - value) <= slack * column.money for _, column, value in stated)

    best = max(groups, key=agreeing)
    slack = rounding * (len(best) + 1)
    for cell, column, value in stated:
        computed = column.sum(best)
        agrees = abs(computed - value) <= slack * column.money
        if not agrees and (lacking := column.unknown.intersection(best)):
            draft.skip(cell, message(_LACKING, n=len(lacking)))
            continue
        draft.totals.append(
            Total(cell.address, column.key, column.json(value), column.json(computed), agrees)
        )


def _column_of_totals(
    draft: Draft, heading: Heading, figures: dict[int, Figures], data: list[int], rounding: Decimal
) -> None:
    """Checks 合计 of each row against what it sums up: the funds, else everything from the first fund to it.

    Where the table lacks a fund and nothing adds up, there is nothing to say.
    """
    whole = figures.get(heading.column)
    stated: list[tuple[Cell, Decimal]] = []
    for number in data:
        cell = draft.table.grid.cell(number, heading.column)
        if cell is None or whole is None:
            continue
        if cell.uncomputed:
            draft.skip(cell, _NO_RESULT)
        elif cell.error:
            draft.refuse(cell, whole.key, message(ERROR, error=cell.error))
        elif number not in whole.by_row:
            draft.skip(cell, _NO_NUMBER)
        else:
            stated.append((cell, whole.by_row[number]))
    if whole is None or not stated:
        return

    def off(sums: dict[int, Decimal]) -> int:
        return sum(abs(sums[cell.row] - value) > rounding * 4 for cell, value in stated)

    funds, everything = _details(draft, heading, data)
    sums = everything if off(funds) and not off(everything) else funds
    lacking = _lacking(draft, heading, data)
    # A correction may have left out some of them since the heading was understood.
    there = {h.match.target for h in draft.table.headings} & set(heading.match.of)
    if off(sums) and len(there) < len(FUNDS):
        for cell, _ in stated:
            draft.skip(cell, NO_FUNDS)
        return
    for cell, value in stated:
        computed = sums[cell.row]
        agrees = abs(computed - value) <= rounding * 4
        if not agrees and lacking[cell.row]:
            draft.skip(cell, message(_LACKING, n=lacking[cell.row]))
            continue
        draft.totals.append(Total(cell.address, whole.key, whole.json(value), whole.json(computed), agrees))


def _details(
    draft: Draft, heading: Heading, data: list[int]
) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """By row the sum of the funds, and that of every column from the first fund up to the total."""
    headings = draft.table.headings
    funds = [h for h in headings if h.match.target in heading.match.of]
    start = min((h.column for h in funds), default=heading.column)
    between = [
        h for h in headings
        if h in funds or (start < h.column < heading.column and not h.match.target and not h.match.of)
    ]  # fmt: skip

    def sums(columns: list[Heading]) -> dict[int, Decimal]:
        grid = draft.table.grid
        found = {}
        for number in data:
            cells = [(h, grid.cell(number, h.column)) for h in columns]
            numbers = [_number(draft, h, True, cell) for h, cell in cells if cell is not None]
            found[number] = sum((n for n in numbers if n is not None), Decimal(0))
        return found

    return sums(funds), sums(between)


def _lacking(draft: Draft, heading: Heading, data: list[int]) -> dict[int, int]:
    """By row how many of the funds that a total sums up have a cell and no figure."""
    funds = [h for h in draft.table.headings if h.match.target in heading.match.of]
    found = {}
    for number in data:
        cells = [(h, draft.table.grid.cell(number, h.column)) for h in funds]
        found[number] = sum(
            cell is not None and not is_dash(cell_text(cell)) and _number(draft, h, True, cell) is None
            for h, cell in cells
        )
    return found
