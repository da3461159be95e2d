"""Sorting by several columns: which, in what direction, and names by pinyin or by code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.arranging import Arrangement
from street_desk.domain.sheets import Column
from street_desk.language import N_, _
from street_desk.ui.grid_filter import by_code_box
from street_desk.ui.grid_model import GridModel


class Criterion(QWidget):
    """One column to sort by, with its direction."""

    def __init__(
        self, columns: tuple[Column, ...], key: str, descending: bool, by_code: bool, parent: Any = None
    ) -> None:
        super().__init__(parent)
        self._columns = columns
        self.column = QComboBox()
        for column in columns:
            self.column.addItem(column.shown(), column.key)
        self.column.setCurrentIndex(max(self.column.findData(key), 0))
        self.column.setAccessibleName(_(N_("Sort by")))
        self.way = QComboBox()
        self.way.addItem(_(N_("ascending")), False)
        self.way.addItem(_(N_("descending")), True)
        self.way.setCurrentIndex(int(descending))
        self.way.setAccessibleName(_(N_("Direction")))
        self.by: QComboBox | None = None
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.addWidget(self.column, 1)
        self.row.addWidget(self.way)
        self.column.currentIndexChanged.connect(lambda _place: self._fit(by_code=False))
        self._fit(by_code=by_code)

    def button(self, text: str, name: str, act: Callable[[], object]) -> QToolButton:
        """Puts a small button at the end of the line."""
        made = QToolButton()
        made.setText(text)
        made.setToolTip(name)
        made.setAccessibleName(name)
        made.clicked.connect(lambda _checked=False: act())
        self.row.addWidget(made)
        return made

    def _fit(self, *, by_code: bool) -> None:
        """Names of another sheet can be sorted by its codes too."""
        if self.by is not None:
            self.row.removeWidget(self.by)
            self.by.deleteLater()
        self.by = by_code_box(self._columns[self.column.currentIndex()], by_code)
        if self.by is not None:
            self.row.insertWidget(2, self.by)

    def key(self) -> str:
        return str(self.column.currentData())


class SortDialog(QDialog):
    """Asks for the columns to sort by, the most important first; with none the rows stand as they were entered."""

    def __init__(self, model: GridModel, key: str, parent: Any = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(N_("Sort")))
        self.setMinimumWidth(520)
        self._model = model
        self.criteria: list[Criterion] = []
        self._lines = QVBoxLayout()
        words = _(N_("The first column counts most; without any, rows stand in the order of entry."))
        self._lead = QLabel(words, objectName="quiet", wordWrap=True)
        add = QPushButton(_(N_("&Add a column")))
        add.clicked.connect(lambda: self.add(self._free()))
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        # The window grows with its lines.
        column.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        column.addWidget(self._lead)
        column.addLayout(self._lines)
        column.addWidget(add)
        column.addStretch()
        column.addWidget(self.buttons)
        order = [(k, down) for k, down in model.arrangement.order if k in model.sheet]
        for held, descending in order or [(key, False)]:
            self.add(held, descending)

    def add(self, key: str, descending: bool = False) -> Criterion:
        """One more column, the least important."""
        made = Criterion(
            self._model.sheet.columns, key, descending, key in self._model.arrangement.by_code, self
        )
        made.button("↑", _(N_("More important")), lambda: self._shift(made, -1))
        made.button("↓", _(N_("Less important")), lambda: self._shift(made, 1))
        made.button("✕", _(N_("Do not sort by this column")), lambda: self._drop(made))
        self.criteria.append(made)
        self._lines.addWidget(made)
        made.column.setFocus()
        return made

    def _free(self) -> str:
        """The first column that is not sorted by yet."""
        taken = {one.key() for one in self.criteria}
        return next((c.key for c in self._model.columns if c.key not in taken), self._model.columns[0].key)

    def _shift(self, one: Criterion, step: int) -> None:
        place = self.criteria.index(one)
        if 0 <= place + step < len(self.criteria):
            self.criteria.insert(place + step, self.criteria.pop(place))
            self._lines.removeWidget(one)
            self._lines.insertWidget(place + step, one)
            self._chain()

    def _drop(self, one: Criterion) -> None:
        self.criteria.remove(one)
        self._lines.removeWidget(one)
        one.deleteLater()

    def _chain(self) -> None:
        """Tab goes from line to line as they stand."""
        for before, after in zip(self.criteria, self.criteria[1:], strict=False):
            last = before.findChildren(QToolButton)[-1]
            QWidget.setTabOrder(last, after.column)

    def arrangement(self) -> Arrangement:
        """What was asked for; a column named twice counts where it stands first."""
        order: dict[str, bool] = {}
        codes = set(self._model.arrangement.by_code)
        for one in self.criteria:
            if one.key() not in order:
                order[one.key()] = bool(one.way.currentData())
                if one.by is not None:
                    (codes.add if one.by.currentData() else codes.discard)(one.key())
        return replace(self._model.arrangement, order=tuple(order.items()), by_code=frozenset(codes))
