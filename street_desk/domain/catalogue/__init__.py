"""The actual Sheets of a street's file."""

from __future__ import annotations

from street_desk.domain.catalogue.comments import COMMENTS
from street_desk.domain.catalogue.communities import COMMUNITIES
from street_desk.domain.catalogue.duties import DUTIES
from street_desk.domain.catalogue.entries import ENTRIES, RELEASES
from street_desk.domain.catalogue.form_layouts import FORM_LAYOUTS
from street_desk.domain.catalogue.movements import MOVEMENTS
from street_desk.domain.catalogue.objectives import OBJECTIVES
from street_desk.domain.catalogue.own_columns import OWN_COLUMNS
from street_desk.domain.catalogue.premises import PREMISES
from street_desk.domain.catalogue.ratings import RATINGS
from street_desk.domain.catalogue.street import FIGURES, OFFICE, YEARS
from street_desk.domain.catalogue.subjects import SUBJECTS
from street_desk.domain.catalogue.workers import WORKERS
from street_desk.domain.problems import UnknownSheet
from street_desk.domain.sheets import Sheet

SHEETS: dict[str, Sheet] = {
    s.name: s
    for s in (
        *(COMMUNITIES, WORKERS, PREMISES, DUTIES, ENTRIES, RELEASES, MOVEMENTS, RATINGS),
        SUBJECTS,
        *(FIGURES, OBJECTIVES, OFFICE, YEARS, OWN_COLUMNS, FORM_LAYOUTS, COMMENTS),
    )
}
GRIDS: tuple[Sheet, ...] = tuple(s for s in SHEETS.values() if s.grid)

REGISTERS: tuple[Sheet, ...] = tuple(s for s in GRIDS if not s.single)
"""The sheets of many rows a year; what a row refers to stands in an earlier one."""

CARRIED: tuple[Sheet, ...] = tuple(s for s in SHEETS.values() if s.carried)
"""The sheets whose rows go on into the next year."""


def sheet_named(name: str) -> Sheet:
    """The sheet that has a grid under this name. Raises UnknownSheet."""
    for sheet in GRIDS:
        if sheet.name == name:
            return sheet
    raise UnknownSheet(name=name, choices=tuple(s.name for s in GRIDS))


__all__ = [
    "CARRIED",
    "COMMENTS",
    "COMMUNITIES",
    "DUTIES",
    "ENTRIES",
    "FIGURES",
    "FORM_LAYOUTS",
    "GRIDS",
    "MOVEMENTS",
    "OBJECTIVES",
    "OFFICE",
    "OWN_COLUMNS",
    "PREMISES",
    "RATINGS",
    "REGISTERS",
    "RELEASES",
    "SHEETS",
    "SUBJECTS",
    "WORKERS",
    "YEARS",
    "sheet_named",
]
