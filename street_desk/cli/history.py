"""Commands on the history: log, undo, redo."""

from __future__ import annotations

from pathlib import Path

import click

from street_desk.cli.codes import DONE
from street_desk.cli.output import FILE, as_json, opened, say, table
from street_desk.language import N_, _


@click.command()
@FILE
@as_json
def log(file: Path, json_: bool) -> int:
    """Shows what was changed, when and by whom."""
    with opened(file, read_only=True) as session:
        entries = session.history()
    data = [
        {
            "id": e.id,
            "when": e.at,
            "who": e.who,
            "year": e.year,
            "what": e.what.text(),
            "kind": e.kind,
            "undone": undone,
        }
        for e, undone in entries
    ]
    rows = [
        (str(e.id), e.at[:16].replace("T", " "), e.who, e.what.text(), _(N_("undone")) if u else "")
        for e, u in entries
    ]
    say(json_, {"edits": data}, table(("#", _(N_("when")), _(N_("who")), _(N_("what")), ""), rows))
    return DONE


@click.command()
@FILE
@as_json
def undo(file: Path, json_: bool) -> int:
    """Takes the last edit back."""
    return _step(file, json_, "undo")


@click.command()
@FILE
@as_json
def redo(file: Path, json_: bool) -> int:
    """Makes the edit undone last again."""
    return _step(file, json_, "redo")


def _step(file: Path, json_: bool, way: str) -> int:
    with opened(file) as session:
        entry = (session.undo() if way == "undo" else session.redo()).entry
    say(json_, {"edit": {"id": entry.id, "what": entry.what.text(), "of": entry.target}}, [entry.what.text()])
    return DONE


COMMANDS = (log, undo, redo)
