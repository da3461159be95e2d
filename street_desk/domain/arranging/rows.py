"""The rows under an Arrangement: filtered, sorted, and grouped with a subtotal line after each group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from street_desk.domain.arranging.arrangement import Arrangement, Filter
from street_desk.domain.arranging.cells import Cells
from street_desk.domain.kinds import Area, Count, Money, Rate, Text, Value
from street_desk.domain.sheets import Column

FIRST_LINE = -(1 << 40)
"""The id of the first subtotal line, the next ones below: far from those that new rows are typed with."""

_NOT_ADDED = frozenset(
    ("star", "pay_star", "grade", "service_years", "failed_years", "number", "age", "due_per_community")
)


@dataclass(frozen=True, slots=True)
class Line:
    """A subtotal line: the value that its group shares, or the grand total."""

    value: Value = None
    grand: bool = False


@dataclass(frozen=True, slots=True)
class Arranged:
    """The ids of rows and subtotal lines in the order to be shown, and the lines by their ids."""

    ids: list[int]
    lines: Mapping[int, Line] = field(default_factory=dict)


def added_up(column: Column) -> bool:
    """Whether a sum of the column says something: amounts, people and areas, but no grades or numbers of things."""
    summed = isinstance(column.kind, (Money, Count, Area)) and not isinstance(column.kind, Rate)
    return summed and column.key not in _NOT_ADDED


def arranged(arrangement: Arrangement, cells: Cells, columns: Mapping[str, Column]) -> Arranged:
    """The rows to be shown. Columns that the sheet does not have are passed over."""
    ids = _filtered(arrangement.filters, cells, columns)
    wanted = [(key, last) for key, last in arrangement.order if key in columns]
    grouped = columns.get(arrangement.group)
    if grouped is not None:
        first = (grouped.key, arrangement.descending(grouped.key))
        wanted = [first, *(one for one in wanted if one[0] != grouped.key)]
        if isinstance(grouped.kind, Text):
            # Of texts that are sorted alike, ABC and abc, those that are alike stand together.
            shown = cells.shown(grouped)
            values = [shown(value) for value in cells.values(grouped, ids)]
            ids = _sorted(ids, values, descending=False)
    for key, descending in reversed(wanted):
        values = cells.values(columns[key], ids)
        keys = cells.sort_keys(columns[key], values, key in arrangement.by_code)
        ids = _sorted(ids, keys, descending)
    return Arranged(list(ids)) if grouped is None else _grouped(ids, cells, grouped)


def passing(arrangement: Arrangement, cells: Cells, columns: Mapping[str, Column], key: str) -> Sequence[int]:
    """The rows that pass the filters of all columns but one: what that one's list of values is made of."""
    return _filtered({k: one for k, one in arrangement.filters.items() if k != key}, cells, columns)


def _filtered(filters: Mapping[str, Filter], cells: Cells, columns: Mapping[str, Column]) -> Sequence[int]:
    every = cells.ids()
    ids = every
    for key, one in filters.items():
        if key not in columns:
            continue
        column = columns[key]
        if one.finding:
            found = cells.with_finding(key, one.finding, ids)
            ids = [row_id for row_id in ids if row_id in found]
        conditions = [*((one.chosen,) if one.chosen is not None else ()), *one.custom]
        if conditions:
            values = cells.values(column, every)
            shown = cells.shown(column)
            custom = [condition.test(values, shown) for condition in one.custom]
            chosen = one.chosen.test(values, shown) if one.chosen is not None else None
            enough = any if one.either else all
            fitting = {
                value
                for value in set(values)
                if (chosen is None or chosen(value))
                and (not custom or enough(test(value) for test in custom))
            }
            held = values if ids is every else cells.values(column, ids)
            ids = [row_id for row_id, value in zip(ids, held, strict=True) if value in fitting]
    return ids


def _sorted(ids: Sequence[int], keys: Sequence[Value], descending: bool) -> list[int]:
    """Stable, and blanks last whichever way, as in Excel."""
    if None not in keys:
        return [ids[place] for place in sorted(range(len(ids)), key=keys.__getitem__, reverse=descending)]
    filled = [place for place, key in enumerate(keys) if key is not None]
    filled.sort(key=keys.__getitem__, reverse=descending)
    blank = [row_id for row_id, key in zip(ids, keys, strict=True) if key is None]
    return [*(ids[place] for place in filled), *blank]


def _grouped(ids: Sequence[int], cells: Cells, column: Column) -> Arranged:
    """Values that are shown alike stand together already: a line after each group, and one at the end."""
    shown = cells.shown(column)
    found: list[int] = []
    lines: dict[int, Line] = {}

    def end(line: Line) -> None:
        line_id = FIRST_LINE - len(lines)
        lines[line_id] = line
        found.append(line_id)

    before: Value = None
    for row_id, value in zip(ids, cells.values(column, ids), strict=True):
        if found and shown(value) != shown(before):
            end(Line(before))
        found.append(row_id)
        before = value
    if found:
        end(Line(before))
    end(Line(grand=True))
    return Arranged(found, lines)


def tally(
    arrangement: Arrangement, cells: Cells, columns: Mapping[str, Column], key: str
) -> list[tuple[str, int]]:
    """The values of a column as shown, in their order and the blank last, and how many rows have each.

    Only rows that pass the filters of the other columns count, as in Excel.
    """
    column = columns[key]
    counted = Counter(cells.values(column, passing(arrangement, cells, columns, key)))
    values = list(counted)
    places = _sorted(
        range(len(values)), cells.sort_keys(column, values, key in arrangement.by_code), descending=False
    )
    shown = cells.shown(column)
    found: dict[str, int] = {}
    for place in places:
        text = shown(values[place])
        found[text] = found.get(text, 0) + counted[values[place]]
    if "" in found:
        found[""] = found.pop("")
    return list(found.items())
