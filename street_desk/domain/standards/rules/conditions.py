"""Forms that decide: who is entitled, and a range the clerk chooses in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

import msgspec

from street_desk.domain.standards.bands import Band, Refusal
from street_desk.domain.standards.rules.form import Edges, Form, Number, Operand, Use, handed_on
from street_desk.domain.standards.working import Amount, Missing, Run
from street_desk.language import N_, message


class AllowedRange(Form, frozen=True, tag="range"):
    """13: a range the clerk chooses in; a choice outside is a finding.

    Without a `choice` the range itself is the result (5 to 9 seats); with one, the amount entered in that input.
    """

    min: Number
    max: Number
    choice: str = ""

    def work(self, run: Run) -> Amount:
        run.say((self.min, self.max), lambda: message(N_("from {min} to {max}"), min=self.min, max=self.max))
        if not self.choice:
            return self.min, self.max
        chosen = run.value(self.choice)
        words = N_("{input} {amount}") if self.holds(chosen) else N_("{input} {amount}, outside the range")
        return run.say(
            chosen, lambda: message(words, input=run.label(self.choice), amount=run.shown(chosen)), "choice"
        )

    def holds(self, value: Amount) -> bool:
        """Whether a value lies in the range, both ends included."""
        return bool(self.min <= value <= self.max)

    def uses(self) -> Iterator[Use]:
        if self.choice:
            yield Use("choice", self.choice)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        if self.min > self.max:
            yield "min", message(N_("it must not be above max"))


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input that is one of the values listed, or a number from `least` to `most`."""

    input: str
    values: tuple[str, ...] = msgspec.field(name="in", default=())
    least: Number | None = None
    most: Number | None = None

    def holds(self, found: Any) -> bool:
        if self.values:
            return str(found) in self.values
        return (self.least is None or found >= self.least) and (self.most is None or found <= self.most)


class When(Form, frozen=True, tag="when"):
    """16: one rule where any of the conditions holds, else another, or nothing.

    An empty input holds nothing; that it is missing is said only where no other condition holds.
    """

    any: tuple[Condition, ...]
    then: Operand
    otherwise: Operand | None = None

    def work(self, run: Run) -> Amount:
        found: Any = ""
        empty: Missing | None = None
        for condition in self.any:
            try:
                found = run.value(condition.input)
            except Missing as missing:
                empty = empty or missing
                continue
            if condition.holds(found):
                return handed_on(self.then, run, (self, ("then",)))
        if empty is not None:
            raise empty
        if self.otherwise is not None:
            return handed_on(self.otherwise, run, (self, ("otherwise",)))
        last = self.any[-1].input
        return run.say(
            0,
            lambda: message(
                N_("{input} {choice}: not entitled"),
                input=run.label(last),
                choice=run.label(f"{last}={found}"),
            ),
        )

    def uses(self) -> Iterator[Use]:
        for place, condition in enumerate(self.any):
            read_as: Literal["figure", "words"] = "words" if condition.values else "figure"
            yield Use(f"any[{place}].input", condition.input, read_as, condition.values)
        yield from Form.uses(self)

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        yield from Form.edges(self, bands)
        for condition in self.any:
            for number in (condition.least, condition.most):
                if number is not None and not condition.values:
                    yield Edges(condition.input, number)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from Form.refusals(self, pack)
        if not self.any:
            yield "any", message(N_("at least one condition is needed"))
        for place, condition in enumerate(self.any):
            bounded = condition.least is not None or condition.most is not None
            if not condition.values and not bounded:
                yield f"any[{place}]", message(N_("in, least or most is needed"))
            if condition.values and bounded:
                yield f"any[{place}]", message(N_("either in, or least and most: not both"))

    operands: ClassVar[tuple[str, ...]] = ("then", "otherwise")
