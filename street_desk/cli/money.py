"""Commands on what is due: assess, explain, check, standards."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from street_desk.cli.codes import DONE, REFUSED
from street_desk.cli.output import FILE, YEAR, as_json, opened, say
from street_desk.cli.rows import one_row
from street_desk.domain.catalogue import COMMUNITIES, SHEETS, WORKERS
from street_desk.domain.kinds import Count, Money
from street_desk.domain.problems import UnknownColumn
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.working import Line
from street_desk.exchange import packs
from street_desk.language import N_, _


@click.command()
@FILE
@YEAR
@as_json
def assess(file: Path, year: int, json_: bool) -> int:
    """Works out what each community is due."""
    with opened(file, read_only=True) as session:
        found = session.assessment(year)
        book = session.book(year)
        communities = [
            {"name": row.get("name"), "lines": _items(found, "communities", row["id"])}
            for row in book.rows("communities")
        ]
        workers = [
            {
                "name": row.get("name"),
                "community": book.community_name(row.get("community")),
                "lines": _items(found, "workers", row["id"]),
            }
            for row in book.rows("workers")
        ]
        totals = {key: _json_total(found, key, value) for key, value in found.totals().items()}
        lines = [
            f"{found.standard.item[key].text.text()}: {_shown_total(found, key, v)}"
            for key, v in found.totals().items()
        ]
    data = {"standard": found.standard.id, "communities": communities, "workers": workers, "totals": totals}
    say(json_, data, lines)
    return DONE


def _items(assessment: Assessment, sheet: str, row_id: int) -> list[dict[str, Any]]:
    lines = assessment.lines(sheet, row_id)
    return [json_line(sheet, line) for key, line in lines.items() if key in assessment.standard.item]


def _json_total(assessment: Assessment, key: str, value: int) -> object:
    return Money().json(value) if assessment.standard.item[key].unit == "money" else value


def _shown_total(assessment: Assessment, key: str, value: int) -> str:
    return (Money() if assessment.standard.item[key].unit == "money" else Count()).format(value)


def json_line(sheet: str, line: Line) -> dict[str, Any]:
    """A Line as commands print it: its amount, count, rate, range or text, and its steps."""
    kind = SHEETS[sheet][line.item].kind
    name = {Money: "amount", Count: "count"}.get(type(kind), type(kind).__name__.lower())
    steps = [{"clause": s.clause, "text": s.message.text(), "amount": s.json_amount()} for s in line.steps]
    return {"item": line.item, name: kind.json(line.value), "steps": steps}


@click.command()
@FILE
@YEAR
@click.option("--community", required=True, help="name or code")
@click.option("--worker", help="name or id")
@click.option("--item", help="key of one item, such as office_fund")
@as_json
def explain(file: Path, year: int, community: str, worker: str | None, item: str | None, json_: bool) -> int:
    """Says why a number is what it is."""
    with opened(file, read_only=True) as session:
        book = session.book(year)
        row = one_row(book, COMMUNITIES, community, {})
        sheet = COMMUNITIES
        if worker is not None:
            sheet = WORKERS
            row = one_row(book, WORKERS, worker, {}, within=int(row["id"]))
        found = session.assessment(year).lines(sheet.name, int(row["id"]))
    if item is not None and item not in found:
        raise UnknownColumn(sheet=sheet.shown(), name=item, choices=tuple(found))
    wanted = [line for key, line in found.items() if item in (None, key)]
    lines = [text for line in wanted for text in _explained(sheet.name, line)]
    say(json_, {"lines": [json_line(sheet.name, line) for line in wanted]}, lines)
    return DONE


def _explained(sheet: str, line: Line) -> Iterable[str]:
    column = SHEETS[sheet][line.item]
    yield f"{column.shown()}: {column.kind.format(line.value) or '—'}"
    for step in line.steps:
        yield f"    {step.clause + ' ' if step.clause else ''}{step.message.text()}"


@click.command()
@FILE
@YEAR
@as_json
def check(file: Path, year: int, json_: bool) -> int:
    """Checks a year; exits 1 if anything blocks a submission."""
    with opened(file, read_only=True) as session:
        found = session.findings(year)
    data = [
        {
            "id": f.id,
            "severity": f.severity,
            "sheet": f.sheet,
            "row": f.name or None,
            "column": f.column,
            "message": f.message.text(),
            "values": list(f.values),
        }
        for f in found
    ]
    words = {"error": _(N_("Error")), "note": _(N_("Needs a note")), "hint": _(N_("Hint"))}
    lines = [f"{words[f.severity]}  {SHEETS[f.sheet].shown()} {f.name}  {f.message.text()}" for f in found]
    say(json_, {"findings": data}, lines or [_(N_("Nothing was noticed."))])
    return REFUSED if any(f.severity == "error" for f in found) else DONE


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


COMMANDS = (assess, explain, check, standards)
