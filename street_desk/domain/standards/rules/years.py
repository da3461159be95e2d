"""Forms of time: indexes of a year, last year's values, and what changes inside a year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, ClassVar, Literal

from street_desk.domain.standards.bands import Refusal
from street_desk.domain.standards.rules.form import Form, Number, Operand, Use, worked
from street_desk.domain.standards.working import Amount, Missing, Run, in_force
from street_desk.language import N_, message


class IndexTimes(Form, frozen=True, tag="index"):
    """9: an index of this year's figures or of last year's, times a multiple."""

    index: str
    times: Operand = 1
    year: Literal["this", "last"] = "this"

    def work(self, run: Run) -> Amount:
        name = self.index if self.year == "this" else f"last.{self.index}"
        index = run.value(name)
        run.say(
            index,
            lambda: message(N_("{index} {amount}"), index=run.label(name), amount=run.shown(index)),
            "index",
            figure=(None, (name,)),
        )
        unit, run.unit = run.unit, "number"
        times = worked(self.times, run)
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

    def uses(self) -> Iterator[Use]:
        yield Use("index", self.index if self.year == "this" else f"last.{self.index}")
        yield from Form.uses(self)

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        yield from Form.refusals(self, pack)
        if self.index not in {index.id for index in pack.indexes}:
            yield "index", message(N_("there is no index “{name}”"), name=self.index)

    operands: ClassVar[tuple[str, ...]] = ("times",)


class LastYear(Form, frozen=True, tag="last_year"):
    """20: what the row had last year; where the file has none, `otherwise`."""

    input: str
    otherwise: Number | None = None

    def work(self, run: Run) -> Amount:
        try:
            amount = run.value(f"last.{self.input}")
        except Missing:
            if self.otherwise is None:
                raise
            otherwise = self.otherwise
            return run.say(
                otherwise,
                lambda: message(
                    N_("{input} of last year is not in the file: {amount}"),
                    input=run.label(self.input),
                    amount=run.shown(otherwise),
                ),
                figure=(self, ("otherwise",)),
            )
        return run.say(
            amount,
            lambda: message(
                N_("{input} of last year: {amount}"), input=run.label(self.input), amount=run.shown(amount)
            ),
        )

    def uses(self) -> Iterator[Use]:
        yield Use("input", f"last.{self.input}")


class ByMonth(Form, frozen=True, tag="by_month"):
    """15: a month's amount for each month in post; an index that changes inside the year splits the months."""

    of: Operand

    def work(self, run: Run) -> Amount:
        months = run.value("months_in_post")
        total: Amount = 0
        periods = [
            (values, list(group)) for values, group in groupby(months, lambda m: in_force(run.dated, m))
        ]
        if len(periods) == 1 and periods[0][0]:
            # In post only after the change: the month is explained with the changed index.
            changed = run.under(periods[0][0])
            changed.steps = run.steps
            return self._period(run, changed, periods[0][1])
        for values, group in periods:
            # One period explains its month in full; of several each says only what it comes to.
            total += self._period(run, run.under(values) if len(periods) > 1 else run, group)
        if len(periods) == 1:
            return total
        return run.say(total, lambda: message(N_("together {amount}"), amount=run.shown(total)), "total")

    def _period(self, run: Run, then: Run, months: list[int]) -> Amount:
        monthly = worked(self.of, then)
        amount = monthly * len(months)
        words = N_("{rate} × {count} (months {first}–{last}) = {amount}")
        return run.say(
            amount,
            lambda: message(
                words,
                rate=run.shown(monthly),
                count=len(months),
                first=str(months[0]),
                last=str(months[-1]),
                amount=run.shown(amount),
            ),
        )

    def uses(self) -> Iterator[Use]:
        yield Use("", "months_in_post", "months")
        yield from Form.uses(self)

    def by_month(self) -> Iterator[str]:
        yield from Form.reads(self)

    operands: ClassVar[tuple[str, ...]] = ("of",)
