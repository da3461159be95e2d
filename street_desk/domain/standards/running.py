"""Running a Standard's items on one row's facts: the amounts and their Steps in one pass."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from street_desk.domain.standards.pack import Standard
from street_desk.domain.standards.working import Line, Missing, Run, Step, settled
from street_desk.language import Words


def run_items(
    standard: Standard, rows: str, facts: Mapping[str, Any], labels: Mapping[str, Words]
) -> dict[str, Line]:
    """Every item of that kind of row, by key. An item whose input is empty has no value and says what to enter."""
    run = Run(facts, labels, standard.blanks, standard.band)
    lines: dict[str, Line] = {}
    for item in standard.order[rows]:
        run.clause, run.unit, run.steps = item.clause, item.unit, []
        try:
            amount = item.rule.work(run)
            value, wrong = settled(amount, item.unit)
            if wrong is not None:
                run.say(wrong, None)
        except Missing as missing:
            amount, value = None, None
            run.say(missing.said, None)
        if amount is not None:
            run.results[item.key] = Decimal(amount) if item.unit == "money" else amount
        lines[item.key] = Line(item.key, value, tuple(run.steps))
    return lines


def own_line(item: str, value: Any, *steps: Step) -> Line:
    """A Line that the program works out from the sheets, not from a Standard."""
    return Line(item, value, steps)
