"""Sheets and their Columns: one Sheet is one grid and one SQL table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from street_desk.domain.kinds import Kind, Text, Value, matching
from street_desk.domain.problems import UnknownColumn
from street_desk.language import CHINESE, ENGLISH, Words, current, translated

Row = Mapping[str, Value]
"""A row: id, street, year, origin and its values by column key. Keys that no column has are the county's own."""

HIDDEN = ("id", "street", "year", "origin")


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a sheet.

    `title` is the English message id, `heading` what Chinese offices print; `aliases` are other headings seen in
    workbooks. A derived column is worked out and never typed. `width` is in characters of the grid's font.
    `group` is the heading that neighbouring columns stand under together.
    """

    key: str
    title: str
    heading: str
    kind: Kind = Text()
    aliases: tuple[str, ...] = ()
    required: bool = False
    derived: bool = False
    width: int = 10
    words: Words | None = None
    group: Words | None = None

    def shown(self) -> str:
        """The heading in the current language."""
        if self.words is not None:
            return self.words.text()
        return self.heading if current() == CHINESE else translated(self.title)

    @property
    def spoken(self) -> Words:
        """The heading in both languages, for sentences that are kept."""
        return self.words or Words(self.heading, translated(self.title, ENGLISH))

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading this column answers to."""
        return (self.heading, *self.aliases)


@dataclass(frozen=True, slots=True)
class Sheet:
    """An ordered set of Columns. `single`: one row a street or year, shown as a list of fields.

    Of a sheet of many rows: `identity` are the columns that tell one row of a year from another, `naming` the one that
    a row is called by, and `found_by` those that a person names a row by, the surest first ("id" is the row's own).
    `carried`: its rows go on into the next year; the others are of one year only.
    """

    name: str
    title: str
    heading: str
    columns: tuple[Column, ...]
    yearly: bool = True
    single: bool = False
    grid: bool = True
    identity: tuple[str, ...] = ()
    naming: str = ""
    found_by: tuple[str, ...] = ()
    carried: bool = False

    def shown(self) -> str:
        return self.heading if current() == CHINESE else translated(self.title)

    @property
    def spoken(self) -> Words:
        """The sheet's name in both languages, for sentences that are kept."""
        return Words(self.heading, translated(self.title, ENGLISH))

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def __contains__(self, key: str) -> bool:
        return any(c.key == key for c in self.columns)

    def __getitem__(self, key: str) -> Column:
        """The column of that key. Raises UnknownColumn."""
        for column in self.columns:
            if column.key == key:
                return column
        choices = tuple(c.key for c in self.columns if not c.derived)
        raise UnknownColumn(sheet=self.name, name=key, choices=choices)

    @property
    def typed(self) -> tuple[Column, ...]:
        """The columns that hold what was typed: those of the SQL table."""
        return tuple(c for c in self.columns if not c.derived)

    def called(self, row: Row) -> str:
        """What a row is called; empty where it has no name yet, or the sheet no such column."""
        return str(row.get(self.naming) or "") if self.naming else ""

    def changed(self, before: Row | None, after: Mapping[str, Any]) -> dict[str, Value]:
        """Those values of `after` that differ from `before`."""
        return {k: v for k, v in after.items() if before is None or before.get(k) != v}


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names are one, spaces and width aside."""
    return matching(one or "") == matching(other or "")
