"""Standards side by side on the same rows: who gets how much more, who is near an edge, and what if."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, NamedTuple

from street_desk.domain.book import Book, row_name
from street_desk.domain.edits import Change, updated
from street_desk.domain.kinds import FEN
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.pack import Standard, reads
from street_desk.domain.standards.rules.form import Edges
from street_desk.domain.standards.working import Missing, Run
from street_desk.language import N_, Message, message


class Difference(NamedTuple):
    """One item of one row under two assessments; values as the column holds them, None where it cannot be told."""

    sheet: str
    row: int
    name: str
    item: str
    before: int | None
    after: int | None

    @property
    def change(self) -> int:
        """How much more, in the column's unit; what cannot be told counts as nothing."""
        return (self.after or 0) - (self.before or 0)


def summed_items(*standards: Standard) -> dict[str, list[str]]:
    """The money and count items of these standards by kind of row, in their order."""
    found: dict[str, dict[str, None]] = {"communities": {}, "workers": {}}
    for standard in standards:
        for item in standard.items:
            if item.unit in ("money", "count"):
                found[item.rows][item.key] = None
    return {rows: list(keys) for rows, keys in found.items()}


def differences(one: Assessment, other: Assessment) -> Iterator[Difference]:
    """Every item that two assessments of the same rows give differently."""
    for sheet, keys in summed_items(one.standard, other.standard).items():
        for row in one.book.rows(sheet):
            before, after = one.amounts(sheet, row["id"]), other.amounts(sheet, row["id"])
            for key in keys:
                if before.get(key) != after.get(key):
                    yield Difference(
                        sheet, row["id"], row_name(sheet, row), key, before.get(key), after.get(key)
                    )


class Total(NamedTuple):
    """An item's sum under two assessments."""

    item: str
    before: int
    after: int


def totals(one: Assessment, other: Assessment) -> list[Total]:
    """The street's total of every item under both."""
    return [
        Total(key, one.total(sheet, key), other.total(sheet, key))
        for sheet, keys in summed_items(one.standard, other.standard).items()
        for key in keys
    ]


def ends(standard: Standard, rows: str) -> list[str]:
    """The money items of a kind of row that no other money item is worked out from: all its money, once."""
    money = [item for item in standard.items_of[rows].values() if item.unit == "money"]
    parts = {name for item in money for name in reads(item, standard.band)}
    return [item.key for item in money if item.key not in parts]


# Near an edge --------------------------------------------------------------------------------------------------------


class Near(NamedTuple):
    """A row near a number at which its money jumps: how far it is, and what crossing would change a year, in fen.

    `items` are those whose rules have the edge, `input` is what it is an edge of.
    """

    sheet: str
    row: int
    name: str
    items: tuple[str, ...]
    input: str
    value: Any
    edge: Any
    distance: Any
    stake: int


def nearness(assessment: Assessment, within: int) -> list[Near]:
    """The rows within so many units of an edge, the nearest first; an edge they stand on counts as 0 away."""
    found = []
    for sheet in assessment.standard.items_of:
        series = _edges(assessment.standard, sheet)
        for row in assessment.book.rows(sheet) if series else ():
            run = assessment.run(sheet, row["id"])
            found += list(_near(sheet, row, run, series, within)) if run is not None else []
    return sorted(found, key=lambda near: (near.distance, -abs(near.stake), near.row))


def _edges(standard: Standard, sheet: str) -> dict[Edges, tuple[str, ...]]:
    """The edges that the rules of a kind of row have, with the items they are of."""
    found: dict[Edges, dict[str, None]] = {}
    for key, item in standard.items_of[sheet].items():
        for edges in item.rule.edges(standard.band):
            found.setdefault(edges, {})[key] = None
    return {edges: tuple(keys) for edges, keys in found.items()}


def _near(
    sheet: str, row: Row, run: Run, series: Mapping[Edges, tuple[str, ...]], within: int
) -> Iterator[Near]:
    found: dict[tuple[str, Any], tuple[str, ...]] = {}
    values: dict[str, Any] = {}
    for edges, items in series.items():
        value = values[edges.input] = _number(run, edges.input)
        for edge in edges.near(value, within) if value is not None else ():
            found[edges.input, edge] = tuple(dict.fromkeys((*found.get((edges.input, edge), ()), *items)))
    for (name, edge), items in found.items():
        stake = _stake(run, name, values[name], edge)
        if stake:
            away = abs(values[name] - edge)
            yield Near(sheet, row["id"], row_name(sheet, row), items, name, values[name], edge, away, stake)


def _number(run: Run, name: str) -> Any:
    """An input or item as the row has it; None where it is empty or no number."""
    try:
        value = run.value(name)
    except Missing:
        return None
    return value if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None


def _stake(run: Run, name: str, value: Any, edge: Any) -> int:
    """What the row's own money would change by on the edge's other side, in fen."""
    here = _money(run, {})
    if value == edge:
        # On the edge itself: the other side is the one it does not belong to.
        return max((_money(run, {name: there}) - here for there in (edge - 1, edge + 1)), key=abs)
    return _money(run, {name: edge + 1 if value < edge else edge - 1}) - here


def _money(run: Run, facts: Mapping[str, Any]) -> int:
    """The row's money by the Standard under other facts, in fen.

    Its total of the year where the Standard has one, else the sum of what it ends in. A total set by hand would hide
    what the Standard makes of the row.
    """
    items = run.standard.items_of[run.rows]
    keys = next(([key] for key in ("total_fund", "year_pay") if key in items), ends(run.standard, run.rows))
    standing = {key: held for key, held in run.overrides.items() if key not in keys}
    other = replace(run.under(facts), overrides=standing, results={})
    return sum(int(other.amount_or(key, 0) * FEN) for key in keys)


# What if -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WhatIf:
    """Suppositions about a year, tried on a scratch copy: more stars, more households, other organisations."""

    stars: int = 0
    households_percent: int = 0
    organisations: Mapping[int, str] | None = None

    def says(self) -> Message:
        """The supposition in words."""
        return message(
            N_("all stars {stars}, households {percent}%, {n} organisations changed"),
            stars=f"{self.stars:+d}",
            percent=f"{self.households_percent:+d}",
            n=len(self.organisations or {}),
        )


def supposed(assessment: Assessment, what_if: WhatIf) -> Assessment:
    """The assessment that the supposition would give; neither the year nor the year before is touched.

    A star that pays may be last year's, so stars rise in a copy of that year too.
    """

    def community(row: Mapping[str, Any]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        if what_if.stars and row.get("star") is not None:
            values["star"] = min(5, max(0, row["star"] + what_if.stars))
        if what_if.households_percent and row.get("households") is not None:
            # Half a household counts as one.
            values["households"] = (row["households"] * (100 + what_if.households_percent) + 50) // 100
        if what_if.organisations and int(row["id"]) in what_if.organisations:
            values["party_organisation"] = what_if.organisations[int(row["id"])]
        return values

    def stars_only(row: Mapping[str, Any]) -> dict[str, Any]:
        return {key: value for key, value in community(row).items() if key == "star"}

    book = _changed(assessment.book, community)
    prior = _changed(assessment.prior, stars_only) if assessment.prior is not None else None
    return Assessment(assessment.standard, book, prior)


def _changed(book: Book, values: Callable[[Mapping[str, Any]], dict[str, Any]]) -> Book:
    copy = book.copy()
    changes: list[Change] = []
    for row in book.rows("communities"):
        change = updated("communities", row, values(row))
        changes += [change] if change is not None else []
    copy.take(changes)
    return copy
