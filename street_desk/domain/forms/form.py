"""Forms: what a submission form is, said once, and where the values of its columns come from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.documents import Document
from street_desk.domain.forms.layout import FormLayout, Signer
from street_desk.domain.forms.options import Asked
from street_desk.domain.kinds import FEN, Choice, Money, Reference
from street_desk.domain.pages import Align, Page, RowFormula, Value, printed
from street_desk.domain.people import Masked
from street_desk.domain.sheets import Column, Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import CHINESE, current, translated

ColumnKind = Literal["serial", "text", "name", "count", "money", "area", "number", "rate"]
"""serial: 1, 2, 3 … · text: short words, centred · name: longer words from the left · number: as exact as it is."""

_ALIGN: dict[str, Align] = {"serial": "centre", "text": "centre", "name": "left"}


@dataclass(frozen=True, slots=True)
class Source:
    """What a column's value is read from: one row of the Form's sheet, and all that was worked out of it.

    `kept` is what the form's columns work out once for all rows.
    """

    assessment: Assessment
    sheet: str
    row: Row
    unmasked: bool = False
    kept: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> int:
        return int(self.row["id"])

    def worked(self, key: str) -> Any:
        """A derived value as its column holds it."""
        return self.assessment.value(self.sheet, self.id, key)


From = Callable[[Source], Value]


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: headings from the top, key, kind, where its value comes from, and how it follows from others.

    `width` is the least in mm beside the largest letters, `least` beside any; `grow` is its share of what room is left,
    after each text was given room for so many `lines`. A heading may name a value of the year in braces; one that is
    empty falls away. `source` is what an importer takes the printed column for. A
    formula is kept only in the rows where it gives the value: the Standard decides, the formula explains. `missing`
    opens the note that names the rows where it is empty.
    """

    path: tuple[str, ...]
    key: str
    kind: ColumnKind
    value: From
    formula: RowFormula | None = None
    source: str = ""
    width: float = 9.0
    least: float = 0.0
    lines: int = 1
    grow: float = 0.3
    total: bool = True
    missing: str = ""

    @property
    def align(self) -> Align:
        return _ALIGN.get(self.kind, "right")

    @property
    def summed(self) -> bool:
        """Whether the total rows add it up."""
        return self.total and self.kind in ("count", "money", "area")


OFFICE_SIGNERS = ("head", "finance_head", "reviewer", "preparer", "phone")
"""The columns of the office that the signature line names."""


@dataclass(frozen=True, slots=True)
class Form:
    """A submission form: `number` puts it in order among the attachments, `title` what follows street and year on
    paper, `name` the message id of what it is called on the screen.
    """

    id: str
    number: int
    title: str
    name: str

    def shown(self) -> str:
        """What the form is called on the screen; on paper it always has its Chinese title."""
        return self.title if current() == CHINESE else translated(self.name)


@dataclass(frozen=True, slots=True)
class TableForm(Form):
    """A form whose table has a row for each row of a sheet, or, with `write`, rows of its own and no sheet.

    `items` are the Standard's items it rests on: their clauses and settings stand under the table. `group` is the key
    of a reference to communities, whose rows then stand together and get a subtotal. `signers` are columns of the
    office, or the words of those who sign by hand. `measured_in` stands for the unit of money where there is no money.
    `listed` is what it is called among the attachments, where that is not its title.

    `layout` is how the office has it, `needed` the keys of the columns that it cannot leave out, for those that the
    sheet names. `printed` are the keys of the columns that are printed of a form with `write`, all of them where empty.
    """

    sheet: str
    columns: tuple[FormColumn, ...]
    items: tuple[str, ...]
    group: str = ""
    landscape: bool = True
    signers: tuple[str | Signer, ...] = OFFICE_SIGNERS
    measured_in: str = ""
    write: Callable[[TableForm, Assessment, Asked], tuple[Page, ...]] | None = None
    listed: str = ""
    needed: tuple[str, ...] = ()
    printed: tuple[str, ...] = ()
    layout: FormLayout = FormLayout()


@dataclass(frozen=True, slots=True)
class DocumentForm(Form):
    """A form that is prose."""

    write: Callable[[DocumentForm, Assessment, Asked], Document]


def typed(key: str) -> From:
    """The value that was typed into a column, in words where it is a choice or a reference; money in yuan."""

    def read(source: Source) -> Value:
        return printed_value(SHEETS[source.sheet][key], source.row.get(key), source)

    return read


def worked(key: str) -> From:
    """The value of a derived column; money in yuan."""

    def read(source: Source) -> Value:
        return printed_value(SHEETS[source.sheet][key], source.worked(key), source)

    return read


def part(key: str, role: str) -> From:
    """The part of a derived value that its Steps name so ("base", "add"); None where no Step does."""

    def read(source: Source) -> Value:
        line = source.assessment.lines(source.sheet, source.id).get(key)
        found: Value = None if line is None else line.part(role)
        return found

    return read


def summed(row: Row | None, keys: tuple[str, ...]) -> Decimal | None:
    """Money columns of a row added up, in yuan; None where all are empty."""
    known = [row[key] for key in keys if row.get(key) is not None] if row is not None else []
    return Decimal(sum(known)) / FEN if known else None


def nothing(source: Source) -> Value:
    """For the serial number, which the Page gives."""
    return None


def printed_value(column: Column, value: Any, source: Source) -> Value:
    """A value of a row as forms have it: in words where it is a choice or a reference; money in yuan."""
    kind = column.kind
    if value is None:
        return None
    if isinstance(kind, Money):
        return Decimal(value) / FEN
    if isinstance(kind, Choice):
        option = kind.option(value)
        return printed(option.heading) if option else str(value)
    if isinstance(kind, Reference):
        return source.assessment.book.community_name(value)
    if isinstance(kind, Masked) and not source.unmasked:
        return kind.mask(value)
    found: Value = value
    return found
