"""Commands on standards packs: list, show, check, adopt, compare."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from street_desk.cli.codes import DONE
from street_desk.cli.output import FILE, as_json, opened, say
from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.kinds import FEN, Money
from street_desk.domain.sheets import Column
from street_desk.domain.standards import comparing
from street_desk.exchange import packs
from street_desk.language import N_, _


@click.group()
def standards() -> None:
    """Standards packs: list them, show one, check one."""


@standards.command("list")
@as_json
def list_(json_: bool) -> int:
    """Lists the standards that come with the program."""
    found = [packs.load_file(path) for path in packs.shipped().values()]
    data = [
        {"id": s.id, "title": s.title.text(), "effective": s.effective and s.effective.isoformat()}
        for s in found
    ]
    say(json_, {"standards": data}, [f"{s.id}  {s.title.text()}" for s in found])
    return DONE


@standards.command("show")
@click.argument("name", metavar="ID")
@as_json
def show_standard(name: str, json_: bool) -> int:
    """Shows a standard: clauses, notes on doubtful readings, items, settings."""
    found = packs.standard_of(packs.pack_text(name), name)
    data = {
        "id": found.id,
        "title": found.title.text(),
        "document": {"title": found.document.title.text(), "number": found.document.number},
        "effective": found.effective and found.effective.isoformat(),
        "clauses": [{"id": c.id, "text": c.text.text()} for c in found.clauses],
        "notes": [{"clause": n.clause, "text": n.text.text()} for n in found.notes],
        "settings": [
            {
                "id": s.id,
                "clause": s.clause,
                "text": s.text.text(),
                "basis": s.basis.text(),
                "default": s.default,
                "options": [{"value": o.value, "text": o.text.text()} for o in s.options],
            }
            for s in found.settings
        ],
        "items": [
            {"key": i.key, "for": i.rows, "clause": i.clause, "text": i.text.text()} for i in found.items
        ],
        "examples": len(found.examples),
    }
    lines = [found.title.text(), found.document.title.text()]
    lines += [f"{c.id}  {c.text.text()}" for c in found.clauses]
    lines += [f"({n.clause})  {n.text.text()}" for n in found.notes]
    lines += [
        f"{s.text.text()}: {' / '.join(o.text.text() for o in s.options)} ({s.basis.text()})"
        for s in found.settings
    ]
    say(json_, data, lines)
    return DONE


@standards.command("check")
@click.argument("pack", type=click.Path(path_type=Path), metavar="PACK.toml")
@as_json
def check_pack(pack: Path, json_: bool) -> int:
    """Reads a pack and runs its own worked examples."""
    found = packs.load_file(pack)
    said = _(N_("{title}: all {n} worked examples come out right.")).format(
        title=found.title.text(), n=len(found.examples)
    )
    say(json_, {"id": found.id, "examples": len(found.examples)}, [said])
    return DONE


@standards.command()
@FILE
@click.argument("pack", metavar="ID|PACK.toml")
@click.option("--year", type=click.IntRange(1900, 2200), help="the year; else the newest open one")
@as_json
def adopt(file: Path, pack: str, year: int | None, json_: bool) -> int:
    """Puts an open year under a standard."""
    path = Path(pack)
    is_file = path.suffix.lower() == ".toml"
    with opened(file) as session:
        text = packs.read_text(path) if is_file else session.pack_text(pack)
        chosen = year if year is not None else session.newest_open_year()
        found = session.adopt(chosen, text, path.name if is_file else pack)
    data = {"year": chosen, "standard": found.id, "title": found.title.text()}
    said = _(N_("{year} now follows {title}.")).format(year=chosen, title=found.title.text())
    say(json_, data, [said])
    return DONE


@standards.command()
@FILE
@click.argument("one", metavar="ID1")
@click.argument("other", metavar="ID2")
@click.option("--year", type=click.IntRange(1900, 2200), help="the year; else the newest one")
@as_json
def compare(file: Path, one: str, other: str, year: int | None, json_: bool) -> int:
    """Lays two standards side by side on the same rows; nothing is changed."""
    with opened(file, read_only=True) as session:
        chosen = year if year is not None else max(session.years())
        first = session.assessed_by(chosen, session.standard_by_id(one))
        second = session.assessed_by(chosen, session.standard_by_id(other))
        found = list(comparing.differences(first, second))
        sums = comparing.totals(first, second)

    rows: dict[tuple[str, int], dict[str, Any]] = {}
    for d in found:
        entry = rows.setdefault((d.sheet, d.row), {"sheet": d.sheet, "name": d.name, "items": []})
        entry["items"].append(_pair(d.item, d.before, d.after))
    data = {
        "year": chosen,
        "items": [_pair(t.item, t.before, t.after) for t in sums],
        "rows": list(rows.values()),
    }
    lines = []
    for d in found:
        column = _column(d.item)
        before, after = (column.kind.format(value) or "—" for value in (d.before, d.after))
        lines.append(f"{d.name}  {column.shown()}  {before} → {after}")
    say(json_, data, lines or [_(N_("Both give the same."))])
    return DONE


def _column(item: str) -> Column:
    return next(sheet[item] for sheet in (COMMUNITIES, WORKERS) if item in sheet)


def _pair(item: str, before: int | None, after: int | None) -> dict[str, Any]:
    """An item under both standards and what it changes by: yuan as decimal strings, counts as numbers."""
    kind = _column(item).kind
    change = (after or 0) - (before or 0)
    shown = f"{Decimal(change) / FEN:.2f}" if isinstance(kind, Money) else change
    return {"item": item, "from": kind.json(before), "to": kind.json(after), "change": shown}


COMMANDS = (standards,)
