"""Marks: what becomes of each cell of a tab, looked up when it is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from itertools import islice
from typing import NamedTuple

from street_desk.domain.people import Masked
from street_desk.exchange.importing import CHANGED, REFUSED, SKIPPED, ColumnView, Preview, Region, Total
from street_desk.exchange.importing.layout import TABLE, TURNED
from street_desk.exchange.importing.result import TakenColumn
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.reading import address
from street_desk.language import N_, _
from street_desk.ui.import_boxes import Spot, address_of, headings_of, whole_of
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


class RegionMarks:
    """What a region says of single cells."""

    def __init__(self, region: Region) -> None:
        self.region = region
        self.whole, self._heads = whole_of(region.layout), headings_of(region.layout)
        self.slots = dict(_slots(region))
        """The headings by what a Layout knows their column by."""
        self._headed = {
            spot: slot
            for slot, view in self.slots.items()
            for cell in view.cells
            if (spot := address_of(cell)) is not None
        }
        self._totals = {total.cell: total for total in region.totals}
        # The cells skipped by themselves come first; whole columns tell their reason in their heading.
        self._words = {s.cell: (SKIPPED, s.why.text()) for s in islice(region.skipped, _LOOKED_AT)}
        self._words |= {n.cell: (NOTE, _(N_("kept as a note"))) for n in region.notes}
        self._words |= {r.cell: (REFUSED, r.why.text()) for r in region.refused}
        self._single = {} if region.rows.at.as_shown else _by_spot(region)
        self._taken = {column.column: column for column in region.rows.columns}

    def slot(self, row: int, column: int) -> int | None:
        """What a Layout knows the column of a cell by, None for a cell without one."""
        if self.region.layout.shape == TABLE:
            return column if column in self.slots else None
        if self.region.layout.shape == TURNED:
            return row if row in self.slots else None
        return self._headed.get((row, column), self._slot_of_value(row, column))

    def _slot_of_value(self, row: int, column: int) -> int | None:
        found = self._single.get((row, column))
        return found[1].column if found is not None and found[1].column in self.slots else None

    def entry(self, row: int, column: int) -> int | None:
        """The place of the row of data that a cell belongs to, None where it belongs to none."""
        if not self.region.rows.at.as_shown:
            found = self._single.get((row, column))
            return found[0] if found is not None else None
        numbers = self.region.rows.numbers
        place = bisect_left(numbers, row)
        return place if place < len(numbers) and numbers[place] == row else None

    def mark(self, row: int, column: int, text: str) -> Mark | None:
        """What becomes of a cell, None for one that the region knows nothing of."""
        cell = address(row, column)
        total, told = self._totals.get(cell), self._words.get(cell)
        if total is None and not self.whole.holds(row, column):
            return Mark(text, *told) if told else None
        slot = self.slot(row, column)
        view = self.slots.get(slot) if slot is not None else None
        name = column_name(self.region.sheet, view.column) if view is not None else ""
        if total is not None:
            return self._total(total, text, name)
        if self._heads.holds(row, column) or (row, column) in self._headed:
            return Mark(text, HEADING, view.reason.text() if view is not None else "", name)
        return self._data(row, column, text, name) or self._else(text, told, view, name)

    def _data(self, row: int, column: int, text: str, name: str) -> Mark | None:
        place, single = self.entry(row, column), self._single.get((row, column))
        taken = single[1] if single is not None else self._taken.get(column)
        if place is None or taken is None:
            return None
        found = self.region.rows.cell(place, taken.key)
        if found is None or found.address != address(row, column):
            return None
        masked = isinstance(SHEETS[self.region.sheet][found.column].kind, Masked)
        shown = found.text if masked else text
        if found.state == CHANGED:
            shown = f"{found.old} → {found.text}"
        return Mark(shown, found.state, found.why.text() if found.why else "", name, found.text, masked)

    def _else(self, text: str, told: tuple[str, str] | None, view: ColumnView | None, name: str) -> Mark:
        kind = SHEETS[self.region.sheet][view.column].kind if view is not None and view.column else None
        masked = isinstance(kind, Masked) and bool(text)
        shown = kind.mask_text(text) if isinstance(kind, Masked) else text
        if told is not None:
            return Mark(shown, *told, name, shown, masked)
        if not text or view is None:
            return Mark(shown, "", "", name)
        return Mark(shown, SKIPPED, view.reason.text() if not view.column else "", name, shown, masked)

    def _total(self, total: Total, text: str, name: str) -> Mark:
        if total.agrees:
            return Mark(text, AGREES, _(N_("the rows add up to it")), name)
        sums = figure(self.region, total, total.computed)
        by = figure(self.region, total, Decimal(str(total.stated)) - Decimal(str(total.computed)))
        said = _(N_("the rows add up to {computed}: a difference of {difference}"))
        return Mark(text, DIFFERS, said.format(computed=sums, difference=by), name)


def _slots(region: Region) -> list[tuple[int, ColumnView]]:
    if region.layout.shape == TURNED:
        return [(int(view.letters), view) for view in region.columns if view.letters.isdigit()]
    return list(zip(region.layout.columns, region.columns, strict=False))


def _by_spot(region: Region) -> dict[Spot, tuple[int, TakenColumn]]:
    """The cells of a turned table or a card: the row of data that they are of, and its column."""
    rows = region.rows
    return {
        rows.at.of(column.above.get(place, number), column.column): (place, column)
        for column in rows.columns
        for place, number in enumerate(rows.numbers)
    }


def column_name(sheet: str, key: str) -> str:
    """What a Column is called, "" for none."""
    return SHEETS[sheet][key].shown() if key in SHEETS[sheet] else ""


def entry_why(region: Region, place: int) -> str:
    """Why a row is what it is, and how it was found to be one of the year."""
    why, match = region.rows.whys.get(place), region.rows.matches.get(place)
    parts = [why.text()] if why is not None else []
    if match is not None:
        parts.append(
            _(N_("matched, {score} of 100: {why}")).format(score=match.score, why=match.reason.text())
        )
    return "  ".join(parts)


class TabMarks:
    """The marks of one tab of a workbook."""

    def __init__(self, preview: Preview, tab: str) -> None:
        self.regions: Sequence[Region] = [region for region in preview.regions if region.tab == tab]
        self.of: Sequence[RegionMarks] = [RegionMarks(region) for region in self.regions]

    def mark(self, row: int, column: int, text: str) -> Mark:
        """What becomes of a cell that says `text`."""
        told: Mark | None = None
        for one in self.of:
            found = one.mark(row, column, text)
            if found is not None and (told is None or not told.state):
                told = found
        return told or Mark(text)

    def entry(self, row: int, column: int) -> tuple[Region, int] | None:
        """The region that a cell is a datum of, and the place of its row there."""
        for one in self.of:
            place = one.entry(row, column) if one.whole.holds(row, column) else None
            if place is not None:
                return one.region, place
        return None

    def row_why(self, row: int, column: int) -> str:
        """Why the row of a cell is what it is."""
        found = self.entry(row, column)
        return entry_why(*found) if found is not None else ""

    def region_at(self, row: int, column: int) -> int | None:
        """The place of the region that holds a cell, None for none."""
        return next((place for place, one in enumerate(self.of) if one.whole.holds(row, column)), None)
