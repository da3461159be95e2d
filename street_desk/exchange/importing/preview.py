"""The Preview: what an import would do, ready to be shown as a table, printed as JSON and made into Changes.

Nothing here knows how it was found out. Sentences are Messages, so that they follow the language of whoever reads them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from street_desk.domain.edits import Change, added, updated
from street_desk.domain.kinds import Value
from street_desk.exchange.importing.layout import Layout, TabView
from street_desk.exchange.importing.result import CHANGED, NEW, SAME, Plan, RowView, Skipped, TakenRows
from street_desk.language import Message


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

    `unit` is "yuan" or "wan". `questions` holds the answered ones too. `layout` is where it lies in its tab.
    """

    tab: str
    sheet: str
    header: str
    unit: str
    columns: tuple[ColumnView, ...]
    rows: TakenRows
    skipped: Sequence[Skipped]
    refused: tuple[Refused, ...]
    totals: tuple[Total, ...]
    notes: tuple[Note, ...]
    office: Mapping[str, str]
    questions: tuple[Question, ...]
    remarks: tuple[Remark, ...]
    layout: Layout

    def count(self, state: str) -> int:
        """How many rows are in that state."""
        return self.rows.count(state)

    def accounted(self) -> set[str]:
        """The address of every cell this region says something about."""
        found = {cell.address for row in self.rows for cell in row.cells.values()}
        found |= {address for column in self.columns for address in column.cells}
        for entries in (self.skipped, self.refused, self.totals, self.notes):
            found |= {entry.cell for entry in entries}
        return found | {address for question in self.questions for address in question.cells}

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
    are the tabs as they are shown. `own`: a workbook of our own making, which no layout changes.
    """

    file: str
    year: int
    regions: tuple[Region, ...]
    asked_for: tuple[Plan, ...] = ()
    unread: tuple[str, ...] = ()
    tabs: tuple[TabView, ...] = ()
    own: bool = False

    def changes(self, left_out: AbstractSet[tuple[str, int]] = frozenset()) -> tuple[Change, ...]:
        """The Changes, communities first, without the rows left out by (tab, row number).

        A worker of a new community that is left out is left out with it, and a community that only an answer adds
        comes in only when someone of it does.
        """
        plans = list(self.plans())
        # A new row is made by the first plan for it: left out, it takes what other tabs say of it along.
        makers = {(p.sheet, p.row): (p.tab, p.number) for p in reversed(plans) if p.before is None}
        gone = {row for row, place in makers.items() if place in left_out}
        stays = [p for p in plans if (p.tab, p.number) not in left_out and (p.sheet, p.row) not in gone]
        new = {p.row for p in plans if p.sheet == "communities" and p.before is None}
        known = {p.row for p in stays if p.sheet == "communities"}
        others = [
            p for p in stays if p.sheet != "communities" and (p.community not in new or p.community in known)
        ]
        wanted = {p.community for p in others}
        communities = [p for p in stays if p.sheet == "communities" and (p.number or p.row in wanted)]
        return tuple(self._changes([*communities, *others]))

    def plans(self) -> Iterator[Plan]:
        """What each row brings, communities first."""
        regions = sorted(self.regions, key=lambda region: region.sheet != "communities")
        return chain(self.asked_for, *(region.rows.plans() for region in regions))

    def _changes(self, plans: list[Plan]) -> Iterator[Change]:
        values: dict[tuple[str, int], dict[str, Value]] = {}
        last: dict[tuple[str, int], Plan] = {}
        for plan in plans:
            row = plan.sheet, plan.row
            if row in values:
                values[row].update(plan.values)
            else:
                values[row] = dict(plan.values)
            last[row] = plan
        for row, plan in last.items():
            if plan.before is None:
                yield added(plan.sheet, plan.row, self.year, values[row])
            elif (change := updated(plan.sheet, plan.before, values[row])) is not None:
                yield change

    @property
    def questions(self) -> tuple[Question, ...]:
        """The open questions, each once."""
        found = {q.id: q for region in self.regions for q in region.questions if q.answer is None}
        return tuple(found.values())

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
            "unread": list(self.unread),
        }
