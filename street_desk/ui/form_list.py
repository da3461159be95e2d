"""The forms as a list to tick: all, none, or some."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from street_desk.domain.forms import FORMS
from street_desk.language import N_, _

_LINES = 9


class FormList(QWidget):
    """Each form with a box. `changed` says that other ones are ticked."""

    changed = Signal()

    def __init__(self, besides: Mapping[str, str] | None = None, parent: Any = None) -> None:
        super().__init__(parent)
        self.list = QListWidget()
        self.list.setAccessibleName(_(N_("Forms")))
        for form in FORMS.values():
            beside = (besides or {}).get(form.id, "")
            item = QListWidgetItem(f"{form.shown()}    {beside}" if beside else form.shown(), self.list)
            item.setData(Qt.ItemDataRole.UserRole, form.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.list.setCurrentRow(0)
        self.list.setMinimumHeight(_LINES // 2 * self.fontMetrics().lineSpacing())
        self.list.itemChanged.connect(lambda *_: self.changed.emit())
        self.all, self.none = QPushButton(_(N_("&All"))), QPushButton(_(N_("&None")))
        self.all.clicked.connect(lambda: self.tick(tuple(FORMS)))
        self.none.clicked.connect(lambda: self.tick(()))
        for button in (self.all, self.none):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.all)
        row.addWidget(self.none)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def tick(self, forms: Sequence[str]) -> None:
        """Ticks these and no others."""
        self.list.blockSignals(True)
        for item in self._items():
            on = item.data(Qt.ItemDataRole.UserRole) in forms
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
        self.list.blockSignals(False)
        self.changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """The forms that are ticked, in their order."""
        on = Qt.CheckState.Checked
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole)) for item in self._items() if item.checkState() == on
        )

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(place) for place in range(self.list.count())]
