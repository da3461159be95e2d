"""Which columns of a grid are shown, and in what order."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.grid_layout import Layout

_KEY = Qt.ItemDataRole.UserRole


class ColumnsDialog(QDialog):
    """Every column with a check box, moved by the mouse or by buttons."""

    def __init__(self, layout: Layout, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet, self._first = sheet, False
        self.setWindowTitle(_(N_("Columns of the sheet {sheet}")).format(sheet=sheet.shown()))
        self.list = QListWidget()
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setAccessibleName(_(N_("Columns")))
        self._fill(layout)
        column = QVBoxLayout()
        self.up = self._button(column, N_("Move &up"), lambda: self._move(-1))
        self.down = self._button(column, N_("Move &down"), lambda: self._move(1))
        self.all = self._button(column, N_("Show &all"), self._show_all)
        self.first = self._button(column, N_("As at &first"), self._as_first)
        column.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(column)
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        said = QLabel(_(N_("Columns without a tick are hidden; what they hold stays.")), objectName="quiet")
        said.setWordWrap(True)
        page = QVBoxLayout(self)
        page.setContentsMargins(style.MARGIN, style.MARGIN, style.MARGIN, style.MARGIN)
        page.addWidget(said)
        page.addLayout(row, 1)
        page.addWidget(buttons)
        self.list.itemChanged.connect(self._settle)
        self.list.setCurrentRow(0)
        self.list.setFocus()
        line = self.fontMetrics().lineSpacing()
        most = self.screen().availableSize()
        self.list.setMinimumHeight(4 * line)
        self.resize(min(26 * line, most.width()), min(28 * line, most.height() * 9 // 10))

    def _button(self, column: QVBoxLayout, title: str, act: object) -> QPushButton:
        button = QPushButton(_(title))
        button.setAutoDefault(False)
        button.clicked.connect(act)
        column.addWidget(button)
        return button

    def _fill(self, layout: Layout) -> None:
        self.list.clear()
        for one in layout.ordered(self._sheet.columns):
            group = one.group.text() if one.group is not None else ""
            shown = one.shown()
            item = QListWidgetItem(shown if not group or group in shown else f"{shown} · {group}")
            item.setData(_KEY, one.key)
            item.setCheckState(Qt.CheckState.Unchecked if one.key in layout.hidden else Qt.CheckState.Checked)
            self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(n) for n in range(self.list.count())]

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        to = at + step
        if at >= 0 and 0 <= to < self.list.count():
            self.list.insertItem(to, self.list.takeItem(at))
            self.list.setCurrentRow(to)
            self._first = False

    def _show_all(self) -> None:
        for item in self._items():
            item.setCheckState(Qt.CheckState.Checked)

    def _as_first(self) -> None:
        self._fill(Layout())
        self.list.setCurrentRow(0)
        self._first = True

    def _settle(self) -> None:
        """One column at least is shown."""
        self._first = False
        self._ok.setEnabled(any(item.checkState() == Qt.CheckState.Checked for item in self._items()))

    def as_first(self) -> bool:
        """Whether everything shall be as at first."""
        return self._first

    def chosen(self) -> tuple[list[Column], frozenset[str]]:
        """All columns in the order chosen, and those to hide."""
        order = [self._sheet[item.data(_KEY)] for item in self._items()]
        hidden = [item.data(_KEY) for item in self._items() if item.checkState() != Qt.CheckState.Checked]
        return order, frozenset(hidden)
