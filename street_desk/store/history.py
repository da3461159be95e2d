"""The history: its entries, and which Edit undo and redo are about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from street_desk.domain.kinds import Value
from street_desk.domain.problems import NothingToRedo, NothingToUndo
from street_desk.domain.remembering import Origin
from street_desk.language import Message


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history. `kind` is edit, undo, redo or note; `target` the edit undone or redone."""

    id: int
    at: str
    who: str
    year: int
    kind: str
    target: int | None
    what: Message


class Carried(NamedTuple):
    """The row of the year before that a row was carried from."""

    year: int
    row: int


@dataclass(frozen=True, slots=True)
class ValueEntry:
    """One entry as it touched one value. `origin`: where an import found it; `carried`: the row it was carried from."""

    entry: Entry
    before: Value
    after: Value
    origin: Origin | None = None
    carried: Carried | None = None


class History:
    """The Edits that stand and those undone, as the entries tell in their order; notes are passed over."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._done: list[Entry] = []
        # Each Edit undone, with the entry that undid it.
        self._undone: list[tuple[Entry, Entry]] = []
        # The same by number, and which entry undid each Edit that stands undone, overtaken ones too.
        self._again: set[int] = set()
        self._undoing: dict[int, Entry] = {}
        for entry in entries:
            self.take(entry)

    def take(self, entry: Entry) -> None:
        """Follows one more entry; a new Edit leaves nothing to redo."""
        if entry.kind == "edit":
            self._done.append(entry)
            self._undone.clear()
            self._again.clear()
        elif entry.kind == "undo":
            edit = self._done.pop()
            self._undone.append((edit, entry))
            self._again.add(edit.id)
            self._undoing[edit.id] = entry
        elif entry.kind == "redo":
            edit = self._undone.pop()[0]
            self._done.append(edit)
            self._again.discard(edit.id)
            self._undoing.pop(edit.id, None)

    def last_done(self) -> Entry:
        """The Edit that undo takes back. Raises NothingToUndo."""
        if not self._done:
            raise NothingToUndo
        return self._done[-1]

    def last_undone(self) -> tuple[Entry, Entry]:
        """The Edit that redo makes again, and the entry that undid it. Raises NothingToRedo."""
        if not self._undone:
            raise NothingToRedo
        return self._undone[-1]

    def undoable(self) -> Message | None:
        return self._done[-1].what if self._done else None

    def redoable(self) -> Message | None:
        return self._undone[-1][0].what if self._undone else None

    def stands_undone(self, entry: Entry) -> bool:
        """Whether an Edit was undone and could be made again."""
        return entry.id in self._again

    def undone_by(self, number: int) -> Entry | None:
        """The entry that undid an Edit for now, or for good where other Edits came since; None where it stands."""
        return self._undoing.get(number)

    def can_be_redone(self, number: int) -> bool:
        """Whether an Edit was undone and could be made again."""
        return number in self._again

    def done_after(self, number: int) -> bool:
        """Whether an Edit stands that was made after an entry."""
        return bool(self._done) and self._done[-1].id > number
