"""Editing a standards pack as tables and sentences: its figures by name, and a new pack from changed ones."""

from __future__ import annotations

import copy
import datetime
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import tomli_w

from street_desk.domain.kinds import FEN
from street_desk.domain.standards.facts import labels
from street_desk.domain.standards.loading import converted, example_run, load_pack
from street_desk.domain.standards.pack import Example, Standard
from street_desk.domain.standards.running import payers, run_items
from street_desk.language import N_, Message, Words, message

Path = tuple[str | int, ...]
Number = int | Decimal


class Figure(NamedTuple):
    """One figure of a pack that may be changed: where it stands, what it is in words, and its clause."""

    path: Path
    item: Words
    clause: str
    words: Message
    value: Number


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes an edited pack one of its own: id, titles, document number, and the day it takes effect."""

    id: str
    title: str
    number: str = ""
    effective: datetime.date | None = None


_FIELDS = {
    "value": N_("amount"),
    "base": N_("base"),
    "add": N_("each step adds"),
    "threshold": N_("threshold"),
    "each": N_("per"),
    "per": N_("per"),
    "least": N_("at least"),
    "most": N_("at most"),
    "floor": N_("floor"),
    "cap": N_("cap"),
    "share": N_("share"),
    "basic": N_("basic part"),
    "min": N_("from"),
    "max": N_("to"),
    "of": N_("rate"),
    "times": N_("multiple"),
    "otherwise": N_("otherwise"),
    "total": N_("total of the pool"),
    "start": N_("first step"),
    "top": N_("last step"),
    "credit": N_("years credited"),
}
_SIDE = {"floor", "cap", "start", "top", "credit", "total", "otherwise"}
"""The fields whose figures go beside those of the rule itself, and are told apart by the field's name."""


def figures(data: Mapping[str, Any], standard: Standard) -> list[Figure]:
    """Every figure of the pack's rules and bands, in the pack's order."""
    return [*_of_bands(data, standard), *_of_items(data, standard)]


def _of_bands(data: Mapping[str, Any], standard: Standard) -> Iterator[Figure]:
    named = labels(standard)
    for place, band in enumerate(data.get("bands", ())):
        clause = next((i.clause for i in standard.items if f"band:{band['id']}" in set(i.rule.reads())), "")
        text = named.get(band["input"]) or Words(str(band["input"]))
        for number, edge in enumerate(band["edges"]):
            said = message(N_("edge {n}"), n=number + 1)
            yield Figure(("bands", place, "edges", number, "at"), text, clause, said, edge["at"])


def _of_items(data: Mapping[str, Any], standard: Standard) -> Iterator[Figure]:
    for place, item in enumerate(standard.items):
        path = ("items", place, "rule")
        for where, words, value in _walk(data["items"][place]["rule"], path, standard, None):
            yield Figure(where, item.text, item.clause, words, value)
        shares = data["items"][place].get("payers", {})
        for where, words, value in _shares(shares, ("items", place, "payers"), standard):
            yield Figure(where, item.text, item.clause, words, value)


def _walk(
    rule: Any, path: Path, standard: Standard, about: Message | None
) -> Iterator[tuple[Path, Message, Number]]:
    """The figures of a rule and of the rules in it; `about` says in which case they hold."""
    for key, value in rule.items():
        where = (*path, key)
        if _is_number(value):
            yield where, _joined(about, message(_FIELDS.get(key, N_("amount")))), value
        elif isinstance(value, dict) and "form" in value:
            role = message(_FIELDS[key]) if key in _SIDE else None
            yield from _walk(value, where, standard, _joined(about, role) if role else about)
        elif isinstance(value, dict):
            inputs = rule.get("inputs") or [rule.get("input", "class")]
            yield from _table(value, where, standard, about, inputs)
        elif isinstance(value, list):
            for number, inner in enumerate(value):
                if _is_number(inner):
                    yield (*where, number), _joined(about, _place(rule, number, standard)), inner
                elif isinstance(inner, dict):
                    said = _joined(about, _part(inner, key, number, standard)) if len(value) > 1 else about
                    yield from _walk(inner, (*where, number), standard, said)


def _table(
    table: Mapping[str, Any], path: Path, standard: Standard, about: Message | None, inputs: Sequence[str]
) -> Iterator[tuple[Path, Message, Number]]:
    """The figures of a table laid out by the choices of the first input, and in them by those of the next."""
    named = labels(standard)
    for name, inner in table.items():
        where, said = (*path, name), _joined(about, _case(named, inputs[0], name))
        if _is_number(inner):
            yield where, said, inner
        elif isinstance(inner, dict) and "form" in inner:
            yield from _walk(inner, where, standard, said)
        elif isinstance(inner, dict):
            yield from _table(inner, where, standard, said, inputs[1:] or inputs)


def _part(part: Mapping[str, Any], key: str, number: int, standard: Standard) -> Message:
    """Which of several parts it is: a condition by its input, another by its place."""
    if "form" not in part and "input" in part:
        name = str(part["input"])
        return Message("{words}", {"words": labels(standard).get(name) or Words(name)})
    words = N_("part {n} to be counted off") if key == "less" else N_("part {n}")
    return message(words, n=number + 1)


def _place(rule: Mapping[str, Any], number: int, standard: Standard) -> Message:
    """What the n-th of a list of figures is: a band, else a step."""
    band = standard.band.get(str(rule.get("band")))
    if band is None:
        return message(N_("step {n}"), n=number + 1)
    settings = {f"setting.{k}": v for k, v in standard.chosen({}).items()}
    return message(N_("{band}"), band=band.words(number, settings))


def _shares(
    split: Mapping[str, Any], path: Path, standard: Standard
) -> Iterator[tuple[Path, Message, Number]]:
    named = labels(standard)
    tables = [((*path, kind), "", split[kind]) for kind in ("shares", "fixed") if kind in split]
    tables += [((*path, "classes", name), name, table) for name, table in split.get("classes", {}).items()]
    for where, name, table in tables:
        for payer, share in table.items():
            about = named.get(f"{split.get('by')}={name}") or Words(name, name)
            payer_words = standard.payers.get(payer) or Words(payer)
            said = message(N_("paid by {payer}"), payer=payer_words)
            yield (
                (*where, payer),
                _joined(Message("{words}", {"words": about}) if name else None, said),
                share,
            )


def _joined(about: Message | None, said: Message) -> Message:
    return said if about is None else message(N_("{case}, {said}"), case=about, said=said)


def _case(named: Mapping[str, Words], key: str, name: str) -> Message:
    """One value of an input in words; a bare number or name is led by the input's own name."""
    if f"{key}={name}" in named:
        return Message("{words}", {"words": named[f"{key}={name}"]})
    return message(N_("{input} {choice}"), input=named.get(key) or Words(key, key), choice=name)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, Decimal)) and not isinstance(value, bool)


# A new pack ----------------------------------------------------------------------------------------------------------


def changed(data: Mapping[str, Any], values: Mapping[Path, Number]) -> dict[str, Any]:
    """The pack's data with these figures in the place of the old ones."""
    fresh = copy.deepcopy(dict(data))
    for path, value in values.items():
        place: Any = fresh
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
    return fresh


def tried(data: Mapping[str, Any], where: str) -> Standard:
    """The Standard of changed data, its worked examples not yet believed. Raises BadPack."""
    return converted(data, where)


def new_pack(data: Mapping[str, Any], identity: Identity, where: str) -> str:
    """The text of a new pack: its own identity, and the examples worked anew with its figures. Raises BadPack."""
    fresh = changed(data, {})
    fresh["id"] = identity.id
    fresh["title"] = {"zh": identity.title, "en": identity.title}
    fresh["document"] = dict(fresh.get("document", {})) | {"number": identity.number}
    if identity.effective is not None:
        fresh["effective"] = identity.effective
    standard = tried(fresh, where)
    worked = []
    for raw, example in zip(fresh["examples"], standard.examples, strict=True):
        # What can no longer be told is no longer expected.
        raw["expect"] = {k: v for k, v in _expected(standard, example).items() if v is not None}
        if example.payers:
            raw["payers"] = _paid(standard, example)
        worked += [raw] if raw["expect"] else []
    fresh["examples"] = worked
    text = tomli_w.dumps(fresh)
    load_pack(text, where)
    return text


def _expected(standard: Standard, example: Example) -> dict[str, Any]:
    lines = run_items(example_run(standard, example))
    found: dict[str, Any] = {}
    for key in example.expect:
        value = lines[key].value
        unit = standard.items_of[example.rows][key].unit
        if unit == "money" and value is not None:
            value = Decimal(value) / FEN if value % FEN else value // FEN
        found[key] = {"min": value[0], "max": value[1]} if isinstance(value, tuple) else value
    return found


def _paid(standard: Standard, example: Example) -> dict[str, dict[str, Decimal]]:
    run = example_run(standard, example)
    return {
        key: {payer: Decimal(fen) / FEN for payer, fen in payers(run, standard.item[key]).items()}
        for key in example.payers
    }


def data_of(text: str) -> dict[str, Any]:
    """A pack's text as data, numbers exact."""
    return tomllib.loads(text, parse_float=Decimal)
