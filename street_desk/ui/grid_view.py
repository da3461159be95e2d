"""GridView: a table that a spreadsheet's user knows already.

The view only takes Qt's events; what it does is in its parts: the cursor (Moves), the editor (Editing), blocks
(Blocks). A key or a menu names a deed, and `do` finds the part that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from street_desk.ui import style
from street_desk.ui.grid_blocks import Blocks
from street_desk.ui.grid_comments import Commenting
from street_desk.ui.grid_delegate import GridDelegate
from street_desk.ui.grid_editing import Editing
from street_desk.ui.grid_keys import deed_of
from street_desk.ui.grid_menu import add_deeds
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves

_Hint = QAbstractItemDelegate.EndEditHint


class GridView(QTableView):
    """The view of a GridModel."""

    moved = Signal()

    def __init__(self, model: GridModel, parent: Any = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._model = model
        self.moves = Moves(self, model)
        self.editing = Editing(self, model, self.moves)
        self.blocks = Blocks(self, model)
        self.parts: tuple[object, ...] = (self.moves, self.editing, self.blocks, Commenting(self, model))
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
        if model.rowCount():
            self.moves.move_to(model.index(0, 0))

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

    # What is done ----------------------------------------------------------------------------------------------------

    def deed(self, name: str) -> Callable[[], object]:
        """What a key or a menu names. Raises AttributeError for a name that no part has."""
        for part in self.parts:
            found: Callable[[], object] | None = getattr(part, name, None)
            if found is not None:
                return found
        raise AttributeError(name)

    def do(self, name: str) -> object:
        """Does what a key or a menu names."""
        return self.deed(name)()

    def deeds(self) -> QMenu:
        """The menu under the right button."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for deed, action in add_deeds(menu, self.do):
            alone = deed.name == "remove_rows" and self._model.sheet.single
            action.setEnabled(not alone and not (deed.changes and self._model.session.read_only))
        return menu

    # Qt's events -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # A key that the open editor has no use for is not meant for the cells below it.
            super().keyPressEvent(event)
        elif name := deed_of(event):
            self.do(name)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Typing where nothing can be typed says why; Qt would look for a row that begins so, and jump there."""
        self.editing.say_why_not()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.editing.takes_typing():
            super().inputMethodEvent(event)
        elif event.commitString() or event.preeditString():
            self.editing.say_why_not()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.indexAt(event.position().toPoint()).isValid():
            (self.editing.caret_to_end if self.editing.takes_typing() else self.editing.say_why_not)()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft())
        self.deeds().popup(below if keyboard else event.globalPos())

    def closeEditor(self, editor: QWidget, hint: _Hint) -> None:
        """Enter goes down and Tab right, as in a spreadsheet, without opening the next cell's editor."""
        super().closeEditor(editor, _Hint.NoHint)
        self.editing.closed(hint)

    def commitData(self, editor: QWidget) -> None:
        self.editing.take(editor, super().commitData)
