"""Earlier workbooks of an import: where they say what a later one says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from street_desk.exchange.importing.preview import Preview
from street_desk.exchange.importing.result import CHANGED, NEW, SAME, TakenRows

Told = tuple[str, TakenRows]
"""The rows of one table, behind what its workbook is called."""


class Earlier:
    """The tables of the workbooks before this one; rows are looked up only where a later workbook differs."""

    def __init__(self, tables: Iterable[Told] = ()) -> None:
        self._tables: list[Told] = list(tables)
        self._rows: dict[str, dict[int, list[tuple[str, TakenRows, int]]]] = {}

    def add(self, file: str, found: Preview) -> None:
        """Takes in a workbook under what it is called."""
        self._tables += told_of(file, found)
        self._rows.clear()

    def spot(self, sheet: str, row: int, key: str) -> str:
        """The file, tab and cell of the first one that says a column of a row, "" for none."""
        if not self._tables:
            return ""
        for file, rows, place in self._of(sheet).get(row, ()):
            cell = rows.cell(place, key)
            if cell is not None and cell.state in (NEW, CHANGED, SAME):
                return f"{file} {rows.tab}!{cell.address}"
        return ""

    def _of(self, sheet: str) -> dict[int, list[tuple[str, TakenRows, int]]]:
        found = self._rows.get(sheet)
        if found is None:
            found = self._rows[sheet] = {}
            for file, rows in self._tables:
                for place, row in enumerate(rows.ids) if rows.sheet == sheet else ():
                    if row:
                        found.setdefault(row, []).append((file, rows, place))
        return found


def told_of(file: str, found: Preview) -> list[Told]:
    """The tables of a workbook under what it is called."""
    return [(file, region.rows) for region in found.regions]
