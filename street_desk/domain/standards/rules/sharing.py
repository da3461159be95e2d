"""Forms that share money out: between payers, and from a pool."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar

from street_desk.domain.kinds import FEN
from street_desk.domain.standards.bands import Refusal
from street_desk.domain.standards.rules.form import Form, Number, Operand, Use, worked
from street_desk.domain.standards.working import Amount, Missing, Run
from street_desk.language import N_, message


class Split(Form, frozen=True, tag="split"):
    """14: who pays: by shares of the whole, or by fixed amounts first; the leftover goes to one payer by name.

    Fixed amounts in yuan are taken in their order, each from what those before it leave. `by` names an input whose
    value chooses among `classes`; without it `shares` and `fixed` hold for all. Shares add up to the fen because
    `leftover` takes what dividing leaves.
    """

    leftover: str
    shares: Mapping[str, Number] = {}
    fixed: Mapping[str, Number] = {}
    by: str = ""
    classes: Mapping[str, Mapping[str, Number]] = {}

    def work(self, run: Run) -> Amount:
        raise NotImplementedError("a split shares an amount out; it does not make one")

    def shared(self, amount: Amount, run: Run) -> dict[str, int]:
        """What each payer pays of an amount in yuan, in fen; all of it together is the amount. Raises Missing."""
        total = int(Decimal(amount) * FEN)
        shares = self.shares
        if self.by:
            chosen = str(run.value(self.by))
            if chosen not in self.classes:
                said = message(
                    N_("the standard has no amount for {choice}"), choice=run.label(f"{self.by}={chosen}")
                )
                raise Missing(self.by, said)
            shares = self.classes[chosen]
        paid: dict[str, int] = {}
        rest = total
        for payer, fixed in self.fixed.items():
            # Money that goes back has no fixed part.
            paid[payer] = max(0, min(rest, int(Decimal(fixed) * FEN)))
            rest -= paid[payer]
        for payer, share in shares.items():
            paid[payer] = paid.get(payer, 0) + int(Decimal(rest) * Decimal(share))
        paid[self.leftover] = paid.get(self.leftover, 0) + total - sum(paid.values())
        return {payer: fen for payer, fen in paid.items() if fen or payer in shares}

    def uses(self) -> Iterator[Use]:
        if self.by:
            yield Use("by", self.by, "words", tuple(self.classes))

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        tables = list(self.classes.items()) if self.by else [("", self.shares)]
        if self.by and self.shares:
            yield "shares", message(N_("with by, the shares stand under classes only"))
        if self.classes and not self.by:
            yield "classes", message(N_("classes need by: the input that chooses among them"))
        for name, shares in tables:
            where = f"classes.{name}" if name else "shares"
            total = sum(Decimal(share) for share in shares.values())
            if any(share < 0 for share in shares.values()) or total > 1 or (total < 1 and not self.fixed):
                yield where, message(N_("the shares must add up to 1, not {total}"), total=total)
        for payer, fixed in self.fixed.items():
            if fixed < 0:
                yield f"fixed.{payer}", message(N_("it must not be below 0"))
        named = {self.leftover, *self.fixed, *(p for _name, shares in tables for p in shares)}
        for payer in sorted(named - set(pack.payers)):
            yield "", message(N_("there is no payer “{name}”"), name=payer)


class Pool(Form, frozen=True, tag="pool"):
    """19: a total shared out by a weight over the rows whose item comes to it; what dividing leaves goes to the
    largest remainders."""

    total: Operand
    weight: str

    def work(self, run: Run) -> Amount:
        weight = run.value(self.weight)
        if run.weighing is self:
            raise Reached(weight)
        total = worked(self.total, run.under({}))
        key, pooled = run.pool(self)
        if key not in pooled.weights or pooled.weights[key] != weight:
            # A row asked about as if it were otherwise shares with that weight.
            pooled = Pooled({**pooled.weights, key: weight})
        if pooled.least < 0:
            said = message(
                N_("{input} is below 0 in a row, so that nothing can be shared out by it: correct it there"),
                input=run.label(self.weight),
            )
            raise Missing(self.weight, said)
        amount = _in_unit(pooled.shares(_fine(total, run.unit))[key], run.unit)
        return run.say(
            amount,
            lambda: message(
                N_("{total} shared out by {weight}: {own} of {all}, {amount}"),
                total=run.shown(total),
                weight=run.label(self.weight),
                own=weight,
                all=pooled.whole,
                amount=run.shown(amount),
            ),
        )

    def uses(self) -> Iterator[Use]:
        yield Use("weight", self.weight)
        yield from Form.uses(self)

    operands: ClassVar[tuple[str, ...]] = ("total",)


class Reached(Exception):
    """A run that weighs has come to the pool it was asked about; carries the row's weight."""

    def __init__(self, weight: Amount) -> None:
        super().__init__()
        self.weight = weight


class Pooled:
    """The rows that share a pool: their weights by key, and what each gets of a total, worked once for each total."""

    def __init__(self, weights: Mapping[int, Number]) -> None:
        self.weights = weights
        self.least = min(weights.values(), default=0)
        self.whole = sum(weights.values())
        self._shares: dict[int, dict[int, int]] = {}

    def shares(self, total: int) -> Mapping[int, int]:
        """A total, in fen or whole units, by row."""
        if total not in self._shares:
            self._shares[total] = apportioned(total, self.weights)
        return self._shares[total]


def _fine(total: Amount, unit: str) -> int:
    return int(Decimal(total) * FEN) if unit == "money" else int(total)


def _in_unit(share: int, unit: str) -> Amount:
    return Decimal(share) / FEN if unit == "money" else share


def apportioned(total: int, weights: Mapping[int, Number]) -> dict[int, int]:
    """A whole number, also one below 0, shared out by the weights of keyed rows (0 or more) so that nothing is lost.

    What dividing leaves goes to the largest remainders, among equals to the smaller key: the order of the rows does
    not matter.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    exact = {key: Decimal(total) * Decimal(weight) / Decimal(whole) for key, weight in weights.items()}
    shares = {key: math.floor(share) for key, share in exact.items()}
    order = sorted(weights, key=lambda key: (shares[key] - exact[key], key))
    for key in order[: total - sum(shares.values())]:
        shares[key] += 1
    return shares
