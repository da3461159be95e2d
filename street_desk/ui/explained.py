"""What the explanation bar says of a cell, as the lines of a rich text."""

from __future__ import annotations

from html import escape

from street_desk.domain.standards.working import Line
from street_desk.language import N_, _, message
from street_desk.ui import style
from street_desk.ui.grid_hover import noted_on
from street_desk.ui.grid_model import GridModel
from street_desk.ui.origins import history_of, origin_of

_EARLIER = 3


def explained(model: GridModel, index: object) -> list[str]:
    """A derived figure by its steps, a setting by what it rests on, what a check noticed, and where a value is from."""
    row_id, column = model.cell(index)  # type: ignore[arg-type]
    noted = [_noted(said) for said in noted_on(model, row_id, column)]
    noticed = [_noticed(severity, text) for severity, text in model.found(index)]  # type: ignore[arg-type]
    if row_id < 0:
        return [_quiet(_(N_("A sum over rows shown here; it follows what is typed in them.")))]
    if column.derived and row_id:
        line = model.session.assessment(model.year).lines(model.sheet.name, row_id).get(column.key)
        return [*noted, _steps(model, line), *noticed, *_notes(model, line)]
    setting = model.session.standard(model.year).setting.get(column.key.removeprefix("setting."))
    origin = [_quiet(said) for said in origin_of(model, row_id, column)] if row_id else []
    # The newest is told by its origin.
    origin += [_quiet(said) for said in history_of(model, row_id, column, _EARLIER + 1)[1:]] if row_id else []
    if setting is None:
        return [*noted, *noticed, *origin]
    basis = message(N_("A choice the standard leaves to the county: {basis}"), basis=setting.basis)
    default = next(o.text for o in setting.options if o.value == setting.default)
    empty = message(N_("Left empty: {choice}"), choice=default)
    return [escape(basis.text()), escape(empty.text()), *noted, *noticed, *origin]


def _steps(model: GridModel, line: Line | None) -> str:
    """The steps in one paragraph, each with its clause where it changes; the parts of a sum are added up."""
    if line is None:
        return _quiet(_(N_("The standard states nothing for this.")))
    parts = _parts_of_sums(model, line)
    said, clause = "", ""
    for place, step in enumerate(line.steps):
        mark = ""
        if step.clause and step.clause != clause:
            clause = step.clause
            mark = f'<b style="color:{style.ACCENT.name()}">{escape(clause)}</b>&nbsp; '
        joint = " ＋ " if {place - 1, place} <= parts else " → "
        said += (joint if place else "") + mark + escape(step.message.text())
    return said


def _parts_of_sums(model: GridModel, line: Line) -> set[int]:
    """The places of steps that are parts of a sum: named items one after another, and then their total."""
    items, found, waiting = model.session.standard(model.year).item, set[int](), set[int]()
    for place, step in enumerate(line.steps):
        if step.role in items or step.role in model.sheet:
            # What is counted off says "less" itself.
            waiting |= {place} if step.amount is not None and step.amount >= 0 else set()
            continue
        if step.role == "total":
            found |= waiting
        waiting = set()
    return found


def _notes(model: GridModel, line: Line | None) -> list[str]:
    """The clause itself, and what is doubtful about its reading."""
    standard = model.session.standard(model.year)
    clauses = list(dict.fromkeys(step.clause for step in (line.steps if line else ()) if step.clause))
    texts = [standard.clause[c].text.text() for c in clauses if c in standard.clause]
    texts += [note.text.text() for c in clauses for note in standard.notes_on(c)]
    return [_quiet(text) for text in texts]


def _quiet(text: str) -> str:
    return f'<span style="color:{style.QUIET.name()}">{escape(text)}</span>'


def _noted(text: str) -> str:
    return f'<span style="color:{style.ACCENT.name()}">{escape(text)}</span>'


def _noticed(severity: str, text: str) -> str:
    return f'<span style="color:{style.SEVERITY[severity].name()}">● {escape(text)}</span>'
