"""Columns of money that state no unit where other columns of their table do: nothing is written there by guessing."""

from __future__ import annotations

from street_desk.exchange.importing import units
from street_desk.exchange.importing.draft import Draft
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.tables import Heading
from street_desk.language import N_, Message, message

_NONE = N_("other columns are in {unit}, this one states no unit: write it into the heading")
_WORDS = {units.WAN: N_("10,000 yuan"), units.QIAN: N_("1,000 yuan"), units.BAI: N_("100 yuan")}


def unit_missing(draft: Draft, heading: Heading) -> Message | None:
    """Why the unit of a column of money cannot be told; None where it can."""
    if _of(heading) or draft.row_units:
        return None
    named = {unit for other in draft.table.headings if (unit := _of(other))} - {units.YUAN}
    if not named or heading.column in draft.unclear:
        # What its own amounts leave open is asked about in the importer's words.
        return None
    table = draft.table
    stated = (table.title_texts(), table.texts_beside(), [draft.tab])
    if any(units.of_titles(texts) for texts in stated) or any(_amounts(draft, heading)):
        return None
    return message(_NONE, unit=message(_WORDS[sorted(named)[0]]))


def _of(heading: Heading) -> str | None:
    return units.of_heading((*heading.path, *map(cell_text, heading.cells[-1:])))


def _amounts(draft: Draft, heading: Heading) -> list[bool]:
    cells = (draft.table.grid.cell(number, heading.column) for number in draft.numbers)
    return [isinstance(cell.value, (int, float)) for cell in cells if cell is not None]
