"""The Session: one open file, and the whole API that windows and commands use."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from street_desk.domain.carrying import carried, founded, new_year
from street_desk.domain.catalogue import CARRIED, FIGURES
from street_desk.domain.catalogue.street import STATES
from street_desk.domain.edits import Change, Edit, added, removed, updated
from street_desk.domain.kinds import Value
from street_desk.domain.own_editing import brought_back
from street_desk.domain.problems import EditOvertaken, StandardTaken, YearExists, YearFrozen, YearGap
from street_desk.domain.remembering import Original, Remembered, Source
from street_desk.domain.standards.pack import Standard
from street_desk.domain.typing_in import Refusal, Typed, typed_changes
from street_desk.exchange import packs
from street_desk.language import N_, Message, message
from street_desk.open_file import OpenFile
from street_desk.store import Store, keeping
from street_desk.store.history import Entry, History, Way

if TYPE_CHECKING:
    from street_desk.exchange.batch import Batch


@dataclass(frozen=True, slots=True)
class Changed:
    """What an Edit touched, for those who show it: rows by year, and sheets whose rows came or went.

    `entries` are those of the history that did it, one for each step of several. `noticed` are the rows by year of
    which the checks say something else now; a year that is missing is made anew.
    """

    entries: tuple[Entry, ...]
    rows: Mapping[int, frozenset[tuple[str, int]]] = field(default_factory=dict)
    sheets: frozenset[str] = frozenset()
    first: tuple[str, int] | None = None
    key: str = ""
    noticed: Mapping[int, frozenset[tuple[str, int]]] = field(default_factory=dict)

    @property
    def entry(self) -> Entry:
        """The last one."""
        return self.entries[-1]


def _together(steps: Sequence[Changed]) -> Changed:
    """Several steps as one."""
    # What any one of them did not tell, nobody knows.
    told = [year for year in steps[0].noticed if all(year in step.noticed for step in steps)]
    return replace(
        steps[-1],
        entries=tuple(entry for step in steps for entry in step.entries),
        rows=_united(step.rows for step in steps),
        sheets=frozenset().union(*(step.sheets for step in steps)),
        noticed={year: rows for year, rows in _united(s.noticed for s in steps).items() if year in told},
    )


def _united(
    parts: Iterable[Mapping[int, frozenset[tuple[str, int]]]],
) -> dict[int, frozenset[tuple[str, int]]]:
    """Rows by year, each year's put together."""
    found: dict[int, set[tuple[str, int]]] = {}
    for part in parts:
        for year, rows in part.items():
            found.setdefault(year, set()).update(rows)
    return {year: frozenset(rows) for year, rows in found.items()}


class Session(OpenFile):
    """An open file with its history, to ask and to change. Close it when done."""

    def __init__(self, store: Store) -> None:
        super().__init__(store)
        self._watchers: list[Callable[[Changed], None]] = []
        self._history = History(store.history())

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
        """A new file with its first year.

        Raises FileExists, FileUnwritable, UnknownStandard, BadPack, and CellRefused for a name that does not fit.
        """
        text = packs.pack_text(standard)
        packs.standard_of(text, standard)
        first = founded(street, county, year, standard, minimum_wage)
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

    # Years -----------------------------------------------------------------------------------------------------------

    def open_year(self, year: int) -> Changed:
        """Carries the year before forward as one Edit. Raises YearExists, YearGap."""
        if year in self._years:
            raise YearExists(year=str(year))
        if year - 1 not in self._years:
            raise YearGap(year=str(year), years=tuple(map(str, self._years)))
        before = self.book(year - 1)
        ids = {sheet.name: self.next_id(sheet.name) for sheet in (*CARRIED, FIGURES)}
        standard = str(self._years[year - 1]["standard"])
        changes = (
            new_year(year, standard, self.next_id("years")),
            *carried(before, ids, [i.id for i in self.standard(year - 1).indexes]),
        )
        return self.apply(Edit(message(N_("Open {year}"), year=str(year)), changes, year))

    def _history_year(self, year: int) -> tuple[Change, ...]:
        """What makes a year before the file's first one, as history. Raises UnknownYear for any other year."""
        self.require_history(year)
        standard = str(self._years[min(self._years)]["standard"])
        return (
            new_year(year, standard, self.next_id("years")),
            added("figures", self.next_id("figures"), year, {}),
            *brought_back(self.book(min(self._years)), year, self.next_id("own_columns")),
        )

    # Files in and out ------------------------------------------------------------------------------------------------

    def take_import(
        self,
        year: int,
        batch: Batch,
        *,
        sources: Sequence[Source] | None = None,
        remembered: Sequence[Remembered] | None = None,
    ) -> bool:
        """Brings a planned import in as one Edit; False where it changes nothing.

        `sources`: the workbooks and where their values stood, kept with the Edit. `remembered`: the mappings that were
        confirmed, kept even where nothing changes. Both are the batch's own unless given. Raises FileUnreadable where a
        workbook is gone by now.
        """
        sources = batch.sources() if sources is None else sources
        if remembered is None:
            remembered = batch.remembered(datetime.datetime.now().astimezone().isoformat(timespec="seconds"))
        if not batch.changes:
            if remembered:
                self._store.remember(remembered, year)
            return False
        before = () if year in self._years else self._history_year(year)
        edit = Edit(batch.what, (*before, *batch.changes), year)
        self._follow(edit, self._store.write(edit, sources=sources, remembered=remembered))
        return True

    def remember(self, items: Sequence[Remembered]) -> None:
        """Keeps confirmed mappings; logged and not undone."""
        self._store.remember(items, max(self._years))

    def forget(self, fingerprint: str) -> None:
        """Removes a confirmed mapping: tables of its shape are asked about again. Logged and not undone."""
        for one in self.remembered():
            if one.fingerprint == fingerprint:
                keeping.forget(self._store, one, max(self._years))

    def drop_original(self, one: Original) -> None:
        """Removes one imported workbook's content from the file; its name, size and hash stay. Logged, not undone."""
        keeping.drop_original(self._store, one, max(self._years))

    def thin_originals(self, keep_bytes: int = 0) -> None:
        """Removes the contents of imported workbooks, the oldest first, until so much is left; otherwise likewise."""
        keeping.thin(self._store, max(self._years), keep_bytes)

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
        return self._follow(edit, self._store.write(edit, kind, target))

    def _follow(self, edit: Edit, entry: Entry) -> Changed:
        """Brings everything to what an Edit made, and tells those who watch."""
        self._history.take(entry)
        if any(change.sheet == "years" for change in edit.changes):
            self._read_years()
        rows, noticed = self._ledger.take(edit.changes)
        moved = frozenset(c.sheet for c in edit.changes if c.before is None or c.after is None)
        first = edit.changes[0] if edit.changes else None
        key = next(iter(first.after or {}), "") if first and first.before is not None else ""
        changed = Changed((entry,), rows, moved, (first.sheet, first.row) if first else None, key, noticed)
        for watcher in list(self._watchers):
            watcher(changed)
        return changed

    def adopt(self, year: int, text: str, where: str) -> Standard:
        """Puts an open year under a standards pack, which is copied into the file and never changed again.

        It is logged and not undone. Raises BadPack, UnknownYear, YearFrozen, and StandardTaken where the file holds
        another pack under the same id.
        """
        standard = packs.standard_of(text, where)
        self.require_year(year)
        row = self._years[year]
        if row["state"] != "open":
            raise YearFrozen(year=str(year), state=STATES.text(row["state"]))
        held = self._store.standard_text(standard.id)
        if held is not None and held != text:
            raise StandardTaken(id=standard.id)
        self._store.adopt(standard.id, text)
        change = updated("years", row, {"standard": standard.id})
        if change is not None:
            what = message(N_("{year} adopts the standard {title}"), year=str(year), title=standard.title)
            self.apply(Edit(what, (change,), year), "note")
        return standard

    def undo(self) -> Changed:
        """Takes the last Edit back, by an Edit of its own. Raises NothingToUndo."""
        entry = self._history.last_done()
        edit = Edit(entry.what, tuple(map(self._as_it_stands, self._store.changes(entry.id))), entry.year)
        return self.apply(edit.reversed(message(N_("Undo: {what}"), what=entry.what)), "undo", entry.id)

    def _as_it_stands(self, change: Change) -> Change:
        """A year's opening with what was made of the year since without an Edit, such as a standard adopted."""
        if change.sheet != "years" or change.before is not None or change.after is None:
            return change
        return removed("years", self._years[int(change.after["year"])]).reversed()

    def redo(self) -> Changed:
        """Makes the Edit undone last again. Raises NothingToRedo."""
        entry, undo = self._history.last_undone()
        # What the undo took away comes back, which is more than the Edit made where its year has since adopted a
        # standard.
        undone = Edit(undo.what, self._store.changes(undo.id), entry.year)
        return self.apply(undone.reversed(message(N_("Redo: {what}"), what=entry.what)), "redo", entry.id)

    def step_to(self, number: int) -> Changed | None:
        """Undoes or makes again, one Edit after another, until the file is as it was right after an entry.

        Those who watch are told once. None where it is so already. Raises EditOvertaken, ReadOnly, FileUnwritable.
        """
        steps, way = list[Changed](), self.way_to(number)
        if way == "overtaken":
            raise EditOvertaken
        watchers, self._watchers = self._watchers, [steps.append]
        try:
            while self.way_to(number) != "here":
                if way == "forward":
                    self.redo()
                else:
                    self.undo()
        finally:
            self._watchers = watchers
            told = _together(steps) if steps else None
            if told is not None:
                for watcher in list(self._watchers):
                    watcher(told)
        return told

    def undone_by(self, number: int) -> Entry | None:
        """The entry that undid an Edit; None where the Edit stands."""
        return self._history.undone_by(number)

    def way_to(self, number: int) -> Way:
        """How `step_to` would bring the file to what it was right after an entry."""
        return self._history.way_to(number)

    def can_be_redone(self, number: int) -> bool:
        """Whether an Edit was undone and nothing was changed since."""
        return self._history.can_be_redone(number)

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
