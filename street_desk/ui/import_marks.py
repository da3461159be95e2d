"""Marks: what becomes of each cell of a tab, looked up when it is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.people import Masked
from street_desk.exchange.importing import CHANGED, SKIPPED, ColumnView, Preview, Region, Total
from street_desk.exchange.reading import address
from street_desk.language import N_, _
from street_desk.ui.import_words import figure

HEADING, AGREES, DIFFERS, NOTE = "heading", "agrees", "differs", "note"
"""What a cell of a tab may be besides the states of rows and cells; "" is one that no table holds."""
_LOOKED_AT = 20_000


class Mark(NamedTuple):
    """What becomes of a cell: the text to show for it, its state, why, the Column it goes to, and the value read there.

    `masked`: what the workbook says is not for everybody's eyes, and `text` stands for it.
    """

    text: str
    state: str = ""
    why: str = ""
    column: str = ""
    value: str = ""
    masked: bool = False


@dataclass(slots=True)
class _Told:
    """What a region says of single cells, by address."""

    region: Region
    columns: Mapping[int, str]
    views: Mapping[int, ColumnView]
    totals: Mapping[str, Total]
    words: Mapping[str, tuple[str, str]]

    @classmethod
    def of(cls, region: Region) -> _Told:
        first = region.layout.left
        views = dict(enumerate(region.columns, start=first))
        # The cells skipped by themselves come first; whole columns tell their reason in their heading.
        words = {s.cell: (SKIPPED, s.why.text()) for s in islice(region.skipped, _LOOKED_AT)}
        words |= {n.cell: (NOTE, _(N_("kept as a note"))) for n in region.notes}
        words |= {r.cell: ("refused", r.why.text()) for r in region.refused}
        return cls(region, region.layout.columns, views, {t.cell: t for t in region.totals}, words)

    def place(self, row: int) -> int | None:
        """The place of a row of the tab among the region's, None where it is none."""
        numbers = self.region.rows.numbers
        place = bisect_left(numbers, row)
        return place if place < len(numbers) and numbers[place] == row else None

    def mark(self, row: int, column: int, text: str) -> Mark | None:
        layout, cell = self.region.layout, address(row, column)
        total, told = self.totals.get(cell), self.words.get(cell)
        if total is None and not (layout.top <= row <= layout.last and layout.left <= column <= layout.right):
            return Mark(text, *told) if told else None
        view = self.views.get(column)
        name = column_name(self.region.sheet, view.column) if view is not None else ""
        if row <= layout.bottom and total is None:
            return Mark(text, HEADING, view.reason.text() if view is not None else "", name)
        if total is not None:
            return self._total(total, text, name)
        place = self.place(row)
        found = None if place is None else self.region.rows.cell(place, self.columns.get(column, ""))
        if found is not None and found.address == cell:
            masked = isinstance(SHEETS[self.region.sheet][found.column].kind, Masked)
            shown = found.text if masked else text
            if found.state == CHANGED:
                shown = f"{found.old} → {found.text}"
            return Mark(shown, found.state, found.why.text() if found.why else "", name, found.text, masked)
        if told is not None:
            return Mark(text, *told, name)
        if not text or view is None:
            return Mark(text, "", "", name)
        return Mark(text, SKIPPED, view.reason.text() if not view.column else "", name)

    def _total(self, total: Total, text: str, name: str) -> Mark:
        if total.agrees:
            return Mark(text, AGREES, _(N_("the rows add up to it")), name)
        sums = figure(self.region, total, total.computed)
        by = figure(self.region, total, Decimal(str(total.stated)) - Decimal(str(total.computed)))
        said = _(N_("the rows add up to {computed}: a difference of {difference}"))
        return Mark(text, DIFFERS, said.format(computed=sums, difference=by), name)


def column_name(sheet: str, key: str) -> str:
    """What a Column is called, "" for none."""
    return SHEETS[sheet][key].shown() if key in SHEETS[sheet] else ""


class TabMarks:
    """The marks of one tab of a workbook."""

    def __init__(self, preview: Preview, tab: str) -> None:
        self.regions: Sequence[Region] = [region for region in preview.regions if region.tab == tab]
        self._told = [_Told.of(region) for region in self.regions]

    def mark(self, row: int, column: int, text: str) -> Mark:
        """What becomes of a cell that says `text`."""
        for told in self._told:
            found = told.mark(row, column, text)
            if found is not None:
                return found
        return Mark(text)

    def row_state(self, row: int) -> str:
        """What becomes of a whole row, "" where it is none of a table."""
        for told in self._told:
            place = told.place(row)
            if place is not None:
                return told.region.rows.states[place]
        return ""

    def row_why(self, row: int) -> str:
        """Why that becomes of a row."""
        for told in self._told:
            place = told.place(row)
            if place is not None and place in told.region.rows.whys:
                return told.region.rows.whys[place].text()
        return ""

    def region_at(self, row: int, column: int) -> int | None:
        """The place of the region that holds a cell, else of the one whose columns or rows do; None for none."""
        for place, region in enumerate(self.regions):
            layout = region.layout
            if layout.top <= row <= layout.last and layout.left <= column <= layout.right:
                return place
        return None
