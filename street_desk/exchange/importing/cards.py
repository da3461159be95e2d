"""Cards: a community's form of labels and values (社区名称 | 东风社区 | 户数 | 2500), read as one row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from street_desk.domain.kinds import Text
from street_desk.domain.numbers import ApproximateValue
from street_desk.domain.problems import UnreadableValue
from street_desk.exchange.importing.grid import Grid, Places, cell_text, is_words
from street_desk.exchange.importing.headings import Match, set_by_user
from street_desk.exchange.importing.homes import labelled, of_tab_alone, titled
from street_desk.exchange.importing.layout import Layout
from street_desk.exchange.importing.stacking import lines
from street_desk.exchange.importing.tables import Heading, Table, Vocabulary
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import is_note, is_signature
from street_desk.exchange.reading import Cell, Tab
from street_desk.language import N_, message

SHEET = "communities"
_MOST_ROWS = 100
_LEAST = 3
_FROM_TITLE = message(N_("the community that the title or the tab names"))


class Pair(NamedTuple):
    """A label, the value to its right (None where that is empty), and the column the label names by itself."""

    label: Cell
    value: Cell | None
    key: str


def find_card(tab: Tab, vocabulary: Vocabulary) -> Table | None:
    """The card at the top of a tab; None where there is none."""
    if SHEET not in vocabulary.sheets or not tab.rows:
        return None
    grid = Grid(tab)
    pairs: list[Pair] = []
    for row in grid.numbers[:_MOST_ROWS]:
        own = list(_pairs(grid, row, vocabulary))
        if any(pair.key for pair in own):
            pairs += own
        elif pairs and row > pairs[-1].label.row + 1:
            break
    if not _is_card(pairs) or _loose(grid, pairs) * 3 > len(pairs):
        return None
    top, last = pairs[0].label.row, pairs[-1].label.row
    return _table(grid, pairs, top, last, vocabulary, None)


def card_of(tab: Tab, layout: Layout, vocabulary: Vocabulary) -> Table | None:
    """The card that a layout says is there."""
    grid = Grid(tab)
    rows = [row for row in grid.numbers if layout.top <= row <= layout.last]
    found = [list(_pairs(grid, row, vocabulary)) for row in rows]
    pairs = [pair for own in found if any(pair.key for pair in own) for pair in own]
    return _table(grid, pairs, layout.top, layout.last, vocabulary, layout.columns)


def _pairs(grid: Grid, row: int, vocabulary: Vocabulary) -> Iterator[Pair]:
    """The labels of a row with their values; a label's value is the next cell that is no known label."""
    cells = grid.cells(row)
    place = 0
    while place < len(cells):
        cell = cells[place]
        place += 1
        key = vocabulary.key(SHEET, cell_text(cell)) if is_words(cell) else ""
        text = cell_text(cell)
        if not is_words(cell) or (not key and (is_note(text) or is_signature(text))):
            continue
        following = cells[place] if place < len(cells) else None
        if following is not None and vocabulary.key(SHEET, cell_text(following)):
            # Two labels in a row: the first has no value.
            following = None
        if key or following is not None:
            yield Pair(cell, following, key)
            place += following is not None


def _is_card(pairs: list[Pair]) -> bool:
    """Whether labels and values make a card: in several rows, and the values are what their labels say."""
    known = [pair for pair in pairs if pair.key and pair.value is not None]
    if len({pair.key for pair in known}) < _LEAST or len({pair.label.row for pair in known}) < 2:
        return False
    if len({pair.key for pair in known}) < len(known):
        # A label that comes again heads rows.
        return False
    judged = [fit for pair in known if (fit := _fits(pair)) is not None]
    return bool(judged) and sum(judged) * 3 >= len(judged) * 2


def _loose(grid: Grid, pairs: list[Pair]) -> int:
    """How many cells of the rows with labels belong to none."""
    told = {_spot(cell) for pair in pairs for cell in (pair.label, pair.value) if cell is not None}
    return sum(_spot(cell) not in told for row in {p.label.row for p in pairs} for cell in grid.cells(row))


def _fits(pair: Pair) -> bool | None:
    """Whether a value fits its label; None where any text would."""
    assert pair.value is not None
    kind = SHEETS[SHEET][pair.key].kind
    if isinstance(kind, Text) or SHEETS[SHEET][pair.key].derived:
        return None
    try:
        kind.read(pair.value.value)
    except ApproximateValue:
        return True
    except UnreadableValue:
        return False
    return True


def _table(
    grid: Grid, pairs: list[Pair], top: int, last: int, vocabulary: Vocabulary, said: Mapping[int, str] | None
) -> Table | None:
    """The card as a table of one row, each of whose cells stands where it stands."""
    matches = vocabulary.match(SHEET, [_path(pair) for pair in pairs])
    if said is not None:
        matches = [
            match if match.target == said.get(place, "") else set_by_user(SHEET, said.get(place, ""))
            for place, match in enumerate(matches, start=1)
        ]
    title = [row for row in grid.numbers if row < top]
    names = [*(p.value.row for p, m in zip(pairs, matches, strict=True) if m.target == "name" and p.value)]
    row = names[0] if names else top
    values: list[Any] = [None if pair.value is None else pair.value.value for pair in pairs]
    single = {(row - 1, place): _spot(pair.label) for place, pair in enumerate(pairs, start=1)}
    single |= {(row, place): _spot(pair.value or pair.label) for place, pair in enumerate(pairs, start=1)}
    paths = [_path(pair) for pair in pairs]
    if not names:
        found = _named(grid, title)
        if found is None:
            return None
        values.append(found[0])
        paths.append((SHEETS[SHEET]["name"].heading,))
        single |= {(row - 1, len(values)): found[1], (row, len(values)): found[1]}
        matches = [replace(m, target="", why=_FROM_TITLE) if m.target == "name" else m for m in matches]
        matches.append(Match("name", "name", 90, _FROM_TITLE))
    labels: list[Any] = [*(pair.label.value for pair in pairs), *([None] * (not names))]
    made = Grid(
        Tab(grid.tab.name, {row - 1: labels, row: values}, hidden=grid.tab.hidden), Places(single=single)
    )
    headings = tuple(
        Heading(place, path, tuple(c for c in made.cells(row - 1) if c.column == place), match)
        for place, (path, match) in enumerate(zip(paths, matches, strict=True), start=1)
    )
    told = {*single.values()}
    rest = [[c for c in grid.cells(n) if _spot(c) not in told] for n in grid.numbers if top <= n <= last]
    rest += [list(grid.cells(n)) for n in grid.numbers if n > last]
    notes: list[tuple[Cell, ...]] = []
    outside: list[tuple[Cell, ...]] = []
    for line in rest:
        texts = (
            bool(line)
            and all(map(is_words, line))
            and (line[0].row > last or is_note(cell_text(line[0])) or is_signature(cell_text(line[0])))
        )
        (notes if texts else outside).append(tuple(line))
    return Table(
        made, SHEET, lines(grid, title), row - 1, row - 1, row, headings,
        outside=tuple(cell for line in outside for cell in line),
        notes=tuple(line for line in notes if line),
    )  # fmt: skip


def _path(pair: Pair) -> tuple[str, ...]:
    return ("".join(cell_text(pair.label).split()),)


def _spot(cell: Cell) -> tuple[int, int]:
    return cell.row, cell.column


def _named(grid: Grid, title: list[int]) -> tuple[str, tuple[int, int]] | None:
    """The community that the lines above a card or its tab's name say, and where."""
    for row in title:
        for cell in grid.cells(row):
            for text in (*labelled(cell_text(cell)), *titled(cell_text(cell))):
                return text, _spot(cell)
    first = grid.cells(grid.numbers[0])[0]
    alone = of_tab_alone(grid.tab.name)
    return (alone, _spot(first)) if alone else None
