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
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QTableView,
    QWidget,
)

from street_desk.ui import style
from street_desk.ui.grid_blocks import Blocks
from street_desk.ui.grid_delegate import GridDelegate
from street_desk.ui.grid_menu import add_deeds
from street_desk.ui.grid_model import GridModel
from street_desk.ui.tab_run import TabRun

_CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class GridView(QTableView):
    """The view of a GridModel: typing, moving, blocks."""

    moved = Signal()

    def __init__(self, model: GridModel, parent: Any = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.blocks = Blocks(self, model)
        self.copy, self.cut, self.paste = self.blocks.copy, self.blocks.cut, self.blocks.paste
        self.fill_down, self.clear_cells = self.blocks.fill_down, self.blocks.clear
        self.remove_rows = self.blocks.remove_rows
        self.next_mark, self.clear_marks = self.blocks.next_mark, model.typing.clear_marks
        self.set_by_hand = self.blocks.set_by_hand
        self._run = TabRun()
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
        if self.state() == QAbstractItemView.State.EditingState:
            # A key that the open editor has no use for is not meant for the cells below it.
            super().keyPressEvent(event)
            return
        for standard, act in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Cut, self.cut),
        ):
            if event.matches(standard):
                act()
                return
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain, control = (
            held == Qt.KeyboardModifier.NoModifier,
            held == Qt.KeyboardModifier.ControlModifier,
        )
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(up=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self._tab(back=key == Qt.Key.Key_Backtab)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and plain:
            self.clear_cells()
        elif key == Qt.Key.Key_F2 and plain:
            self._edit_at_end()
        elif key == Qt.Key.Key_D and control:
            self.fill_down()
        elif key == Qt.Key.Key_Minus and control:
            self.remove_rows()
        elif key == Qt.Key.Key_H and held == _CONTROL_SHIFT:
            self.set_by_hand()
        elif key in (Qt.Key.Key_F8, Qt.Key.Key_Escape) and plain:
            (self.next_mark if key == Qt.Key.Key_F8 else self.clear_marks)()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_F4) and held & Qt.KeyboardModifier.AltModifier:
            self._open_choice()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing where nothing can be typed says why; Qt would look for a row that begins so, and jump there."""
        self._say_why_not()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self._takes_typing():
            super().inputMethodEvent(event)
        elif event.commitString() or event.preeditString():
            self._say_why_not()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            self._put_caret_at_end() if self._takes_typing() else self._say_why_not()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.deeds().popup(below if keyboard else event.globalPos())

    def deeds(self) -> QMenu:
        """The menu under the right button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed, action in add_deeds(menu, lambda name: getattr(self, name)()):
            alone = deed.name == "remove_rows" and self._model.sheet.single
            action.setEnabled(not alone and not (deed.changes and self._model.session.read_only))
        return menu

    # Editing ---------------------------------------------------------------------------------------------------------

    def _takes_typing(self) -> bool:
        return bool(self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable)

    def _say_why_not(self) -> None:
        if self.currentIndex().isValid():
            self._model.typing.say_why_not(self._model.cell(self.currentIndex())[1])

    def _edit_at_end(self) -> None:
        """F2 changes what stands there: the caret goes behind it, and nothing is marked to be replaced."""
        if self._takes_typing():
            self.edit(self.currentIndex())
            self._put_caret_at_end()
        else:
            self._say_why_not()

    def _put_caret_at_end(self) -> None:
        editor = self.indexWidget(self.currentIndex())
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if isinstance(line, QLineEdit):
            line.end(False)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes down and Tab right, as in a spreadsheet, without opening the next cell's editor."""
        hints = QAbstractItemDelegate.EndEditHint
        super().closeEditor(editor, hints.NoHint)
        if not self._refused_text:
            if hint == hints.SubmitModelCache:
                self._enter()
            elif hint in (hints.EditNextItem, hints.EditPreviousItem):
                self._tab(back=hint == hints.EditPreviousItem)
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

    def _enter(self, *, up: bool = False) -> None:
        """Down, or up; after a run of Tabs back to the column where the run began."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self._move(row - 1 if up else row + 1, column if up else self._run.began(row, column))

    def _tab(self, *, back: bool) -> None:
        """To the next cell of the row; in a list of fields to the next field."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        step = -1 if back else 1
        self._move(*((row + step, column) if self._model.sheet.single else (row, column + step)))
        self._run.tabbed((row, column), (self.currentIndex().row(), self.currentIndex().column()))

    def _move(self, row: int, column: int) -> None:
        row = min(max(row, 0), self._model.rowCount() - 1)
        column = min(max(column, 0), self._model.columnCount() - 1)
        self.move_to(self._model.index(row, column))

    def _open_choice(self) -> None:
        if not self._takes_typing():
            self._say_why_not()
            return
        self.edit(self.currentIndex())
        box = self.indexWidget(self.currentIndex())
        if isinstance(box, QComboBox):
            box.showPopup()

    def picked(self) -> list[tuple[int, int, int, int]]:
        """The selected blocks as (top, left, bottom, right)."""
        return self.blocks.picked()

    def go_to(self, row_id: int, key: str) -> bool:
        """Puts the cursor on a cell; False where it is not in this grid."""
        index = self._model.index_of(row_id, key)
        if not index.isValid():
            return False
        self.show_at(index)
        return True

    def show_at(self, index: QModelIndex) -> None:
        """Puts the cursor on a cell, in the middle of the view, and the keyboard into the grid."""
        self.move_to(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self.setFocus()
