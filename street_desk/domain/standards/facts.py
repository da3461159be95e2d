"""Facts: what rules may read of a row, in the units rules work in (Decimal yuan, counts, choices by key)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.kinds import FEN, Choice, Money
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.domain.standards.pack import Standard
from street_desk.language import N_, Words

WORKED_OUT = {
    "communities": (Column("pay_star", N_("Star that pays"), "执行星级"),),
    "workers": (
        Column("pay_star", N_("Star that pays"), "执行星级"),
        Column("months", N_("months in post"), "在岗月数"),
    ),
}
"""Inputs that the program works out before a Standard runs."""

_TYPED = {s.name: tuple(c for c in s.typed if c.key != "community") for s in (COMMUNITIES, WORKERS)}
_MONEY = {
    name: frozenset(c.key for c in columns if isinstance(c.kind, Money)) for name, columns in _TYPED.items()
}

KNOWN: dict[str, set[str]] = {
    "communities": {c.key for c in _TYPED["communities"] + WORKED_OUT["communities"]},
    "workers": {c.key for c in _TYPED["workers"] + WORKED_OUT["workers"]}
    | {f"community.{c.key}" for c in _TYPED["communities"]},
}
"""Every input a rule may name, besides a pack's own indexes and settings."""


def row_facts(sheet: Sheet, row: Row) -> dict[str, Any]:
    """A row's values as rules read them; empty ones are left out."""
    money = _MONEY[sheet.name]
    return {
        column.key: Decimal(value) / FEN if column.key in money else value
        for column in _TYPED[sheet.name]
        if (value := row.get(column.key)) is not None
    }


def labels(standard: Standard) -> Mapping[str, Words]:
    """Words for every input, item, index, setting and choice that a Step may name."""
    found: dict[str, Words] = {}
    for name, columns in _TYPED.items():
        for column in columns + WORKED_OUT[name]:
            found.setdefault(column.key, Words(column.heading, column.title))
            found.setdefault(f"community.{column.key}", Words(column.heading, column.title))
            if isinstance(column.kind, Choice):
                for option in column.kind.options:
                    found[f"{column.key}={option.key}"] = Words(option.heading, option.label)
    found |= {index.id: index.text for index in standard.indexes}
    found |= {item.key: item.text for item in standard.items}
    for setting in standard.settings:
        found[f"setting.{setting.id}"] = setting.text
        found |= {f"setting.{setting.id}={o.value}": o.text for o in setting.options}
    return found
