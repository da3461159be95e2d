"""The actual Sheets of a street's file."""

from __future__ import annotations

from street_desk.domain.catalogue.communities import COMMUNITIES
from street_desk.domain.catalogue.street import FIGURES, OFFICE, YEARS
from street_desk.domain.catalogue.workers import WORKERS
from street_desk.domain.problems import UnknownSheet
from street_desk.domain.sheets import Sheet

SHEETS: dict[str, Sheet] = {s.name: s for s in (COMMUNITIES, WORKERS, FIGURES, OFFICE, YEARS)}
GRIDS: tuple[Sheet, ...] = tuple(s for s in SHEETS.values() if s.grid)


def sheet_named(name: str) -> Sheet:
    """The sheet that has a grid under this name. Raises UnknownSheet."""
    for sheet in GRIDS:
        if sheet.name == name:
            return sheet
    raise UnknownSheet(name=name, choices=tuple(s.name for s in GRIDS))


__all__ = ["COMMUNITIES", "FIGURES", "GRIDS", "OFFICE", "SHEETS", "WORKERS", "YEARS", "sheet_named"]
