"""What every rule form is: a frozen struct whose fields are the pack's keys and whose operands are rules again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple, TypeAlias, TypeVar

import msgspec

from street_desk.domain.standards.bands import Band, Refusal, below
from street_desk.domain.standards.working import Amount, Place, Run, Step
from street_desk.language import N_, message

T = TypeVar("T")
Number = int | Decimal
FORMS: dict[str, type[Form]] = {}
"""Every form by the name that packs use for it."""

if TYPE_CHECKING:
    Rule: TypeAlias = "Form"
    Operand: TypeAlias = "Form | str | int | Decimal"
else:

    class _Decoded(type):
        """msgspec asks whether what `decoded` made is one of these; it is."""

        def __instancecheck__(cls, instance: object) -> bool:
            return True

    class Rule(metaclass=_Decoded):
        """A rule, of whichever form it names."""

    class Operand(metaclass=_Decoded):
        """A nested rule, the name of an input or item, or a number."""


class Use(NamedTuple):
    """A name that a rule reads: the key it stands under, and what it is read as.

    A figure is worked with; of words the rule knows those in `words`; a band is named by its id.
    """

    key: str
    name: str
    read_as: Literal["figure", "words", "months", "band"] = "figure"
    words: tuple[str, ...] = ()


class Edges(NamedTuple):
    """Numbers of an input at which an amount may jump: `first`, and every `each` after it where that is not 0."""

    input: str
    first: Number
    each: Number = 0

    def near(self, value: Any, within: Number) -> Iterator[Number]:
        """The edges not further than `within` from a value; of a series only those on either side of it."""
        if not self.each or value < self.first:
            found = [self.first]
        else:
            below = self.first + (value - self.first) // self.each * self.each
            found = [below, below + self.each]
        return (edge for edge in found if abs(value - edge) <= within)


def band_edges(band: Band | None) -> Iterator[Edges]:
    """The edges of a band, none where there is no such band."""
    return (Edges(band.input, edge.at) for edge in band.edges) if band is not None else iter(())


class Form(msgspec.Struct, frozen=True, tag_field="form", forbid_unknown_fields=True):
    """A rule form. `operands` are the fields that name inputs, items or rules."""

    operands: ClassVar[tuple[str, ...]] = ()

    def work(self, run: Run) -> Amount:
        """The amount, its Steps left in the run. Raises Missing."""
        raise NotImplementedError

    def refusals(self, pack: Any) -> Iterator[Refusal]:
        """What a pack got wrong in using it: the key path and a plain sentence."""
        for key, operand in self.nested():
            if isinstance(operand, Form):
                yield from below(key, operand.refusals(pack))

    def reads(self) -> Iterator[str]:
        """The names of the inputs and items it needs, those of its operands included; a band as "band:ID"."""
        return (f"band:{use.name}" if use.read_as == "band" else use.name for use in self.uses())

    def uses(self) -> Iterator[Use]:
        """The same names with their keys and what they are read as."""
        for key, operand in self.nested():
            if isinstance(operand, Form):
                yield from (use._replace(key=f"{key}.{use.key}") for use in operand.uses())
            elif isinstance(operand, str):
                yield Use(key, operand)

    def within(self) -> Iterator[Form]:
        """The rule itself and every rule in it."""
        yield self
        for _key, operand in self.nested():
            if isinstance(operand, Form):
                yield from operand.within()

    def by_month(self) -> Iterator[str]:
        """The names that are read month by month somewhere in it, so that a change inside the year counts."""
        for _key, operand in self.nested():
            if isinstance(operand, Form):
                yield from operand.by_month()

    def edges(self, bands: Mapping[str, Band]) -> Iterator[Edges]:
        """Where its amount may jump, those of its operands included."""
        for _key, operand in self.nested():
            if isinstance(operand, Form):
                yield from operand.edges(bands)

    def nested(self) -> Iterator[tuple[str, Any]]:
        """Its operands with their keys."""
        for key in self.operands:
            value = getattr(self, key)
            if isinstance(value, Mapping):
                yield from ((f"{key}.{name}", operand) for name, operand in value.items())
            elif isinstance(value, tuple):
                yield from ((f"{key}[{place}]", operand) for place, operand in enumerate(value))
            elif value is not None:
                yield key, value


def worked(operand: Any, run: Run) -> Amount:
    """The amount of an operand: a number, the input or item of a name, or a nested rule. Raises Missing."""
    if isinstance(operand, str):
        return run.value(operand)
    return operand.work(run) if isinstance(operand, Form) else operand


def standing(operand: Any, run: Run, place: Place) -> Place | None:
    """The figure that an operand's amount, just worked, is as it stands; a number stands at `place`."""
    if isinstance(operand, Form):
        return run.last_figure()
    if isinstance(operand, str):
        return (None, (operand,)) if any(index.id == operand for index in run.standard.indexes) else None
    return place


def handed_on(operand: Any, run: Run, place: Place) -> Amount:
    """The amount of an operand that a form gives as its own: a name and a number are said, as rules say themselves.

    `place` is where the operand stands.
    """
    amount = worked(operand, run)
    if isinstance(operand, Form):
        return amount
    figure = standing(operand, run, place) if run.steps is not None else None
    if isinstance(operand, str):
        return run.say(
            amount,
            lambda: message(N_("{name} {amount}"), name=run.label(operand), amount=run.shown(amount)),
            figure=figure,
        )
    words = N_("Fixed at {amount}")
    return run.say(amount, lambda: message(words, amount=run.shown(amount)), figure=figure)


def aside(operand: Any, run: Run) -> tuple[Amount, list[Step]]:
    """The amount of an operand and its Steps, which the run does not hold yet. Raises Missing."""
    apart = run.under({})
    apart.steps = None if run.steps is None else []
    return worked(operand, apart), apart.steps or []


def typed(raw: Any, kind: type[T]) -> T:
    """What TOML gave, as a type of the pack's; a number is not written as a text. Raises msgspec.ValidationError."""
    return msgspec.convert(raw, kind, builtin_types=(Decimal,), dec_hook=decoded)


def decoded(kind: type, raw: Any) -> Any:
    """Turns what TOML gave for a Rule or an Operand into what it is (a hook for msgspec)."""
    if kind not in (Rule, Operand):
        raise NotImplementedError
    if not isinstance(raw, Mapping):
        if kind is Rule or isinstance(raw, bool) or not isinstance(raw, (str, int, Decimal)):
            raise ValueError("a rule is needed" if kind is Rule else "a rule, a name or a number is needed")
        return raw
    if "form" not in raw:
        raise ValueError("Object missing required field `form`")
    form = FORMS.get(str(raw["form"]))
    if form is None:
        raise ValueError(f"there is no rule form {raw.get('form')!r}")
    try:
        return typed(raw, form)
    except msgspec.ValidationError as error:
        raise ValueError(str(error)) from None


def band_refusals(band_id: str, values: tuple[Any, ...], key: str, pack: Any) -> Iterator[Refusal]:
    """What is wrong with values laid along a band."""
    band = next((b for b in pack.bands if b.id == band_id), None)
    if band is None:
        yield "band", message(N_("there is no band “{name}”"), name=band_id)
    elif len(values) != len(band.edges) + 1:
        said = N_("{wanted} values are needed, one a band, not {found}")
        yield key, message(said, wanted=len(band.edges) + 1, found=len(values))
