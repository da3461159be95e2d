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
from street_desk.language import N_, _, message


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
        incomplete = _incomplete(found)
        payers = {i.key: _paid(shares) for i in found.standard.items if (shares := found.shares(i))}
        lines = [_total_line(found, key, v, incomplete.get(key, 0)) for key, v in found.totals().items()]
    data = {
        "standard": found.standard.id,
        "communities": communities,
        "workers": workers,
        "totals": totals,
        "incomplete": incomplete,
        "payers": payers,
    }
    say(json_, data, lines)
    return DONE


def _items(assessment: Assessment, sheet: str, row_id: int) -> list[dict[str, Any]]:
    found = []
    for key, line in assessment.lines(sheet, row_id).items():
        if key in assessment.standard.item:
            shares = assessment.paid(sheet, row_id, key)
            found.append(json_line(sheet, line) | ({"payers": _paid(shares)} if shares else {}))
    return found


def _paid(shares: dict[str, int]) -> dict[str, object]:
    """Who pays what, in yuan."""
    return {payer: Money().json(fen) for payer, fen in shares.items()}


def _incomplete(assessment: Assessment) -> dict[str, int]:
    """How many rows each total leaves out because their own figure cannot be told yet; only where there are any."""
    found = {}
    for key in assessment.totals():
        sheet = assessment.standard.item[key].rows
        rows = assessment.book.ids(sheet)
        if unknown := sum(assessment.value(sheet, row, key) is None for row in rows):
            found[key] = unknown
    return found


def _total_line(assessment: Assessment, key: str, value: int, unknown: int) -> str:
    said = message(
        N_("{item}: {total} (without {n} rows whose figure cannot be worked out yet)")
        if unknown
        else N_("{item}: {total}"),
        item=assessment.standard.item[key].text,
        total=_shown_total(assessment, key, value),
        n=unknown,
    )
    return said.text()


def _json_total(assessment: Assessment, key: str, value: int) -> object:
    return Money().json(value) if assessment.standard.item[key].unit == "money" else value


def _shown_total(assessment: Assessment, key: str, value: int) -> str:
    return (Money() if assessment.standard.item[key].unit == "money" else Count()).format(value)


def json_line(sheet: str, line: Line) -> dict[str, Any]:
    """A Line as commands print it: its amount, count, rate, range or text, and its steps."""
    kind = SHEETS[sheet][line.item].kind
    named = (name for known, name in ((Money, "amount"), (Count, "count")) if isinstance(kind, known))
    name = next(named, type(kind).__name__.lower())
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


COMMANDS = (assess, explain, check)
