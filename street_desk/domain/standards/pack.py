"""A standards pack: one policy document as data, read from TOML into frozen types."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec

from street_desk.domain.standards.bands import Band
from street_desk.domain.standards.rules import Rule
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
    """A figure of the year that the document needs, entered in the sheet figures."""

    id: str
    clause: str
    text: Words


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


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One amount the document gives each row: the key of its derived column, its clause and its rule."""

    key: str
    rows: Rows = msgspec.field(name="for")
    clause: str
    unit: Unit
    text: Words
    rule: Rule
    payer: str = ""


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A case worked by hand that must come out so; money in yuan."""

    name: str
    rows: Rows = msgspec.field(name="for")
    facts: Mapping[str, Any]
    expect: Mapping[str, Any]
    settings: Mapping[str, str] = {}


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
    def order(self) -> dict[str, tuple[Item, ...]]:
        """The items of each kind of row, each after those it reads. Raises ValueError on a circle."""
        return {
            rows: tuple(_ordered([i for i in self.items if i.rows == rows]))
            for rows in ("communities", "workers")
        }

    def chosen(self, choices: Mapping[str, Any]) -> dict[str, str]:
        """Every setting's value: the county's choice ("setting.ID" in a figures row), else the default."""
        return {s.id: choices.get(f"setting.{s.id}") or s.default for s in self.settings}

    def notes_on(self, clause: str) -> tuple[Note, ...]:
        return tuple(n for n in self.notes if n.clause == clause)


def reads(item: Item, bands: Mapping[str, Band]) -> set[str]:
    """The names an item's rule needs, those of its bands included."""
    names = set()
    for name in item.rule.reads():
        kind, _, band = name.partition(":")
        if kind == "band" and band:
            names |= {bands[band].input} if band in bands else set()
        else:
            names.add(name)
    return names


def _ordered(items: list[Item]) -> Iterator[Item]:
    waiting = {item.key: {n for n in item.rule.reads() if any(n == i.key for i in items)} for item in items}
    by_key = {item.key: item for item in items}
    while waiting:
        ready = [key for key, needs in waiting.items() if not needs & waiting.keys()]
        if not ready:
            raise ValueError(", ".join(waiting))
        for key in ready:
            del waiting[key]
            yield by_key[key]
