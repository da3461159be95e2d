"""Editing a standards pack as tables and sentences: its figures by name, and a new pack from changed ones."""

from __future__ import annotations

import copy
import datetime
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import tomli_w

from street_desk.domain.kinds import FEN
from street_desk.domain.problems import FigureBelowZero, FigureNotWhole
from street_desk.domain.standards.facts import labels
from street_desk.domain.standards.loading import converted, example_run, load_pack
from street_desk.domain.standards.pack import Example, Standard
from street_desk.domain.standards.running import payers, run_items
from street_desk.language import CHINESE, ENGLISH, N_, Message, Words, message, number

Path = tuple[str | int, ...]
Number = int | Decimal
Value = Number | str


class Figure(NamedTuple):
    """One figure of a pack that may be changed: where it stands, what it is in words, and its clause."""

    path: Path
    item: Words
    clause: str
    words: Message
    value: Number


class Wording(NamedTuple):
    """A sentence of a pack that may be changed, or a choice among `options` (value, words)."""

    path: Path
    item: Words
    clause: str
    words: Message
    value: str
    options: tuple[tuple[str, Words], ...] = ()

    def shown(self, value: str) -> str:
        """A value in words: an option's own, else the sentence itself."""
        return next((words.text() for key, words in self.options if key == value), value)


@dataclass(frozen=True, slots=True)
class Identity:
    """What makes an edited pack one of its own: id, title and number of its document, the day it takes effect.

    `title` is the Chinese one, as it prints.
    """

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


# Where an amount stands under no name of its own, and what is an amount: neither a rate nor a measure of an input.
_TABLES = {"values", "rules", "table", "then", "caps"}
_AMOUNTS = _TABLES | {"value", "base", "add", "floor", "cap", "min", "max", "otherwise", "total"}


def figures(data: Mapping[str, Any], standard: Standard) -> list[Figure]:
    """Every figure of the pack's rules and bands, in the pack's order."""
    return [*_of_bands(data, standard), *_of_items(data, standard)]


def wordings(data: Mapping[str, Any], standard: Standard) -> list[Wording]:
    """The sentences of the pack's clauses and what counts where the county has not chosen, in the pack's order."""
    return [*_of_clauses(data), *_of_settings(standard)]


def _of_clauses(data: Mapping[str, Any]) -> Iterator[Wording]:
    said = {"zh": N_("text in Chinese"), "en": N_("text in English")}
    for place, clause in enumerate(data["clauses"]):
        for tongue, value in clause["text"].items():
            path = ("clauses", place, "text", tongue)
            yield Wording(path, Words("条文", "Clause"), clause["id"], message(said[tongue]), value)


def _of_settings(standard: Standard) -> Iterator[Wording]:
    for place, setting in enumerate(standard.settings):
        words = message(N_("until the county chooses"))
        options = tuple((option.value, option.text) for option in setting.options)
        path = ("settings", place, "default")
        yield Wording(path, setting.text, setting.clause, words, setting.default, options)


def _of_bands(data: Mapping[str, Any], standard: Standard) -> Iterator[Figure]:
    named = labels(standard)
    for place, band in enumerate(data.get("bands", ())):
        clause = next((i.clause for i in standard.items if f"band:{band['id']}" in set(i.rule.reads())), "")
        text = named.get(band["input"]) or Words(str(band["input"]))
        for step, edge in enumerate(band["edges"]):
            said = message(N_("edge {n}"), n=step + 1)
            yield Figure(("bands", place, "edges", step, "at"), text, clause, said, edge["at"])


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
            for step, inner in enumerate(value):
                if _is_number(inner):
                    yield (*where, step), _joined(about, _place(rule, step, standard)), inner
                elif isinstance(inner, dict):
                    said = _joined(about, _part(inner, key, step, standard)) if len(value) > 1 else about
                    yield from _walk(inner, (*where, step), standard, said)


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


def _part(part: Mapping[str, Any], key: str, place: int, standard: Standard) -> Message:
    """Which of several parts it is: a condition by its input, another by its place."""
    if "form" not in part and "input" in part:
        name = str(part["input"])
        return Message("{words}", {"words": labels(standard).get(name) or Words(name)})
    words = N_("part {n} to be counted off") if key == "less" else N_("part {n}")
    return message(words, n=place + 1)


def _place(rule: Mapping[str, Any], step: int, standard: Standard) -> Message:
    """What the n-th of a list of figures is: a band, else a step."""
    band = standard.band.get(str(rule.get("band")))
    if band is None:
        return message(N_("step {n}"), n=step + 1)
    settings = {f"setting.{k}": v for k, v in standard.chosen({}).items()}
    return message(N_("{band}"), band=band.words(step, settings))


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


def changed(data: Mapping[str, Any], values: Mapping[Path, Value]) -> dict[str, Any]:
    """The pack's data with these figures and sentences in the place of the old ones."""
    fresh = copy.deepcopy(dict(data))
    for path, value in values.items():
        place: Any = fresh
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
    return fresh


def tried(data: Mapping[str, Any], values: Mapping[Path, Value], where: str) -> Standard:
    """The Standard with these figures in the place of the old ones, its worked examples not yet believed.

    Raises BadPack, FigureBelowZero, FigureNotWhole.
    """
    fresh = changed(data, values)
    standard = converted(fresh, where)
    for figure in figures(fresh, standard):
        if figure.path in values:
            _require_sense(figure, fresh, standard)
    return standard


def _require_sense(figure: Figure, data: Mapping[str, Any], standard: Standard) -> None:
    """A standard gives nobody less than nothing, and no half posts."""
    said = {"item": figure.item, "case": figure.words, "figure": number(figure.value)}
    if figure.value < 0:
        raise FigureBelowZero(**said)
    if figure.value != int(figure.value) and _counts(figure.path, data, standard):
        raise FigureNotWhole(**said)


def _counts(path: Path, data: Mapping[str, Any], standard: Standard) -> bool:
    """Whether a figure becomes a number of posts as it stands: not a rate, a measure, or what is rounded after."""
    if path[0] != "items" or standard.items[int(path[1])].unit not in ("count", "range"):
        return False
    place: Any = data
    for key in path[:-1]:
        place = place[key]
        if isinstance(place, dict) and place.get("form") == "round":
            return False
    return next((key for key in reversed(path) if key in _FIELDS or key in _TABLES), "") in _AMOUNTS


def new_pack(data: Mapping[str, Any], values: Mapping[Path, Value], identity: Identity, where: str) -> str:
    """The text of a new pack: `data` with these figures, an identity of its own, its clauses saying what differs
    from the document, and the examples worked anew. Raises what `tried` raises."""
    tried(data, values, where)
    fresh = changed(data, values)
    fresh["id"] = identity.id
    if identity.title != fresh["title"]["zh"]:
        fresh["title"] = {"zh": identity.title, "en": identity.title}
    fresh["document"] = {"title": fresh["title"], "number": identity.number}
    if identity.effective is not None:
        fresh["effective"] = identity.effective
    _amend(fresh["clauses"], data, values, where)
    standard = converted(fresh, where)
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


def _amend(
    clauses: list[dict[str, Any]], data: Mapping[str, Any], values: Mapping[Path, Value], where: str
) -> None:
    """Says in each clause which of its figures are no longer the ones its text gives, unless that was reworded."""
    old = converted(data, where)
    zh: dict[str, list[str]] = {}
    en: dict[str, list[str]] = {}
    for figure in figures(data, old):
        if figure.path not in values:
            continue
        before, after = number(figure.value), number(Decimal(values[figure.path]))
        for clause in _resting_on(figure.path, data, old):
            named = f"{figure.item.text(CHINESE)}（{figure.words.text(CHINESE)}）"
            zh.setdefault(clause, []).append(f"{named}由{before}改为{after}")
            named = f"{figure.item.text(ENGLISH)} ({figure.words.text(ENGLISH)})"
            en.setdefault(clause, []).append(f"{named} is {after} instead of {before}")
    reworded = {path[1] for path in values if path[0] == "clauses"}
    for place, held in enumerate(clauses):
        if held["id"] in zh and place not in reworded:
            text = held["text"]
            held["text"] = {"zh": f"{text['zh'].rstrip('。')}。本标准已改：{'；'.join(zh[held['id']])}"}
            if text.get("en"):
                held["text"]["en"] = f"{text['en'].rstrip('.')}. Changed here: {'; '.join(en[held['id']])}"


def _resting_on(path: Path, data: Mapping[str, Any], standard: Standard) -> Iterable[str]:
    """The clauses whose items rest on a figure: several where it is the edge of a band."""
    if path[0] == "items":
        return (standard.items[int(path[1])].clause,)
    band = f"band:{data['bands'][path[1]]['id']}"
    return dict.fromkeys(item.clause for item in standard.items if band in set(item.rule.reads()))


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
