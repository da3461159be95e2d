"""The actual Sheets of a street's file."""

from __future__ import annotations

from street_desk.domain.catalogue.comments import COMMENTS
from street_desk.domain.catalogue.communities import COMMUNITIES
from street_desk.domain.catalogue.duties import DUTIES
from street_desk.domain.catalogue.premises import PREMISES
from street_desk.domain.catalogue.street import FIGURES, OFFICE, YEARS
from street_desk.domain.catalogue.workers import WORKERS
from street_desk.domain.problems import UnknownSheet
from street_desk.domain.sheets import Sheet

SHEETS: dict[str, Sheet] = {
    s.name: s for s in (COMMUNITIES, WORKERS, PREMISES, DUTIES, FIGURES, OFFICE, YEARS, COMMENTS)
}
GRIDS: tuple[Sheet, ...] = tuple(s for s in SHEETS.values() if s.grid)

REGISTERS: tuple[Sheet, ...] = tuple(s for s in GRIDS if not s.single)
"""The sheets of many rows a year: what is carried from year to year and can be named row by row."""


def sheet_named(name: str) -> Sheet:
    """The sheet that has a grid under this name. Raises UnknownSheet."""
    for sheet in GRIDS:
        if sheet.name == name:
            return sheet
    raise UnknownSheet(name=name, choices=tuple(s.name for s in GRIDS))


__all__ = [
    "COMMENTS",
    "COMMUNITIES",
    "DUTIES",
    "FIGURES",
    "GRIDS",
    "OFFICE",
    "PREMISES",
    "REGISTERS",
    "SHEETS",
    "WORKERS",
    "YEARS",
    "sheet_named",
]
