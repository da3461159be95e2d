"""Pages: a Form filled and laid out, ready for Excel, PDF, printer and screen.

Plain frozen data: whoever writes a Page decides nothing but how its own format says it. Amounts are exact, in the
Page's unit (yuan or 万元); what is shown may be rounded, what is held never is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

Value = int | Decimal | str | None
Number = int | Decimal
Values = Mapping[str, Value]
Align = Literal["left", "centre", "right"]
Unit = Literal["yuan", "wan"]
RowKind = Literal["data", "subtotal", "total", "section", "heading"]

UNITS: dict[Unit, str] = {"yuan": "元", "wan": "万元"}
FEN_PLACES: dict[Unit, int] = {"yuan": 2, "wan": 6}
"""The decimals that a fen stands at."""
DRAFT = "草稿"
"""What the verification code reads before the submission."""

_CHINESE = re.compile(r"[㐀-鿿]")
_FULL_WIDTH = str.maketrans("():;", "（）：；")
_PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}


@dataclass(frozen=True, slots=True)
class Sum:
    """Columns of the same row added up, less others; an empty one counts as nothing."""

    of: tuple[str, ...]
    less: tuple[str, ...] = ()

    def result(self, row: Values, unit: Unit = "yuan") -> Number | None:
        """None where every column is empty."""
        terms = [(1, row.get(k)) for k in self.of] + [(-1, row.get(k)) for k in self.less]
        known = [sign * value for sign, value in terms if isinstance(value, (int, Decimal))]
        return sum(known) if known else None


@dataclass(frozen=True, slots=True)
class Product:
    """Columns of the same row, or sums of them, multiplied; `rounded` to the fen where a Standard's rate may not be
    whole fen."""

    of: tuple[str | Sum, ...]
    rounded: bool = False

    def result(self, row: Values, unit: Unit = "yuan") -> Number | None:
        """None where a factor is empty. Amounts are in `unit`."""
        product: Number = 1
        for factor in self.of:
            value = factor.result(row) if isinstance(factor, Sum) else row.get(factor)
            if not isinstance(value, (int, Decimal)):
                return None
            product *= value
        if not self.rounded:
            return product
        return Decimal(product).quantize(Decimal(1).scaleb(-FEN_PLACES[unit]), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Growth:
    """One column against another of the same row, as a rate of four places: 1.376 times is 0.376."""

    now: str
    before: str

    def result(self, row: Values, unit: Unit = "yuan") -> Number | None:
        """None where either is empty or there was nothing before."""
        now, before = row.get(self.now), row.get(self.before)
        if not isinstance(now, (int, Decimal)) or not isinstance(before, (int, Decimal)) or not before:
            return None
        return (Decimal(now) / before - 1).quantize(Decimal("0.0001"), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class ColumnSum:
    """The same column over the body's rows `first` to `last`, both included; subtotals among them do not count."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """What another formula of the same row gives, and nothing where that is below it."""

    of: Sum | Product

    def result(self, row: Values, unit: Unit = "yuan") -> Number | None:
        """None where the other gives none."""
        found = self.of.result(row, unit)
        return None if found is None else max(0, found)


RowFormula = Sum | Product | Growth | AtLeast


@dataclass(frozen=True, slots=True)
class RowsSum:
    """The same column in some of the body's rows, by their places."""

    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What a parameter of the Page says, as it stands."""

    parameter: str


Formula = RowFormula | ColumnSum | RowsSum | Given


@dataclass(frozen=True, slots=True)
class Parameter:
    """A figure that the Page's amounts rest on: what it belongs to, its clause and that clause's words, what it is.

    `value` is in `unit`, money in the Page's.
    """

    key: str
    item: str
    clause: str
    text: str
    words: str
    value: Number
    unit: str


@dataclass(frozen=True, slots=True)
class Box:
    """One cell: its exact value, what is shown of it, how it follows from others, and how many columns it covers.

    The boxes that a wider one covers are there and empty. `label`: words that name what stands beside or below them,
    set as headings are. `align` and `number_format` are the column's unless given.
    """

    text: str = ""
    value: Value = None
    formula: Formula | None = None
    span: int = 1
    label: bool = False
    align: Align | None = None
    number_format: str | None = None


@dataclass(frozen=True, slots=True)
class PageColumn:
    """A column: `path` is its headings from the top; `source` what an importer takes it for, "" for print only.

    `width` is in mm; `number_format` is Excel's, "" for text.
    """

    key: str
    path: tuple[str, ...]
    source: str
    width: float
    align: Align
    number_format: str = ""

    def format_of(self, box: Box) -> str:
        """The number format of one of its boxes, "" for words."""
        if box.label:
            return ""
        return self.number_format if box.number_format is None else box.number_format

    def align_of(self, box: Box) -> Align:
        return box.align or ("centre" if box.label else self.align)


@dataclass(frozen=True, slots=True)
class Heading:
    """A cell of the header, with the place of its corner and how far it goes."""

    text: str
    row: int
    column: int
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class PageRow:
    """A row of the body, at least so many mm high.

    A section's only box names the rows that follow; a heading's boxes are those of further columns' headings.
    """

    kind: RowKind
    boxes: tuple[Box, ...]
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Page:
    """A form as it is printed, however many sheets of paper that takes. `size` is the body's letters in points.

    `part` says which of a form's Pages it is, such as the community whose worksheet it is. `parameters` are what its
    boxes may be given by; `about` says what the Page rests on and who made it, by heading. `page_sums`: each sheet of
    paper ends with the sums of its rows and of all so far. `values_only`: its workbook has no formulas; `protected`:
    its workbook cannot be typed into without more ado.
    """

    form: str
    year: int
    street: str
    attachment: str
    title: str
    notice: str
    meta: tuple[str, ...]
    columns: tuple[PageColumn, ...]
    header: tuple[Heading, ...]
    rows: tuple[PageRow, ...]
    notes: tuple[str, ...]
    signatures: tuple[tuple[str, str], ...]
    code: str
    unit: Unit
    places: int
    sheet: str
    size: float
    paper: str = "A4"
    landscape: bool = True
    part: str = ""
    parameters: tuple[Parameter, ...] = ()
    about: tuple[tuple[str, str], ...] = ()
    page_sums: bool = False
    values_only: bool = False
    protected: bool = False

    @property
    def paper_size(self) -> tuple[float, float]:
        """Width and height of the sheet of paper in mm."""
        short, long = _PAPERS[self.paper]
        return (long, short) if self.landscape else (short, long)

    @property
    def header_rows(self) -> int:
        return max(h.row + h.rows for h in self.header)

    @property
    def code_line(self) -> str:
        return f"校验码：{self.code}"

    def signature_lines(self) -> tuple[str, ...]:
        """The signatures as printed, an empty one with a line to sign on."""
        return tuple(f"{label}：{name or '＿' * 6}" for label, name in self.signatures)

    def mark(self) -> dict[str, object]:
        """What a workbook of this Page says of itself, so that it can be read back without guessing."""
        return {
            "form": self.form,
            "year": self.year,
            "unit": self.unit,
            "places": self.places,
            "sheet": self.sheet,
            "columns": [["/".join(c.path), c.source] for c in self.columns],
        }


def paper_room(paper: str, landscape: bool, margin: float) -> float:
    """The width in mm between two margins of `margin` mm."""
    short, long = _PAPERS[paper]
    return (long if landscape else short) - 2 * margin


def headings(paths: Sequence[tuple[str, ...]]) -> tuple[Heading, ...]:
    """The header's cells: a heading that neighbours share is one cell above them; a short path reaches down."""
    depth = max(map(len, paths))
    found = []
    for row in range(depth):
        column = 0
        while column < len(paths):
            path = paths[column]
            end = column + 1
            if row < len(path) - 1:
                while (
                    end < len(paths)
                    and len(paths[end]) > row + 1
                    and paths[end][: row + 1] == path[: row + 1]
                ):
                    end += 1
            if row < len(path):
                rows = depth - row if row == len(path) - 1 else 1
                found.append(Heading(path[row], row, column, rows, end - column))
            column = end
    return tuple(found)


def shown(value: Value, number_format: str) -> str:
    """A value as Excel shows it in one of the formats used here; halves round away from zero, as there.

    After semicolons stand the formats of numbers below nothing and of nothing, the last one as the words it shows.
    """
    if value is None or isinstance(value, str):
        return value or ""
    number_format, *others = number_format.split(";")
    if len(others) > 1 and not value:
        return others[1]
    if number_format == "General":
        return f"{Decimal(value).normalize():f}"
    percent = number_format.endswith("%")
    places = len(number_format.rstrip("%").partition(".")[2])
    scaled = Decimal(value) * (100 if percent else 1)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{rounded + 0:,.{places}f}{'%' if percent else ''}"


def printed(text: str) -> str:
    """Our own Chinese words as they are printed: brackets, colons and semicolons full-width."""
    return text.translate(_FULL_WIDTH) if _CHINESE.search(text) else text
