"""The bar for finding and replacing: above the tabs, so that it covers nothing of the grid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.problems import Problem
from street_desk.domain.seeking import Sought
from street_desk.language import N_, Message, _, message
from street_desk.ui import style
from street_desk.ui.hit_list import HitModel, hit_view
from street_desk.ui.replacing import Outcome, Replacing
from street_desk.ui.seeker import FILE, MOST, SCOPES, SELECTION, SHEET, Seeker

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage

_LEAST_LINE = 120


def seeking_bar(page: DeskPage) -> SeekingBar:
    """The bar of a page, made when first asked for."""
    return page.findChild(SeekingBar) or SeekingBar(page)


class SeekingBar(QWidget):
    """Find, replace, and the list of what was found. Enter goes on, Shift+Enter goes back, Esc gives the grid back."""

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page, objectName="bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._page = page
        self.seeker = Seeker(page)
        self.replacing = Replacing(self.seeker)
        self._waiting = 0
        self._replace_waits = False
        self.wanted, self.by = QLineEdit(), QLineEdit()
        self.count = QLabel(objectName="quiet")
        self.back = _tool("▲", _(N_("Previous (Shift+F3)")))
        self.on = _tool("▼", _(N_("Next (F3)")))
        self.away = _tool("✕", _(N_("Close (Esc)")))
        self.one = QPushButton(_(N_("&Replace")))
        self.all = QPushButton(_(N_("Replace &all")))
        self.scope = QComboBox()
        self.whole = QCheckBox(_(N_("&Whole cell")))
        self.exact = QCheckBox(_(N_("&Case and width as typed")))
        self.hidden = QLabel(objectName="quiet")
        self.listed = QPushButton(_(N_("&List")), checkable=True)
        self.found = HitModel(self.seeker, self)
        self.list = hit_view(self.found, self)
        self._second = QWidget()
        self._lay_out()
        self._connect()
        page.add_bar(self)
        self.hide()

    def _lay_out(self) -> None:
        finds, bys, ins = QLabel(_(N_("Fi&nd:"))), QLabel(_(N_("Re&place with:"))), QLabel(_(N_("&In:")))
        for label, buddy in ((finds, self.wanted), (bys, self.by), (ins, self.scope)):
            label.setBuddy(buddy)
            if isinstance(buddy, QLineEdit):
                buddy.setMinimumWidth(_LEAST_LINE)
        wide = max(finds.sizeHint().width(), bys.sizeHint().width())
        for label in (finds, bys):
            label.setMinimumWidth(wide)
        for scope in SCOPES:
            self.scope.addItem(_(scope), scope)
        self.scope.setCurrentIndex(SCOPES.index(SHEET))
        # The longest count that is usual has its room, so that nothing jumps while one goes on.
        self.count.setMinimumWidth(self.fontMetrics().horizontalAdvance("8,888 of 8,888"))
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN, 4, style.MARGIN, 4)
        column.setSpacing(4)
        first = _row(finds, self.wanted, self.back, self.on, self.count, self.away)
        first.setStretch(1, 1)
        replace = _row(bys, self.by, self.one, self.all)
        replace.setStretch(1, 1)
        replace.setContentsMargins(0, 0, 0, 0)
        self._second.setLayout(replace)
        options = _row(ins, self.scope, self.whole, self.exact, self.hidden, self.listed)
        options.insertStretch(5, 1)
        column.addLayout(first)
        column.addWidget(self._second)
        column.addLayout(options)
        column.addWidget(self.list)
        self.list.hide()

    def _connect(self) -> None:
        for signal in (self.wanted.textChanged, self.whole.toggled, self.exact.toggled):
            signal.connect(self._seek)
        self.scope.activated.connect(self._choose_scope)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.away.clicked.connect(self.leave)
        self.one.clicked.connect(self.replace)
        self.all.clicked.connect(self.replace_all)
        self.listed.toggled.connect(self._show_list)
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self.seeker.changed.connect(self._show)
        self.seeker.slices.finished.connect(self._go_on)
        self.replacing.slices.sliced.connect(self._show)
        self.replacing.done.connect(self._tell)
        self.replacing.refused.connect(self._refuse)
        for view in self._page.views.values():
            view.moved.connect(self._show_count)

    # Opening and leaving ---------------------------------------------------------------------------------------------

    def open(self, replacing: bool = False) -> None:
        """Shows the bar with the keyboard in it; what was sought last stands there to be typed over."""
        self._second.setVisible(replacing)
        self.show()
        if self.seeker.take_selection():
            self._set_scope(SELECTION)
        elif self._page.view() is None:
            self._set_scope(FILE)
        elif self.seeker.scope == SELECTION:
            self._set_scope(SHEET)
        self._seek()
        self._show()
        self.wanted.setFocus()
        self.wanted.selectAll()

    def _set_scope(self, scope: str) -> None:
        self.scope.setCurrentIndex(SCOPES.index(scope))
        if scope == SELECTION and self.seeker.scope == SELECTION:
            # Another selection is another place to look.
            self.seeker.again()

    def leave(self) -> None:
        """Puts the bar away and gives the keyboard to the grid."""
        self._stop()
        self.hide()
        self._page.take_focus()

    def _stop(self) -> bool:
        """Leaves off looking and replacing; False where neither was under way."""
        busy = self.seeker.slices.running or self.replacing.slices.running
        self.seeker.slices.stop()
        self.replacing.slices.stop()
        self._waiting, self._replace_waits = 0, False
        return busy

    # Looking ---------------------------------------------------------------------------------------------------------

    def _choose_scope(self) -> None:
        if self.scope.currentData() == SELECTION and not self.seeker.take_selection():
            self._set_scope(self.seeker.scope)
        self._seek()

    def _seek(self) -> None:
        self._waiting, self._replace_waits = 0, False
        self.replacing.slices.stop()
        sought = Sought(self.wanted.text(), self.whole.isChecked(), self.exact.isChecked())
        self.seeker.seek(sought, self.scope.currentData())

    def step(self, way: int) -> None:
        """Goes to the next or the previous cell that was found, as soon as all are."""
        if not self.seeker.sought:
            self.open(not self._second.isHidden())
        elif self.seeker.slices.running:
            self._waiting = way
        else:
            focus = QApplication.focusWidget()
            self.seeker.step(way)
            if focus is not None and self.isAncestorOf(focus):
                focus.setFocus()

    def _go_on(self) -> None:
        """All is looked through: now goes where one wanted to go meanwhile."""
        waiting, replace = self._waiting, self._replace_waits
        self._waiting, self._replace_waits = 0, False
        if waiting:
            self.step(waiting)
        elif replace:
            self.replace_all()

    def _go(self, index: QModelIndex) -> None:
        self.seeker.go(self.found.hit(index.row()))
        self.list.setFocus()

    # Replacing -------------------------------------------------------------------------------------------------------

    def replace(self) -> None:
        """Replaces in the cell at the cursor and goes to the next; where the cursor is on none, only goes there."""
        at = self.seeker.at()
        if self.seeker.slices.running or at < 0:
            self.step(1)
            return
        self.replacing.start([self.seeker.hits[at]], self.by.text())

    def replace_all(self) -> None:
        """Replaces in every cell found, as one Edit."""
        if self.seeker.slices.running:
            self._replace_waits = True
        elif self.seeker.too_many:
            said = message(N_("More than {n} cells show this; say more of what is sought."), n=MOST)
            self._page.notice.refuse(said.text())
        elif self.seeker.hits:
            self.replacing.start(list(self.seeker.hits), self.by.text())

    def _tell(self, outcome: Outcome) -> None:
        if self.replacing.single:
            self.step(1)
        if not outcome.complete:
            self._page.notice.refuse(outcome.text)
        elif not self.replacing.single:
            self._page.tell(outcome.text)
        self._show()

    def _refuse(self, problem: Problem) -> None:
        self._page.notice.refuse(problem.text())
        self._show()

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self._show_count()
        if not self.list.isHidden() and not self.seeker.slices.running:
            self.found.refresh()
        some = bool(self.seeker.hits)
        for button in (self.back, self.on, self.one, self.all):
            button.setEnabled(some)

    def _show_count(self) -> None:
        if self.isHidden():
            return
        hits, running = len(self.seeker.hits), self.seeker.slices.running
        at = -1 if running else self.seeker.at()
        if at >= 0 and at < self.found.rowCount():
            self.list.selectRow(at)
        unseen = self.seeker.hidden if self.seeker.sought else 0
        self.hidden.setText(message(N_("{n} rows hidden by filters are not searched"), n=unseen).text())
        self.hidden.setVisible(bool(unseen))
        said = self._counted(hits, at, running).text() if self.seeker.sought else ""
        self.count.setText(f"{said}{'+' if self.seeker.too_many and not running else ''}")

    def _counted(self, hits: int, at: int, running: bool) -> Message:
        if self.replacing.slices.running:
            return message(N_("replacing… {percent}%"), percent=self.replacing.percent)
        if running:
            return message(N_("looking… {percent}%"), percent=self.seeker.percent)
        if not hits:
            return message(N_("not found"))
        return message(N_("{at} of {n}"), at=at + 1, n=hits) if at >= 0 else message(N_("{n} found"), n=hits)

    def _show_list(self, shown: bool) -> None:
        self.list.setVisible(shown)
        self._show()

    # Keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            if not self._stop():
                self.leave()
            self._show()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif isinstance(focus, QPushButton | QToolButton):
            focus.click()
        elif focus is self.by:
            self.replace()
        elif focus is not self.list:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)


def _tool(sign: str, name: str) -> QToolButton:
    button = QToolButton(text=sign, autoRaise=True, focusPolicy=Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    return row
