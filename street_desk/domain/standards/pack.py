"""A standards pack: one policy document as data, read from TOML into frozen types."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal

import msgspec

from street_desk.domain.kinds import FEN
from street_desk.domain.standards.bands import Band
from street_desk.domain.standards.rules import Rule
from street_desk.domain.standards.rules.sharing import Split
from street_desk.language import Words

Rows = Literal["communities", "workers"]
Unit = Literal["money", "count", "range", "rate"]


class Clause(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A numbered place of the document, in our words."""

    id: str
    text: Words


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A reading that is not certain, shown beside what rests on it."""

    clause: str
    text: Words


class Index(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A figure of the year that the document needs, entered in the sheet figures; money unless it says number.

    One that only some rows need is not `required`: those rows say so where it is missing.
    """

    id: str
    clause: str
    text: Words
    unit: Literal["money", "number"] = "money"
    required: bool = True

    @property
    def last_year(self) -> Words:
        """What last year's value of it is called."""
        return Words(f"上年{self.text.zh}", f"last year's {self.text.en or self.text.zh}")

    def amount(self, held: int | Decimal) -> int | Decimal:
        """The value as rules read it, from what the figures row holds."""
        if self.unit != "money":
            return held
        fen = int(held)
        return fen // FEN if fen % FEN == 0 else Decimal(fen) / FEN


class SettingOption(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    value: str
    text: Words


class Setting(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A choice the document leaves to the county: its options, its default and the sentence it rests on."""

    id: str
    clause: str
    text: Words
    basis: Words
    default: str
    options: tuple[SettingOption, ...]

    def offers(self, value: object) -> bool:
        """Whether a value is one of the options."""
        return any(option.value == value for option in self.options)


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One amount the document gives each row: the key of its derived column, its clause and its rule."""

    key: str
    rows: Rows = msgspec.field(name="for")
    clause: str
    unit: Unit
    text: Words
    rule: Rule
    payers: Split | None = None


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case worked by hand that must come out so; money in yuan.

    `pool`: the weights of all rows that share a pool, this row's first. `payers`: who pays what of an item.
    """

    name: str
    rows: Rows = msgspec.field(name="for")
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    settings: Mapping[str, str] = {}
    pool: Mapping[str, tuple[int | Decimal, ...]] = {}
    payers: Mapping[str, Mapping[str, int | Decimal]] = {}


class Document(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The paper the pack was written from."""

    title: Words
    number: str = ""


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """A whole pack. `blanks`: what an empty input counts as. `funds`: the items that are money of a community."""

    id: str
    title: Words
    document: Document
    clauses: tuple[Clause, ...]
    items: tuple[Item, ...]
    examples: tuple[Example, ...]
    effective: datetime.date | None = None
    notes: tuple[Note, ...] = ()
    indexes: tuple[Index, ...] = ()
    settings: tuple[Setting, ...] = ()
    bands: tuple[Band, ...] = ()
    blanks: Mapping[str, Any] = {}
    payers: Mapping[str, Words] = {}

    @cached_property
    def band(self) -> dict[str, Band]:
        return {band.id: band for band in self.bands}

    @cached_property
    def clause(self) -> dict[str, Clause]:
        return {clause.id: clause for clause in self.clauses}

    @cached_property
    def item(self) -> dict[str, Item]:
        return {item.key: item for item in self.items}

    @cached_property
    def setting(self) -> dict[str, Setting]:
        return {setting.id: setting for setting in self.settings}

    @cached_property
    def items_of(self) -> dict[str, dict[str, Item]]:
        """The items of each kind of row by key."""
        return {
            rows: {item.key: item for item in self.items if item.rows == rows}
            for rows in ("communities", "workers")
        }

    @cached_property
    def reads_of(self) -> dict[str, frozenset[str]]:
        """The names that the items of each kind of row read: what has to be made ready for them."""
        return {
            rows: frozenset(name for item in items.values() for name in reads(item, self.band))
            for rows, items in self.items_of.items()
        }

    @cached_property
    def by_month(self) -> frozenset[str]:
        """The indexes that some item reads month by month: those that may change inside a year."""
        found: set[str] = set()
        for items in self.items_of.values():
            waiting = {name for item in items.values() for name in item.rule.by_month()}
            seen: set[str] = set()
            while waiting:
                seen |= waiting
                waiting = {n for key in waiting & items.keys() for n in reads(items[key], self.band)} - seen
            found |= seen
        return frozenset(found & {index.id for index in self.indexes})

    def chosen(self, choices: Mapping[str, Any]) -> dict[str, str]:
        """Every setting's value: the county's choice ("setting.ID" in a figures row), else the default.

        A choice made under another standard, whose options were others, is not taken.
        """
        held = {s.id: choices.get(f"setting.{s.id}") for s in self.settings}
        return {s.id: str(held[s.id]) if s.offers(held[s.id]) else s.default for s in self.settings}

    def notes_on(self, clause: str) -> tuple[Note, ...]:
        return tuple(n for n in self.notes if n.clause == clause)


def reads(item: Item, bands: Mapping[str, Band]) -> set[str]:
    """The names an item's rule and its split need, those of its bands included."""
    named = list(item.rule.reads())
    if item.payers is not None:
        named += item.payers.reads()
    names = set()
    for name in named:
        kind, _, band = name.partition(":")
        if kind == "band" and band:
            names |= {bands[band].input} if band in bands else set()
        else:
            names.add(name)
    return names


def circle(standard: Standard) -> list[str]:
    """Items that wait for each other, in no order; empty where every one can be worked out."""
    waiting = {
        (rows, key): {(rows, name) for name in reads(item, standard.band) if name in items}
        for rows, items in standard.items_of.items()
        for key, item in items.items()
    }
    while ready := [key for key, needs in waiting.items() if not needs & waiting.keys()]:
        for key in ready:
            del waiting[key]
    return [key for _rows, key in waiting]
