"""Text around a table: titles, notes and signatures are kept, and what they name is offered to the office sheet."""

from __future__ import annotations

from street_desk.exchange.importing.draft import Draft
from street_desk.exchange.importing.grid import cell_text
from street_desk.exchange.importing.preview import Note
from street_desk.exchange.importing.rows import NOTE, RowKind
from street_desk.exchange.importing.wording import office_values


def keep_notes(draft: Draft, rows: list[RowKind]) -> None:
    """Keeps the rows above the heading and the rows of notes below the data; offers 填报单位, 填表人, 联系电话 …"""
    grid = draft.table.grid
    around = [grid.rows[number] for number in draft.table.titles]
    around += [row.cells for row in rows if row.kind == NOTE]
    for cells in around:
        texts = [cell_text(cell) for cell in cells]
        draft.notes += [Note(cell.address, text) for cell, text in zip(cells, texts, strict=True)]
        for key, value in office_values(texts).items():
            draft.office.setdefault(key, value)
