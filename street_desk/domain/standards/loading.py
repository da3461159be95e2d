"""Reading a standards pack: TOML with exact decimals, checked whole, its worked examples run before it is believed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import msgspec

from street_desk.domain.problems import BadPack
from street_desk.domain.standards.facts import KNOWN, labels
from street_desk.domain.standards.pack import Example, Standard, reads
from street_desk.domain.standards.running import run_items
from street_desk.domain.standards.working import Line
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
        standard = msgspec.convert(data, Standard)
    except msgspec.ValidationError as error:
        raise BadPack(where=where, why=str(error).replace(" - at `$.", " (").replace("`", ")")) from None
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
    known = {f"setting.{s.id}" for s in standard.settings} | {i.id for i in standard.indexes}
    for item in standard.items:
        yield from (f"items.{item.key}.rule.{said}" for said in item.rule.refusals(standard))
        keys = {i.key for i in standard.items if i.rows == item.rows}
        for name in sorted(reads(item, standard.band) - keys - known - KNOWN[item.rows]):
            yield f"items.{item.key}.rule: there is no input {name!r}"
    try:
        standard.order  # noqa: B018  (worked out once, and refused here when items wait for each other)
    except ValueError as error:
        yield f"items: {error} wait for each other"
    if not standard.examples:
        yield "examples: at least one worked example is needed"


def differences(standard: Standard, example: Example) -> Iterator[tuple[str, Any, Any]]:
    """Where a worked example comes out differently: (item, expected, found)."""
    facts = dict(example.facts)
    facts |= {
        f"setting.{k}": v
        for k, v in standard.chosen({f"setting.{k}": v for k, v in example.settings.items()}).items()
    }
    lines = run_items(standard, example.rows, facts, labels(standard))
    for key, expected in example.expect.items():
        line = lines.get(key)
        found = _as_example(standard, line) if line else None
        wanted = (expected["min"], expected["max"]) if isinstance(expected, dict) else expected
        if found != wanted:
            yield key, expected, found


def _as_example(standard: Standard, line: Line) -> Any:
    if standard.item[line.item].unit == "money" and line.value is not None:
        return Decimal(line.value) / 100
    return line.value
