"""The palette to go anywhere on a page: a few letters of a row, a column or a tab, and Enter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QLabel, QLineEdit, QListView, QVBoxLayout

from street_desk.domain.forms import FORMS
from street_desk.domain.going import Goal, Named, Tab, goals
from street_desk.language import N_, _, message
from street_desk.ui import style
from street_desk.ui.desk_page import STANDARD, DeskPage
from street_desk.ui.grid_model import GridModel
from street_desk.ui.slices import Slices

_Index = QModelIndex | QPersistentModelIndex
_MOST = 100
_WIDE, _HIGH = 60, 16
_MOVES = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class _Goals(QAbstractListModel):
    """The goals found so far, each in words."""

    def __init__(self, dialog: GoTo) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.goals: list[Goal] = []

    def take(self, found: list[Goal]) -> None:
        self.beginResetModel()
        self.goals = found
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.goals)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self._dialog.worded(self.goals[index.row()])


class GoTo(QDialog):
    """A line to type in over the list of where one can go; the arrows choose, Enter goes, Esc stays."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self._tabs = [self._tab(place) for place in range(page.tabs.count())]
        self._found: list[Goal] = []
        self.setWindowTitle(_(N_("Go to")))
        self.asked = QLineEdit()
        self.asked.setPlaceholderText(_(N_("Name, pinyin or initials, a row's number, a heading, a tab")))
        self.asked.setAccessibleName(_(N_("Go to")))
        self.asked.setClearButtonEnabled(True)
        self.asked.installEventFilter(self)
        self.list = QListView()
        self.list.setAccessibleName(_(N_("Where one can go")))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.model = _Goals(self)
        self.list.setModel(self.model)
        self.hint = QLabel(_(N_("“xf hs” goes to the households of 幸福社区.")), objectName="quiet")
        self.hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN, style.MARGIN, style.MARGIN, style.MARGIN)
        for widget in (self.asked, self.list, self.hint):
            column.addWidget(widget)
        self._slices = Slices(self)
        self._slices.sliced.connect(self._show)
        self._slices.finished.connect(self._show)
        self.asked.textChanged.connect(self._seek)
        self.asked.returnPressed.connect(self._go)
        self.list.clicked.connect(self._go)
        self.finished.connect(self._slices.stop)
        self._seek()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(_WIDE * metrics.horizontalAdvance("0"), _HIGH * metrics.lineSpacing() + 100)

    def _tab(self, place: int) -> Tab:
        names = list(self._page.models)
        title = self._page.tabs.tabText(place)
        if place >= len(names):
            return Tab([*names, *FORMS, STANDARD][place], title)
        model = self._page.models[names[place]]
        columns = [(column.key, column.shown()) for column in model.columns]
        if model.sheet.single:
            return Tab(names[place], title, columns)
        rows = _Rows(model)
        return Tab(names[place], title, columns, rows, rows.numbered)

    def _seek(self) -> None:
        self._found = []
        self._slices.start(self._gathered(self.asked.text()))

    def _gathered(self, asked: str) -> Iterator[None]:
        for found in goals(asked, self._tabs, self._page.tabs.currentIndex()):
            if found:
                self._found = sorted(dict.fromkeys((*self._found, *found)))[:_MOST]
            yield

    def _show(self) -> None:
        # Before anything is typed, the list stands at the tab that is open.
        first = 0 if self.asked.text().strip() else self._page.tabs.currentIndex()
        chosen = self.list.currentIndex().row() if self._slices.running else first
        self.model.take(list(self._found))
        if self._found:
            self.list.setCurrentIndex(self.model.index(min(max(chosen, 0), len(self._found) - 1)))

    def worded(self, goal: Goal) -> str:
        """A goal as the list shows it: what it is, and where."""
        tab = next(tab for tab in self._tabs if tab.name == goal.tab)
        heading = dict(tab.columns).get(goal.key, "")
        if not goal.row:
            return f"{heading}    {tab.title}" if heading else tab.title
        model = self._page.models[goal.tab]
        row = model.row(goal.row) or {}
        named = " · ".join(part for part in (model.sheet.called(row), heading) if part)
        where = message(N_("{sheet}, row {n}"), sheet=tab.title, n=str(model.rows.number(goal.place))).text()
        home = row.get("community") if "community" in model.sheet else None
        beside = model.session.book(model.year).community_name(home) if home else ""
        return "    ".join(part for part in (named, beside, where) if part)

    def _go(self) -> None:
        place = self.list.currentIndex().row()
        if not 0 <= place < len(self.model.goals):
            return
        goal = self.model.goals[place]
        self.accept()
        page = self._page
        page.turn_to(goal.tab)
        if goal.tab not in page.views or not (goal.row or goal.key):
            page.take_focus()
            return
        view, model = page.views[goal.tab], page.models[goal.tab]
        here, at = model.cell(view.currentIndex())
        keys = [column.key for column in model.columns]
        naming = model.sheet.naming if model.sheet.naming in keys else at.key
        if model.sheet.single or goal.row or here:
            view.moves.go_to(goal.row or here, goal.key or naming)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows choose in the list while the keyboard stays in the line."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)


class _Rows(Sequence[Named]):
    """The rows of a grid by their names, read when they are looked at: a sheet may have very many."""

    def __init__(self, model: GridModel) -> None:
        self._model = model

    def __len__(self) -> int:
        return len(self._model.rows)

    def numbered(self, number: int) -> Named | None:
        """The row with that number before it."""
        place = self._model.rows.numbered(number)
        return None if place is None else self[place]

    def __getitem__(self, place: Any) -> Any:
        row_id = self._model.rows.ids[place]
        row = self._model.row(row_id)
        return Named(row_id, self._model.sheet.called(row) if row else "", place)
