"""Where a row stands among those of its sheet: behind all that were entered before it, or between two it was put."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, localcontext

from street_desk.domain.sheets import Row

RANK = "rank"
"""The key that a row put between others has besides its columns: a number between the ranks of both."""

_DIGITS = 400


def rank(row: Row) -> tuple[Decimal, int]:
    """What rows are ordered by: a row without a rank of its own stands by its id, as it was entered."""
    return Decimal(row.get(RANK, row["id"])), int(row["id"])


def ordered(rows: Mapping[int, Row]) -> dict[int, Row]:
    """Rows by id in the order they stand in."""
    if not any(RANK in row for row in rows.values()):
        # Ids alone are compared several times faster, and few files have anything else.
        return dict(sorted(rows.items()))
    return dict(sorted(rows.items(), key=lambda held: rank(held[1])))


def above(row: Row, before: Row | None) -> Decimal:
    """The rank of a new row right above one, where `before` is the one there now; None where there is none."""
    with localcontext() as context:
        # Each halving takes one more digit, and none may be lost.
        context.prec = _DIGITS
        here = rank(row)[0]
        return here - 1 if before is None else (here + rank(before)[0]) / 2
