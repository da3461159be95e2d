"""Adapting forms: what an office may change on one, what that changes in its rows, and taking it from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from street_desk.domain.book import Book
from street_desk.domain.catalogue.own_columns import own_columns, own_kind
from street_desk.domain.catalogue.street import STATES
from street_desk.domain.edits import Change, Edit, added, removed, updated
from street_desk.domain.forms import FORMS, Form, TableForm, form_named, is_first
from street_desk.domain.forms.adapting import layout_of, needed, placed, usual, whole
from street_desk.domain.forms.assembling import paths_of, signer_of
from street_desk.domain.forms.layout import NAME, FormLayout, Placed, Signer, layout_rows
from street_desk.domain.forms.notes import KINDS
from street_desk.domain.kinds import Text, matching
from street_desk.domain.own_editing import UNIT, HeadingInUnit
from street_desk.domain.problems import CellRefused, Problem, UnreadableValue
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, Message, Words, _, message

TITLE, NUMBER, LABEL, PERSON, NOTE = Text(40), Text(12), Text(20), Text(20), Text(300)
HEADING = Text(40)
LEVELS = 3
_LEAST = 2
MOST_SIGNERS, MOST_NOTES = 8, 20
OWN = "own:"
"""Before the heading of an own column, whose key is another in every file."""


class NotAdaptable(Problem):
    what = N_("The form “{form}” is written as a whole and cannot be adapted.")
    to_do = N_("Adapt one of: {choices}.")


class FormFrozen(Problem):
    """A year that was submitted prints its forms as they were."""

    what = N_("The year {year} is {state}; its forms stay as they are.")
    to_do = N_("Adapt the form in a year that is still open.")


class ColumnNeeded(Problem):
    what = N_("The form cannot be read without the column “{column}”.")
    to_do = N_("Show it, and leave another one out.")


class FewColumns(Problem):
    what = N_("Hardly anything would be left of the form.")
    to_do = N_("Show one column at least beside those that say whose row it is.")


class SumFirst(Problem):
    what = N_("“{column}” is added up and stands first, where the word 合计 has to stand.")
    to_do = N_("Move a column of words or the serial number before it.")


class HeadingTwice(Problem):
    what = N_("Two columns of the form would be called “{heading}”.")
    to_do = N_("Give one of them another heading.")


class HeadingDeep(Problem):
    what = N_("“{heading}” has more than {n} headings one above the other.")
    to_do = N_("Put / only between headings that stand above each other.")


class TooMany(Problem):
    what = N_("{what}: more than {n} do not go on a form.")
    to_do = N_("Leave some of them out.")


class LabelMissing(Problem):
    what = N_("A signature has no words before its name.")
    to_do = N_("Type the words before the name, such as 审核人.")


@dataclass(frozen=True, slots=True)
class Adaptable:
    """A form of a year with every column it may have, those it has where nothing else is said, and their headings."""

    form: TableForm
    usual: frozenset[str]
    headings: dict[str, str]

    @classmethod
    def of(cls, form_id: str, assessment: Assessment) -> Adaptable:
        """Raises UnknownForm, NotAdaptable."""
        form = form_named(form_id)
        if not isinstance(form, TableForm):
            raise NotAdaptable(form=form.shown(), choices=tuple(adaptable()))
        all_of = whole(form, assessment.book)
        paths = paths_of(all_of, assessment)
        headings = {c.key: "/".join(path) for c, path in zip(all_of.columns, paths, strict=True)}
        return cls(all_of, usual(form, assessment.book, is_first(form)), headings)

    def order(self, layout: FormLayout) -> list[Placed]:
        """Every column as the layout places it."""
        return placed(self.form, layout, self.usual)

    def heading(self, one: Placed) -> str:
        """What a column is called on paper."""
        return "/".join(one.path) or self.headings[one.key]

    def signers(self, layout: FormLayout) -> list[Signer]:
        return [signer_of(one) for one in layout.signers or self.form.signers]


def adaptable() -> list[str]:
    """The forms that can be adapted, by id."""
    return [form.id for form in FORMS.values() if isinstance(form, TableForm)]


def spoken(form: Form) -> Words:
    """What a form is called, for sentences that are kept."""
    return Words(form.title, form.name)


def require_open(book: Book) -> None:
    """Raises FormFrozen where the year is not open any more."""
    state = next((row["state"] for row in book.rows("years")), "open")
    if state != "open":
        raise FormFrozen(year=str(book.year), state=STATES.format(state))


def adapting(
    assessment: Assessment, form_id: str, layout: FormLayout, row_id: int, what: Message | None = None
) -> Edit | None:
    """The Edit that gives a year's form a layout; None where it has it. `row_id` is the next free one.

    A layout that says nothing but the form's own is not held. Raises UnknownForm, NotAdaptable, FormFrozen, and the
    Problems of `tidied`.
    """
    book = assessment.book
    require_open(book)
    one = Adaptable.of(form_id, assessment)
    layout = tidied(one, layout)
    held = layout_rows(book.rows(NAME)).get(form_id)
    change: Change | None
    if layout == FormLayout():
        change = removed(NAME, held) if held is not None else None
        what = message(N_("Form “{form}” as the program has it"), form=spoken(one.form))
    else:
        values: dict[str, Any] = {"form": form_id, **layout.values()}
        change = updated(NAME, held, values) if held else added(NAME, row_id, book.year, values)
        what = what or message(N_("Form “{form}” adapted"), form=spoken(one.form))
    return Edit(what, (change,), book.year) if change is not None else None


def tidied(one: Adaptable, layout: FormLayout) -> FormLayout:
    """The layout as it is kept: nothing invisible in its texts, and what is the form's own left empty.

    Raises CellRefused, ColumnNeeded, FewColumns, SumFirst, HeadingTwice, HeadingDeep, HeadingInUnit, TooMany,
    LabelMissing.
    """
    form = one.form
    title = _read(TITLE, N_("Title"), layout.title)
    number = _read(NUMBER, N_("Attachment"), layout.number).removeprefix("附件")
    signers = tuple(map(_signer, layout.signers))
    notes = tuple(filter(None, (_read(NOTE, N_("Own notes"), note) for note in layout.notes)))
    for what, most, found in (
        (N_("Signatures"), MOST_SIGNERS, signers),
        (N_("Own notes"), MOST_NOTES, notes),
    ):
        if len(found) > most:
            raise TooMany(what=_(what), n=most)
    return FormLayout(
        # A form with rows of its own may print more than this, such as the community's name.
        "" if title == form.title and form.write is None else title,
        "" if number == str(form.number) else number,
        _columns(one, layout),
        () if list(signers) == [signer_of(own) for own in form.signers] else signers,
        notes,
        tuple(kind for kind in KINDS if kind in layout.hidden),
    )


def _columns(one: Adaptable, layout: FormLayout) -> tuple[Placed, ...]:
    form = one.form
    order = [replace(placed_, heading=_heading(one, placed_)) for placed_ in one.order(layout)]
    shown = [placed_ for placed_ in order if placed_.shown]
    columns = {column.key: column for column in form.columns}
    must = needed(form)
    for placed_ in order:
        if placed_.key in must and not placed_.shown:
            raise ColumnNeeded(column=one.heading(placed_))
    if sum(columns[placed_.key].kind != "serial" for placed_ in shown) < _LEAST:
        raise FewColumns
    if form.write is None and columns[shown[0].key].summed:
        raise SumFirst(column=one.heading(shown[0]))
    seen: set[str] = set()
    for placed_ in shown:
        heading = one.heading(placed_)
        if matching(heading) in seen:
            raise HeadingTwice(heading=heading)
        seen.add(matching(heading))
        is_money = columns[placed_.key].kind == "money"
        if is_money and any(UNIT.search(matching(part)) for part in placed_.path):
            raise HeadingInUnit(heading=heading)
    own = [Placed(column.key, shown=column.key in one.usual) for column in form.columns]
    return () if order == own else tuple(order)


def _heading(one: Adaptable, placed_: Placed) -> str:
    """A heading as it is kept, "" for the form's own."""
    path = [_read(HEADING, N_("Heading"), part) for part in placed_.path]
    if len(path) > LEVELS:
        raise HeadingDeep(heading="/".join(path), n=LEVELS)
    said = "/".join(filter(None, path))
    return "" if said == one.headings[placed_.key] else said


def _signer(signer: Signer) -> Signer:
    label = _read(LABEL, N_("Signatures"), signer.label).rstrip("：:")
    name = _read(PERSON, N_("Signatures"), signer.name)
    if not label:
        raise LabelMissing
    return Signer(label, signer.key, name)


def _read(kind: Text, column: str, text: str) -> str:
    try:
        return str(kind.parse(text) or "")
    except UnreadableValue as problem:
        raise CellRefused(column=_(column), why=problem.message, remedy=problem.remedy) from None


# From office to office -----------------------------------------------------------------------------------------------


def shared(book: Book, form_id: str, layout: FormLayout) -> FormLayout:
    """A layout as another office can take it: own columns by their headings, and no names of people."""
    own = {column.key: column.heading for column in _own(book, form_id)}
    columns = (
        replace(c, key=f"{OWN}{own[c.key]}") if c.key in own else c
        for c in layout.columns
        if c.key in own or own_kind(c.key) is None
    )
    return replace(
        layout,
        columns=tuple(columns),
        signers=tuple(replace(signer, name="") for signer in layout.signers),
    )


def taken(book: Book, form_id: str, layout: FormLayout) -> tuple[FormLayout, list[str]]:
    """Another office's layout for this one, and what of it this one does not have: columns by heading or key.

    A column that the file has and this program or sheet has not is left out. Who signs under the same words keeps the
    name that stands there now.
    """
    form = form_named(form_id)
    own = {matching(column.heading): column.key for column in _own(book, form_id)}
    known = {c.key for c in form.columns} if isinstance(form, TableForm) else set()
    columns, left = [], []
    for one in layout.columns:
        if one.key.startswith(OWN):
            heading = one.key.removeprefix(OWN)
            key = own.get(matching(heading), "")
        else:
            heading, key = one.key, one.key if one.key in known else ""
        if key:
            columns.append(replace(one, key=key))
        elif one.shown:
            left.append(heading)
    return replace(layout, columns=tuple(columns), signers=_named(layout.signers, book, form_id)), left


def _named(signers: Iterable[Signer], book: Book, form_id: str) -> tuple[Signer, ...]:
    held = {(one.key, one.label): one.name for one in layout_of(book, form_id).signers}
    return tuple(replace(one, name=one.name or held.get((one.key, one.label), "")) for one in signers)


def unknown(one: Adaptable, layout: FormLayout) -> list[str]:
    """The columns of a layout that the form does not have any more."""
    known = {column.key for column in one.form.columns}
    return [placed_.key for placed_ in layout.columns if placed_.key not in known]


def _own(book: Book, form_id: str) -> Iterable[Any]:
    form = form_named(form_id)
    return own_columns(book.rows("own_columns"), form.sheet) if isinstance(form, TableForm) else ()
