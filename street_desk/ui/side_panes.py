"""The panes beside the grid: findings, history, details, comments; the one open last is open again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTabWidget, QWidget

from street_desk import preferences
from street_desk.domain.checks import Finding
from street_desk.language import N_, _
from street_desk.session import Changed, Session
from street_desk.ui.comments_pane import CommentsPane
from street_desk.ui.detail_pane import DetailPane
from street_desk.ui.findings_panel import FindingsPanel
from street_desk.ui.grid_model import GridModel
from street_desk.ui.history_pane import HistoryPane

PANES = {
    "findings": N_("Checks"),
    "history": N_("History"),
    "details": N_("Details"),
    "comments": N_("Comments"),
}
"""Each pane's name and its title."""


class SidePanes(QTabWidget):
    """The panes as tabs. `cell_asked` carries sheet, row id and column key of a cell that is wanted.

    `left`: Esc gives the keyboard back to the grid.
    """

    cell_asked = Signal(str, object, str)
    left = Signal()

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self.setDocumentMode(True)
        self.tabBar().setAccessibleName(_(N_("Panes")))
        self.findings = FindingsPanel()
        self.history = HistoryPane(session)
        self.details = DetailPane()
        self.comments = CommentsPane(session, year)
        # Persistent: rows may come and go before it is looked at again.
        self._cell: tuple[GridModel | None, QPersistentModelIndex] = (None, QPersistentModelIndex())
        self._panes: dict[str, QWidget] = {
            "findings": self.findings,
            "history": self.history,
            "details": self.details,
            "comments": self.comments,
        }
        for name, title in PANES.items():
            self.addTab(self._panes[name], _(title))
        self.findings.asked.connect(self._ask)
        self.comments.asked.connect(self.cell_asked)
        self.details.left.connect(self.left)
        self.setCurrentIndex(self._place(preferences.pane()))
        self.currentChanged.connect(self._turned)

    def _place(self, name: str) -> int:
        return list(PANES).index(name) if name in PANES else 0

    def _turned(self, place: int) -> None:
        preferences.choose_pane(list(PANES)[place])
        self._show_details()

    def _ask(self, finding: Finding) -> None:
        self.cell_asked.emit(finding.sheet, finding.row, finding.column)

    def turn_to(self, name: str) -> None:
        """Shows a pane and gives it the keyboard."""
        self.setCurrentIndex(self._place(name))
        if name == "details":
            model, index = self._cell
            key = model.cell(index)[1].key if model is not None and index.isValid() else ""
            self.details.focus_on(key)
            return
        self._panes[name].view.setFocus()  # type: ignore[attr-defined]

    def show_cell(self, model: GridModel | None, index: QModelIndex | None) -> None:
        """The details follow the cursor, as long as they are seen."""
        self._cell = (model, QPersistentModelIndex(index) if index is not None else QPersistentModelIndex())
        self._show_details()

    def _show_details(self) -> None:
        if self.currentWidget() is self.details:
            self.details.show_cell(*self._cell)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def settle(self) -> bool:
        """Takes in what is being typed into the details; False where it does not fit, and it stays there."""
        if self.details.settle():
            return True
        self.setCurrentWidget(self.details)
        return False

    def follow(self, _changed: Changed) -> None:
        """After an Edit; the details are told with the cell."""
        self.history.follow()
        self.comments.follow()
