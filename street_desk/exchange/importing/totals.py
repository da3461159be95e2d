"""Totals: rows and columns that sum others up are checked against the detail and never imported."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import accumulate
from typing import NamedTuple

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
from street_desk.exchange.importing.sums import Figures, Line, Run
from street_desk.exchange.importing.tables import Heading
from street_desk.exchange.importing.units import YUAN, AreaIn, number_in
from street_desk.exchange.importing.values import ERROR, area_kind
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_dash
from street_desk.exchange.reading import Cell
from street_desk.language import N_, Message, message

_LABEL = message(N_("a total, not a row of its own"))
_NO_RESULT = message(N_("a total without a stored result, so there is nothing to check"))
_NOT_CHECKED = message(N_("a total of a column that is not imported"))
_LACKING = N_("a total that cannot be checked: {n} of the cells it sums up hold no figure that can be read")
_NOT_IN = N_(
    "a total that cannot be checked: {n} of the cells it sums up wait for an answer, were left out, or hold no figure "
    "that can be read"
)
_NO_NUMBER = message(N_("not a number, so the total cannot be checked"))


class Part(NamedTuple):
    """A table, or one of those that are one table in parts."""

    draft: Draft
    rows: TableRows

    def figures(self) -> dict[int, Figures]:
        """The figures by the place of their heading."""
        headings = enumerate(self.draft.table.headings)
        found = ((place, _figures(self.draft, h, self.rows.data, self.aside())) for place, h in headings)
        return {place: figures for place, figures in found if figures is not None}

    def aside(self) -> list[int]:
        """The rows that are no community's and may be counted in a total all the same."""
        return [row.number for row in self.rows.others if row.kind == ASIDE]

    def totals(self) -> list[RowKind]:
        return [row for row in self.rows.others if row.kind == TOTAL]

    @property
    def height(self) -> int:
        """How many rows it takes where parts stand one behind another."""
        return self.draft.table.last + 1


def check_totals(parts: Sequence[Part], rounding: Decimal = Decimal(0)) -> None:
    """Checks the rows and columns of totals of a table that lies in these parts, each over all of them.

    `rounding` is how far one figure may be off, in yuan.
    """
    summed = any(heading.match.of for part in parts for heading in part.draft.table.headings)
    if not summed and not any(part.totals() for part in parts):
        return
    figures = [part.figures() for part in parts]
    # The rows of all parts in one line: each part's stand behind those of the part before it.
    starts = list(accumulate((part.height for part in parts[:-1]), initial=0))
    joined = _joined(figures, starts)
    data = [number + start for part, start in zip(parts, starts, strict=True) for number in part.rows.data]
    aside = [number + start for part, start in zip(parts, starts, strict=True) for number in part.aside()]
    stops = [row.number + start for part, start in zip(parts, starts, strict=True) for row in part.totals()]
    lines = [Line.of(data, joined)]
    if aside:
        lines.append(Line.of(sorted([*data, *aside]), joined))
    for part, own, start in zip(parts, figures, starts, strict=True):
        for row in part.totals():
            runs = lines[0].runs(row.label, row.number + start, stops)
            whole = lines[0].between(start, start + part.height)
            if len(parts) > 1 and len(whole) and whole not in runs:
                runs.append(whole)
            for line in lines[1:]:
                runs += line.runs(row.label, row.number + start, stops)
            _row_of_totals(part.draft, row, own, runs, rounding)
        for place, heading in enumerate(part.draft.table.headings):
            if heading.match.of:
                _column_of_totals(part.draft, heading, place, own, part.rows.data, rounding)


def _joined(figures: Sequence[dict[int, Figures]], starts: Sequence[int]) -> dict[int, Figures]:
    """The figures of all parts by the place of their heading."""
    if len(figures) == 1:
        return figures[0]
    by_row: dict[int, dict[int, Decimal]] = {}
    unknown: dict[int, set[int]] = {}
    for own, start in zip(figures, starts, strict=True):
        for place, column in own.items():
            held = by_row.setdefault(place, {})
            held.update((number + start, value) for number, value in column.by_row.items())
            unknown.setdefault(place, set()).update(number + start for number in column.unknown)
    first = {place: column for own in reversed(figures) for place, column in own.items()}
    return {
        place: replace(column, by_row=by_row[place], unknown=unknown[place])
        for place, column in first.items()
    }


def _figures(draft: Draft, heading: Heading, data: list[int], aside: list[int]) -> Figures | None:
    """The numbers of a column whose Kind is numeric; None for any other column."""
    sheet = SHEETS[draft.table.sheet]
    key = (heading.match.key or heading.match.compared).partition(".")[0]
    if key not in sheet or not sheet[key].kind.numeric:
        return None
    money = isinstance(sheet[key].kind, Money)
    found: dict[int, Decimal] = {}
    unknown: set[int] = set()
    target = heading.match.target
    column = draft.columns.get(target)
    for place, number in enumerate([*data, *aside]):
        value: Decimal | None
        if column is not None and place < len(data) and column.values[place] is not None:
            value = Decimal(column.values[place]) / (FEN if money else 1)
            if _waits(draft, place, target):
                unknown.add(number)
        elif place < len(data) and (place, target) in draft.dropped:
            unknown.add(number)
            continue
        elif (cell := draft.table.grid.cell(number, heading.column)) is not None:
            value = _number(draft, heading, money, cell)
            if value is None and not is_dash(cell_text(cell)):
                unknown.add(number)
        else:
            continue
        if value is not None:
            found[number] = value
    return Figures(heading, target or key, money, found, unknown)


def _waits(draft: Draft, place: int, key: str) -> bool:
    """Whether it is still asked of what size the amount of a cell is."""
    question = draft.doubted.get((place, key))
    return question is not None and question.id.startswith(("odd:", "scale:"))


def _lacks(draft: Draft, keys: Collection[str], cells: int) -> Message:
    several = any(key in keys for _, key in draft.dropped) or any(
        key in keys and _waits(draft, place, key) for place, key in draft.doubted
    )
    return message(_NOT_IN if several else _LACKING, n=cells)


def _number(draft: Draft, heading: Heading, money: bool, cell: Cell) -> Decimal | None:
    if cell.error or cell.uncomputed or not isinstance(cell.value, (int, float, str)):
        return None
    key = (heading.match.key or heading.match.compared).partition(".")[0]
    sheet = SHEETS[draft.sheet]
    if key in sheet and isinstance(kind := area_kind(draft, heading, sheet[key].kind), AreaIn):
        try:
            area = kind.read(cell.value)
        except UnreadableValue:
            return None
        return area if isinstance(area, Decimal) else None
    try:
        return number_in(cell.value, _NO_NUMBER, draft.unit_at(cell.row, heading.column) if money else YUAN)
    except ApproximateValue as problem:
        return problem.value
    except UnreadableValue:
        return None


def _row_of_totals(
    draft: Draft, row: RowKind, figures: dict[int, Figures], runs: list[Run], rounding: Decimal
) -> None:
    stated: list[tuple[Cell, int, Decimal]] = []
    headed = {heading.column: place for place, heading in enumerate(draft.table.headings)}
    for cell in row.cells:
        place = headed.get(cell.column, -1)
        column = figures.get(place)
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
            stated.append((cell, place, value))
    if not stated:
        return

    def meant(run: Run, place: int, value: Decimal) -> Decimal:
        """The total as it agrees: written like the amounts that an answer multiplied, or like those it did not."""
        factor = draft.scaled.get(figures[place].key)
        if factor is None or agrees(run, place, value):
            return value
        return value * factor.numerator / factor.denominator

    def agrees(run: Run, place: int, value: Decimal) -> bool:
        slack = rounding * (len(run) + 1) * figures[place].money
        return abs(run.sum(place) - value) <= slack

    best = max(runs, key=lambda run: sum(agrees(run, p, meant(run, p, value)) for _, p, value in stated))
    for cell, place, written in stated:
        value = meant(best, place, written)
        column, computed, right = figures[place], best.sum(place), agrees(best, place, value)
        if not right and (lacking := best.unknown(place)):
            draft.skip(cell, _lacks(draft, (column.key,), lacking))
            continue
        draft.totals.append(Total(cell.address, column.key, column.json(value), column.json(computed), right))


def _column_of_totals(
    draft: Draft,
    heading: Heading,
    place: int,
    figures: dict[int, Figures],
    data: list[int],
    rounding: Decimal,
) -> None:
    """Checks 合计 of each row against what it sums up: the funds, else everything from the first fund to it.

    Where the table lacks a fund and nothing adds up, there is nothing to say.
    """
    whole = figures.get(place)
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

    # As answered, else as written: who multiplied the funds need not have multiplied their total.
    ways = [
        sums
        for held in ([figures, {}] if draft.scaled else [figures])
        for sums in _details(draft, heading, held, data)
    ]
    sums = min(ways, key=off)
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
            draft.skip(cell, _lacks(draft, heading.match.of, lacking[cell.row]))
            continue
        draft.totals.append(Total(cell.address, whole.key, whole.json(value), whole.json(computed), agrees))


def _details(
    draft: Draft, heading: Heading, figures: Mapping[int, Figures], data: list[int]
) -> tuple[dict[int, Decimal], dict[int, Decimal]]:
    """By row the sum of the funds, and that of every column from the first fund up to the total.

    A cell has its figure, else the number that is written there.
    """
    headings = list(enumerate(draft.table.headings))
    funds = [(p, h) for p, h in headings if h.match.target in heading.match.of]
    start = min((h.column for _, h in funds), default=heading.column)
    between = [
        (p, h) for p, h in headings
        if (p, h) in funds or (start < h.column < heading.column and not h.match.target and not h.match.of)
    ]  # fmt: skip

    def figure(place: int, column: Heading, number: int) -> Decimal | None:
        held = figures.get(place) if column.match.target else None
        if held is not None:
            return held.by_row.get(number)
        cell = draft.table.grid.cell(number, column.column)
        return None if cell is None else _number(draft, column, True, cell)

    def sums(columns: list[tuple[int, Heading]]) -> dict[int, Decimal]:
        found = {}
        for number in data:
            numbers = (figure(place, column, number) for place, column in columns)
            found[number] = sum((n for n in numbers if n is not None), Decimal(0))
        return found

    return sums(funds), sums(between)


def _lacking(draft: Draft, heading: Heading, data: list[int]) -> dict[int, int]:
    """By row how many of the funds that a total sums up have a cell and no figure, or wait for an answer."""
    funds = [h for h in draft.table.headings if h.match.target in heading.match.of]
    found = {}
    for place, number in enumerate(data):
        cells = [(h, draft.table.grid.cell(number, h.column)) for h in funds]
        found[number] = sum(
            cell is not None
            and not is_dash(cell_text(cell))
            and (
                _number(draft, h, True, cell) is None
                or (place, h.match.target) in draft.dropped
                or _waits(draft, place, h.match.target)
            )
            for h, cell in cells
        )
    return found
