"""The history beside the grid: every Edit with its time and words, to step back to or forward to, and to go to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.store.history import Entry
from street_desk.ui import style
from street_desk.ui.two_lines import TwoLineList, TwoLines, entry_data

_Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 100


class HistoryModel(QAbstractListModel):
    """The edits and notes, the newest first; each is read from the file only when it is looked at."""

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        # The oldest first, as the file has them.
        self._numbers: list[int] = []
        self._read: dict[int, Entry] = {}

    def follow(self) -> None:
        """Takes in what came since; what was undone or made again looks otherwise now."""
        fresh = self._session.store.entry_numbers(self._numbers[-1] if self._numbers else 0)
        if fresh:
            self.beginInsertRows(QModelIndex(), 0, len(fresh) - 1)
            self._numbers += fresh
            self.endInsertRows()
        if self._numbers:
            self.dataChanged.emit(self.index(0), self.index(len(self._numbers) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._numbers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return entry_data(self._shown(self.entry(index.row())), role) if index.isValid() else None

    def entry(self, place: int) -> Entry:
        """The entry at a place of the list."""
        place = len(self._numbers) - 1 - place
        number = self._numbers[place]
        if number not in self._read:
            first = place - place % _AT_ONCE
            wanted = self._numbers[first : first + _AT_ONCE]
            self._read |= {one.id: one for one in self._session.store.entries(wanted)}
        return self._read[number]

    def _shown(self, entry: Entry) -> TwoLines:
        head = f"{entry.at[:16].replace('T', ' ')} · {entry.who} · {entry.year}"
        undone = self._session.undone_by(entry.id)
        if undone is not None:
            words = (
                N_("undone {when}")
                if self._session.can_be_redone(entry.id)
                else N_("undone {when}, overtaken")
            )
            said = message(words, when=undone.at[:16].replace("T", " "))
            head = f"{said} · {head}"
        return TwoLines(head, entry.what.text(), undone is not None)


class HistoryPane(QWidget):
    """The list and its two buttons. `step_asked` carries the number of an entry to step to, `asked` one to show."""

    step_asked = Signal(int)
    asked = Signal(object)

    def __init__(self, session: Session, parent: Any = None) -> None:
        super().__init__(parent)
        self._session = session
        self.model = HistoryModel(session, self)
        self.view = TwoLineList(_(N_("History")))
        self.view.setModel(self.model)
        self.step = QPushButton()
        self.step.clicked.connect(self._step)
        self.show_it = QPushButton(_(N_("Show what it changed")))
        self.show_it.clicked.connect(self._ask)
        self._why = QLabel(objectName="quiet", wordWrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.MARGIN, 8, 4, 4)
        layout.addWidget(self.view, 1)
        for part in (self._why, self.step, self.show_it):
            layout.addWidget(part)
        self.view.activated.connect(lambda _index: self._ask())
        self.view.selectionModel().currentChanged.connect(lambda *_: self._offer())
        self._offer()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.follow()

    def follow(self) -> None:
        """After an Edit, and when the pane comes to sight."""
        if self.isVisible():
            self.model.follow()
            self._offer()

    def _entry(self) -> Entry | None:
        index = self.view.currentIndex()
        return self.model.entry(index.row()) if index.isValid() else None

    def _offer(self) -> None:
        """The button says which way it goes, and is grey where there is nowhere to go, with the reason above it."""
        entry = self._entry()
        way = self._session.way_to(entry.id) if entry is not None else "back"
        self.step.setText(_(N_("Step forward to here")) if way == "forward" else _(N_("Step back to here")))
        why = ""
        if entry is None:
            why = _(N_("Choose an entry: the file can be brought back to how it was right after it."))
        elif self._session.read_only:
            why = _(N_("The file is open for reading only."))
        elif way == "overtaken" and entry.kind == "note":
            why = _(
                N_(
                    "What stood then was undone, and other changes were made since: there is no way back to it."
                )
            )
        elif way == "overtaken":
            why = _(N_("This was undone, and other changes were made since: it cannot be made again."))
        elif way == "here":
            why = _(N_("The file is as it was right after this."))
        self._why.setText(why)
        self._why.setVisible(bool(why))
        self.step.setEnabled(not why)
        self.show_it.setEnabled(entry is not None)

    def _step(self) -> None:
        if (entry := self._entry()) is not None:
            self.step_asked.emit(entry.id)

    def _ask(self) -> None:
        if (entry := self._entry()) is not None:
            self.asked.emit(entry)
