"""An Arrangement: how the rows of a sheet are filtered, sorted and grouped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What somebody asked to look at.

    `filters`: what passes, by column key. `order`: the columns sorted by, the most important first, each with whether
    the greatest comes first. `group`: the column whose equal values stand together under subtotals, "" for none.
    """

    filters: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[tuple[str, bool], ...] = ()
    group: str = ""

    def __bool__(self) -> bool:
        return bool(self.filters or self.order or self.group)
