"""Parameters: the figures of a Standard and of the year that a form's amounts rest on, and which amounts they are.

They are the figures that the standards editor lists, in its words. A Step says which of them its amount is as it
stands, so that a workbook's cell can point at it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from street_desk.domain.forms.form import Source
from street_desk.domain.numbers import WAN
from street_desk.domain.pages import UNITS, Given, Number, Parameter, Unit, Value, printed
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.editing import Figure, Path, figures
from street_desk.domain.standards.facts import dated_values
from street_desk.domain.standards.pack import Index, Item, Standard, reads
from street_desk.domain.standards.rules.form import Form
from street_desk.language import CHINESE, Words

_RATIOS = ("share", "basic", "shares", "classes")
_MEASURES = ("threshold", "each", "per", "any", "units", "start", "top", "credit")
"""The keys of rules under which no amount of the item's own unit stands."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """The parameters of a form in its unit, by key, and the keys by where a Step says its figure stands."""

    by_key: Mapping[str, Parameter]
    keys: Mapping[tuple[int, Path], str]

    @classmethod
    def of(cls, items: Sequence[str], assessment: Assessment, unit: Unit) -> Parameters:
        """Those of the items named and of all the items they are worked out from."""
        standard = assessment.standard
        used = list(_used(items, standard))
        if not used:
            return cls({}, {})
        data, places = _data(standard)
        found = {p.key: p for p in _indexes(used, assessment, unit)}
        keys: dict[tuple[int, Path], str] = {(0, (name,)): name for name in found}
        bands = {name.removeprefix("band:") for item in used for name in item.rule.reads()}
        for figure in figures(data, standard):
            if (
                standard.items[int(figure.path[1])] in used
                if figure.path[0] == "items"
                else standard.bands[int(figure.path[1])].id in bands
            ):
                parameter = _parameter(figure, standard, unit)
                if parameter is not None:
                    found[parameter.key] = parameter
                    keys[places.get(figure.path, (0, ()))] = parameter.key
        return cls(found, keys)

    @property
    def listed(self) -> tuple[Parameter, ...]:
        return tuple(self.by_key.values())

    def given(self, source: Source, name: str, value: Value) -> Given | None:
        """Which parameter a value is as it stands; `name` is its item, or with a dot the role of one of its Steps."""
        key, _dot, role = name.partition(".")
        if value is None or key not in source.assessment.standard.items_of.get(source.sheet, ()):
            return None
        line = source.assessment.lines(source.sheet, source.id).get(key)
        steps = line.steps if line is not None else ()
        step = next((s for s in steps if s.role == role), None) if role else steps[-1] if steps else None
        return self.at(step.figure, value) if step is not None else None

    def at(self, figure: Any, value: Value) -> Given | None:
        """The parameter at the place that a Step names, where it says this very value."""
        if figure is None:
            return None
        form, path = figure
        key = self.keys.get((id(form) if form is not None else 0, path), "")
        held = self.by_key.get(key)
        return Given(key) if held is not None and held.value == value else None


def _used(items: Iterable[str], standard: Standard) -> Iterator[Item]:
    """The items of these keys and all the items they read, in the Standard's order."""
    waiting, seen = set(items), set[str]()
    while waiting:
        seen |= waiting
        waiting = {
            name
            for key in waiting & standard.item.keys()
            for name in reads(standard.item[key], standard.band)
        } - seen
    return (item for item in standard.items if item.key in seen)


# The figures ---------------------------------------------------------------------------------------------------------


def _data(standard: Standard) -> tuple[dict[str, Any], dict[Path, tuple[int, Path]]]:
    """What of a Standard holds figures, as its pack says it, and where each place lies in its innermost rule."""
    places: dict[Path, tuple[int, Path]] = {}
    items = []
    for number, item in enumerate(standard.items):
        path: Path = ("items", number)
        held = {"rule": _said(item.rule, (*path, "rule"), places)}
        if item.payers is not None:
            held["payers"] = _said(item.payers, (*path, "payers"), places)
        items.append(held)
    bands = [
        {"id": b.id, "input": b.input, "edges": [{"at": edge.at} for edge in b.edges]} for b in standard.bands
    ]
    return {"items": items, "bands": bands}, places


def _said(value: Any, path: Path, places: dict[Path, tuple[int, Path]], within: Any = None) -> Any:
    """A value of a rule as a pack says it: what is as it is by default is not said."""
    if isinstance(value, Form):
        said: dict[str, Any] = {"form": value.__struct_config__.tag}
        within = (id(value), len(path))
    elif isinstance(value, msgspec.Struct):
        said = {}
    elif isinstance(value, Mapping):
        return {str(key): _said(inner, (*path, str(key)), places, within) for key, inner in value.items()}
    elif isinstance(value, tuple):
        return [_said(inner, (*path, number), places, within) for number, inner in enumerate(value)]
    else:
        if within is not None:
            places[path] = within[0], path[within[1] :]
        return value
    for field in msgspec.structs.fields(value):
        held = getattr(value, field.name)
        if field.required or held != field.default:
            said[field.encode_name] = _said(held, (*path, field.encode_name), places, within)
    return said


def _parameter(figure: Figure, standard: Standard, unit: Unit) -> Parameter | None:
    kind = _unit(figure.path, standard)
    if kind == "比例" and figure.value == 1:
        # Who pays all of it shares nothing.
        return None
    text = standard.clause[figure.clause].text.zh if figure.clause in standard.clause else ""
    first, number, *rest = figure.path
    owner = standard.items[int(number)].key if first == "items" else standard.bands[int(number)].id
    return Parameter(
        ".".join(map(str, (owner, *rest))),
        printed(figure.item.text(CHINESE)),
        figure.clause,
        printed(text),
        printed(figure.words.text(CHINESE)),
        _in_unit(figure.value, unit) if kind == "元" else figure.value,
        UNITS[unit] if kind == "元" else kind,
    )


def _unit(path: Path, standard: Standard) -> str:
    """What a figure counts, in Chinese; 元 for all money, empty where it is a plain number."""
    if path[0] == "bands":
        return standard.bands[int(path[1])].unit.text(CHINESE)
    if "times" in path:
        return "" if any(key in _MEASURES for key in path) else "倍"
    if any(key in _RATIOS for key in path):
        return "比例"
    if any(key in _MEASURES for key in path):
        return ""
    unit = standard.items[int(path[1])].unit
    return {"money": "元", "count": "名", "range": "名"}.get(unit, "")


def _indexes(used: Sequence[Item], assessment: Assessment, unit: Unit) -> Iterator[Parameter]:
    """The indexes that these items read, as far as the year has them, and what they change to inside it."""
    standard, book = assessment.standard, assessment.book
    read = {name for item in used for name in reads(item, standard.band)}
    before = assessment.prior.figures if assessment.prior is not None else {}
    for index in standard.indexes:
        if index.id in read:
            yield from _of_index(index, index.id, index.text, book.figures.get(index.id), standard, unit)
            for month, held in dated_values(book.figures, index.id, book.year):
                words = Words(f"{index.text.zh}（{month}月起）")
                yield from _of_index(index, f"{index.id}.{month}", words, held, standard, unit)
        if (last := f"last.{index.id}") in read:
            held = book.figures.get(last, before.get(index.id))
            yield from _of_index(index, last, index.last_year, held, standard, unit)


def _of_index(
    index: Index, key: str, words: Words, held: Any, standard: Standard, unit: Unit
) -> Iterator[Parameter]:
    if held is not None:
        text = standard.clause[index.clause].text.zh if index.clause in standard.clause else ""
        money = index.unit == "money"
        value = _in_unit(index.amount(held), unit) if money else index.amount(held)
        said = printed(words.text(CHINESE))
        yield Parameter(
            key, "年度参数", index.clause, printed(text), said, value, UNITS[unit] if money else ""
        )


def _in_unit(value: Number, unit: Unit) -> Number:
    return Decimal(value) / WAN if unit == "wan" else value
