"""Reading .csv and what is like it: a table of text with commas, semicolons or tabs between the cells."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from street_desk.exchange.problems import NotAWorkbook, TooLargeWorkbook
from street_desk.exchange.reading.cells import TabBuilder, Workbook
from street_desk.exchange.reading.limits import CELLS
from street_desk.exchange.reading.texts import cell_of

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes a text for a formula by; whoever writes such a text puts an apostrophe before it."""

_DELIMITERS = (",", "\t", ";")
_SAMPLE = 200
# A table may have long remarks in it, but not in most of its cells; prose is nothing but long.
_LONG = 40
_SENTENCE = re.compile(r"[。！？.!?]\s*$")
# Excel's own hint in the first line.
_HINT = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# So many line breaks in one cell come from a quotation mark that is never closed.
_BREAKS = 50


def read_delimited(text: str, name: str) -> Workbook:
    """The cells of a delimited text. Raises NotAWorkbook where it is no table, and TooLargeWorkbook."""
    delimiter = None
    quoting = csv.QUOTE_MINIMAL
    if hint := _HINT.match(text):
        delimiter, text = hint[1], text[hint.end() :]
    # An old end-of-file mark is no content.
    text = text.rstrip("\x1a")
    if delimiter is None and (delimiter := _delimiter(text, quoting)) is None:
        quoting = csv.QUOTE_NONE
        delimiter = _delimiter(text, quoting)
    if delimiter is None:
        raise NotAWorkbook(path=name)
    # As Excel does, the tab is called as the file is.
    builder = TabBuilder(PurePath(name).stem)
    rows = _rows(text, delimiter, quoting)
    if any(value.count("\n") > _BREAKS for row in rows for value in row):
        rows = _rows(text, delimiter, csv.QUOTE_NONE)
    if sum(map(len, rows)) > CELLS:
        raise TooLargeWorkbook(path=name)
    builder.rows = {
        number: [cell_of(_bare(v)) for v in row] for number, row in enumerate(rows, start=1) if row
    }
    return Workbook(name, (builder.tab(),))


def _bare(value: str) -> str:
    """A cell without the apostrophe that keeps it from being a formula."""
    return value[1:] if value[:1] == "'" and value[1:].startswith(RISKY) else value


def _rows(text: str, delimiter: str, quoting: int) -> list[list[str]]:
    # A cell of Excel holds 32,767 characters; the library's own limit is one for the whole program.
    source = io.StringIO(text, newline="")
    return list(csv.reader(source, delimiter=delimiter, quoting=quoting))  # type: ignore[arg-type]


def _delimiter(text: str, quoting: int) -> str | None:
    """What stands between the cells; None where the text is no table."""
    lines = [line for line in text.splitlines()[: _SAMPLE * 2] if line.strip()][:_SAMPLE]
    if not lines or text.lstrip()[0] in "<{[":
        return None
    best = max(_DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter, quoting))
    if _evenness(lines, best, quoting) >= 0.5:
        return best
    # One column of names.
    short = sum(len(line) <= _LONG and not _SENTENCE.search(line) for line in lines)
    alone = len(lines) > 1 and short >= 0.9 * len(lines) and not any(one in text for one in _DELIMITERS)
    return _DELIMITERS[0] if alone else None


def _evenness(lines: Iterable[str], delimiter: str, quoting: int) -> float:
    """How many of the lines have as many cells as most have, with several and mostly short ones: from 0 to 1."""
    rows = [row for row in csv.reader(lines, delimiter=delimiter, quoting=quoting) if row]  # type: ignore[arg-type]
    width, count = Counter(map(len, rows)).most_common(1)[0] if rows else (0, 0)
    cells = [cell for row in rows for cell in row]
    if width < 2 or sum(len(cell) > _LONG for cell in cells) > len(cells) / 4:
        return 0.0
    return count / len(rows)
