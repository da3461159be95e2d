"""Text around a table: titles, notes and signatures are kept, and what they name is offered to the office sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from street_desk.domain.people import without_ids
from street_desk.exchange.importing.draft import Draft
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.headings import NO_COLUMN
from street_desk.exchange.importing.layout import TURNED
from street_desk.exchange.importing.preview import Note
from street_desk.exchange.importing.result import NEW
from street_desk.exchange.importing.rows import NOTE, TableRows
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.exchange.importing.wording import office_values
from street_desk.exchange.importing.years import OTHER_YEAR
from street_desk.exchange.reading import letters
from street_desk.language import N_, message

_NAMED = 20
_BELOW = message(N_("below the end of the table"))


def keep_notes(draft: Draft, rows: TableRows) -> None:
    """Keeps the rows above the heading and the rows of notes below the data; offers 填报单位, 填表人, 联系电话 …"""
    around = [*draft.table.titles, *draft.table.notes]
    around += [tuple(row.cells) for row in rows.others if row.kind == NOTE]
    for cells in around:
        texts = [cell_text(cell) for cell in cells]
        draft.notes += [
            Note(cell.address, without_ids(text)) for cell, text in zip(cells, texts, strict=True)
        ]
        for key, value in office_values(texts).items():
            draft.office.setdefault(key, value)


def skip_around(draft: Draft) -> None:
    """Says why the cells around a table that belong to none and the figures of other years are not read."""
    around = draft.layout()
    end, right = around.last, around.right
    if around.shape == TURNED:
        end, right = around.bottom, around.last
    for cell in draft.table.outside:
        below = cell.row > end and around.left <= cell.column <= right
        draft.skip(cell, _BELOW if below else NO_COLUMN.reason)
    for cell in draft.table.other_years:
        draft.skip(cell, OTHER_YEAR)


def skip_unnamed(draft: Draft) -> None:
    """Skips all that stands under the headings of a table in which no column names the rows, and says so."""
    table = draft.table
    if table.heading(SHEETS[draft.sheet].naming) is not None:
        return
    naming = SHEETS[draft.sheet][SHEETS[draft.sheet].naming].heading
    why = message(N_("no column is read as {naming}, so nothing of this table comes in"), naming=naming)
    for number in table.grid.numbers:
        if table.bottom < number <= table.last:
            for cell in table.grid.cells(number):
                draft.skip(cell, why)
    draft.remark(draft.corner, why)


def remark_on_confirmed(draft: Draft) -> None:
    """Says that a table is read as the user confirmed one of its shape before."""
    one = draft.table.confirmed
    if one is not None:
        when = one.at[:10]
        draft.remark(
            draft.corner, message(N_("read as last confirmed for {file} on {when}"), file=one.file, when=when)
        )


def remark_on_part(draft: Draft, before: Draft) -> None:
    """Says that a table goes on with one before it."""
    cell = before.corner if before.tab == draft.tab else f"{before.tab}!{before.corner}"
    said = (
        message(N_("goes on with the table at {cell}; its headings are those"), cell=cell)
        if draft.table.bottom < draft.table.top
        else message(N_("goes on with the table at {cell}"), cell=cell)
    )
    draft.remark(draft.corner, said)


def remark_on_hidden(draft: Draft, *, waits: bool) -> None:
    """Says which rows and columns of the table, or whether its tab, were read although nobody sees them in Excel.

    `waits`: whether the tab is read at all is still asked.
    """
    table, tab = draft.table, draft.table.grid.tab
    places, first_row = table.grid.places, max(1, min(table.top, table.bottom + 1))
    if tab.hidden and not waits:
        what = message(N_("the tab {tab} is hidden; it was read all the same"), tab=tab.name)
        draft.remark(draft.corner, what)
    rows = [number for number in tab.hidden_rows if first_row <= number <= table.last and number in tab.rows]
    columns = [heading.column for heading in table.headings if heading.column in tab.hidden_columns]
    if places.turned:
        rows, columns = columns, rows
    for first, last in _runs(rows):
        said = str(first) if first == last else f"{first}–{last}"
        draft.remark(f"A{first}", message(N_("row {rows} is hidden; it was read all the same"), rows=said))
    for first, last in _runs(columns):
        said = letters(first) if first == last else f"{letters(first)}–{letters(last)}"
        what = message(N_("column {columns} is hidden; it was read all the same"), columns=said)
        draft.remark(f"{letters(first)}{1 if places.turned else first_row}", what)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as first and last."""
    held = set(numbers)
    ordered = sorted(held)
    starts = [n for n in ordered if n - 1 not in held]
    yield from zip(starts, [n for n in ordered if n + 1 not in held], strict=True)


def remark_on_new(draft: Draft, held: bool) -> None:
    """Names the communities that are new, where the year has some already: a slip of the pen is seen that way."""
    if draft.sheet != "communities" or not held:
        return
    names = tuple(row.text("name") for row in draft.rows() if draft.states[row.place] == NEW)
    if len(names) > _NAMED:
        names = (*names[:_NAMED], "…")
    if names:
        draft.remark(draft.corner, message(N_("new in this year: {names}"), names=names))
