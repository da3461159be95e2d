"""GridView: a table that a spreadsheet's user knows already."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from street_desk.ui import style
from street_desk.ui.grid_blocks import Blocks
from street_desk.ui.grid_delegate import GridDelegate
from street_desk.ui.grid_model import GridModel


class GridView(QTableView):
    """The view of a GridModel: typing, moving, blocks."""

    moved = Signal()

    def __init__(self, model: GridModel, parent: Any = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.blocks = Blocks(self, model)
        self._delegate = GridDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(True)
        self.setAccessibleName(model.sheet.shown())
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(style.ROW_HEIGHT)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._size_columns()
        selection = self.selectionModel()
        selection.selectionChanged.connect(lambda *_: self.moved.emit())
        selection.currentChanged.connect(lambda *_: self.moved.emit())
        if self._model.rowCount():
            self.move_to(self._model.index(0, 0))

    def _size_columns(self) -> None:
        """Widths once, from the columns' own widths and headings; measuring every cell would not scale."""
        metrics = self.fontMetrics()
        one = metrics.horizontalAdvance("0")
        if self._model.sheet.single:
            self.setColumnWidth(0, 60 * one)
            self.horizontalHeader().setStretchLastSection(False)
            return
        for place, column in enumerate(self._model.columns):
            heading = metrics.horizontalAdvance(column.shown()) + 24
            self.setColumnWidth(place, max(heading, column.width * one + 14))

    # Keys ------------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for standard, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Cut, self.cut),
        ):
            if event.matches(standard):
                act()
                return
        key, plain = (
            event.key(),
            event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier),
        )
        if (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and self.state() != QAbstractItemView.State.EditingState
        ):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1, 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain:
            self.clear_cells()
        elif key == Qt.Key.Key_D and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.fill_down()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F4) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_choice()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down and Tab right, as in a spreadsheet, without opening the next cell's editor."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        step = {
            hints.SubmitModelCache: (1, 0),
            hints.EditNextItem: (0, 1),
            hints.EditPreviousItem: (0, -1),
        }.get(hint)
        if step and not self._refused_text:
            self._step(*step)
        self._refused_text = ""

    _refused_text = ""

    def commitData(self, editor: QWidget) -> None:
        """A refused text is not lost: the cell opens again with it."""
        index = self.indexAt(editor.pos() + editor.rect().center())
        refused: list[object] = []
        self._model.refused.connect(refused.append)
        try:
            super().commitData(editor)
        finally:
            self._model.refused.disconnect(refused.append)
        if refused and index.isValid():
            text = (
                editor.currentText()
                if isinstance(editor, QComboBox)
                else editor.text()
                if isinstance(editor, QLineEdit)
                else ""
            )
            self._refused_text = text
            place = QPersistentModelIndex(index)
            QTimer.singleShot(0, self, lambda: self._reopen(place, text))

    def commit_editor(self) -> bool:
        """Takes in what is being typed; False where it does not fit, and the editor stays open with it."""
        editor = self.indexWidget(self.currentIndex())
        if self.state() != QAbstractItemView.State.EditingState or editor is None:
            return True
        self._refused_text = ""
        self.commitData(editor)
        if self._refused_text:
            return False
        self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        return True

    def _reopen(self, place: QPersistentModelIndex, text: str) -> None:
        index = self._model.index(place.row(), place.column())
        if self.indexWidget(index) is None:
            self.move_to(index)
            self.edit(index)
        editor = self.indexWidget(index)
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if isinstance(line, QLineEdit):
            line.setText(text)
            line.setModified(True)
            line.selectAll()

    def move_to(self, index: QModelIndex) -> None:
        """Puts the cursor on a cell and selects just it, whatever keys are held down."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def _step(self, down: int, right: int) -> None:
        current = self.currentIndex()
        row = min(max(current.row() + down, 0), self._model.rowCount() - 1)
        column = min(max(current.column() + right, 0), self._model.columnCount() - 1)
        self.move_to(self._model.index(row, column))

    def _open_choice(self) -> None:
        self.edit(self.currentIndex())
        box = self.indexWidget(self.currentIndex())
        if isinstance(box, QComboBox):
            box.showPopup()

    def picked(self) -> list[tuple[int, int, int, int]]:
        """The selected blocks as (top, left, bottom, right)."""
        return self.blocks.picked()

    def copy(self) -> None:
        self.blocks.copy()

    def cut(self) -> None:
        self.blocks.cut()

    def paste(self) -> None:
        self.blocks.paste()

    def fill_down(self) -> None:
        self.blocks.fill_down()

    def clear_cells(self) -> None:
        self.blocks.clear()

    def remove_rows(self) -> None:
        """Removes the rows that the selection touches."""
        if not self._model.sheet.single:
            self._model.remove(
                {row for top, _l, bottom, _r in self.picked() for row in range(top, bottom + 1)}
            )

    def go_to(self, row_id: int, key: str) -> bool:
        """Puts the cursor on a cell; False where it is not in this grid."""
        index = self._model.index_of(row_id, key)
        if not index.isValid():
            return False
        self.move_to(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus()
        return True
