"""GridView: a table that a spreadsheet's user knows already."""

from __future__ import annotations

import csv
import io
from typing import Any

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QTableView,
    QWidget,
)

from street_desk.language import N_, message
from street_desk.ui import style
from street_desk.ui.grid_delegate import GridDelegate
from street_desk.ui.grid_model import GridModel

_Edges = tuple[int, int, int, int]


class GridView(QTableView):
    """The view of a GridModel: typing, moving, blocks."""

    moved = Signal()

    def __init__(self, model: GridModel, parent: Any = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
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

    def _reopen(self, place: QPersistentModelIndex, text: str) -> None:
        index = self._model.index(place.row(), place.column())
        self.move_to(index)
        self.edit(index)
        editor = self.indexWidget(index)
        line = editor.lineEdit() if isinstance(editor, QComboBox) else editor
        if isinstance(line, QLineEdit):
            line.setText(text)
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

    # Blocks ----------------------------------------------------------------------------------------------------------

    def picked(self) -> list[_Edges]:
        """The selected blocks as (top, left, bottom, right)."""
        return [(r.top(), r.left(), r.bottom(), r.right()) for r in self.selectionModel().selection()]

    def _whole(self) -> _Edges | None:
        """The smallest block around all that is selected."""
        blocks = self.picked()
        if not blocks:
            return None
        tops, lefts, bottoms, rights = zip(*blocks, strict=True)
        return min(tops), min(lefts), max(bottoms), max(rights)

    def copy(self) -> None:
        """Puts the block on the clipboard as other spreadsheets read it."""
        edges = self._whole()
        if edges is None:
            return
        top, left, bottom, right = edges
        out = io.StringIO()
        writer = csv.writer(out, dialect="excel-tab", lineterminator="\n")
        for row in range(top, bottom + 1):
            writer.writerow(
                [self._model.text(self._model.index(row, column)) for column in range(left, right + 1)]
            )
        QGuiApplication.clipboard().setText(out.getvalue())

    def cut(self) -> None:
        self.copy()
        self.clear_cells()

    def paste(self) -> None:
        """Types the clipboard's block from the selection's corner on; one cell fills all that is selected."""
        text = QGuiApplication.clipboard().text()
        block = list(csv.reader(io.StringIO(text), dialect="excel-tab"))
        edges = self._whole()
        if not block or edges is None:
            return
        top, left, bottom, right = edges
        down, across = len(block), max(map(len, block))
        # A selection that the block fits into a whole number of times is filled with it.
        rows = bottom - top + 1 if (bottom - top + 1) % down == 0 else down
        columns = right - left + 1 if (right - left + 1) % across == 0 else across
        columns = min(columns, self._model.columnCount() - left)
        if self._model.sheet.single:
            rows = min(rows, self._model.rowCount() - top)
        cells = [
            (top + r, left + c, block[r % down][c % across])
            for r in range(rows)
            for c in range(columns)
            if c % across < len(block[r % down])
        ]
        self._model.type_cells(cells, message(N_("Paste {n} cells"), n=len(cells)))
        self._pick(top, left, top + rows - 1, left + columns - 1)

    def fill_down(self) -> None:
        """Types the first row of each selected block into the rows below it."""
        cells = [
            (row, column, self._model.text(self._model.index(top, column)))
            for top, left, bottom, right in self.picked()
            for row in range(top + 1, bottom + 1)
            for column in range(left, right + 1)
            if not self._derived(row, column)
        ]
        if cells:
            self._model.type_cells(cells, message(N_("Fill {n} cells down"), n=len(cells)))

    def clear_cells(self) -> None:
        """Empties the selected cells that can be typed."""
        cells = [
            (row, column, "")
            for top, left, bottom, right in self.picked()
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
            if not self._derived(row, column)
        ]
        if cells:
            self._model.type_cells(cells, message(N_("Clear {n} cells"), n=len(cells)))

    def remove_rows(self) -> None:
        """Removes the rows that the selection touches."""
        if not self._model.sheet.single:
            self._model.remove(
                {row for top, _l, bottom, _r in self.picked() for row in range(top, bottom + 1)}
            )

    def _derived(self, row: int, column: int) -> bool:
        return self._model.cell(self._model.index(row, column))[1].derived

    def _pick(self, top: int, left: int, bottom: int, right: int) -> None:
        first, last = (
            self._model.index(top, left),
            self._model.index(min(bottom, self._model.rowCount() - 1), right),
        )
        self.selectionModel().select(
            QItemSelection(first, last), QItemSelectionModel.SelectionFlag.ClearAndSelect
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
