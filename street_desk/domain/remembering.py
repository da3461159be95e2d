"""What a file remembers of its imports: mappings the user confirmed, and where each imported value stood.

Everything here is plain: it goes between processes and into JSON as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from street_desk.domain.kinds import FEN, Choice, Kind, Money, Value, matching

_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """How tables of one shape are read, as the user confirmed it for `file` at `at` (ISO).

    `signature`: the heading rows, each with a text a column counted from the table's first, "" where empty. `columns`:
    what each of those columns is read as, "" where it is not. `unit` is a Layout's ("yuan", "wan" for 10,000, "qian"
    for 1,000, "bai" for 100) where it was set by hand or stated in the headings, else "". `answers`: question id,
    without the shape, to the option's English text. `shape` is a Layout's; where it is turned or a card, a heading row
    stands down the side or is the labels one after another.
    """

    fingerprint: str
    sheet: str
    signature: tuple[tuple[str, ...], ...]
    columns: tuple[str, ...]
    unit: str
    answers: Mapping[str, str]
    file: str
    at: str
    shape: str = "table"

    def says(self) -> object:
        """How the tables are read, apart from where and when that was confirmed."""
        return self.fingerprint, self.sheet, self.signature, self.columns, self.unit, dict(self.answers)

    def headings(self) -> tuple[str, ...]:
        """The headings by column, each from the top down: 经费/办公."""
        width = max([len(self.columns), *(len(row) for row in self.signature)])
        down = [[row[place] for row in self.signature if place < len(row)] for place in range(width)]
        return tuple("/".join(dict.fromkeys(text for text in texts if text)) for texts in down)


def fingerprint_of(signature: Iterable[Sequence[str]], shape: str = "table") -> str:
    """What a table's heading rows are known by again: width of letters, spaces and the file's name do not count."""
    plain: list[object] = [[matching(text) for text in row] for row in signature]
    if shape != "table":
        # The same headings the other way round are another table.
        plain.append(shape)
    return hashlib.sha256(json.dumps(plain, ensure_ascii=False).encode()).hexdigest()[:32]


# What the importer hands over --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ImportedTable:
    """One table of a workbook: its tab, its sheet, and which of the tab's columns (1 is A) each key was read from.

    `wan`: its plain amounts are in 万元.
    """

    tab: str
    sheet: str
    columns: Mapping[str, int]
    wan: bool = False


class ImportedRow(NamedTuple):
    """One row that a table brought: `table` is its place among the source's, `row` the id, `number` the tab's row.

    `raws`: the texts that stood in the workbook, only those that differ from `spelt`; an empty one says that the
    value was not read here, for rows that several tables bring together. `places`: addresses of cells that stand in
    another row, such as one merged down.
    """

    table: int
    row: int
    number: int
    raws: Mapping[str, str] = {}
    places: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True)
class Source:
    """One workbook of an import: its name, the original (its bytes, or where they lie), and what came from it."""

    file: str
    original: Path | bytes
    tables: Sequence[ImportedTable] = ()
    rows: Sequence[ImportedRow] = ()


def spelt(kind: Kind, value: Value, wan: bool = False) -> str:
    """What a workbook's cell most plainly says for a value, in whatever language the program is.

    A raw text equal to it is not kept. A reference is spelt as the name of its row, which the caller knows.
    """
    if value is None:
        return ""
    if isinstance(kind, Choice):
        option = kind.option(value)
        return option.heading if option is not None else str(value)
    if isinstance(kind, Money):
        fen = FEN * _WAN if wan else FEN
        whole, rest = divmod(value, fen)
        return str(whole) if not rest else f"{(Decimal(value) / fen).normalize():f}"
    return kind.text(value)


# What the file tells -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an imported value stood: workbook, tab, cell, and its text there; who imported it and when (ISO)."""

    edit: int
    when: str
    who: str
    file: str
    tab: str
    cell: str
    raw: str


@dataclass(frozen=True, slots=True)
class Original:
    """A workbook that came in with an Edit. `kept`: its content is still in the file, else only name, size and hash."""

    edit: int
    place: int
    when: str
    who: str
    year: int
    file: str
    size: int
    sha256: str
    kept: bool


def address(column: int, row: int) -> str:
    """A cell's address: column 4 and row 7 are D7."""
    letters = ""
    while column:
        column, place = divmod(column - 1, 26)
        letters = chr(ord("A") + place) + letters
    return f"{letters}{row}"
