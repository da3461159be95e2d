"""What was recognised in a template: its tables, and what each of their columns is to hold. Plain data for a pipe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, NamedTuple

from street_desk.exchange.filling.report import Left, Taken
from street_desk.exchange.filling.wanted import Wanted
from street_desk.exchange.importing.units import YUAN
from street_desk.language import Message


class Spot(NamedTuple):
    """A cell of the tab as people see it; `why` tells why it cannot be written, where it cannot."""

    row: int
    column: int
    why: Message | None = None


@dataclass(frozen=True, slots=True)
class FoundColumn:
    """A column to be filled: its heading, where it stands, the unit of its plain amounts, and its cells row by row.

    `held` is what the cells hold. `area` is a unit of area, "" for the column's own. `scaled`: by how much the user
    once answered that such amounts are multiplied.
    """

    heading: str
    path: tuple[str, ...]
    where: str
    wanted: Wanted
    spots: Sequence[Spot]
    held: Sequence[Any]
    unit: str = YUAN
    area: str = ""
    scaled: int | Fraction = 1


class SumRow(NamedTuple):
    """A row that sums up others, and its figures, typed or worked out."""

    label: str
    spots: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table to be filled: the row of the year that each of its rows is, and what that row is called there.

    `row_units` are the units of rows that name their own, by place.
    """

    tab: str
    sheet: str
    ids: Sequence[int]
    names: Sequence[str]
    columns: Sequence[FoundColumn]
    row_units: Mapping[int, str] = field(default_factory=dict)
    sums: Sequence[SumRow] = ()


@dataclass(frozen=True, slots=True)
class Recognised:
    """A template. `left` is what is known already not to be filled.

    `own`: of our own making, and then `form` is the form that it is, "" for a sheet.
    """

    tables: tuple[FoundTable, ...]
    left: tuple[Left, ...]
    taken: tuple[Taken, ...] = ()
    from_1904: bool = False
    own: bool = False
    form: str = ""
