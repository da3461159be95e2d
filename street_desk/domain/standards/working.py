"""One run of a Standard on one row: the facts it reads, the Steps it leaves, the amounts it gives.

Amounts inside a run are exact: Decimal yuan for money, int for counts, a pair for a range. Only `settled` turns money
into fen, and only a rule that names a rounding may round.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from street_desk.domain.kinds import FEN
from street_desk.language import CHINESE, N_, Message, Words, current, message, money, number

Amount = Any
Place = tuple[Any, tuple[str | int, ...]]
"""Where a figure of a Standard stands: the rule form and the keys in it; with no form, the index of that name."""


class Step(NamedTuple):
    """One clause and its working. `amount` is the step's own, in yuan, units, or a pair; the last step's is the result.

    `role` says which part it is for a form that prints the parts apart ("base", "add"), else it is empty. `figure` is
    the figure of the Standard that the amount is as it stands, None where it was worked out.
    """

    clause: str
    message: Message
    amount: Amount = None
    unit: str = "number"
    role: str = ""
    figure: Place | None = None

    def json_amount(self) -> object:
        """The amount as commands print it: money with two places, other decimals exact, counts as numbers."""
        if isinstance(self.amount, tuple):
            return {"min": self.amount[0], "max": self.amount[1]}
        if self.unit == "money" and self.amount is not None:
            return f"{Decimal(self.amount):.2f}"
        return str(self.amount) if isinstance(self.amount, Decimal) else self.amount


class Line:
    """One item of one row: its value as the row's column holds it (fen, count, pair; None where it cannot be told).

    `explain` gives the Steps. It is the run that gave the value, done again with its words: the rules have one way
    to work, and what they say stands at the sums themselves, so number and explanation cannot differ.
    """

    __slots__ = ("_explain", "_steps", "item", "value")

    def __init__(self, item: str, value: Any, explain: Callable[[], Sequence[Step]]) -> None:
        self.item = item
        self.value = value
        self._explain = explain
        self._steps: tuple[Step, ...] | None = None

    @property
    def steps(self) -> tuple[Step, ...]:
        """The Steps, put into words when first asked for."""
        if self._steps is None:
            self._steps = tuple(self._explain())
        return self._steps

    def part(self, role: str) -> Amount:
        """The amount of the step with that role, money in Decimal yuan; None where no step has it."""
        step = next((s for s in self.steps if s.role == role), None)
        if step is None or step.amount is None:
            return None
        return Decimal(step.amount) if step.unit == "money" else step.amount

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


class Unworkable(Missing):
    """An item whose rule is fed with what it cannot work on: words for figures, or a range for an amount."""

    def __init__(self, key: str) -> None:
        said = N_(
            "it cannot be worked out: a rule of the standard is fed with what is no figure; correct the standard"
        )
        super().__init__(key, message(said))


Pools = Callable[[Any], tuple[int, Any]]
"""Gives, for a rule of the form pool, this row's key and the `Pooled` rows that share it."""


@dataclass(slots=True)
class Run:
    """One run of a Standard's items on one row, each item worked when something asks for it.

    `facts` are the row's own, `common` those of the whole year (indexes, settings). `labels` gives the words for names;
    `dated` the values that an index takes on inside the year, by month; `pools` this row's key and who shares with it.
    `overrides` are the amounts set by hand, with their reasons. `steps` is None in a run that only wants amounts.
    `weighing` is the pool that a run only wants to know whether it comes to.
    """

    standard: Any
    rows: str
    facts: Mapping[str, Any]
    common: Mapping[str, Any]
    labels: Mapping[str, Words]
    dated: Mapping[str, Sequence[tuple[int, Amount]]] = field(default_factory=dict)
    pools: Pools | None = None
    weighing: Any = None
    overrides: Mapping[str, tuple[Amount, str]] = field(default_factory=dict)
    clause: str = ""
    unit: str = "number"
    steps: list[Step] | None = None
    results: dict[str, Amount] = field(default_factory=dict)

    def value(self, name: str) -> Amount:
        """The input of that name, else the item's amount, worked now if need be. Raises Missing where it is empty."""
        found = self.facts.get(name)
        if found is not None:
            return found
        if name in self.standard.items_of[self.rows]:
            return self.item(name)
        found = self.common.get(name)
        if found is None:
            found = self.standard.blanks.get(name)
        if found is None:
            raise Missing(name, message(N_("{input} is missing"), input=self.label(name)))
        return found

    def item(self, key: str) -> Amount:
        """The exact amount of an item; what it says about it belongs to the item, not to who asked. Raises Missing."""
        found = self.results.get(key)
        if found is None:
            clause, unit, steps = self.clause, self.unit, self.steps
            self.steps = None
            try:
                found = self.results[key] = self.work(key)
            finally:
                self.clause, self.unit, self.steps = clause, unit, steps
        return found

    def amount_or(self, key: str, otherwise: Amount) -> Amount:
        """An item's exact amount, or `otherwise` where it cannot be told."""
        try:
            return self.item(key)
        except Missing:
            return otherwise

    def work(self, key: str) -> Amount:
        """Works an item's rule in its own clause and unit. Raises Missing."""
        item = self.standard.items_of[self.rows][key]
        self.clause, self.unit = item.clause, item.unit
        if key not in self.overrides:
            return self.given(item)
        amount, reason = self.overrides[key]
        if self.steps is not None:
            self._say_standards(item)
        self.clause = ""
        return self.say(
            amount,
            lambda: message(
                N_("set by hand to {amount}: {reason}"), amount=self.shown(amount), reason=reason
            ),
            "override",
        )

    def given(self, item: Any) -> Amount:
        """What an item's rule gives, whatever was set by hand. Raises Missing, of a rule fed amiss as Unworkable."""
        try:
            amount = item.rule.work(self)
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            raise Unworkable(item.key) from error
        if not isinstance(amount, tuple if item.unit == "range" else (int, Decimal)):
            raise Unworkable(item.key)
        return amount

    def _say_standards(self, item: Any) -> None:
        """What the Standard would have given, before what was set in its place."""
        try:
            given = self.given(item)
        except Missing as missing:
            said = missing.said
            self.say(None, lambda: said)
            return
        self.say(given, lambda: message(N_("by the standard {amount}"), amount=self.shown(given)), "given")

    def under(self, facts: Mapping[str, Any]) -> Run:
        """The same row with other facts, wordless: what it would get if these were so."""
        return replace(
            self,
            facts={**self.facts, **facts} if facts else self.facts,
            results={} if facts else self.results,
            steps=None,
        )

    def pool(self, form: Any) -> tuple[int, Any]:
        """This row's key and the rows that share a pool. Raises Missing where there is none."""
        if self.pools is None:
            raise Missing(form.weight, message(N_("{input} is missing"), input=self.label(form.weight)))
        return self.pools(form)

    def label(self, name: str) -> Words:
        """The words for an input, an item, or `input=choice`."""
        said = name.partition("=")[2] or name
        return self.labels.get(name) or Words(said, said)

    def say(
        self,
        amount: Amount,
        words: Callable[[], Message],
        role: str = "",
        of: str = "",
        after: Sequence[Step] = (),
        figure: Place | None = None,
    ) -> Amount:
        """Hands an amount on, and leaves its Step where the run is one that explains.

        `of` names the item that a part of a sum is: the Step is then under that item's clause. `after` are Steps that
        were worked aside and now come before it. `figure` is what the amount is as it stands.
        """
        if self.steps is not None:
            unit = "range" if isinstance(amount, tuple) else self.unit
            part = self.standard.items_of[self.rows].get(of) if of else None
            self.steps += after
            self.steps.append(Step(part.clause if part else self.clause, words(), amount, unit, role, figure))
        return amount

    def last_figure(self) -> Place | None:
        """The figure that the last Step's amount is; None where it was worked out or nothing is explained."""
        return self.steps[-1].figure if self.steps else None

    def shown(self, amount: Amount) -> object:
        """An amount in this run's unit, for a sentence; what is finer than a fen is shown so, to six places."""
        if self.unit == "money":
            yuan = Decimal(amount)
            text = money(yuan) if yuan == round(yuan, 2) else number(round(yuan, 6))
            return message(N_("{amount} yuan"), amount=text)
        return amount


def in_force(dated: Mapping[str, Sequence[tuple[int, Any]]], month: int) -> dict[str, Any]:
    """The values of a month of those indexes, given by (month, value), that differ from what the year began with."""
    found = {}
    for index, series in dated.items():
        held = [value for start, value in series if start <= month]
        if held:
            found[index] = held[-1]
    return found


def settled(amount: Amount, unit: str) -> tuple[Any, Message | None]:
    """The amount as a row holds it, and what is wrong with it: money in whole fen, counts whole."""
    if unit not in ("money", "count"):
        return amount, None
    whole = amount * FEN if unit == "money" else amount
    if isinstance(whole, int):
        return whole, None
    if whole != int(whole):
        return None, message(
            N_("{amount} is not whole, and the standard names no rounding"), amount=str(amount)
        )
    return int(whole), None
