"""Running a Standard's items on one row's facts: the amounts at once, their Steps from the same run when asked."""

from __future__ import annotations

from functools import partial
from typing import Any

from street_desk.domain.standards.pack import Item
from street_desk.domain.standards.working import Line, Missing, Run, Step, settled
from street_desk.language import Message


def amounts(run: Run) -> dict[str, Any]:
    """Every item's value as a row holds it, by key; None where it cannot be told. No words are made."""
    return {key: _value(run, item)[0] for key, item in run.standard.items_of[run.rows].items()}


def run_items(run: Run) -> dict[str, Line]:
    """Every item's Line, by key. An item whose input is empty has no value and says what to enter."""
    return {
        key: Line(key, _value(run, item)[0], partial(_explained, run, item))
        for key, item in run.standard.items_of[run.rows].items()
    }


def _value(run: Run, item: Item) -> tuple[Any, Message | None]:
    """One item's value as a row holds it, and what is wrong where there is none."""
    try:
        return settled(run.item(item.key), item.unit)
    except Missing as missing:
        return None, missing.said


def _explained(run: Run, item: Item) -> list[Step]:
    """The same item worked again, this time in words."""
    steps: list[Step] = []
    run.steps = steps
    try:
        run.work(item.key)
    except Missing:
        # What was said on the way there leads to nothing; what is missing is said below.
        steps.clear()
    finally:
        run.steps = None
    _result, wrong = _value(run, item)
    if wrong is not None:
        steps.append(Step(item.clause, wrong, None, item.unit))
    return steps


def payers(run: Run, item: Item) -> dict[str, int]:
    """Who pays how much of an item, in fen; empty where the standard does not say or the amount cannot be told."""
    if item.payers is None or item.unit != "money":
        return {}
    try:
        amount = run.item(item.key)
        told, _wrong = settled(amount, item.unit)
        return {} if told is None else item.payers.shared(amount, run)
    except Missing:
        return {}


def own_line(item: str, value: Any, *steps: Step) -> Line:
    """A Line that the program works out from the sheets, not from a Standard."""
    return Line(item, value, lambda: steps)
