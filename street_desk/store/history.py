"""The history: its entries, and which Edit undo and redo are about."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from street_desk.domain.kinds import Value
from street_desk.domain.problems import NothingToRedo, NothingToUndo
from street_desk.domain.remembering import Origin
from street_desk.language import Message

Way = Literal["here", "back", "forward", "overtaken"]
"""How the file comes to be as it was right after an entry: it is so, by undoing, by making again, or not any more."""


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
        # Every entry that changed which Edit stands last, and the one that did from then on; 0 where none stood.
        self._moves: list[int] = []
        self._lasts: list[int] = [0]
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
        if entry.kind != "note":
            self._moves.append(entry.id)
            self._lasts.append(self._done[-1].id if self._done else 0)

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

    def way_to(self, number: int) -> Way:
        """How the file comes to be as it was right after an entry, which may be a note."""
        # What stands below an Edit is always the same: the last one tells of all.
        last = self._lasts[bisect_right(self._moves, number)]
        if last == self._lasts[-1]:
            return "here"
        if last in self._again:
            return "forward"
        return "overtaken" if last in self._undoing else "back"
