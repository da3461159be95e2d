"""Facts: what rules may read of a row, in the units rules work in (Decimal yuan, counts, choices by key)."""

from __future__ import annotations

from collections.abc import Mapping, Set
from decimal import Decimal
from typing import Any

from street_desk.domain.catalogue import COMMUNITIES, FIGURES, WORKERS
from street_desk.domain.catalogue.communities import STAR
from street_desk.domain.kinds import FEN, Choice, Count, Kind, Money, Range
from street_desk.domain.sheets import Column, Row
from street_desk.domain.standards.columns import figures_sheet
from street_desk.domain.standards.pack import Standard
from street_desk.language import N_, Words

WHOLE_YEAR = tuple(range(1, 13))
"""The months of a community, which is there all the year."""
WORKED_OUT = {
    "communities": (
        Column("pay_star", N_("Star that pays"), "执行星级", STAR),
        Column("months_in_post", N_("months of the year"), "月份"),
    ),
    "workers": (
        Column("pay_star", N_("Star that pays"), "执行星级", STAR),
        Column("months", N_("months in post"), "在岗月数", Count(high=12)),
        Column("months_in_post", N_("months in post"), "在岗月份"),
    ),
}
"""Inputs that the program works out before a Standard runs."""

_TYPED = {s.name: tuple(c for c in s.typed if c.key != "community") for s in (COMMUNITIES, WORKERS)}
_MONEY = {
    name: frozenset(c.key for c in columns if isinstance(c.kind, Money)) for name, columns in _TYPED.items()
}
_PLAIN = {name: frozenset(c.key for c in columns) - _MONEY[name] for name, columns in _TYPED.items()}

_OWN = {name: {c.key: c.kind for c in _TYPED[name] + WORKED_OUT[name]} for name in _TYPED}
KNOWN: dict[str, dict[str, Kind]] = {
    "communities": _OWN["communities"] | {f"last.{c.key}": c.kind for c in _TYPED["communities"]},
    "workers": _OWN["workers"]
    | {f"last.{c.key}": c.kind for c in _TYPED["workers"]}
    | {f"community.{c.key}": c.kind for c in _TYPED["communities"]},
}
"""Every input a rule may name with its Kind, besides a pack's own indexes (this or last year's) and settings."""

TAKEN = frozenset(
    [c.key for sheet in (COMMUNITIES, WORKERS) for c in sheet]
    + [c.key for columns in WORKED_OUT.values() for c in columns]
    + [c.key for c in FIGURES if not c.kind.numeric]
)
"""Names that an index may not have: a row's own value would stand in its place, or its column holds no figure."""


def inputs(standard: Standard, rows: str) -> dict[str, Kind]:
    """Every name that a rule for these rows may read, with its Kind: inputs, indexes, settings and other items."""
    figures = figures_sheet(standard, {}, 0)
    found = dict(KNOWN[rows])
    for index in standard.indexes:
        found[index.id] = found[f"last.{index.id}"] = figures[index.id].kind
    found |= {f"setting.{s.id}": figures[f"setting.{s.id}"].kind for s in standard.settings}
    # What an item comes to is worked with as it is, whatever its column shows.
    found |= {key: Range() if i.unit == "range" else Money() for key, i in standard.items_of[rows].items()}
    return found


def row_facts(sheet: str, row: Row, wanted: Set[str]) -> dict[str, Any]:
    """Those of a row's values that are wanted, as rules read them; empty ones are left out."""
    facts = {key: row[key] for key in wanted & _PLAIN[sheet] if key in row}
    for key in wanted & _MONEY[sheet]:
        if key in row:
            fen = row[key]
            # Whole yuan stay whole numbers: exact, and several times faster than decimals.
            facts[key] = fen // FEN if fen % FEN == 0 else Decimal(fen) / FEN
    return facts


def prefixed(prefix: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts of another row, each under its prefix: "last.households", "community.households"."""
    return {f"{prefix}.{key}": value for key, value in facts.items()}


def wanted_of(names: Set[str], prefix: str) -> frozenset[str]:
    """The keys that are wanted under a prefix."""
    return frozenset(name[len(prefix) + 1 :] for name in names if name.startswith(f"{prefix}."))


def dated_values(figures: Row, index: str, year: int) -> list[tuple[int, Any]]:
    """The values that an index takes on inside a year, (month, value as held), from its keys "INDEX@2027-07"."""
    prefix = f"{index}@{year}-"
    found = [(int(key[len(prefix) :]), value) for key, value in figures.items() if key.startswith(prefix)]
    return sorted(found)


def labels(standard: Standard) -> Mapping[str, Words]:
    """Words for every input, item, index, setting and choice that a Step may name."""
    found: dict[str, Words] = {}
    for name, columns in _TYPED.items():
        for column in columns + WORKED_OUT[name]:
            found.setdefault(column.key, Words(column.heading, column.title))
            found.setdefault(f"community.{column.key}", Words(column.heading, column.title))
            found.setdefault(
                f"last.{column.key}", Words(f"上年{column.heading}", f"{column.title} of last year")
            )
            if isinstance(column.kind, Choice):
                for option in column.kind.options:
                    found[f"{column.key}={option.key}"] = Words(option.heading, option.label)
    for index in standard.indexes:
        found[index.id] = index.text
        found[f"last.{index.id}"] = index.last_year
    found |= {item.key: item.text for item in standard.items}
    for setting in standard.settings:
        found[f"setting.{setting.id}"] = setting.text
        found |= {f"setting.{setting.id}={o.value}": o.text for o in setting.options}
    return found
