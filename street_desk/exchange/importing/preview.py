"""The Preview: what an import would do, ready to be shown as a table, printed as JSON and made into Changes.

Nothing here knows how it was found out. Sentences are Messages, so that they follow the language of whoever reads them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from street_desk.domain.edits import Change, made, updated
from street_desk.domain.kinds import Value
from street_desk.domain.remembering import Remembered, fingerprint_of
from street_desk.exchange.importing.comparing import Equal, exactly
from street_desk.exchange.importing.confirmed import Signature, kept_answers
from street_desk.exchange.importing.headings import said_by_user
from street_desk.exchange.importing.layout import TURNED, Layout, TabView
from street_desk.exchange.importing.result import CHANGED, NEW, SAME, Plan, RowView, Skips, TakenRows
from street_desk.exchange.importing.vocabulary import SHEETS
from street_desk.language import ENGLISH, Message


class ColumnView(NamedTuple):
    """One heading and the Column it was matched to ("" for none), with a score of 0–100 and the reason.

    `letters` is the workbook's column, `cells` the heading cells it was read from.
    """

    heading: str
    column: str
    score: int
    reason: Message
    letters: str
    cells: tuple[str, ...]


class Refused(NamedTuple):
    """A cell that should have been imported and could not be."""

    cell: str
    column: str
    text: str
    why: Message


class Total(NamedTuple):
    """A total the workbook states against the sum of its detail, both as commands print them."""

    cell: str
    column: str
    stated: object
    computed: object
    agrees: bool


class Unread(NamedTuple):
    """A tab in which no table was recognised, and why."""

    tab: str
    why: Message


class Note(NamedTuple):
    """Text around the table: titles, notes, signatures."""

    cell: str
    text: str


class Remark(NamedTuple):
    """Something to know about the table that holds nothing back: what was hidden, whose year the form is of."""

    cell: str
    what: Message


@dataclass(frozen=True, slots=True)
class Question:
    """Something only the user knows. An answer is the text of one option, in either language.

    `cells` are all that wait for it; `answer` is the place of the option chosen, None while it is open.
    """

    id: str
    tab: str
    cell: str
    column: str
    text: Message
    options: tuple[Message, ...]
    cells: tuple[str, ...] = ()
    answer: int | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "tab": self.tab,
            "cell": self.cell,
            "column": self.column,
            "text": self.text.text(),
            "options": [option.text() for option in self.options],
        }


@dataclass(frozen=True, slots=True)
class Region:
    """One table of a tab: how it was understood and what each of its cells became.

    `unit` is "yuan", "wan" (10,000), "qian" (1,000) or "bai" (100), in JSON too. `questions` holds the answered ones
    too. `layout` is where it lies in its tab, `signature` the heading rows by which such a table is known again, and
    `reads` what each of their columns is read as; `kept_unit` the unit that goes with them, "" where only this
    workbook's titles state one.
    """

    tab: str
    sheet: str
    header: str
    unit: str
    columns: tuple[ColumnView, ...]
    rows: TakenRows
    skipped: Skips
    refused: tuple[Refused, ...]
    totals: tuple[Total, ...]
    notes: tuple[Note, ...]
    office: Mapping[str, str]
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    layout: Layout
    signature: Signature = ()
    reads: tuple[str, ...] = ()
    kept_unit: str = ""

    def count(self, state: str) -> int:
        """How many rows are in that state."""
        return self.rows.count(state)

    @property
    def corrected(self) -> int:
        """How many of its columns the user set or left out."""
        return sum(said_by_user(column.reason) for column in self.columns)

    def named_by(self, cells: Collection[str]) -> dict[int, str]:
        """The places of the rows that cells of the tab name, each with its cell: any one in the table's own columns."""
        layout = self.layout
        edges = (layout.top, layout.bottom) if layout.shape == TURNED else (layout.left, layout.right)
        return self.rows.places_of(cells, *edges)

    def answers(self) -> dict[str, str]:
        """What its questions were answered, by their ids."""
        return {q.id: q.options[q.answer].text(ENGLISH) for q in self.questions if q.answer is not None}

    def remembered(self, file: str, at: str, answers: Mapping[str, str]) -> Remembered:
        """How it was read, to be known again, with the answers to tables of its shape."""
        return Remembered(
            fingerprint_of(self.signature, self.layout.shape),
            self.sheet,
            self.signature,
            self.reads,
            self.kept_unit,
            kept_answers(answers),
            file,
            at,
            self.layout.shape,
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "tab": self.tab,
            "sheet": self.sheet,
            "header": self.header,
            "unit": self.unit,
            "columns": [{"heading": c.heading, "column": c.column, "score": c.score} for c in self.columns],
            "new": self.count(NEW),
            "changed": self.count(CHANGED),
            "same": self.count(SAME),
            "rows": len(self.rows),
            "skipped": [{"cell": s.cell, "text": s.text, "why": s.why.text()} for s in self.skipped],
            "refused": [
                {"cell": r.cell, "column": r.column, "text": r.text, "why": r.why.text()}
                for r in self.refused
            ],
            "totals": [t._asdict() for t in self.totals],
            "notes": [
                *({"cell": r.cell, "text": r.what.text()} for r in self.remarks),
                *(n._asdict() for n in self.notes),
            ],
            "office": dict(self.office),
            "questions": [q.to_json() for q in self.questions if q.answer is None],
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """What importing one workbook would do.

    `asked_for` are the communities that only an answer adds. `unread`: tabs in which no table was recognised. `tabs`
    are the tabs as they are shown. `own`: a workbook of our own making, which no layout changes. `equal` tells whether
    a value of it is a held one.
    """

    file: str
    year: int
    regions: tuple[Region, ...]
    asked_for: tuple[Plan, ...] = ()
    unread: tuple[Unread, ...] = ()
    tabs: tuple[TabView, ...] = ()
    own: bool = False
    equal: Equal = exactly

    def changes(self) -> tuple[Change, ...]:
        """The Changes, communities first; one that only an answer adds comes in only when someone of it does."""
        plans = list(self.plans())
        others = [plan for plan in plans if plan.sheet != "communities"]
        wanted = {plan.community for plan in others}
        communities = [p for p in plans if p.sheet == "communities" and (p.number or p.row in wanted)]
        return tuple(self._changes([*communities, *others]))

    def told(self) -> dict[str, set[int]]:
        """The rows, by sheet, that rows of the workbook are, the new ones included."""
        found: dict[str, set[int]] = {}
        for region in self.regions:
            found.setdefault(region.sheet, set()).update(region.rows.told())
        found.setdefault("communities", set()).update(plan.row for plan in self.asked_for)
        return found

    def plans(self) -> Iterator[Plan]:
        """What each row brings, communities first; the values are the caller's to change."""
        regions = sorted(self.regions, key=lambda region: region.sheet != "communities")
        asked_for = (plan._replace(values=dict(plan.values)) for plan in self.asked_for)
        return chain(asked_for, *(region.rows.plans() for region in regions))

    def _changes(self, plans: list[Plan]) -> Iterator[Change]:
        # Nearly every row has one plan, and then its values need no copy.
        several: dict[tuple[str, int], dict[str, Value]] = {}
        last: dict[tuple[str, int], Plan] = {}
        for plan in plans:
            row = plan.sheet, plan.row
            earlier = last.get(row)
            if earlier is not None:
                several[row] = {**several.get(row, earlier.values), **plan.values}
            last[row] = plan
        for row, plan in last.items():
            values = several.get(row, plan.values) if several else plan.values
            if plan.before is None:
                values["year"] = self.year
                yield made(plan.sheet, plan.row, values)
            elif (change := updated(plan.sheet, plan.before, values)) is not None:
                yield change

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions, each once."""
        found: dict[str, Question] = {}
        for region in self.regions:
            for question in region.questions:
                if question.answer is None:
                    found.setdefault(question.id, question)
        return tuple(found.values())

    def remembered(self, at: str) -> tuple[Remembered, ...]:
        """What there is to remember of how its tables were read, once the import is applied at that time (ISO)."""
        found: dict[tuple[str, Signature], Region] = {}
        answers: dict[tuple[str, Signature], dict[str, str]] = {}
        for region in self.regions:
            known_by = (region.layout.shape, region.signature)
            answers.setdefault(known_by, {}).update(region.answers())
            # Without a column that names the rows nothing came in: there is nothing to read that way again.
            if SHEETS[region.sheet].naming not in region.reads or not any(map(any, region.signature)):
                continue
            other = found.get(known_by)
            # Of tables of one shape the one that the user corrected tells how they are meant.
            if other is None or region.corrected >= other.corrected:
                found[known_by] = region
        return tuple(one.remembered(self.file, at, answers[key]) for key, one in found.items())

    @property
    def office_offers(self) -> dict[str, str]:
        """Values found for the office sheet by column key; the first one found stands."""
        found: dict[str, str] = {}
        for region in self.regions:
            for key, text in region.office.items():
                found.setdefault(key, text)
        return found

    @property
    def complete(self) -> bool:
        """Whether everything went in: nothing refused, no total that disagrees, no open question."""
        return (
            not any(region.refused or any(not t.agrees for t in region.totals) for region in self.regions)
            and not self.questions
        )

    def rows(self) -> Iterator[RowView]:
        """The rows of every region."""
        for region in self.regions:
            yield from region.rows

    def to_json(self) -> dict[str, Any]:
        """The workbook's entry as `import` prints it."""
        return {
            "file": self.file,
            "problem": None,
            "regions": [region.to_json() for region in self.regions],
            "unread": [{"tab": tab, "why": why.text()} for tab, why in self.unread],
        }
