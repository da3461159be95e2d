"""The filter of a column, below its heading: sorting, conditions, and a list of values to tick."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
)

from street_desk.domain.arranging import ANY, Filter
from street_desk.domain.catalogue import SHEETS
from street_desk.domain.kinds import Reference
from street_desk.domain.problems import Problem
from street_desk.language import N_, _
from street_desk.ui.grid_filter_conditions import Conditions
from street_desk.ui.grid_filter_values import Values, ValuesView
from street_desk.ui.grid_model import GridModel

_WIDTH = 340
_FINDINGS = (
    ("", N_("With findings or without")),
    (ANY, N_("With a finding")),
    ("error", N_("With an error")),
    ("note", N_("Needing a note")),
    ("hint", N_("With a hint")),
)


class FilterPopup(QFrame):
    """Asks how one column is filtered and sorted; `asked` carries the Arrangement.

    A window of its own, for an input method composes in no other; it closes itself when another one is turned to.
    """

    asked = Signal(object)

    def __init__(self, model: GridModel, key: str, parent: Any = None) -> None:
        super().__init__(parent, Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._model, self._key = model, key
        self._column = model.sheet[key]
        self._was_active = False
        held = model.arrangement.filters.get(key, Filter())
        self.setWindowTitle(self._column.shown())
        self.setAccessibleName(_(N_("Filter of {column}")).format(column=self._column.shown()))
        self.up = QPushButton(_(N_("Sort &ascending")))
        self.down = QPushButton(_(N_("Sort &descending")))
        self.clear = QPushButton(_(N_("&Clear this filter")))
        self.up.clicked.connect(lambda: self._sort(descending=False))
        self.down.clicked.connect(lambda: self._sort(descending=True))
        self.clear.clicked.connect(lambda: self._ask(None))
        self.clear.setEnabled(bool(held))
        self.by = by_code_box(self._column, key in model.arrangement.by_code)
        self.conditions = Conditions(self._column, model.unit, held)
        self.finding = QComboBox()
        for severity, words in _FINDINGS:
            self.finding.addItem(_(words), severity)
        self.finding.setCurrentIndex(self.finding.findData(held.finding))
        self.finding.setAccessibleName(_(N_("Findings")))
        self.values = Values(
            model.sight.tally(key),
            held.chosen,
            self,
            worded=partial(model.unit.reworded, self._column),
        )
        self.view = ValuesView(self.values)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_(N_("Search, by pinyin initials too")))
        self.search.setAccessibleName(_(N_("Search the values")))
        self.search.textChanged.connect(self.values.search)
        self.said = QLabel(objectName="refused", wordWrap=True, visible=False)
        self.more = QLabel(objectName="quiet", wordWrap=True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.close)
        self.values.ticked.connect(self._follow_ticks)
        self._lay_out()
        self._follow_ticks()

    def _lay_out(self) -> None:
        sorting = QHBoxLayout()
        sorting.addWidget(self.up)
        sorting.addWidget(self.down)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.setSpacing(6)
        column.addWidget(QLabel(self._column.shown(), objectName="cell"))
        column.addLayout(sorting)
        if self.by is not None:
            column.addWidget(self.by)
        for part in (self.clear, self.conditions, self.finding, self.search):
            column.addWidget(part)
        column.addWidget(self.view, 1)
        column.addWidget(self.more)
        column.addWidget(self.said)
        column.addWidget(self.buttons)

    def open_at(self, corner: QPoint, left: int) -> None:
        """Opens below a heading, so far right of a corner, and inside the screen."""
        screen = QGuiApplication.screenAt(corner) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        size = self.sizeHint().expandedTo(self.minimumSizeHint())
        width, height = max(_WIDTH, size.width()), min(max(540, size.height()), room.height())
        place = QRect(corner.x() + left, corner.y(), width, height)
        place.moveRight(min(place.right(), room.right()))
        place.moveBottom(min(place.bottom(), room.bottom()))
        place.moveLeft(max(place.left(), room.left()))
        place.moveTop(max(place.top(), room.top()))
        self.setGeometry(place)
        self.show()
        self.activateWindow()
        self.search.setFocus()

    # What is asked ---------------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """Filters by what is ticked and typed; what does not fit is said, and the window stays."""
        if not self.values.any():
            return
        try:
            custom, either = self.conditions.asked()
        except Problem as problem:
            self.said.setText(problem.text())
            self.said.show()
            return
        self._ask(Filter(self.values.chosen(), custom, either, str(self.finding.currentData())))

    def _ask(self, one: Filter | None) -> None:
        arrangement = self._model.arrangement.filtered(self._key, one)
        self.close()
        self.asked.emit(arrangement)

    def _sort(self, *, descending: bool) -> None:
        held = self._model.arrangement
        by_code = held.by_code - {self._key}
        if self.by is not None and self.by.currentData():
            by_code |= {self._key}
        self.close()
        self.asked.emit(replace(held, order=((self._key, descending),), by_code=by_code))

    def _follow_ticks(self) -> None:
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(self.values.any())
        unlisted = self.values.more()
        self.more.setText(_(N_("{n} more values; search for them.")).format(n=f"{unlisted:,}"))
        self.more.setVisible(bool(unlisted))

    # Qt's events -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            pressed = self.focusWidget()
            (pressed.click if isinstance(pressed, QPushButton) else self.accept)()
        elif event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.view.setFocus()
            self.view.setCurrentIndex(self.values.index(1 if self.values.rowCount() > 1 else 0))
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() != QEvent.Type.ActivationChange:
            return
        if self.isActiveWindow():
            self._was_active = True
        elif self._was_active and QApplication.activePopupWidget() is None:
            self.close()


def by_code_box(column: Any, by_code: bool) -> QComboBox | None:
    """How names are sorted, where what they name has codes too."""
    if not isinstance(column.kind, Reference) or "code" not in SHEETS[column.kind.sheet]:
        return None
    box = QComboBox()
    box.addItem(_(N_("Names by pinyin")), False)
    box.addItem(_(N_("Names by their codes")), True)
    box.setCurrentIndex(int(by_code))
    box.setAccessibleName(_(N_("How names are sorted")))
    return box
