"""The comments of the year beside the grid: Enter goes to the cell, Del removes one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from street_desk.domain.book import row_name
from street_desk.domain.catalogue import GRIDS, SHEETS
from street_desk.domain.sheets import Row
from street_desk.language import N_, _
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.two_lines import TwoLineList, TwoLines, entry_data

_Index = QModelIndex | QPersistentModelIndex


class CommentsModel(QAbstractListModel):
    """The comments of a year, by sheet and row."""

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self._session, self._year = session, year
        self.comments: list[Row] = []

    def follow(self) -> None:
        """Takes the comments as they are now."""
        order = [sheet.name for sheet in GRIDS]
        held = self._session.book(self._year).rows("comments")
        found = sorted(held, key=lambda one: (order.index(one["sheet"]), one["row"], one["id"]))
        if found != self.comments:
            self.beginResetModel()
            self.comments = found
            self.endResetModel()
        elif found:
            # A row may be called otherwise now.
            self.dataChanged.emit(self.index(0), self.index(len(found) - 1))

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.comments)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.comments[index.row()]
        return entry_data(TwoLines(self._place(one), str(one["text"])), role)

    def _place(self, one: Row) -> str:
        sheet = self._session.sheet(one["sheet"], self._year)
        row = self._session.book(self._year).row(sheet.name, one["row"]) or {}
        key = str(one["column"])
        column = sheet[key].shown() if key in sheet else key
        return " · ".join(filter(None, (SHEETS[sheet.name].shown(), row_name(sheet.name, row), column)))


class CommentsPane(QWidget):
    """The list. `asked` carries sheet, row and column of the cell wanted, `removed` those of a comment to remove."""

    asked = Signal(str, object, str)
    removed = Signal(str, object, str)

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self.model = CommentsModel(session, year, self)
        self.view = TwoLineList(_(N_("Comments")))
        self.view.setModel(self.model)
        self._none = QLabel(
            _(N_("No comments. Shift+F2 writes one on the cell.")), objectName="quiet", wordWrap=True
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(style.MARGIN, 8, 4, 4)
        layout.addWidget(self._none)
        layout.addWidget(self.view, 1)
        layout.addStretch()
        self.view.activated.connect(lambda index: self._tell(self.asked, index))
        self.view.deleted.connect(lambda: self._tell(self.removed, self.view.currentIndex()))
        self.follow()

    def follow(self) -> None:
        """After an Edit."""
        self.model.follow()
        some = bool(self.model.comments)
        self._none.setVisible(not some)
        self.view.setVisible(some)

    def _tell(self, signal: Any, index: QModelIndex) -> None:
        if index.isValid():
            one = self.model.comments[index.row()]
            signal.emit(one["sheet"], one["row"], one["column"])
