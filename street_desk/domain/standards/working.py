"""One run of a Standard on one row: the facts it reads, the Steps it leaves, the amounts it gives.

Amounts inside a run are exact: Decimal yuan for money, int for counts, a pair for a range. Only `settled` turns money
into fen, and only a rule that names a rounding may round.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from street_desk.domain.kinds import FEN
from street_desk.language import CHINESE, N_, Message, Words, current, message, money

Amount = Any


class Step(NamedTuple):
    """One clause and its working. `amount` is the step's own, in yuan, units, or a pair; the last step's is the result.

    `role` says which part it is for a form that prints the parts apart ("base", "add"), else it is empty.
    """

    clause: str
    message: Message
    amount: Amount = None
    unit: str = "number"
    role: str = ""

    def json_amount(self) -> object:
        """The amount as commands print it: money with two places, other decimals exact, counts as numbers."""
        if isinstance(self.amount, tuple):
            return {"min": self.amount[0], "max": self.amount[1]}
        if self.unit == "money" and self.amount is not None:
            return f"{Decimal(self.amount):.2f}"
        return str(self.amount) if isinstance(self.amount, Decimal) else self.amount


@dataclass(frozen=True, slots=True)
class Line:
    """One item of one row: its value as the row's column holds it (fen, count, pair; None where it cannot be told)."""

    item: str
    value: Any
    steps: Sequence[Step]

    def part(self, role: str) -> Amount:
        """The amount of the step with that role; None where no step has it."""
        return next((s.amount for s in self.steps if s.role == role), None)

    def text(self, language: str | None = None) -> str:
        """All steps in one line, as the form's 测算依据 prints them."""
        comma = "；" if (language or current()) == CHINESE else "; "
        return comma.join(s.message.text(language) for s in self.steps)


class Missing(Exception):
    """An input that a rule needs is empty; carries what to enter."""

    def __init__(self, name: str, said: Message) -> None:
        super().__init__(name)
        self.name = name
        self.said = said


@dataclass(slots=True)
class Run:
    """The state of one run. `labels` names inputs in words; `blanks` says what an empty input counts as."""

    facts: Mapping[str, Any]
    labels: Mapping[str, Words]
    blanks: Mapping[str, Any]
    bands: Mapping[str, Any]
    clause: str = ""
    unit: str = "number"
    steps: list[Step] = field(default_factory=list)
    results: dict[str, Amount] = field(default_factory=dict)

    def value(self, name: str) -> Amount:
        """The input or earlier result of that name. Raises Missing where it is empty."""
        found = self.results.get(name)
        if found is None:
            found = self.facts.get(name)
        if found is None:
            found = self.blanks.get(name)
        if found is None:
            raise Missing(name, message(N_("{input} is missing"), input=self.label(name)))
        return found

    def label(self, name: str) -> Words:
        """The words for an input, an item, or `input=choice`."""
        said = name.partition("=")[2] or name
        return self.labels.get(name) or Words(said, said)

    def say(self, said: Message, amount: Amount, unit: str = "", role: str = "") -> Amount:
        """Leaves a Step and hands its amount on."""
        self.steps.append(Step(self.clause, said, amount, unit or self.unit, role))
        return amount

    def shown(self, amount: Amount) -> object:
        """An amount in this run's unit, for a sentence."""
        if self.unit == "money":
            return message(N_("{amount} yuan"), amount=money(Decimal(amount)))
        return amount


def settled(amount: Amount, unit: str) -> tuple[Any, Message | None]:
    """The amount as a row holds it, and what is wrong with it: money in whole fen, counts whole."""
    if amount is None or unit not in ("money", "count"):
        return amount, None
    whole = amount * FEN if unit == "money" else amount
    if whole != int(whole):
        return None, message(
            N_("{amount} is not whole, and the standard names no rounding"), amount=str(amount)
        )
    return int(whole), None
