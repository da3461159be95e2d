"""A sheet as it is shown: its columns and rows in the order looked at, as plain cells that can go out into a file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from street_desk.domain.book import Book
from street_desk.domain.days import Day
from street_desk.domain.kinds import FEN, Area, Count, Money, Rate, Value
from street_desk.domain.numbers import WAN
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.language import N_, _, message

Cell = str | int | Decimal | datetime.date | None
"""What a cell of a file holds: figures as numbers, whole days as dates, everything else in words."""

DATE, PERCENT, TEXT = "yyyy-mm-dd", "0.0%", "@"
_YUAN, _WAN, _WHOLE = "#,##0.00", "#,##0.00####", "#,##0"
_PLACES = {1: 2, WAN: 6}
_MOST_FROZEN = 3
_LONGEST_LABEL = 11


@dataclass(frozen=True, slots=True)
class ShownColumn:
    """A column: its heading, what its group says above it, how its figures are written, its width in characters."""

    key: str
    heading: str
    form: str = TEXT
    width: float = 10
    group: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        return (self.group, self.heading) if self.group else (self.heading,)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row: its id, its cells, and whether it sums up the rows above it."""

    id: int
    cells: tuple[Cell, ...]
    total: bool = False


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet of one year. `rows` gives them anew each time it is called, for a sheet may have very many.

    `factor` is how many yuan a plain amount is. `comments` are by row id and column key. `frozen` is how many columns
    stay in sight.
    """

    sheet: Sheet
    year: int
    street: str
    date: datetime.date
    columns: tuple[ShownColumn, ...]
    rows: Callable[[], Iterator[ShownRow]]
    count: int
    factor: int = 1
    frozen: int = 0
    comments: Mapping[tuple[int, str], str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The line above the table."""
        said = N_("{street}   {sheet}   {year}")
        return message(said, street=self.street, sheet=self.sheet.shown(), year=str(self.year)).text()

    @property
    def about(self) -> str:
        """What is smaller beside the title: the unit of amounts, and the day."""
        unit = _(N_("yuan")) if self.factor == 1 else _(N_("10,000 yuan"))
        said = N_("amounts in {unit}   {date}")
        return message(said, unit=unit, date=self.date.isoformat()).text()

    @property
    def name(self) -> str:
        """What a file of it is called, without its ending."""
        parts = (self.street, str(self.year), self.sheet.shown())
        return "".join(c for c in "-".join(filter(None, parts)) if c not in '\\/:*?"<>|')

    def mark(self) -> dict[str, object]:
        """What a workbook of it says of itself, so that it can be read back without guessing."""
        return {
            "form": "",
            "year": self.year,
            "unit": "yuan" if self.factor == 1 else "wan",
            "places": _PLACES.get(self.factor, 2),
            "sheet": self.sheet.name,
            "columns": [["/".join(column.path), column.key] for column in self.columns],
        }


def shown_column(column: Column, factor: int = 1, width: float = 0, heading: str = "") -> ShownColumn:
    """A Column as it is shown; `width` and `heading` as they are on the screen, else its own."""
    group = getattr(column, "group", None)
    own = column.shown()
    if factor != 1 and isinstance(column.kind, Money):
        # Text has no line above the table that says it.
        own = message(N_("{heading} (10,000 yuan)"), heading=own).text()
    return ShownColumn(
        column.key,
        heading or own,
        form_of(column, factor),
        width or max(column.width, len(column.shown()) * 2) + 2,
        group.text() if group is not None else "",
    )


def form_of(column: Column, factor: int = 1) -> str:
    """How a workbook writes the cells of a column."""
    kind = column.kind
    if isinstance(kind, Money):
        return _YUAN if factor == 1 else _WAN
    if isinstance(kind, Rate):
        return PERCENT
    if isinstance(kind, Day):
        return DATE
    if isinstance(kind, Area):
        # As many places as are measured, and no idle ones.
        return f"#,##0.{'#' * kind.places}" if kind.places else _WHOLE
    return _WHOLE if isinstance(kind, Count) else TEXT


def cell_of(book: Book, column: Column, value: Value, *, factor: int = 1, unmasked: bool = False) -> Cell:
    """A value as the cell of a file; ids and phones are their masks unless shown in full."""
    kind = column.kind
    if value is None:
        return None
    if isinstance(kind, Masked):
        return str(value) if unmasked else kind.mask(value)
    if isinstance(kind, Money):
        return Decimal(value) / (FEN * factor)
    if isinstance(kind, (Count, Area)):
        return value if isinstance(value, (int, Decimal)) else str(value)
    if isinstance(kind, Day) and len(str(value)) == len("2013-07-15"):
        return datetime.date.fromisoformat(str(value))
    return book.format(column, value) or None


def total_cell(column: Column, text: str) -> Cell:
    """What a subtotal line shows in a column, as the cell of a file."""
    if column.kind.numeric and text:
        try:
            return Decimal(text.replace(",", ""))
        except ArithmeticError:
            return text
    return text or None


def total_row(sheet: Sheet, columns: Sequence[Column], row_id: int, texts: Sequence[str]) -> ShownRow:
    """A line that sums up others, of the texts that it shows; where a name stands it says what it is.

    Whoever reads the table in knows the line by that Chinese word; without it it would be a row that lacks its name.
    """
    cells = [total_cell(column, text) for column, text in zip(columns, texts, strict=True)]
    for place, column in enumerate(columns):
        if column.key == sheet.naming:
            # Of a longer label an import no longer believes that it is one of a sum.
            label = texts[place][:_LONGEST_LABEL]
            cells[place] = f"小计：{label}" if label else _(N_("小计 (Subtotal)"))
    return ShownRow(row_id, tuple(cells), total=True)


def sheet_shown(
    sheet: Sheet,
    book: Book,
    value_of: Callable[[Row, Column], Value],
    *,
    date: datetime.date,
    factor: int = 1,
    unmasked: bool = False,
) -> ShownSheet:
    """All of a sheet in its own order, for those who look at no window. A single row is a list of fields."""
    columns = sheet.columns
    held = book.rows(sheet.name)

    def rows() -> Iterator[ShownRow]:
        for row in held:
            cells = (cell_of(book, c, value_of(row, c), factor=factor, unmasked=unmasked) for c in columns)
            yield ShownRow(int(row["id"]), tuple(cells))

    shown = ShownSheet(
        sheet,
        book.year,
        str(book.office.get("street") or ""),
        date,
        tuple(shown_column(column, factor) for column in columns),
        rows,
        len(held),
        factor,
        frozen_columns(sheet, columns),
    )
    return fields(shown) if sheet.single else shown


def frozen_columns(sheet: Sheet, columns: Sequence[Column]) -> int:
    """How many columns stay in sight: those up to the name, where it is one of the first."""
    place = next((n for n, column in enumerate(columns) if column.key == sheet.naming), _MOST_FROZEN)
    return place + 1 if place < _MOST_FROZEN else 0


def fields(shown: ShownSheet) -> ShownSheet:
    """A sheet of one row as a list of fields: what each is called, and its value."""
    columns = shown.columns
    wide = max((len(column.heading) for column in columns), default=4) * 2 + 2
    values = ShownColumn("", _(N_("Value")), TEXT, 50)

    def rows() -> Iterator[ShownRow]:
        row = next(shown.rows(), None)
        for column, cell in zip(columns, row.cells if row else (), strict=False):
            yield ShownRow(row.id if row else 0, (column.heading, cell))

    return ShownSheet(
        shown.sheet,
        shown.year,
        shown.street,
        shown.date,
        (ShownColumn("", _(N_("Field")), TEXT, wide), values),
        rows,
        len(columns),
        shown.factor,
    )
