"""Forms of plain amounts: constants, units, shares, sums, limits, parts, rounding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any, ClassVar, Literal

from street_desk.domain.standards.bands import Band, Refusal
from street_desk.domain.standards.rules.form import (
    Edges,
    Form,
    Number,
    Operand,
    Use,
    aside,
    handed_on,
    standing,
    worked,
)
from street_desk.domain.standards.working import Amount, Run, Step
from street_desk.language import N_, Words, message, number

_WHOLE = {"full": ROUND_FLOOR, "started": ROUND_CEILING, "half": ROUND_HALF_UP}


def whole_units(value: Amount, each: Number, count: str) -> Amount:
    """How many units of `each` are in a value: "full" ones, "started" ones, rounded at "half", or "pro_rata"."""
    if each == 1 and (count == "pro_rata" or isinstance(value, int)):
        return value
    exact = Decimal(value) / Decimal(each)
    return exact if count == "pro_rata" else int(exact.to_integral_value(_WHOLE[count]))


class Constant(Form, frozen=True, tag="constant"):
    """1: always the same."""

    value: Number

    def work(self, run: Run) -> Amount:
        words = N_("Fixed at {amount}")
        figure = (self, ("value",))
        return run.say(self.value, lambda: message(words, amount=run.shown(self.value)), figure=figure)


class PerUnit(Form, frozen=True, tag="per_unit"):
    """5: so many units, or units of `each`, at a rate; a broken unit counts in full, not at all, or pro rata."""

    of: Operand
    units: Operand
    each: Number = 1
    count: Literal["pro_rata", "full", "started", "half"] = "pro_rata"
    unit: Words = Words("")

    def work(self, run: Run) -> Amount:
        rate = worked(self.of, run)
        value = worked(self.units, run)
        units = whole_units(value, self.each, self.count)
        pro_rata = self.each != 1 and self.count == "pro_rata"
        # A twelfth has no end: it is multiplied before it is divided, and said as a fraction.
        endless = pro_rata and units != round(units, 4)
        amount = Decimal(rate * value) / Decimal(self.each) if pro_rata else rate * units
        return run.say(
            amount,
            lambda: message(
                N_("{rate} × {units} ({name}) = {amount}"),
                rate=run.shown(rate),
                units=f"{number(value)}/{number(self.each)}" if endless else units,
                name=self._name(run, value, units),
                amount=run.shown(amount),
            ),
        )

    def _name(self, run: Run, value: Amount, units: Amount) -> object:
        name = run.label(self.units) if isinstance(self.units, str) else self.unit
        if self.each == 1 and units == value:
            return name
        return message(N_("{value} {name}, each {each}"), value=value, name=name, each=self.each)

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        yield from Form.edges(self, bands)
        if isinstance(self.units, str) and self.each != 1 and self.count != "pro_rata":
            half = Decimal(self.each) / 2
            yield Edges(self.units, half if self.count == "half" else self.each, self.each)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from Form.refusals(self, pack)
        if self.each <= 0:
            yield "each", message(N_("it must be above 0"))

    operands: ClassVar[tuple[str, ...]] = ("of", "units")


class Share(Form, frozen=True, tag="share"):
    """10: a share of another item, or of what the same row would get in another role (`role`: input = value)."""

    of: Operand
    share: Number
    role: Mapping[str, str] = {}

    def work(self, run: Run) -> Amount:
        whole = worked(self.of, run.under(self.role)) if self.role else worked(self.of, run)
        amount = whole * self.share
        return run.say(
            amount,
            lambda: message(
                N_("{name} {whole} × {share} = {amount}"),
                name=self._name(run),
                whole=run.shown(whole),
                share=self.share,
                amount=run.shown(amount),
            ),
        )

    def uses(self) -> Iterator[Use]:
        yield from Form.uses(self)
        yield from (Use(f"role.{name}", name, "words", (value,)) for name, value in self.role.items())

    def _name(self, run: Run) -> object:
        if self.role:
            roles = tuple(run.label(f"{name}={value}") for name, value in self.role.items())
            return message(N_("what {roles} gets,"), roles=roles)
        return run.label(self.of) if isinstance(self.of, str) else ""

    operands: ClassVar[tuple[str, ...]] = ("of",)


class Sum(Form, frozen=True, tag="sum"):
    """11: the sum of its parts, less what is to be counted off."""

    of: tuple[Operand, ...]
    less: tuple[Operand, ...] = ()

    def work(self, run: Run) -> Amount:
        total: Amount = 0
        for operand in self.of:
            total += self._part(run, operand, 1, N_("{name} {amount}"))
        for operand in self.less:
            total -= self._part(run, operand, -1, N_("less {name} {amount}"))
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def _part(self, run: Run, operand: Any, sign: int, words: str) -> Amount:
        amount = worked(operand, run)
        if isinstance(operand, str) and (amount or sign > 0):
            name = operand
            run.say(
                sign * amount,
                lambda: message(words, name=run.label(name), amount=run.shown(amount)),
                name,
                name,
            )
        return amount

    operands: ClassVar[tuple[str, ...]] = ("of", "less")


class Limit(Form, frozen=True, tag="limit"):
    """12: at least `floor`, at most `cap`; either may be a number, an index or another rule, said where it bites."""

    of: Operand
    floor: Operand | None = None
    cap: Operand | None = None

    def work(self, run: Run) -> Amount:
        amount = handed_on(self.of, run, (self, ("of",)))
        if self.floor is not None:
            floor, why = aside(self.floor, run)
            if amount < floor:
                return self._bites(run, "floor", floor, why, N_("at least {amount}"))
        if self.cap is not None:
            cap, why = aside(self.cap, run)
            if amount > cap:
                return self._bites(run, "cap", cap, why, N_("at most {amount}"))
        return amount

    def _bites(self, run: Run, key: str, limit: Amount, why: list[Step], words: str) -> Amount:
        figure = why[-1].figure if why else standing(getattr(self, key), run, (self, (key,)))
        return run.say(limit, lambda: message(words, amount=run.shown(limit)), after=why, figure=figure)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from Form.refusals(self, pack)
        if self.floor is None and self.cap is None:
            yield "", message(N_("floor or cap is needed"))
        numbers = [limit for limit in (self.floor, self.cap) if isinstance(limit, (int, Decimal))]
        if len(numbers) == 2 and numbers[0] > numbers[1]:
            yield "", message(N_("floor must not be above cap"))

    operands: ClassVar[tuple[str, ...]] = ("of", "floor", "cap")


class Parts(Form, frozen=True, tag="parts"):
    """21: a basic part that is always paid and a performance part that follows a score of 0 to 100.

    Without a `score` the performance part is paid in full.
    """

    of: Operand
    basic: Number
    score: str = ""

    def work(self, run: Run) -> Amount:
        whole = worked(self.of, run)
        basic = whole * self.basic
        performance = whole - basic
        run.say(
            basic,
            lambda: message(N_("basic part {share}: {amount}"), share=self.basic, amount=run.shown(basic)),
            "basic",
        )
        if self.score:
            score = run.value(self.score)
            performance = performance * Decimal(score) / 100
            run.say(
                performance,
                lambda: message(
                    N_("performance part at {score} of 100: {amount}"),
                    score=score,
                    amount=run.shown(performance),
                ),
                "performance",
            )
        else:
            run.say(
                performance,
                lambda: message(N_("performance part {amount}"), amount=run.shown(performance)),
                "performance",
            )
        total = basic + performance
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def uses(self) -> Iterator[Use]:
        yield from Form.uses(self)
        if self.score:
            yield Use("score", self.score)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from Form.refusals(self, pack)
        if not 0 <= self.basic <= 1:
            yield "basic", message(N_("it must be from 0 to 1"))

    operands: ClassVar[tuple[str, ...]] = ("of",)


class SubCap(Form, frozen=True, tag="sub_cap"):
    """22: a total in which some parts count only up to a cap of their own, and all of it up to `cap`."""

    of: tuple[str, ...]
    caps: Mapping[str, Number]
    cap: Number | None = None

    def work(self, run: Run) -> Amount:
        total: Amount = 0
        for name in self.of:
            total += self._part(run, name)
        if self.cap is not None and total > self.cap:
            cap = self.cap
            words = N_("at most {amount}")
            figure = (self, ("cap",))
            return run.say(cap, lambda: message(words, amount=run.shown(cap)), "total", figure=figure)
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def _part(self, run: Run, name: str) -> Amount:
        amount = run.value(name)
        cap = self.caps.get(name)
        if cap is not None and amount > cap:
            return run.say(
                cap,
                lambda: message(
                    N_("{name} {amount}, of which {cap} counts"),
                    name=run.label(name),
                    amount=run.shown(amount),
                    cap=run.shown(cap),
                ),
                name,
                figure=(self, ("caps", name)),
            )
        return run.say(
            amount,
            lambda: message(N_("{name} {amount}"), name=run.label(name), amount=run.shown(amount)),
            name,
        )

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        for name in self.caps:
            if name not in self.of:
                yield f"caps.{name}", message(N_("it is not one of the parts"))

    operands: ClassVar[tuple[str, ...]] = ("of",)


_ROUNDED_TO = {"fen": Decimal("0.01"), "yuan": Decimal(1), "hundred": Decimal(100), "wan": Decimal(10_000)}
_MODES = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


class Round(Form, frozen=True, tag="round"):
    """23: rounded to the fen, yuan, hundred or 万; says so only where it changes something."""

    of: Operand
    to: Literal["fen", "yuan", "hundred", "wan"]
    mode: Literal["half_up", "half_even"] = "half_up"

    def work(self, run: Run) -> Amount:
        exact = handed_on(self.of, run, (self, ("of",)))
        unit = _ROUNDED_TO[self.to]
        amount = (Decimal(exact) / unit).quantize(Decimal(1), rounding=_MODES[self.mode]) * unit
        if amount == exact:
            return exact
        return run.say(amount, lambda: message(N_("rounded to {amount}"), amount=run.shown(amount)))

    operands: ClassVar[tuple[str, ...]] = ("of",)
