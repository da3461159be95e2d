"""Forms that look an amount up: in bands, steps, choices, classes and grades."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, ClassVar, Literal

from street_desk.domain.standards.bands import Band, Refusal, placed
from street_desk.domain.standards.rules.amounts import whole_units
from street_desk.domain.standards.rules.form import (
    Edges,
    Form,
    Number,
    Operand,
    Use,
    band_edges,
    band_refusals,
    standing,
    worked,
)
from street_desk.domain.standards.working import Amount, Missing, Run
from street_desk.language import N_, message


def said_base(form: BasePlusBand | Stepped, run: Run) -> None:
    """Says the base of a form that adds to one."""
    words = N_("base {amount}")
    run.say(form.base, lambda: message(words, amount=run.shown(form.base)), "base", figure=(form, ("base",)))


class BandLookup(Form, frozen=True, tag="band"):
    """2: the value of the band that the input falls in."""

    band: str
    values: tuple[Number, ...]

    def work(self, run: Run) -> Amount:
        place, where = placed(run, self.band)
        amount = self.values[place]
        return run.say(
            amount,
            lambda: message(N_("{where}: {amount}"), where=where(), amount=run.shown(amount)),
            figure=(self, ("values", place)),
        )

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        yield from band_edges(bands.get(self.band))

    def uses(self) -> Iterator[Use]:
        yield Use("band", self.band, "band")

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from band_refusals(self.band, self.values, "values", pack)


class BasePlusBand(Form, frozen=True, tag="base_plus_band"):
    """3: a base, and what the band adds to it."""

    base: Number
    band: str
    add: tuple[Number, ...]

    def work(self, run: Run) -> Amount:
        said_base(self, run)
        place, where = placed(run, self.band)
        add = self.add[place]
        run.say(
            add,
            lambda: message(N_("{where}: add {amount}"), where=where(), amount=run.shown(add)),
            "add",
            figure=(self, ("add", place)),
        )
        total = self.base + add
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        yield from band_edges(bands.get(self.band))

    def uses(self) -> Iterator[Use]:
        yield Use("band", self.band, "band")

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from band_refusals(self.band, self.add, "add", pack)


class Stepped(Form, frozen=True, tag="stepped"):
    """4: a base up to a threshold, and one step more per `each` above it, for each full or each started one."""

    input: str
    base: Number
    threshold: Number
    each: Number
    add: Number
    count: Literal["full", "started"]

    def work(self, run: Run) -> Amount:
        value = run.value(self.input)
        said_base(self, run)
        above = value - self.threshold
        if above <= 0:
            return run.say(
                self.base,
                lambda: message(
                    N_("{input} {value} is not above {threshold}: {amount}"),
                    input=run.label(self.input),
                    value=value,
                    threshold=self.threshold,
                    amount=run.shown(self.base),
                ),
                "total",
                figure=(self, ("base",)),
            )
        steps = whole_units(above, self.each, self.count)
        add = steps * self.add
        words = {
            "full": N_(
                "{input} {value}, {above} above {threshold}: {steps} full steps of {each} add {amount}"
            ),
            "started": N_(
                "{input} {value}, {above} above {threshold}: {steps} started steps of {each} add {amount}"
            ),
        }
        run.say(
            add,
            lambda: message(
                words[self.count],
                input=run.label(self.input),
                value=value,
                above=above,
                threshold=self.threshold,
                steps=steps,
                each=self.each,
                amount=run.shown(add),
            ),
            "add",
        )
        total = self.base + add
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        yield Edges(self.input, self.threshold, self.each)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        if self.each <= 0:
            yield "each", message(N_("it must be above 0"))

    operands: ClassVar[tuple[str, ...]] = ("input",)


class Quota(Form, frozen=True, tag="quota"):
    """6: one per N of the input, rounded up, down or at half, not under `least`."""

    input: str
    per: Number
    rounding: Literal["up", "down", "half"]
    least: int = 0

    def work(self, run: Run) -> Amount:
        value = run.value(self.input)
        count = {"up": "started", "down": "full", "half": "half"}[self.rounding]
        amount = max(self.least, whole_units(value, self.per, count))
        words = {
            "up": N_("{input} {value}, one per {per}, rounded up: {amount}"),
            "down": N_("{input} {value}, one per {per}, rounded down: {amount}"),
            "half": N_("{input} {value}, one per {per}, rounded at half: {amount}"),
        }
        return run.say(
            amount,
            lambda: message(
                words[self.rounding], input=run.label(self.input), value=value, per=self.per, amount=amount
            ),
        )

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        half = Decimal(self.per) / 2
        yield Edges(self.input, half if self.rounding == "half" else self.per, self.per)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        if self.per <= 0:
            yield "per", message(N_("it must be above 0"))

    operands: ClassVar[tuple[str, ...]] = ("input",)


class ChoiceLookup(Form, frozen=True, tag="choice"):
    """7: the value of the choice entered; a choice without a value is worth `otherwise`."""

    input: str
    values: Mapping[str, Number]
    otherwise: Number | None = None

    def work(self, run: Run) -> Amount:
        chosen = run.value(self.input)
        amount = self.values.get(str(chosen), self.otherwise)
        if amount is None:
            raise _no_amount(run, self.input, chosen)
        return run.say(
            amount,
            lambda: message(
                N_("{input} {choice}: {amount}"),
                input=run.label(self.input),
                choice=run.label(f"{self.input}={chosen}"),
                amount=run.shown(amount),
            ),
            "choice",
            figure=(self, ("values", str(chosen)) if str(chosen) in self.values else ("otherwise",)),
        )

    def uses(self) -> Iterator[Use]:
        yield Use("input", self.input, "words", tuple(self.values))


class TwoKeyLookup(Form, frozen=True, tag="two_keys"):
    """8: the value in the row of one choice and the column of another."""

    inputs: tuple[str, str]
    values: Mapping[str, Mapping[str, Number]]

    def work(self, run: Run) -> Amount:
        first, second = (run.value(name) for name in self.inputs)
        amount = self.values.get(str(first), {}).get(str(second))
        if amount is None:
            known = str(first) in self.values
            raise _no_amount(run, self.inputs[known], second if known else first)
        return run.say(
            amount,
            lambda: message(
                N_("{first} {one}, {second} {two}: {amount}"),
                first=run.label(self.inputs[0]),
                one=run.label(f"{self.inputs[0]}={first}"),
                second=run.label(self.inputs[1]),
                two=run.label(f"{self.inputs[1]}={second}"),
                amount=run.shown(amount),
            ),
            "choice",
            figure=(self, ("values", str(first), str(second))),
        )

    def uses(self) -> Iterator[Use]:
        first, second = self.inputs
        yield Use("inputs[0]", first, "words", tuple(self.values))
        yield Use("inputs[1]", second, "words", tuple(w for row in self.values.values() for w in row))


class ByClass(Form, frozen=True, tag="by_class"):
    """17: a rule of its own for each class of community, or for each value of another input."""

    rules: Mapping[str, Operand]
    input: str = "class"
    otherwise: Operand | None = None

    def work(self, run: Run) -> Amount:
        chosen = run.value(self.input)
        rule = self.rules.get(str(chosen), self.otherwise)
        if rule is None:
            raise _no_amount(run, self.input, chosen)
        amount = worked(rule, run)
        place = self, ("rules", str(chosen)) if str(chosen) in self.rules else ("otherwise",)
        figure = standing(rule, run, place) if run.steps is not None else None
        return run.say(
            amount,
            lambda: message(
                N_("{input} {choice}: {amount}"),
                input=run.label(self.input),
                choice=run.label(f"{self.input}={chosen}"),
                amount=run.shown(amount),
            ),
            figure=figure,
        )

    def uses(self) -> Iterator[Use]:
        yield Use("input", self.input, "words", tuple(self.rules))
        yield from Form.uses(self)

    operands: ClassVar[tuple[str, ...]] = ("rules", "otherwise")


class Progression(Form, frozen=True, tag="progression"):
    """18: a table climbed by years served: one step per `per` years, years not passed left out, degrees credited.

    The climb begins at step `start` (1 is the first of the table) and ends at `top`, by default the table's end. A
    step is worth a number, or an index that the office enters.
    """

    table: tuple[Operand, ...]
    years: str
    per: int
    less: tuple[str, ...] = ()
    credit: Operand = 0
    start: Operand = 1
    top: Operand | None = None

    def work(self, run: Run) -> Amount:
        years = run.value(self.years) + worked(self.credit, _quiet(run))
        years -= sum(run.value(name) for name in self.less)
        start = self._bound(run, self.start)
        top = len(self.table) if self.top is None else self._bound(run, self.top)
        step = int(min(start + max(0, years) // self.per, top))
        amount = worked(self.table[step - 1], run)
        place = self, ("table", step - 1)
        figure = standing(self.table[step - 1], run, place) if run.steps is not None else None
        return run.say(
            amount,
            lambda: message(
                N_("{years} years count, from step {start} one step per {per} years: step {step}, {amount}"),
                years=years,
                start=start,
                per=self.per,
                step=step,
                amount=run.shown(amount),
            ),
            "step",
            figure=figure,
        )

    def _bound(self, run: Run, operand: Operand) -> Amount:
        """A step of the table, counted from 1. Raises Missing where the table has none such."""
        step = worked(operand, _quiet(run))
        if 1 <= step <= len(self.table):
            return step
        name = operand if isinstance(operand, str) else self.years
        raise Missing(name, message(N_("step {step} is not in the table"), step=step))

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        yield from Form.edges(self, bands)
        if isinstance(self.credit, int) and not self.less:
            # With years taken off or credited by another rule, the steps of each row lie elsewhere.
            yield Edges(self.years, self.per - self.credit % self.per, self.per)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from Form.refusals(self, pack)
        if not self.table:
            yield "table", message(N_("at least one step is needed"))
        if self.per <= 0:
            yield "per", message(N_("it must be above 0"))
        for key, bound in (("start", self.start), ("top", self.top)):
            for number in _numbers(bound):
                if not 1 <= number <= len(self.table):
                    yield key, message(N_("step {step} is not in the table"), step=number)

    operands: ClassVar[tuple[str, ...]] = ("table", "years", "less", "credit", "start", "top")


def _numbers(operand: Any) -> Iterator[Number]:
    if isinstance(operand, (int, Decimal)):
        yield operand
    elif isinstance(operand, ChoiceLookup):
        yield from operand.values.values()


def _quiet(run: Run) -> Run:
    """The same run for a part whose steps would only distract."""
    return run.under({})


def _no_amount(run: Run, name: str, chosen: Any) -> Missing:
    choice = run.label(f"{name}={chosen}")
    return Missing(name, message(N_("the standard has no amount for {choice}"), choice=choice))
