"""Origins: where each value that comes in stood in its workbook, and what it said there, for the file to remember.

Kept sparse: a row's number and its table's columns tell nearly every cell, and most cells say just what was read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from street_desk.domain.edits import FOLLOWS
from street_desk.domain.kinds import Value
from street_desk.domain.remembering import ImportedRow, ImportedTable, Source
from street_desk.exchange.importing import units
from street_desk.exchange.importing.preview import Preview, Region
from street_desk.exchange.importing.result import CHANGED, NEW, SAME, TakenColumn, TakenRows

_NOT_HERE = ""
"""Says of a key that its value was not read in this row."""


def source_of(
    found: Preview,
    original: Path | bytes,
    made: AbstractSet[tuple[str, int]],
) -> Source:
    """A workbook as the file remembers it: its tables, and the rows of them that came in.

    `made` are the rows, by sheet and id, that the import's Changes concern.
    """
    tables = tuple(
        ImportedTable(
            region.tab,
            region.sheet,
            {column.key: column.column for column in region.rows.columns},
            region.unit == units.WAN,
        )
        for region in found.regions
    )
    rows = tuple(row for table, region in enumerate(found.regions) for row in _rows(table, region, made))
    return Source(found.file, original, tables, rows)


def _rows(table: int, region: Region, made: AbstractSet[tuple[str, int]]) -> Iterator[ImportedRow]:
    rows, sheet = region.rows, region.sheet
    raws = _by_place((column.key, column.raws) for column in rows.columns)
    places = _by_place((column.key, _elsewhere(rows, column)) for column in rows.columns)
    said: dict[int, list[str]] = {}
    for place, key in rows.said:
        said.setdefault(place, []).append(key)
    follows = [column for column in rows.columns if column.key in FOLLOWS.get(sheet, ())]
    none: Mapping[str, str] = {}
    for place, (number, state, row) in enumerate(zip(rows.numbers, rows.states, rows.ids, strict=True)):
        if state not in (NEW, CHANGED) or (sheet, row) not in made:
            continue
        own = raws.get(place, none)
        if state == CHANGED:
            # Another table may bring what this one leaves empty.
            absent = [c.key for c in rows.columns if not _brought(rows, place, c.key, c.values[place])]
        else:
            absent = [c.key for c in follows if not _brought(rows, place, c.key, c.values[place])]
            absent += [key for key in said.get(place, ()) if rows.said[place, key].state != NEW]
        if absent:
            own = {**own, **dict.fromkeys(absent, _NOT_HERE)}
        yield ImportedRow(table, row, number, own, places.get(place, none))


def _elsewhere(rows: TakenRows, column: TakenColumn) -> dict[int, str]:
    """Where a column's cells stand that are not in the row's own line: merged down, or of a table that was turned."""
    if rows.at.as_shown:
        return {place: f"{column.letters}{row}" for place, row in column.above.items()}
    return {
        place: rows.at.address(column.above.get(place, number), column.column)
        for place, number in enumerate(rows.numbers)
        if column.values[place] is not None
    }


def _brought(rows: TakenRows, place: int, key: str, value: Value) -> bool:
    """Whether a row's value of a column was read from its cell and taken, or is what is held."""
    said = rows.said.get((place, key))
    return value is not None and (said is None or said.state in (NEW, CHANGED, SAME))


def _by_place(columns: Iterable[tuple[str, Mapping[int, str]]]) -> dict[int, dict[str, str]]:
    """Sparse columns of texts, by row."""
    found: dict[int, dict[str, str]] = {}
    for key, texts in columns:
        for place, text in texts.items():
            found.setdefault(place, {})[key] = text
    return found
