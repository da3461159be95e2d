"""The sheets as workbooks are matched to them: those of the catalogue, with the county's own columns of one year.

Which columns a heading may mean is asked everywhere while workbooks are read and shown, and all of it is about one
file and year. So the year's own columns are told once, in whichever process it is, as the language is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from street_desk.domain import catalogue
from street_desk.domain.catalogue.own_columns import with_own
from street_desk.domain.sheets import Row, Sheet


class KnownSheets(Mapping[str, Sheet]):
    """The sheets by name. `edition` counts how often they became others."""

    def __init__(self) -> None:
        self._sheets: dict[str, Sheet] = dict(catalogue.SHEETS)
        self.edition = 0

    def use(self, rows: Iterable[Row]) -> None:
        """Makes the own columns that the rows describe columns of their sheets, and no others."""
        described = list(rows)
        self._hold({name: with_own(sheet, described) for name, sheet in catalogue.SHEETS.items()})

    def use_sheet(self, sheet: Sheet) -> None:
        """Makes a sheet known with the own columns it has."""
        self._hold({**self._sheets, sheet.name: sheet})

    def _hold(self, sheets: dict[str, Sheet]) -> None:
        if sheets != self._sheets:
            self._sheets = sheets
            self.edition += 1

    def __getitem__(self, name: str) -> Sheet:
        return self._sheets[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)


SHEETS = KnownSheets()
