"""A block as plain text: tabs, line ends, and quotes where a cell needs them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

# A field is quoted only where its quote closes right before a tab, a line's end or the block's: "红星"小区 is a name.
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\r?\n|\Z)')
_END = re.compile(r"\t|\r?\n")


def read_block(text: str) -> list[list[str]]:
    """The cells of a block, every row as long as the longest; the line end after the last row is none of its own."""
    rows: list[list[str]] = [[]]
    place = 0
    while True:
        quoted = _QUOTED.match(text, place)
        end = _END.search(text, quoted.end() if quoted else place)
        stop = end.start() if end else len(text)
        rows[-1].append(quoted[1].replace('""', '"') if quoted else text[place:stop])
        if end is None:
            break
        place = end.end()
        if end[0] != "\t":
            if place == len(text):
                break
            rows.append([])
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]


def write_block(rows: Iterable[Iterable[str]]) -> str:
    """The block as text; a cell is quoted where it would otherwise be taken for several or lose its quotes."""
    return "".join(f"{_line(list(row))}\n" for row in rows)


def _line(cells: Sequence[str]) -> str:
    line = "\t".join(cells)
    # Looked at row by row: of the millions of cells of a large copy hardly any needs quotes.
    if '"' in line or "\n" in line or "\r" in line or line.count("\t") != len(cells) - 1:
        return "\t".join(map(_written, cells))
    return line


def _written(cell: str) -> str:
    if cell.startswith('"') or any(c in cell for c in "\t\r\n"):
        return '"' + cell.replace('"', '""') + '"'
    return cell
