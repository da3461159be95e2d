"""Overrides: a figure set by hand in the place of what the Standard gives, with its reason, kept in the row itself."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from street_desk.domain.kinds import FEN, Value
from street_desk.domain.sheets import Row

_FIGURE = "override."
_REASON = "override_note."


class Override(NamedTuple):
    """A value as its column holds it (fen, count) and why."""

    value: int
    reason: str


def overrides_of(row: Row) -> dict[str, Override]:
    """The figures of a row that were set by hand, by the key of their column."""
    return {
        key[len(_FIGURE) :]: Override(value, str(row.get(_REASON + key[len(_FIGURE) :]) or ""))
        for key, value in row.items()
        if key.startswith(_FIGURE)
    }


def override_values(key: str, value: Value, reason: str) -> dict[str, Any]:
    """What a row holds for a figure set by hand; no value takes the override away."""
    return {_FIGURE + key: value, _REASON + key: reason if value is not None else None}


def in_units(value: int, unit: str) -> int | Decimal:
    """An overriding value in the unit rules work in: yuan for money."""
    if unit != "money":
        return value
    return value // FEN if value % FEN == 0 else Decimal(value) / FEN


def set_by_hand(values: Mapping[str, Any]) -> bool:
    """Whether some of these values are overrides."""
    return any(key.startswith(_FIGURE) for key in values)
