"""Reading a standards pack: TOML with exact decimals, checked whole, its worked examples run before it is believed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import FEN
from street_desk.domain.problems import BadPack
from street_desk.domain.standards.facts import KNOWN, labels
from street_desk.domain.standards.pack import Example, Item, Standard, circle, reads
from street_desk.domain.standards.rules import decoded
from street_desk.domain.standards.running import payers, run_items
from street_desk.domain.standards.working import Line, Run
from street_desk.language import N_, message


def load_pack(text: str, where: str) -> Standard:
    """The Standard that a TOML text holds. Raises BadPack naming `where` and the line or key path."""
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise BadPack(
            where=where, why=message(N_("its text cannot be read: {error}"), error=str(error))
        ) from None
    try:
        standard = msgspec.convert(data, Standard, dec_hook=decoded)
    except msgspec.ValidationError as error:
        raise BadPack(where=where, why=_placed(str(error))) from None
    for refusal in refusals(standard):
        raise BadPack(where=where, why=refusal)
    for example in standard.examples:
        for key, expected, found in differences(standard, example):
            raise BadPack(
                where=f"{where} (examples, {example.name})",
                why=message(
                    N_("{item} gives {found}, not {expected}"), item=key, found=found, expected=expected
                ),
            )
    return standard


def refusals(standard: Standard) -> Iterator[str]:
    """What is wrong with a pack that reads well, each with its key path."""
    for name, ids in (
        ("clauses", [c.id for c in standard.clauses]),
        ("settings", [s.id for s in standard.settings]),
        ("bands", [b.id for b in standard.bands]),
        ("items", [i.key for i in standard.items]),
    ):
        for one in {i for i in ids if ids.count(i) > 1}:
            yield f"{name}: {one!r} stands twice"
    settings = {s.id: tuple(o.value for o in s.options) for s in standard.settings}
    for setting in standard.settings:
        if setting.default not in settings[setting.id]:
            yield f"settings.{setting.id}.default: {setting.default!r} is not one of its options"
    for band in standard.bands:
        yield from (f"bands.{band.id}.{said}" for said in band.refusals(settings))
    for part, clause in [(f"items.{i.key}", i.clause) for i in standard.items] + [
        (f"notes.{n.clause}", n.clause) for n in standard.notes
    ]:
        if clause not in standard.clause:
            yield f"{part}.clause: there is no clause {clause!r}"
    known = {f"setting.{s.id}" for s in standard.settings}
    known |= {name for index in standard.indexes for name in (index.id, f"last.{index.id}")}
    for item in standard.items:
        yield from _item_refusals(standard, item, known)
    if waiting := circle(standard):
        yield f"items: {', '.join(waiting)} wait for each other"
    if not standard.examples:
        yield "examples: at least one worked example is needed"


def _item_refusals(standard: Standard, item: Item, known: set[str]) -> Iterator[str]:
    where = f"items.{item.key}"
    if item.key not in SHEETS[item.rows] or not SHEETS[item.rows][item.key].derived:
        yield f"{where}.key: the sheet {item.rows} has no derived column {item.key!r}"
    yield from (f"{where}.rule.{said}" for said in item.rule.refusals(standard))
    if item.payers is not None:
        yield from (f"{where}.payers.{said}" for said in item.payers.refusals(standard))
    items = set(standard.items_of[item.rows])
    for name in sorted(reads(item, standard.band) - items - known - KNOWN[item.rows]):
        yield f"{where}.rule: there is no input {name!r}"


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


def example_run(standard: Standard, example: Example) -> Run:
    """A run on an example's facts: months in post are the first ones, a pool is the weights it lists."""
    facts = dict(example.facts)
    chosen = standard.chosen({f"setting.{name}": value for name, value in example.settings.items()})
    common = {f"setting.{name}": value for name, value in chosen.items()}
    if "months" in facts:
        facts.setdefault("months_in_post", tuple(range(1, int(facts["months"]) + 1)))
    dated = {
        name: tuple((int(month), value) for month, value in series.items())
        for name, series in facts.pop("dated", {}).items()
    }
    weights = {name: dict(enumerate(listed)) for name, listed in example.pool.items()}
    pools = (lambda name: (0, weights[name])) if weights else None
    return Run(standard, example.rows, facts, common, labels(standard), dated, pools)


def _as_example(standard: Standard, line: Line) -> Any:
    if standard.item[line.item].unit == "money" and line.value is not None:
        return Decimal(line.value) / FEN
    return line.value


def _placed(text: str) -> str:
    """msgspec's message with its place first: "items[0].rule.of.base: Expected …"; nested places are joined."""
    said, *places = re.split(r" - at `\$\.?([^`]*)`", text)
    path = ".".join(place for place in reversed([p for p in places if p.strip()]))
    return f"{path}: {said}" if path else said
