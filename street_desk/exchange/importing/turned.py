"""Turned tables: indicators down the side, communities or years across; turned over and then read like any other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from street_desk.domain.kinds import Text
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing.grid import Grid, Places, cell_text, is_words
from street_desk.exchange.importing.heading_rows import paths_of
from street_desk.exchange.importing.headings import Match, set_by_user
from street_desk.exchange.importing.homes import labelled, of_tab_alone, titled
from street_desk.exchange.importing.layout import Layout
from street_desk.exchange.importing.stacking import lines
from street_desk.exchange.importing.tables import Heading, Table, Vocabulary
from street_desk.exchange.importing.units import is_unit
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_note, is_signature, is_total, plain
from street_desk.exchange.reading import Cell, Merge, Tab
from street_desk.language import N_, Message, message

_MOST_ROWS = 300
_SIDE = 5
_LEAST = 3
_YEAR = re.compile(r"(20\d\d)年?度?(?:实际|预算|执行|决算|计划|数|\(.*\))*$")
_ACROSS = message(N_("the names across the top"))
_OF_TITLE = message(N_("the community that the title or the tab names"))
UNCLEAR = message(
    N_(
        "the headings stand one below another, and no row above them says which communities or years the columns"
        " are: add a row of their names"
    )
)


class _Side(NamedTuple):
    """Where the labels of a turned table stand: columns `left` to `right`, rows `first` to `last`, names in `names`."""

    sheet: str
    left: int
    right: int
    first: int
    last: int
    names: int


def find_turned(tab: Tab, vocabulary: Vocabulary, year: int) -> Table | Message | None:
    """The turned table of a tab, why it cannot be told, or None where the tab is nothing of the kind."""
    grid = Grid(tab)
    if not 0 < len(grid.numbers) <= _MOST_ROWS:
        return None
    best: tuple[int, str, list[Cell]] | None = None
    for sheet in vocabulary.sheets:
        for right in range(1, _SIDE + 1):
            known = _known(grid, sheet, right, vocabulary)
            if len(known) >= _LEAST and (best is None or len(known) > best[0]):
                best = len(known), sheet, known
    if best is None:
        return None
    _, sheet, labels = best
    if len({cell.row for cell in labels}) < _LEAST:
        return None
    side = _side(grid, sheet, labels, vocabulary)
    if side is None:
        return UNCLEAR
    return _turned(grid, side, vocabulary, year, None)


def _known(grid: Grid, sheet: str, right: int, vocabulary: Vocabulary) -> list[Cell]:
    """The cells of the first columns that are headings by themselves, each the first of its meaning."""
    found: dict[str, Cell] = {}
    for row in grid.numbers:
        for cell in grid.cells(row):
            # 合计 at the end of the names across the top is none of the headings down the side.
            if cell.column > right or not is_words(cell) or is_total(cell_text(cell)):
                continue
            key = vocabulary.key(sheet, cell_text(cell))
            if key:
                found.setdefault(key, cell)
    return list(found.values())


def turned_of(tab: Tab, layout: Layout, vocabulary: Vocabulary, year: int) -> Table | None:
    """The turned table that a layout says is there."""
    grid = Grid(tab)
    first = layout.top + 1 if layout.bottom > layout.top else layout.top
    side = _Side(layout.sheet, layout.left, layout.right, first, layout.bottom, layout.top)
    found = _turned(grid, side, vocabulary, year, layout)
    return found if isinstance(found, Table) else None


def _side(grid: Grid, sheet: str, labels: list[Cell], vocabulary: Vocabulary) -> _Side | None:
    """The labels of a turned table around the known ones; None where no row above them names the columns."""
    rows = sorted({cell.row for cell in labels})
    left = min(cell.column for cell in labels)
    while left > 1 and _labels(grid, rows, left - 1):
        left -= 1
    right = max(cell.column for cell in labels)
    while all(c is None or is_unit(cell_text(c)) for c in (grid.cell(r, right + 1) for r in rows)) and any(
        grid.cell(r, right + 1) is not None for r in rows
    ):
        right += 1
    naming = SHEETS[sheet].naming
    for row in reversed([n for n in grid.numbers if n <= rows[0]]):
        across = [cell for cell in grid.cells(row) if cell.column > right]
        own = [vocabulary.key(sheet, cell_text(c)) for c in grid.cells(row) if left <= c.column <= right]
        if row == rows[0] and naming not in own:
            continue
        named = bool(across) and all(is_words(c) or _YEAR.match(plain(cell_text(c))) for c in across)
        texts = [cell_text(c) for c in across]
        if named and not any(vocabulary.key(sheet, text) for text in texts if not is_total(text)):
            first = min((r for r in rows if r > row), default=0)
            if not first:
                return None
            # Labels that no sheet knows stand between, above and below the known ones.
            first = next((n for n in grid.numbers if n > row), first)
            return _Side(sheet, left, right, first, _last(grid, left, right, rows), row)
        if across:
            return None
    return None


def _labels(grid: Grid, rows: Sequence[int], column: int) -> bool:
    """Whether a column beside the labels holds those of their groups: texts, and no running numbers."""
    cells = [cell for row in rows if (cell := grid.shown(row, column)) is not None]
    return bool(cells) and all(map(is_words, cells))


def _last(grid: Grid, left: int, right: int, rows: Sequence[int]) -> int:
    """The last row of a turned table: below its last known label as far as labels have figures."""
    last = rows[-1]
    for row in (n for n in grid.numbers if n > rows[-1]):
        cells = grid.cells(row)
        labels = [c for c in cells if left <= c.column <= right]
        first = cell_text(cells[0])
        if not labels or is_note(first) or is_signature(first) or len(cells) == len(labels):
            break
        last = row
    return last


def _turned(
    grid: Grid, side: _Side, vocabulary: Vocabulary, year: int, layout: Layout | None
) -> Table | Message | None:
    """The table turned over: rows of the grid are columns of the tab."""
    rows: dict[int, list[Any]] = {}
    inside: set[tuple[int, int]] = set()
    for number in (side.names, *(n for n in grid.numbers if side.first <= n <= side.last)):
        for cell in grid.cells(number):
            if cell.column < side.left:
                continue
            values = rows.setdefault(cell.column, [])
            values.extend([None] * (number - len(values)))
            values[number - 1] = cell.value
            inside.add((cell.row, cell.column))
    if not any(column > side.right for column in rows):
        return UNCLEAR
    merges = tuple(
        Merge(m.left, m.top, m.right, m.bottom) for m in grid.tab.merges if side.names <= m.top <= side.last
    )
    turned = replace(
        grid.tab,
        rows=dict(sorted(rows.items())),
        merges=merges,
        hidden_rows=grid.tab.hidden_columns,
        hidden_columns=grid.tab.hidden_rows,
    )
    titles = lines(grid, [n for n in grid.numbers if n < side.names])
    made = Grid(turned, Places(turned=True))
    paths = paths_of(made, side.left, side.right)
    paths.setdefault(side.names, ("",))
    paths = dict(sorted(paths.items()))
    naming = SHEETS[side.sheet].naming
    across = [c for c in grid.cells(side.names) if c.column > side.right]
    years = {c.column: int(m[1]) for c in across if (m := _YEAR.match(plain(cell_text(c))))}
    matches = dict(zip(paths, vocabulary.match(side.sheet, list(paths.values())), strict=True))
    if years and len(years) * 2 >= len(across):
        return _of_years(grid, side, made, paths, matches, years, year, titles, inside, layout)
    if layout is None or layout.columns.get(side.names) == naming:
        matches[side.names] = Match(naming, naming, 95, _ACROSS)
        matches = {
            n: m if n == side.names or m.target != naming else replace(m, target="", why=_ACROSS)
            for n, m in matches.items()
        }
    return _table(grid, side, made, paths, matches, titles, inside, (), layout)


def _of_years(
    grid: Grid,
    side: _Side,
    made: Grid,
    paths: dict[int, tuple[str, ...]],
    matches: dict[int, Match],
    years: dict[int, int],
    year: int,
    titles: tuple[tuple[Cell, ...], ...],
    inside: set[tuple[int, int]],
    layout: Layout | None,
) -> Table | Message | None:
    """The years of one community across: its row is the year of the import, those of other years are skipped."""
    wanted = [column for column, one in years.items() if one == year]
    names = _names_above(grid, side, years) or dict.fromkeys(wanted, _named(grid, titles, side))
    if side.sheet != "communities" or not all(names[column][0] for column in wanted):
        return UNCLEAR
    inside -= {(c.row, c.column) for c in grid.filled() if c.column > side.right and c.column not in years}
    column = max((len(values) for values in made.tab.rows.values()), default=0) + 1
    others = tuple(cell for c in years if c not in wanted for cell in made.cells(c) if c in made.tab.rows)
    kept = {
        number: [*values, *([None] * (column - 1 - len(values))), names[number][0]]
        if number in wanted
        else values
        for number, values in made.tab.rows.items()
        if number <= side.right or number in wanted
    }
    naming = SHEETS[side.sheet].naming
    single = {(number, column): names[number][1] for number in wanted}
    heads = names[wanted[0]][1] if wanted else (side.names, side.left)
    single |= {(number, column): heads for number in range(side.left, side.right + 1)}
    turned = Grid(replace(made.tab, rows=kept), Places(turned=True, single=single))
    paths = {**paths, column: (SHEETS[side.sheet][naming].heading,)}
    matches = {
        n: replace(m, target="", why=_OF_TITLE) if m.target == naming else m for n, m in matches.items()
    }
    matches[side.names] = Match(reason=_ACROSS, why=_ACROSS)
    matches[column] = Match(naming, naming, 90, _OF_TITLE)
    return _table(grid, side, turned, paths, matches, titles, inside, others, layout)


def _names_above(grid: Grid, side: _Side, years: Mapping[int, int]) -> dict[int, tuple[str, tuple[int, int]]]:
    """The communities that stand above the years, by column, each merged over its own; none where one is over all."""
    row = max((number for number in grid.numbers if number < side.names), default=0)
    shown = {column: grid.shown(row, column) for column in years}
    found = {
        column: (cell_text(cell), (cell.row, cell.column))
        for column, cell in shown.items()
        if cell is not None
    }
    return found if len(found) == len(years) and len(set(found.values())) > 1 else {}


def _table(
    grid: Grid,
    side: _Side,
    made: Grid,
    paths: dict[int, tuple[str, ...]],
    matches: dict[int, Match],
    titles: tuple[tuple[Cell, ...], ...],
    inside: set[tuple[int, int]],
    other_years: tuple[Cell, ...],
    layout: Layout | None,
) -> Table | None:
    if layout is not None:
        matches = {
            n: m if m.target == (key := layout.columns.get(n, m.target)) else set_by_user(side.sheet, key)
            for n, m in matches.items()
        }
    heads = [cell for row in range(side.left, side.right + 1) for cell in made.cells(row)]
    headings = tuple(
        Heading(column, path, tuple(c for c in heads if c.column == column), matches[column])
        for column, path in paths.items()
    )
    if layout is None and (
        not any(h.match.target == SHEETS[side.sheet].naming for h in headings)
        or not _fit(side, made, headings)
    ):
        return None
    rest = [
        tuple(c for c in grid.cells(n) if (c.row, c.column) not in inside)
        for n in grid.numbers
        if n > side.names or n == side.names
    ]
    below = [line for line in rest if line and line[0].row > side.last and all(map(is_words, line))]
    outside = tuple(cell for line in rest if line not in below for cell in line)
    last = max(made.tab.rows)
    return Table(
        made, side.sheet, titles, side.left, side.right, last, headings,
        outside=outside, notes=tuple(below), other_years=other_years,
    )  # fmt: skip


def _fit(side: _Side, made: Grid, headings: Sequence[Heading]) -> bool:
    """Whether the figures are what their labels say, so that a tab of anything else is not turned."""
    fits = fails = 0
    for heading in headings:
        if not heading.match.target:
            continue
        kind = SHEETS[side.sheet][heading.match.target].kind
        if isinstance(kind, Text):
            continue
        for row in made.numbers:
            cell = made.cell(row, heading.column) if row > side.right else None
            if cell is None:
                continue
            try:
                kind.read(cell.value)
                fits += 1
            except ApproximateValue:
                fits += 1
            except UnreadableValue:
                fails += 1
    return fits > 0 and fits >= fails


def _named(grid: Grid, titles: tuple[tuple[Cell, ...], ...], side: _Side) -> tuple[str, tuple[int, int]]:
    """The community that the title or the tab's name says, and where it stands."""
    for line in titles:
        for cell in line:
            for text in (*labelled(cell_text(cell)), *titled(cell_text(cell))):
                return text, (cell.row, cell.column)
    first = grid.cells(side.names)[0]
    return of_tab_alone(grid.tab.name), (first.row, first.column)
