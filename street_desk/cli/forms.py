"""Commands on forms as the office has them: list, show, save to a file, load from one, reset."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from street_desk.cli.codes import DONE, REFUSED
from street_desk.cli.output import FILE, YEAR, as_json, opened, say, table
from street_desk.domain import form_editing
from street_desk.domain.form_editing import Adaptable
from street_desk.domain.forms import FORMS, form_named
from street_desk.domain.forms.adapting import layout_of, needed
from street_desk.domain.forms.layout import NAME, FormLayout
from street_desk.domain.problems import Problem
from street_desk.exchange.form_files import ENDING, FormFileRefused, read_form_file, write_form_file
from street_desk.language import N_, _, message

_FORM = click.argument("form", metavar="ID")


@click.group()
def forms() -> None:
    """Forms as the office has them: list, show, save one to a file, load it, reset it."""


@forms.command("list")
@FILE
@YEAR
@as_json
def list_(file: Path, year: int, json_: bool) -> int:
    """Lists the forms and which of them the office has otherwise than the program."""
    with opened(file, read_only=True) as session:
        book = session.book(year)
        changed = [form for form in FORMS if layout_of(book, form) != FormLayout()]
    data = [
        {
            "id": form.id,
            "title": form.title,
            "adaptable": form.id in form_editing.adaptable(),
            "adapted": form.id in changed,
        }
        for form in FORMS.values()
    ]
    said = _(N_("adapted"))
    lines = [f"{f.id}  {f.shown()}{f'  ({said})' if f.id in changed else ''}" for f in FORMS.values()]
    say(json_, {"forms": data}, lines)
    return DONE


@forms.command()
@FILE
@_FORM
@YEAR
@as_json
def show(file: Path, form: str, year: int, json_: bool) -> int:
    """Shows a form's columns, title, notes and signatures as the office has them."""
    with opened(file, read_only=True) as session:
        one = Adaptable.of(form, session.assessment(year))
        layout = layout_of(session.book(year), form)
    must = needed(one.form)
    columns = [
        {
            "key": placed.key,
            "heading": one.heading(placed),
            "own_heading": one.headings[placed.key],
            "shown": placed.shown,
            "needed": placed.key in must,
        }
        for placed in one.order(layout)
    ]
    signers = [{"who": s.key, "label": s.label, "name": s.name} for s in one.signers(layout)]
    data: dict[str, Any] = {
        "id": form,
        "adapted": layout != FormLayout(),
        "title": layout.title or one.form.title,
        "number": layout.number or str(one.form.number),
        "columns": columns,
        "signers": signers,
        "notes": list(layout.notes),
        "hidden_notes": list(layout.hidden),
        "unknown": form_editing.unknown(one, layout),
    }
    heads = [_(N_("Key")), _(N_("Heading")), _(N_("On the form"))]
    rows = [[str(c["key"]), str(c["heading"]), _(N_("yes")) if c["shown"] else ""] for c in columns]
    lines = [data["title"], *table(heads, rows), "  ".join(f"{s['label']}：{s['name']}" for s in signers)]
    say(json_, data, [*lines, *layout.notes])
    return DONE


@forms.command()
@FILE
@_FORM
@YEAR
@click.option(
    "--to", required=True, type=click.Path(path_type=Path), help="the file to write, such as X.deskform"
)
@as_json
def save(file: Path, form: str, year: int, to: Path, json_: bool) -> int:
    """Saves a form as the office has it, so that another office can load it; names of people stay here."""
    path = to if to.suffix.lower() == ENDING else to.with_name(to.name + ENDING)
    with opened(file, read_only=True) as session:
        book = session.book(year)
        Adaptable.of(form, session.assessment(year))
        write_form_file(path, form, form_editing.shared(book, form, layout_of(book, form)))
    say(json_, {"path": str(path), "form": form}, [str(path)])
    return DONE


@forms.command()
@FILE
@click.argument("layout", type=click.Path(path_type=Path), metavar="FORM.deskform")
@YEAR
@as_json
def load(file: Path, layout: Path, year: int, json_: bool) -> int:
    """Makes a form of a year what a file says, as one edit; own columns are found by their headings."""
    form, found = read_form_file(layout)
    what = message(
        N_("Form “{form}” adapted from {file}"), form=form_editing.spoken(form_named(form)), file=layout.name
    )
    with opened(file) as session:
        taken, left = form_editing.taken(session.book(year), form, found)
        try:
            edit = form_editing.adapting(session.assessment(year), form, taken, session.next_id(NAME), what)
        except Problem as problem:
            raise _in_file(problem, layout) from None
        if edit is not None:
            session.apply(edit)
    said = _(N_("The form “{form}” is as {file} has it."))
    lines = [said.format(form=form_named(form).shown(), file=layout.name)]
    lines += [_left_out(heading) for heading in left]
    say(json_, {"form": form, "changed": edit is not None, "left": left}, lines)
    return REFUSED if left else DONE


def _in_file(problem: Problem, path: Path) -> Problem:
    """What the form does not take of a file; what is wrong with the year or the form itself stays as it is."""
    if isinstance(problem, (form_editing.FormFrozen, form_editing.NotAdaptable)):
        return problem
    return FormFileRefused(file=path.name, why=problem.message, remedy=problem.remedy)


def _left_out(heading: str) -> str:
    said = N_("Left out: the column “{heading}”, which there is not in this file.")
    return message(said, heading=heading).text()


@forms.command()
@FILE
@_FORM
@YEAR
@as_json
def reset(file: Path, form: str, year: int, json_: bool) -> int:
    """Makes a form of a year what the program has, as one edit."""
    with opened(file) as session:
        edit = form_editing.adapting(session.assessment(year), form, FormLayout(), session.next_id(NAME))
        if edit is not None:
            session.apply(edit)
    said = _(N_("The form “{form}” is as the program has it.")).format(form=form_named(form).shown())
    say(json_, {"form": form, "changed": edit is not None}, [said])
    return DONE


COMMANDS = (forms,)
