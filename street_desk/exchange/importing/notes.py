"""Text around a table: titles, notes and signatures are kept, and what they name is offered to the office sheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from street_desk.exchange.importing.draft import Draft
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.preview import Note
from street_desk.exchange.importing.rows import NOTE, TableRows
from street_desk.exchange.importing.wording import office_values
from street_desk.exchange.reading import letters
from street_desk.language import N_, message


def keep_notes(draft: Draft, rows: TableRows) -> None:
    """Keeps the rows above the heading and the rows of notes below the data; offers 填报单位, 填表人, 联系电话 …"""
    grid = draft.table.grid
    around = [grid.cells(number) for number in draft.table.titles]
    around += [row.cells for row in rows.others if row.kind == NOTE]
    for cells in around:
        texts = [cell_text(cell) for cell in cells]
        draft.notes += [Note(cell.address, text) for cell, text in zip(cells, texts, strict=True)]
        for key, value in office_values(texts).items():
            draft.office.setdefault(key, value)


def remark_on_hidden(draft: Draft) -> None:
    """Says which rows and columns of the table, or whether its tab, were read although nobody sees them in Excel."""
    table, tab = draft.table, draft.table.grid.tab
    if tab.hidden:
        where = table.headings[0].cells[0].address if table.headings[0].cells else "A1"
        draft.remark(where, message(N_("the tab {tab} is hidden; it was read all the same"), tab=tab.name))
    filled = [
        number for number in tab.hidden_rows if table.top <= number <= table.last and number in tab.rows
    ]
    for first, last in _runs(filled):
        rows = str(first) if first == last else f"{first}–{last}"
        draft.remark(f"A{first}", message(N_("row {rows} is hidden; it was read all the same"), rows=rows))
    headed = [heading.column for heading in table.headings if heading.column in tab.hidden_columns]
    for first, last in _runs(headed):
        columns = letters(first) if first == last else f"{letters(first)}–{letters(last)}"
        what = message(N_("column {columns} is hidden; it was read all the same"), columns=columns)
        draft.remark(f"{letters(first)}{table.top}", what)


def _runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Neighbouring numbers as first and last."""
    ordered = sorted(numbers)
    starts = [n for n in ordered if n - 1 not in ordered]
    yield from zip(starts, [n for n in ordered if n + 1 not in ordered], strict=True)
