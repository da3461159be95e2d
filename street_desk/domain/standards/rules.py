"""The rule forms: what a standards pack may write, each with its sum and its own words.

A rule's operands are rules or names of inputs and items, so forms compose. To add a form, add one class here: its
fields are the pack's keys, `work` gives the amount and leaves its Steps, `refusals` says when a pack misuses it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Literal, Union

import msgspec

from street_desk.domain.standards.bands import placed
from street_desk.domain.standards.working import Amount, Missing, Run
from street_desk.language import N_, message


class Form(msgspec.Struct, frozen=True, tag_field="form", forbid_unknown_fields=True):
    """What every rule form can do."""

    def work(self, run: Run) -> Amount:
        """The amount, with its Steps left in the run. Raises Missing."""
        raise NotImplementedError

    def reads(self) -> Iterator[str]:
        """The names it needs, its operands' included."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            for operand in value if isinstance(value, tuple) else (value,):
                if isinstance(operand, Form):
                    yield from operand.reads()
                elif isinstance(operand, str) and name in self.operands:
                    yield operand

    def refusals(self, pack: Any) -> Iterator[str]:
        """What a pack got wrong in using it, as plain sentences with the key."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            for operand in value if isinstance(value, tuple) else (value,):
                if isinstance(operand, Form):
                    for said in operand.refusals(pack):
                        yield f"{name}.{said}"

    operands: ClassVar[tuple[str, ...]] = ()


def worked(operand: Operand, run: Run) -> Amount:
    """The amount of an operand: a nested rule, or the input or item of that name."""
    return run.value(operand) if isinstance(operand, str) else operand.work(run)


class Constant(Form, frozen=True, tag="constant"):
    """1: always the same."""

    value: Decimal

    def work(self, run: Run) -> Amount:
        return run.say(self.value, lambda: message(N_("Fixed at {amount}"), amount=run.shown(self.value)))


class BandLookup(Form, frozen=True, tag="band"):
    """2: the value of the band that the input falls in."""

    band: str
    values: tuple[Decimal, ...]

    def work(self, run: Run) -> Amount:
        place, where = placed(run, self.band)
        amount = self.values[place]
        return run.say(
            amount, lambda: message(N_("{where}: {amount}"), where=where(), amount=run.shown(amount))
        )

    def reads(self) -> Iterator[str]:
        yield f"band:{self.band}"

    def refusals(self, pack: Any) -> Iterator[str]:
        yield from band_refusals(self.band, self.values, "values", pack)


class BasePlusBand(Form, frozen=True, tag="base_plus_band"):
    """3: a base, and what the band adds to it."""

    base: Decimal
    band: str
    add: tuple[Decimal, ...]

    def work(self, run: Run) -> Amount:
        run.say(self.base, lambda: message(N_("base {amount}"), amount=run.shown(self.base)), "base")
        place, where = placed(run, self.band)
        add = self.add[place]
        run.say(
            add, lambda: message(N_("{where}: add {amount}"), where=where(), amount=run.shown(add)), "add"
        )
        total = self.base + add
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def reads(self) -> Iterator[str]:
        yield f"band:{self.band}"

    def refusals(self, pack: Any) -> Iterator[str]:
        yield from band_refusals(self.band, self.add, "add", pack)


class PerUnit(Form, frozen=True, tag="per_unit"):
    """5: so many units at a rate."""

    of: Operand
    units: Operand
    unit: str = ""

    def work(self, run: Run) -> Amount:
        rate = worked(self.of, run)
        units = worked(self.units, run)
        amount = rate * units
        return run.say(
            amount,
            lambda: message(
                N_("{rate} × {units} ({name}) = {amount}"),
                rate=run.shown(rate),
                units=units,
                name=run.label(self.units) if isinstance(self.units, str) else self.unit,
                amount=run.shown(amount),
            ),
        )

    operands: ClassVar[tuple[str, ...]] = ("of", "units")


class ChoiceLookup(Form, frozen=True, tag="choice"):
    """7: the value of the choice entered; a choice without a value is worth `otherwise`."""

    input: str
    values: Mapping[str, Decimal]
    otherwise: Decimal | None = None

    def work(self, run: Run) -> Amount:
        chosen = run.value(self.input)
        amount = self.values.get(str(chosen), self.otherwise)
        if amount is None:
            choice = run.label(f"{self.input}={chosen}")
            raise Missing(self.input, message(N_("the standard has no amount for {choice}"), choice=choice))
        return run.say(
            amount,
            lambda: message(
                N_("{input} {choice}: {amount}"),
                input=run.label(self.input),
                choice=run.label(f"{self.input}={chosen}"),
                amount=run.shown(amount),
            ),
            "choice",
        )

    operands: ClassVar[tuple[str, ...]] = ("input",)


class IndexTimes(Form, frozen=True, tag="index"):
    """9: an index of a year, such as the minimum wage, times a multiple."""

    index: str
    times: Multiple

    def work(self, run: Run) -> Amount:
        index = run.value(self.index)
        run.say(
            index,
            lambda: message(N_("{index} {amount}"), index=run.label(self.index), amount=run.shown(index)),
            "index",
        )
        unit, run.unit = run.unit, "number"
        times = self.times if isinstance(self.times, Decimal) else worked(self.times, run)
        run.unit = unit
        amount = index * times
        return run.say(
            amount,
            lambda: message(
                N_("{index} × {times} = {amount}"),
                index=run.shown(index),
                times=times,
                amount=run.shown(amount),
            ),
        )

    operands: ClassVar[tuple[str, ...]] = ("index", "times")


class Sum(Form, frozen=True, tag="sum"):
    """11: the sum of its parts, less what is to be counted off."""

    of: tuple[Operand, ...]
    less: tuple[Operand, ...] = ()

    def work(self, run: Run) -> Amount:
        total = Decimal(0)
        for operand in self.of:
            total += self._part(run, operand, 1, N_("{name} {amount}"))
        for operand in self.less:
            total -= self._part(run, operand, -1, N_("less {name} {amount}"))
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def _part(self, run: Run, operand: Operand, sign: int, words: str) -> Amount:
        amount = worked(operand, run)
        if isinstance(operand, str) and (amount or sign > 0):
            name = operand
            run.say(
                sign * amount,
                lambda: message(words, name=run.label(name), amount=run.shown(amount)),
                name,
            )
        return amount

    operands: ClassVar[tuple[str, ...]] = ("of", "less")


class Limit(Form, frozen=True, tag="limit"):
    """12: at least `floor`, at most `cap`."""

    of: Operand
    floor: Decimal | None = None
    cap: Decimal | None = None

    def work(self, run: Run) -> Amount:
        amount = worked(self.of, run)
        if self.floor is not None and amount < self.floor:
            return run.say(self.floor, lambda: message(N_("at least {amount}"), amount=run.shown(self.floor)))
        if self.cap is not None and amount > self.cap:
            return run.say(self.cap, lambda: message(N_("at most {amount}"), amount=run.shown(self.cap)))
        return amount

    def refusals(self, pack: Any) -> Iterator[str]:
        yield from Form.refusals(self, pack)
        if self.floor is None and self.cap is None:
            yield "floor or cap is needed"
        elif self.floor is not None and self.cap is not None and self.floor > self.cap:
            yield "floor must not be above cap"

    operands: ClassVar[tuple[str, ...]] = ("of",)


class AllowedRange(Form, frozen=True, tag="range"):
    """13: a range the clerk chooses in; a choice outside is a finding, not a sum."""

    min: int
    max: int

    def work(self, run: Run) -> Amount:
        return run.say(
            (self.min, self.max), lambda: message(N_("from {min} to {max}"), min=self.min, max=self.max)
        )

    def refusals(self, pack: Any) -> Iterator[str]:
        if self.min > self.max:
            yield "min must not be above max"


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An input that is one of the values listed."""

    input: str
    values: tuple[str, ...] = msgspec.field(name="in")


class When(Form, frozen=True, tag="when"):
    """16: one rule where any of the conditions holds, else another, or nothing."""

    any: tuple[Condition, ...]
    then: Operand
    otherwise: Operand | None = None

    def work(self, run: Run) -> Amount:
        found = ""
        for condition in self.any:
            found = str(run.value(condition.input))
            if found in condition.values:
                return worked(self.then, run)
        if self.otherwise is not None:
            return worked(self.otherwise, run)
        last = self.any[-1].input
        return run.say(
            Decimal(0),
            lambda: message(
                N_("{input} {choice}: not entitled"),
                input=run.label(last),
                choice=run.label(f"{last}={found}"),
            ),
        )

    def reads(self) -> Iterator[str]:
        yield from (condition.input for condition in self.any)
        yield from Form.reads(self)

    def refusals(self, pack: Any) -> Iterator[str]:
        yield from Form.refusals(self, pack)
        if not self.any:
            yield "any: at least one condition is needed"

    operands: ClassVar[tuple[str, ...]] = ("then", "otherwise")


_ROUNDED_TO = {"fen": Decimal("0.01"), "yuan": Decimal(1), "hundred": Decimal(100), "wan": Decimal(10_000)}
_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


class Round(Form, frozen=True, tag="round"):
    """23: rounded to the fen, yuan, hundred or 万; says so only where it changes something."""

    of: Operand
    to: Literal["fen", "yuan", "hundred", "wan"]
    mode: Literal["half_up", "half_even"] = "half_up"

    def work(self, run: Run) -> Amount:
        exact = Decimal(worked(self.of, run))
        unit = _ROUNDED_TO[self.to]
        amount = (exact / unit).quantize(Decimal(1), rounding=_MODES[self.mode]) * unit
        if amount == exact:
            return exact
        return run.say(amount, lambda: message(N_("rounded to {amount}"), amount=run.shown(amount)))

    operands: ClassVar[tuple[str, ...]] = ("of",)


def band_refusals(band_id: str, values: tuple[Decimal, ...], key: str, pack: Any) -> Iterator[str]:
    """What is wrong with values laid along a band."""
    band = next((b for b in pack.bands if b.id == band_id), None)
    if band is None:
        yield f"band: there is no band {band_id!r}"
    elif len(values) != len(band.edges) + 1:
        yield f"{key}: {len(band.edges) + 1} values are needed, one a band, not {len(values)}"


Rule = Union[  # noqa: UP007  (a union that its own members name must be built at run time)
    Constant,
    BandLookup,
    BasePlusBand,
    PerUnit,
    ChoiceLookup,
    IndexTimes,
    Sum,
    Limit,
    AllowedRange,
    When,
    Round,
]
Operand = Union[Rule, str]  # noqa: UP007
Multiple = Union[Rule, Decimal]  # noqa: UP007
