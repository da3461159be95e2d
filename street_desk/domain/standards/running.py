"""Running a Standard's items on one row's facts: the amounts at once, their Steps from the same run when asked."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from street_desk.domain.standards.pack import Item, Standard
from street_desk.domain.standards.working import Amount, Line, Missing, Run, Step, settled
from street_desk.language import Message, Words


def run_items(
    standard: Standard, rows: str, facts: Mapping[str, Any], labels: Mapping[str, Words]
) -> dict[str, Line]:
    """Every item of that kind of row, by key. An item whose input is empty has no value and says what to enter."""
    run = Run(facts, labels, standard.blanks, standard.band)
    lines: dict[str, Line] = {}
    for item in standard.order[rows]:
        amount, value, _wrong = _work(run, item)
        if amount is not None:
            run.results[item.key] = amount
        lines[item.key] = Line(item.key, value, partial(_explained, run, item))
    return lines


def _work(run: Run, item: Item) -> tuple[Amount, Any, Message | None]:
    """One item: its exact amount, the value as a row holds it, and what is wrong where there is none."""
    run.clause, run.unit = item.clause, item.unit
    try:
        amount = item.rule.work(run)
    except Missing as missing:
        return None, None, missing.said
    if item.unit == "money":
        amount = Decimal(amount)
    value, wrong = settled(amount, item.unit)
    return amount, value, wrong


def _explained(run: Run, item: Item) -> list[Step]:
    """The same item worked again, this time in words."""
    run.steps = []
    try:
        _amount, _value, wrong = _work(run, item)
        if wrong is not None:
            said = wrong
            run.say(None, lambda: said)
        return run.steps
    finally:
        run.steps = None


def own_line(item: str, value: Any, *steps: Step) -> Line:
    """A Line that the program works out from the sheets, not from a Standard."""
    return Line(item, value, lambda: steps)
