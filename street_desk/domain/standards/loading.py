"""Reading a standards pack: TOML with exact decimals, checked whole, its worked examples run before it is believed."""

from __future__ import annotations

import copy
import re
import tomllib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import msgspec

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import FEN, Choice, Kind
from street_desk.domain.problems import BadPack
from street_desk.domain.standards.bands import Refusal, below
from street_desk.domain.standards.facts import TAKEN, WHOLE_YEAR, inputs, labels
from street_desk.domain.standards.pack import Example, Item, Standard, circle
from street_desk.domain.standards.rules import Form, typed
from street_desk.domain.standards.rules.sharing import Pool, Pooled
from street_desk.domain.standards.running import payers, run_items
from street_desk.domain.standards.working import Line, Missing, Run, Unworkable
from street_desk.language import N_, Message, message


def load_pack(text: str, where: str) -> Standard:
    """The Standard that a TOML text holds. Raises BadPack naming `where` and the line or key path."""
    standard = _read(text, where)
    try:
        for path, said in refusals(standard):
            raise BadPack(where=where, why=message(N_("{place}: {said}"), place=path, said=said))
        for example in standard.examples:
            _work_all(example_run(standard, example))
            for key, expected, found in differences(standard, example):
                differs = N_("{item} gives {found}, not {expected}")
                why = message(differs, item=key, found=found, expected=expected)
                raise BadPack(where=f"{where} (examples, {example.name})", why=why)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        Unworkable,
        ValueError,
    ) as error:
        # A rule fed with what it cannot work on: words where figures belong, a range where an amount does.
        why = message(N_("its examples cannot be worked: a rule is fed with what is no figure"))
        raise BadPack(where=where, why=why) from error
    return standard


def converted(data: Any, where: str) -> Standard:
    """The Standard of a pack's data, checked but its examples not yet worked. Raises BadPack."""
    standard = _standard(data, where)
    for path, said in refusals(standard):
        raise BadPack(where=where, why=message(N_("{place}: {said}"), place=path, said=said))
    return standard


def _read(text: str, where: str) -> Standard:
    try:
        data = tomllib.loads(text, parse_float=_figure)
    except tomllib.TOMLDecodeError as error:
        raise BadPack(where=where, why=broken_toml(text, error)) from None
    except (ValueError, RecursionError) as error:
        why = message(N_("it holds a number that is none, or is nested too deep"))
        raise BadPack(where=where, why=why) from error
    return _standard(data, where)


def broken_toml(text: str, error: tomllib.TOMLDecodeError) -> Message:
    """Where a text is no TOML, in words of our own."""
    found = re.search(r"line (\d+), column (\d+)", str(error))
    line, column = found.groups() if found else (str(text.count("\n") + 1), "1")
    return message(
        N_("line {line}, column {column} is not written as TOML wants it"), line=line, column=column
    )


def _standard(data: Any, where: str) -> Standard:
    try:
        return typed(data, Standard)
    except msgspec.ValidationError as error:
        raise BadPack(where=where, why=_in_words(str(error), data)) from None
    except (ValueError, RecursionError) as error:
        why = message(N_("it holds a number that is none, or is nested too deep"))
        raise BadPack(where=where, why=why) from error


def _figure(text: str) -> Decimal:
    """A number of TOML, exact; nan and inf are no figures."""
    value = Decimal(text)
    if not value.is_finite():
        raise ValueError(text)
    return value


def refusals(standard: Standard) -> Iterator[Refusal]:
    """What is wrong with a pack that reads well, each with its key path."""
    if not re.fullmatch(r"[a-z0-9-]+", standard.id):
        yield "id", message(N_("use lowercase letters, digits and hyphens only"))
    for name, ids in (
        ("clauses", [c.id for c in standard.clauses]),
        ("settings", [s.id for s in standard.settings]),
        ("indexes", [i.id for i in standard.indexes]),
        ("bands", [b.id for b in standard.bands]),
        ("items", [i.key for i in standard.items]),
    ):
        for one in {i for i in ids if ids.count(i) > 1}:
            yield name, message(N_("“{name}” stands twice"), name=one)
    settings = {s.id: tuple(o.value for o in s.options) for s in standard.settings}
    for setting in standard.settings:
        if setting.default not in settings[setting.id]:
            yield (
                f"settings.{setting.id}.default",
                message(N_("“{value}” is not one of the options"), value=setting.default),
            )
    for band in standard.bands:
        yield from below(f"bands.{band.id}", band.refusals(settings))
    for part, clause in (
        *((f"items.{i.key}", i.clause) for i in standard.items),
        *((f"notes.{n.clause}", n.clause) for n in standard.notes),
        *((f"indexes.{i.id}", i.clause) for i in standard.indexes),
        *((f"settings.{s.id}", s.clause) for s in standard.settings),
    ):
        if clause not in standard.clause:
            yield f"{part}.clause", message(N_("there is no clause “{name}”"), name=clause)
    for index in standard.indexes:
        if not re.fullmatch(r"\w+", index.id):
            # What changes inside the year is kept under "ID@2027-07".
            yield f"indexes.{index.id}.id", message(N_("use letters, digits and underscores only"))
        if index.id in TAKEN:
            yield f"indexes.{index.id}.id", message(N_("a column has this name already; give it another"))
    for item in standard.items:
        yield from _item_refusals(standard, item)
    if waiting := circle(standard):
        yield "items", message(N_("{items} wait for each other"), items=tuple(waiting))
    for place, example in enumerate(standard.examples):
        yield from below(f"examples[{place}]", _example_refusals(standard, example))
    if not standard.examples:
        yield "examples", message(N_("at least one worked example is needed"))


def _item_refusals(standard: Standard, item: Item) -> Iterator[Refusal]:
    where = f"items.{item.key}"
    if item.key not in SHEETS[item.rows] or not SHEETS[item.rows][item.key].derived:
        said = N_("the sheet {sheet} has no worked-out column “{name}”")
        yield f"{where}.key", message(said, sheet=SHEETS[item.rows].spoken, name=item.key)
    yield from below(f"{where}.rule", item.rule.refusals(standard))
    if item.payers is not None:
        yield from below(f"{where}.payers", item.payers.refusals(standard))
    yield from below(f"{where}.rule", _use_refusals(standard, item, item.rule))
    if item.payers is not None:
        yield from below(f"{where}.payers", _use_refusals(standard, item, item.payers))


def _use_refusals(standard: Standard, item: Item, rule: Form) -> Iterator[Refusal]:
    """What a rule reads that is not there, or reads as what it is not."""
    kinds = inputs(standard, item.rows)
    for key, name, read_as, words in rule.uses():
        if read_as == "band":
            # A band that is not there was refused by its rule.
            name, read_as = standard.band[name].input if name in standard.band else name, "figure"
        if name not in kinds:
            yield key, message(N_("there is no input “{name}”"), name=name)
        elif read_as == "figure" and not kinds[name].numeric:
            yield key, message(N_("“{name}” is no figure that can be worked with"), name=name)
        elif read_as == "words":
            yield from _no_options(key, name, words, kinds[name])


def _example_refusals(standard: Standard, example: Example) -> Iterator[Refusal]:
    """What an example states that no row and no county could."""
    kinds = inputs(standard, example.rows)
    for name, value in example.facts.items():
        key = f"facts.{name}"
        if name == "dated":
            continue
        if name not in kinds:
            yield key, message(N_("there is no input “{name}”"), name=name)
        elif kinds[name].numeric and (isinstance(value, bool) or not isinstance(value, (int, Decimal))):
            yield key, message(N_("a number is needed"))
        else:
            yield from _no_options(key, name, (str(value),), kinds[name])
    for name, value in example.settings.items():
        if name not in standard.setting:
            yield f"settings.{name}", message(N_("there is no setting “{name}”"), name=name)
        else:
            yield from _no_options(f"settings.{name}", name, (value,), kinds[f"setting.{name}"])


def _no_options(key: str, name: str, words: Iterable[str], kind: Kind) -> Iterator[Refusal]:
    """The words that are none of the options of the choice that `name` is."""
    if isinstance(kind, Choice):
        options = tuple(option.key for option in kind.options)
        said = N_("“{word}” is not one of the options of “{name}”: {options}")
        for word in words:
            if word not in options:
                yield key, message(said, word=word, name=name, options=options)


def differences(standard: Standard, example: Example) -> Iterator[tuple[str, Any, Any]]:
    """Where a worked example comes out differently: (item, expected, found)."""
    run = example_run(standard, example)
    lines = run_items(run)
    for key, expected in example.expect.items():
        line = lines.get(key)
        found = _as_example(standard, line) if line else None
        wanted = (expected["min"], expected["max"]) if isinstance(expected, dict) else expected
        if found != wanted:
            yield key, expected, found
    for key, wanted_shares in example.payers.items():
        item = standard.items_of[example.rows].get(key)
        paid = {payer: Decimal(fen) / FEN for payer, fen in payers(run, item).items()} if item else {}
        if paid != wanted_shares:
            yield f"{key} (payers)", dict(wanted_shares), {payer: str(yuan) for payer, yuan in paid.items()}


def _work_all(run: Run) -> None:
    """Works every item; an empty input is no fault. Raises Unworkable."""
    for key in run.standard.items_of[run.rows]:
        try:
            run.item(key)
        except Unworkable:
            raise
        except Missing:
            continue


def example_run(standard: Standard, example: Example) -> Run:
    """A run on an example's facts: months in post are the first ones, a pool is the weights it lists."""
    facts = dict(example.facts)
    chosen = standard.chosen({f"setting.{name}": value for name, value in example.settings.items()})
    common = {f"setting.{name}": value for name, value in chosen.items()}
    if "months" in facts:
        facts.setdefault("months_in_post", tuple(range(1, int(facts["months"]) + 1)))
    elif example.rows == "communities":
        facts.setdefault("months_in_post", WHOLE_YEAR)
    dated = {
        name: tuple((int(month), value) for month, value in series.items())
        for name, series in facts.pop("dated", {}).items()
    }

    def pools(pool: Pool) -> tuple[int, Pooled]:
        return 0, Pooled(dict(enumerate(example.pool.get(pool.weight, ()))))

    return Run(
        standard, example.rows, facts, common, labels(standard), dated, pools if example.pool else None
    )


def _as_example(standard: Standard, line: Line) -> Any:
    if standard.item[line.item].unit == "money" and line.value is not None:
        return Decimal(line.value) / FEN
    return line.value


_WORDS = (
    (r"Object missing required field `(?P<name>[^`]*)`", N_("the key “{name}” is missing")),
    (r"Object contains unknown field `(?P<name>[^`]*)`", N_("the key “{name}” is not known here")),
    (r"there is no rule form '?(?P<name>[^'`]*)'?", N_("there is no rule form “{name}”")),
    (r"a rule, a name or a number is needed", N_("a rule, a name or a number is needed")),
    (r"a rule is needed", N_("a rule is needed")),
    (r"Expected `(?:array|list|tuple)[^`]*`", N_("a list is needed")),
    (r"Expected `object[^`]*`", N_("a table is needed")),
    (r"Expected `(?:int|decimal|float)[^`]*`|Invalid decimal", N_("a number is needed")),
    (r"Expected `str[^`]*`", N_("a text in quotes is needed")),
    (r"Invalid enum value (?P<name>.+)", N_("{name} is not one of the choices")),
)


def _in_words(text: str, data: Any) -> Message:
    """What msgspec found, in our words and with its place: "items.office_fund.rule.base: a number is needed"."""
    said, *places = re.split(r" - at `\$\.?([^`]*)`", text)
    path = _place(".".join(reversed([place for place in places if place.strip()])), text, data)
    for pattern, words in _WORDS:
        if found := re.search(pattern, said):
            told = message(words, **found.groupdict())
            break
    else:
        told = message(N_("this does not fit here"))
    return message(N_("{place}: {said}"), place=path, said=told) if path else told


def _place(path: str, text: str, data: Any) -> str:
    """A path of msgspec, with ids for the numbers of a list and with the keys that it leaves as [...]."""
    held = whole = copy.deepcopy(data)
    said = ""
    for number, key in re.findall(r"\[(\d+|\.\.\.)\]|([^.\[\]]+)", path):
        name = key
        if number == "...":
            name = key = _guilty(held, text, whole)
        elif number:
            one = held[int(number)]
            name = one.get("id") or one.get("key") if isinstance(one, dict) else None
        held = held[key or int(number)]
        said += f".{name}" if name else f"[{number}]"
    return said.removeprefix(".")


def _guilty(table: dict[str, Any], text: str, whole: Any) -> str:
    """The key of a table whose value makes the whole be refused in these words; the others are taken out."""
    for key, value in list(table.items()):
        table.clear()
        table[key] = value
        try:
            typed(whole, Standard)
        except msgspec.ValidationError as error:
            if str(error) == text:
                return key
    raise KeyError(text)
