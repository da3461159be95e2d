"""An Arrangement: how the rows of a sheet are filtered, sorted and grouped."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from street_desk.domain.arranging.conditions import Chosen, Condition

ANY = "any"
"""A finding of whatever severity."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What passes of one column: all that is given here has to be met.

    `chosen`: the values ticked in the list. `custom`: conditions, of which `either` one is enough or all are needed.
    `finding`: the severity of a finding that the cell has, ANY for one of any, "" where none is needed.
    """

    chosen: Chosen | None = None
    custom: tuple[Condition, ...] = ()
    either: bool = False
    finding: str = ""

    def __bool__(self) -> bool:
        return self.chosen is not None or bool(self.custom or self.finding)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What somebody asked to look at.

    `filters`: what passes, by column key. `order`: the columns sorted by, the most important first, each with whether
    the greatest comes first. `group`: the column whose equal values stand together under subtotals, "" for none.
    `by_code`: the columns that are sorted by the code of what they name, and not by its name's pinyin.
    """

    filters: Mapping[str, Filter] = field(default_factory=dict)
    order: tuple[tuple[str, bool], ...] = ()
    group: str = ""
    by_code: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.filters or self.order or self.group)

    def filtered(self, key: str, one: Filter | None) -> Arrangement:
        """The same with another filter on a column, or with none."""
        filters = {held: was for held, was in self.filters.items() if held != key}
        return replace(self, filters=filters | {key: one} if one else filters)

    def within(self, keys: Container[str]) -> Arrangement:
        """What is left of it where a sheet has only these columns."""
        return Arrangement(
            {key: one for key, one in self.filters.items() if key in keys},
            tuple(one for one in self.order if one[0] in keys),
            self.group if self.group in keys else "",
            frozenset(key for key in self.by_code if key in keys),
        )

    def descending(self, key: str) -> bool:
        """Whether a column is sorted by with the greatest first."""
        return (key, True) in self.order
