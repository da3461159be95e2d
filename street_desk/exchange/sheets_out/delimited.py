"""A sheet as shown -> csv: UTF-8 that Excel opens right, quoted after RFC 4180, and nothing in it becomes a formula."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

from street_desk.domain.shown import PERCENT, Cell, ShownColumn, ShownSheet
from street_desk.exchange.reading.delimited import RISKY

Proceed = Callable[[int], bool]
_STEP = 200
_LONGEST_NUMBER = 11
"""Of a longer row of digits Excel shows 4.4E+11, and of one beyond 15 it loses the last."""


def write(shown: ShownSheet, path: Path, proceed: Proceed) -> bool:
    """Writes the text; False where `proceed`, told the rows done, stopped it. Raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(safe(column.heading) for column in shown.columns)
        for number, row in enumerate(shown.rows()):
            if number % _STEP == 0 and not proceed(number):
                return False
            writer.writerow(_line(shown, row.cells))
    return True


def _line(shown: ShownSheet, cells: tuple[Cell, ...]) -> list[str]:
    return [text_of(column, cell) for column, cell in zip(shown.columns, cells, strict=True)]


def text_of(column: ShownColumn, cell: Cell) -> str:
    """A cell as text: figures bare, without thousands, money with both places, days as 2013-07-15."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return safe(cell)
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if column.form == PERCENT:
        return f"{cell * 100:.1f}%"
    if isinstance(cell, Decimal) and ".00" in column.form:
        return f"{cell:.2f}" if cell == round(cell, 2) else f"{cell:f}"
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def safe(text: str) -> str:
    """A text that no spreadsheet takes for a formula, nor for a number that loses its digits.

    An apostrophe before the one; a tab, which is not seen, behind the other.
    """
    if text.startswith(RISKY):
        return f"'{text}"
    bare = text.isascii() and text.isdigit()
    return (
        f"{text}\t" if bare and (len(text) > _LONGEST_NUMBER or (text[0] == "0" and len(text) > 1)) else text
    )


def differing(shown: ShownSheet, path: Path, proceed: Proceed) -> tuple[str, str, str] | tuple[()] | None:
    """The first cell that does not read as it should: place, expected, found. () where `proceed` stopped it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        found = csv.reader(file)
        head = [safe(column.heading) for column in shown.columns]
        if (read := next(found, [])) != head:
            return "1", ",".join(head), ",".join(read)
        for number, row in enumerate(shown.rows()):
            if number % _STEP == 0 and not proceed(number):
                return ()
            expected = _line(shown, row.cells)
            if (read := next(found, [])) != expected:
                return str(number + 2), ",".join(expected), ",".join(read)
        rest = next(found, None)
    return None if rest is None else ("", "", ",".join(rest))
