"""Replacing what was found: as if each cell was typed anew, all of it one Edit over every sheet."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from street_desk.domain.edits import Change, Edit
from street_desk.domain.kinds import Reference
from street_desk.domain.people import Masked, without_numbers
from street_desk.domain.problems import DerivedColumn, Problem, UnreadableValue
from street_desk.domain.sheets import Column
from street_desk.domain.typing_in import Refusal, Typed
from street_desk.language import CHINESE, N_, Message, current, message
from street_desk.ui.grid_model import GridModel
from street_desk.ui.seeker import Hit, Seeker, texts_of
from street_desk.ui.slices import Slices

_RUN = 50


class OnlyMaskShown(UnreadableValue):
    """An id or a phone of which only the mask is seen: nobody sees what would be replaced."""

    what = N_("“{text}” is only the mask of it.")
    to_do = N_("Show ids and phones in full first: it is in the View menu.")


class Outcome(NamedTuple):
    """What became of a replacing, in words; `complete` where every cell took what it became."""

    text: str
    complete: bool


class Replacing(QObject):
    """Replaces what a Seeker found. `done` carries the Outcome; a Problem that kept all of it out is `refused`."""

    done = Signal(object)
    refused = Signal(object)

    def __init__(self, seeker: Seeker) -> None:
        super().__init__(seeker)
        self._seeker = seeker
        self._page = seeker._page
        self.slices = Slices(self)
        self._changes: list[Change] = []
        self._refusals: list[tuple[GridModel, Refusal]] = []
        self._derived: list[Column] = []
        self._typed = self._count = self._out_of = self._overtaken = 0
        self._hits: frozenset[Hit] = frozenset()
        self._what: Message | None = None
        self.slices.finished.connect(self._apply)

    @property
    def percent(self) -> int:
        """How many of the cells are typed anew so far."""
        return self._count * 100 // self._out_of if self._out_of else 100

    @property
    def single(self) -> bool:
        """Whether it was one cell alone."""
        return self._out_of == 1

    def start(self, hits: Sequence[Hit], by: str) -> None:
        """Replaces in these cells. A cell of a worked-out column is left as it is, and counted."""
        if self._page.models[hits[0].sheet].typing.closed():
            return
        self._changes, self._refusals, self._derived = [], [], []
        self._typed = self._count = self._overtaken = 0
        self._out_of, self._hits = len(hits), frozenset(hits)
        self._what = self._named(hits, by)
        work = self._type(list(hits), by)
        if self.single:
            # At once: the next key is meant for the next cell.
            deque(work, maxlen=0)
            self._apply()
        else:
            self.slices.start(work)

    def _named(self, hits: Sequence[Hit], by: str) -> Message:
        """The Edit in words; where ids or phones are among the cells, the texts may be pieces of them."""
        keys = {(hit.sheet, hit.key) for hit in hits}
        if any(isinstance(self._page.models[sheet].sheet[key].kind, Masked) for sheet, key in keys):
            return message(N_("Replace in {n} cells"), n=len(hits))
        old, new = without_numbers(self._seeker.sought.text), without_numbers(by)
        return message(N_("Replace “{old}” by “{new}” in {n} cells"), old=old, new=new, n=len(hits))

    def _type(self, hits: list[Hit], by: str) -> Iterator[None]:
        """Types the cells of some rows at a time; nothing goes into the file yet."""
        # Rows stay whole: a row's cells make one Change.
        rows = [list(cells) for _row, cells in groupby(hits, lambda hit: (hit.sheet, hit.row))]
        for start in range(0, len(rows), _RUN):
            for sheet, some in groupby(rows[start : start + _RUN], lambda cells: cells[0].sheet):
                self._type_some(self._page.models[sheet], [hit for cells in some for hit in cells], by)
            yield

    def _type_some(self, model: GridModel, hits: Sequence[Hit], by: str) -> None:
        self._count += len(hits)
        cells = []
        for hit in hits:
            if (column := model.sheet[hit.key]).derived:
                self._derived.append(column)
            elif (cell := self._retyped(model, hit, by)) is not None:
                cells.append(cell)
        changes, refused = model.session.typed(model.year, model.sheet.name, cells)
        self._changes += changes
        self._refusals += [(model, refusal) for refusal in refused]
        self._typed += len(cells) - len(refused)

    def _retyped(self, model: GridModel, hit: Hit, by: str) -> Typed | None:
        """What a cell's text becomes; None where it no longer shows what is sought."""
        sought, column = self._seeker.sought, model.sheet[hit.key]
        value = (model.row(hit.row) or {}).get(hit.key)
        shown, typed = (text(column, value) for text in texts_of(model))
        if isinstance(column.kind, Masked) and not model.unmasked:
            # Another text than the mask, which would be taken for the value as it is.
            return Typed(hit.row, hit.key, sought.replaced(shown, by), refused=OnlyMaskShown(text=shown))
        if isinstance(column.kind, Reference) and self._renamed(column.kind.sheet, value):
            # The row it refers to is among those replaced, and takes this cell along.
            return None
        factor = getattr(getattr(model, "unit", None), "factor", 1)
        if sought.matches(typed) or sought.matches(shown):
            text = typed if sought.matches(typed) else shown
            return Typed(hit.row, hit.key, sought.replaced(text, by), factor=factor)
        # A whole number that was sought in another writing of it.
        return Typed(hit.row, hit.key, by, factor=factor) if sought.whole else None

    def _renamed(self, sheet: str, row: int | None) -> bool:
        naming = self._page.models[sheet].sheet.naming
        return row is not None and Hit(sheet, row, naming) in self._hits

    def _apply(self) -> None:
        assert self._what is not None
        entry = 0
        self._leave_what_was_typed_meanwhile()
        try:
            if self._changes:
                edit = Edit(self._what, tuple(self._changes), self._page.year)
                entry = self._page.session.apply(edit).entry.id
        except Problem as problem:
            self.refused.emit(problem)
            return
        for model, refusal in self._refusals:
            model.typing.mark_replaced(refusal, entry)
        self.done.emit(
            Outcome(self._said(), not (self._refusals or self._overtaken or (self.single and self._derived)))
        )

    def _leave_what_was_typed_meanwhile(self) -> None:
        """Drops the Changes to cells that hold something else by now, and to rows that are gone."""
        book = self._page.session.book(self._page.year)
        kept = []
        for change in self._changes:
            row, before, after = book.row(change.sheet, change.row), change.before or {}, change.after or {}
            same = {key for key in after if row is not None and row.get(key) == before.get(key)}
            self._overtaken += len(after) - len(same)
            if same:
                held = {key: value for key, value in before.items() if key in same}
                kept.append(
                    replace(change, before=held, after={key: after[key] for key in after if key in same})
                )
        self._changes = kept
        self._typed = max(0, self._typed - self._overtaken)

    def _said(self) -> str:
        said: list[Message | Problem] = []
        if self._refusals:
            model, first = self._refusals[0]
            index = model.index_of(first.cell.row, first.cell.key)
            words = N_("{taken} cells replaced, {n} refused and marked; the first: {sheet}, row {row}, {why}")
            said.append(
                message(
                    words,
                    taken=self._typed,
                    n=len(self._refusals),
                    sheet=model.sheet.shown(),
                    row=str(1 if model.sheet.single else model.rows.number(index.row())),
                    why=first.problem.text(),
                )
            )
        elif self._typed or not self._derived:
            said.append(message(N_("{n} cells replaced."), n=self._typed))
        if self._derived and self.single:
            said.append(DerivedColumn(column=self._derived[0].shown()))
        elif self._derived:
            words = N_("{n} cells of columns that the program works out stay as they are.")
            said.append(message(words, n=len(self._derived)))
        if self._overtaken:
            words = N_("{n} cells were changed meanwhile and stay as they are now.")
            said.append(message(words, n=self._overtaken))
        return ("" if current() == CHINESE else " ").join(one.text() for one in said)
