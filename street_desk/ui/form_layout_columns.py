"""The columns of a form to be adapted: which are printed, in which order, and under which headings."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.form_editing import Adaptable
from street_desk.domain.forms.adapting import needed
from street_desk.domain.forms.layout import FormLayout, Placed
from street_desk.language import N_, _

_KEY = Qt.ItemDataRole.UserRole
_COLUMN, _HEADING = 0, 1


class ColumnsPart(QWidget):
    """Every column with a check box and its heading on paper, moved by the mouse, by buttons or with Alt."""

    def __init__(self, adaptable: Adaptable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._adaptable = adaptable
        self.list = _List()
        self.list.setAccessibleName(_(N_("Columns of the form")))
        self.list.setHeaderLabels([_(N_("Column")), _(N_("Heading on paper"))])
        self.list.setItemDelegateForColumn(_COLUMN, _NotTyped(self.list))
        said = QLabel(
            _(
                N_(
                    "Columns without a tick are not printed. F2 or a double click changes a heading; a / "
                    "stands between two headings one above the other, such as 办公运转经费/小计."
                )
            ),
            objectName="quiet",
            wordWrap=True,
        )
        self.up = _button(N_("Move &up"), lambda: self.move_by(-1))
        self.down = _button(N_("Move &down"), lambda: self.move_by(1))
        self.heading = _button(N_("&Heading…"), self.list.edit_heading)
        self.all = _button(N_("Show &all"), self._show_all)
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            short = QShortcut(QKeySequence(keys), self.list)
            short.setContext(Qt.ShortcutContext.WidgetShortcut)
            short.activated.connect(lambda step=step: self.move_by(step))
        buttons = QVBoxLayout()
        for button in (self.up, self.down, self.heading, self.all):
            buttons.addWidget(button)
        buttons.addStretch()
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        column = QVBoxLayout(self)
        column.addWidget(said)
        column.addLayout(row, 1)

    def show_layout(self, layout: FormLayout) -> None:
        """The columns as a layout has them."""
        must = needed(self._adaptable.form)
        self.list.clear()
        for placed in self._adaptable.order(layout):
            own = self._adaptable.headings[placed.key]
            item = QTreeWidgetItem([own, self._adaptable.heading(placed)])
            item.setData(_COLUMN, _KEY, placed.key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if placed.key in must:
                item.setToolTip(_COLUMN, _(N_("The form cannot be read without this column.")))
            else:
                flags |= Qt.ItemFlag.ItemIsUserCheckable
            item.setFlags(flags)
            checked = placed.shown or placed.key in must
            item.setCheckState(_COLUMN, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
            self.list.addTopLevelItem(item)
        first = self.list.topLevelItem(0)
        assert first is not None
        self.list.setCurrentItem(first)

    def columns(self) -> tuple[Placed, ...]:
        """The columns as they are chosen."""
        items = [self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())]
        return tuple(
            Placed(
                str(item.data(_COLUMN, _KEY)),
                item.text(_HEADING).strip(),
                item.checkState(_COLUMN) == Qt.CheckState.Checked,
            )
            for item in items
            if item is not None
        )

    def move_by(self, step: int) -> None:
        """Moves the current column up or down."""
        at = self.list.currentIndex().row()
        if at >= 0 and 0 <= at + step < self.list.topLevelItemCount():
            item = self.list.takeTopLevelItem(at)
            assert item is not None
            self.list.insertTopLevelItem(at + step, item)
            self.list.setCurrentItem(item)

    def _show_all(self) -> None:
        for place in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(place)
            assert item is not None
            item.setCheckState(_COLUMN, Qt.CheckState.Checked)


class _List(QTreeWidget):
    """The list itself: a row is dropped between others, Space ticks it and F2 types its heading, wherever one is."""

    def __init__(self) -> None:
        super().__init__()
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.header().setSectionsMovable(False)
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setMinimumHeight(4 * self.fontMetrics().lineSpacing())

    def edit_heading(self) -> None:
        if (item := self.currentItem()) is not None:
            self.setFocus()
            self.editItem(item, _HEADING)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() == Qt.Key.Key_F2:
            self.edit_heading()
        elif event.key() == Qt.Key.Key_Space and item is not None:
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable:
                checked = item.checkState(_COLUMN) == Qt.CheckState.Checked
                item.setCheckState(_COLUMN, Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)


class _NotTyped(QStyledItemDelegate):
    """What a column is called in the program is not typed over."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        return None  # type: ignore[return-value]


def _button(title: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(_(title), autoDefault=False)
    button.clicked.connect(lambda _checked=False: act())
    return button
