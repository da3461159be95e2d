"""The Session: one open file, and the whole API that windows and commands use."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from street_desk.domain.book import Book
from street_desk.domain.carrying import carried
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.checks import Finding
from street_desk.domain.edits import Change, Edit, added
from street_desk.domain.kinds import Value
from street_desk.domain.ledger import Ledger
from street_desk.domain.problems import (
    UnknownStandard,
    UnknownYear,
    YearExists,
    YearGap,
)
from street_desk.domain.sheets import Column, Row, Sheet
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.columns import figures_sheet
from street_desk.domain.standards.pack import Standard
from street_desk.domain.typing_in import Refusal, Typed, typed_changes
from street_desk.exchange import packs
from street_desk.language import N_, Message, message
from street_desk.store import Store
from street_desk.store.history import Entry, History

if TYPE_CHECKING:
    from street_desk.domain.pages import Page, Unit
    from street_desk.exchange.batch import Batch


@dataclass(frozen=True, slots=True)
class Changed:
    """What an Edit touched, for those who show it: rows by year, and sheets whose rows came or went."""

    entry: Entry
    rows: Mapping[int, frozenset[tuple[str, int]]] = field(default_factory=dict)
    sheets: frozenset[str] = frozenset()
    first: tuple[str, int] | None = None
    key: str = ""


class Session:
    """An open file with its years, rows, history, findings and assessments. Close it when done."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ledger = Ledger(self._load, self.standard)
        self._watchers: list[Callable[[Changed], None]] = []
        self._history = History(store.history())
        self._years: dict[int, Row] = {}
        self._read_years()

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Session:
        """An existing file. Raises the Problems of `Store.open`."""
        return cls(Store.open(path, read_only=read_only))

    @classmethod
    def create(
        cls,
        path: Path,
        *,
        street: str,
        county: str,
        year: int,
        standard: str = packs.BUILT_IN,
        minimum_wage: Value = None,
    ) -> Session:
        """A new file with its first year. Raises FileExists, FileUnwritable, UnknownStandard, BadPack."""
        text = packs.pack_text(standard)
        packs.standard_of(text, standard)
        first = (
            Change("office", 1, None, {"street": street, "county": county}),
            *_new_year(year, standard, 1),
            added("figures", 1, year, {"minimum_wage": minimum_wage}),
        )
        what = message(N_("New file for {street}, {year}"), street=street, year=str(year))
        store = Store.create(path)
        try:
            store.adopt(standard, text)
            # The file's beginning is logged and not undoable: without it there is nothing.
            store.write(Edit(what, first, year), "note")
        except BaseException:
            store.close()
            path.unlink(missing_ok=True)
            raise
        return cls(store)

    def close(self) -> None:
        self._store.close()

    @property
    def path(self) -> Path:
        return self._store.path

    @property
    def store(self) -> Store:
        """For backups and verification."""
        return self._store

    @property
    def read_only(self) -> bool:
        return self._store.read_only

    # Years -----------------------------------------------------------------------------------------------------------

    def years(self) -> dict[int, Row]:
        """The rows of the years by year, the oldest first."""
        return dict(self._years)

    def require_year(self, year: int) -> None:
        """Raises UnknownYear where the year was never opened."""
        if year not in self._years:
            raise UnknownYear(year=str(year), years=tuple(map(str, self._years)))

    def open_year(self, year: int) -> Changed:
        """Carries the year before forward as one Edit. Raises YearExists, YearGap."""
        if year in self._years:
            raise YearExists(year=str(year))
        if year - 1 not in self._years:
            raise YearGap(year=str(year), years=tuple(map(str, self._years)))
        before = self.book(year - 1)
        ids = {name: self.next_id(name) for name in ("communities", "workers", "figures")}
        standard = str(self._years[year - 1]["standard"])
        changes = (
            *_new_year(year, standard, self.next_id("years")),
            *carried(before, ids, [i.id for i in self.standard(year - 1).indexes]),
        )
        return self.apply(Edit(message(N_("Open {year}"), year=str(year)), changes, year))

    def _history_year(self, year: int) -> tuple[Change, ...]:
        """What makes a year before the file's first one, as history. Raises UnknownYear for any other year."""
        first = min(self._years)
        if year >= first:
            self.require_year(year)
        standard = str(self._years[first]["standard"])
        return (
            *_new_year(year, standard, self.next_id("years")),
            added("figures", self.next_id("figures"), year, {}),
        )

    def standard(self, year: int) -> Standard:
        """The Standard of a year, as it was adopted. Raises UnknownYear, UnknownStandard."""
        self.require_year(year)
        name = str(self._years[year]["standard"])
        text = self._store.standard_text(name)
        if text is None:
            raise UnknownStandard(name=name, choices=tuple(packs.shipped()))
        return packs.standard_of(text, name)

    # Rows ------------------------------------------------------------------------------------------------------------

    def sheet(self, name: str, year: int) -> Sheet:
        """A sheet as this year has it: the figures with the settings of the year's Standard."""
        sheet = SHEETS[name]
        if name != "figures":
            return sheet
        return figures_sheet(self.standard(year), self.book(year).figures, year)

    def book(self, year: int) -> Book:
        """The rows of a year. Raises UnknownYear."""
        self.require_year(year)
        return self._ledger.book(year)

    def _load(self, year: int) -> Book:
        return Book(year, {name: self._store.rows(name, year) for name in SHEETS})

    def assessment(self, year: int) -> Assessment:
        """The year's Lines. Raises UnknownYear."""
        self.require_year(year)
        return self._ledger.assessment(year)

    def findings(self, year: int) -> list[Finding]:
        """What the checks notice, errors first. Raises UnknownYear."""
        self.require_year(year)
        return self._ledger.findings(year)

    def value(self, year: int, sheet: str, row: Row, column: Column) -> Value:
        """A cell's value, worked out where the column is derived."""
        if column.derived:
            return self.assessment(year).value(sheet, int(row["id"]), column.key)
        return row.get(column.key)

    def next_id(self, sheet: str) -> int:
        return self._store.next_id(sheet)

    # Files in and out ------------------------------------------------------------------------------------------------

    def plan_import(self, year: int, workbooks: Sequence[Path], answers: Mapping[str, str]) -> Batch:
        """What workbooks would bring into a year; nothing is written. A year before the first one may be new.

        Raises UnknownYear. A workbook's own Problem is in the batch.
        """
        from street_desk.exchange.batch import plan

        ids = {name: self.next_id(name) for name in ("communities", "workers")}
        if year in self._years:
            return plan(workbooks, self.book(year), self.assessment(year), ids, answers)
        self._history_year(year)
        return plan(workbooks, Book(year, {"office": self._store.rows("office")}), None, ids, answers)

    def take_import(self, year: int, batch: Batch) -> bool:
        """Brings a planned import in as one Edit; False where it changes nothing."""
        if not batch.changes:
            return False
        before = () if year in self._years else self._history_year(year)
        self.apply(Edit(batch.what, (*before, *batch.changes), year))
        return True

    def page(
        self,
        form: str,
        year: int,
        *,
        unit: Unit = "yuan",
        unmasked: bool = False,
        date: datetime.date | None = None,
    ) -> Page:
        """A form of a year, filled and laid out. Raises UnknownForm, UnknownYear."""
        from street_desk.domain.forms import fill

        return fill(
            form, self.assessment(year), date=date or datetime.date.today(), unit=unit, unmasked=unmasked
        )

    # Edits -----------------------------------------------------------------------------------------------------------

    def typed(
        self, year: int, sheet: str, cells: Iterable[Typed]
    ) -> tuple[tuple[Change, ...], list[Refusal]]:
        """The Changes that typed cells would make, and the cells refused. Raises UnknownColumn."""
        items = {i.key for i in self.standard(year).items if i.rows == sheet and i.unit in ("money", "count")}
        return typed_changes(self.book(year), self.sheet(sheet, year), cells, self.next_id(sheet), items)

    def apply(self, edit: Edit, kind: str = "edit", target: int | None = None) -> Changed:
        """Commits an Edit and everything that follows from it, then tells those who watch.

        Raises ReadOnly or FileUnwritable, and then nothing is changed.
        """
        entry = self._store.write(edit, kind, target)
        self._history.take(entry)
        if any(change.sheet == "years" for change in edit.changes):
            self._read_years()
        rows = self._ledger.take(edit.changes)
        moved = frozenset(c.sheet for c in edit.changes if c.before is None or c.after is None)
        first = edit.changes[0] if edit.changes else None
        key = next(iter(first.after or {}), "") if first and first.before is not None else ""
        changed = Changed(entry, rows, moved, (first.sheet, first.row) if first else None, key)
        for watcher in list(self._watchers):
            watcher(changed)
        return changed

    def undo(self) -> Changed:
        """Takes the last Edit back, by an Edit of its own. Raises NothingToUndo."""
        entry = self._history.last_done()
        edit = Edit(entry.what, self._store.changes(entry.id), entry.year)
        return self.apply(edit.reversed(message(N_("Undo: {what}"), what=entry.what)), "undo", entry.id)

    def redo(self) -> Changed:
        """Makes the Edit undone last again. Raises NothingToRedo."""
        entry = self._history.last_undone()
        edit = Edit(message(N_("Redo: {what}"), what=entry.what), self._store.changes(entry.id), entry.year)
        return self.apply(edit, "redo", entry.id)

    def undoable(self) -> Message | None:
        """What undo would take back."""
        return self._history.undoable()

    def redoable(self) -> Message | None:
        """What redo would make again."""
        return self._history.redoable()

    def note(self, what: Message, year: int) -> None:
        """Logs something that is not an Edit, such as showing ids unmasked."""
        self._store.note(what, year)

    def history(self) -> list[tuple[Entry, bool]]:
        """Every entry, the oldest first, and whether it stands undone."""
        return [(entry, self._history.stands_undone(entry)) for entry in self._store.history()]

    def watch(self, watcher: Callable[[Changed], None]) -> None:
        """Calls `watcher` after every Edit."""
        self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[Changed], None]) -> None:
        self._watchers.remove(watcher)

    def _read_years(self) -> None:
        self._years = {
            int(row["year"]): row
            for row in sorted(self._store.rows("years").values(), key=lambda r: int(r["year"]))
        }
        self._ledger.keep(self._years)


def _new_year(year: int, standard: str, row_id: int) -> tuple[Change, ...]:
    return (Change("years", row_id, None, {"year": year, "state": "open", "standard": standard}),)
