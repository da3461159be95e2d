"""Reading a copy: the table in its HTML, and its text where there is no such table or the text is truer."""

from __future__ import annotations

import re

from street_desk.exchange.clipboard.block import Block, BlockCell
from street_desk.exchange.clipboard.tables import read_table
from street_desk.exchange.clipboard.text import read_block

MOST_HTML = 20_000_000
_SPACE = re.compile(r"\s+")


def read_clipboard(html: str | None, text: str | None) -> Block | None:
    """The block that was copied; None where nothing was.

    The HTML tells exact numbers, merged and hidden cells. It is passed over where it is no single table, as of text
    copied from a page or a letter, or where it is beyond all measure. HTML knows no two spaces in a row: a cell that
    says the same in both ways is taken from the text.
    """
    table = read_table(html) if html and len(html) <= MOST_HTML else None
    if not text:
        return table
    plain = read_block(text)
    if table is None:
        return Block([[BlockCell(cell) for cell in row] for row in plain])
    if (len(plain), len(plain[0])) == (len(table.rows), table.width):
        for cells, texts in zip(table.rows, plain, strict=True):
            for place, seen in enumerate(texts):
                cell = cells[place]
                if cell.text != seen and _SPACE.sub("", cell.text) == _SPACE.sub("", seen):
                    cells[place] = BlockCell(seen, cell.number)
    return table
