"""GridView: a table that a spreadsheet's user knows already.

The view only takes Qt's events; what it does is in its parts: the cursor (Moves), the selection (Selecting), the editor
(Editing), blocks (Blocks) and filling (Filling). A key or a menu names a deed, and `do` finds the part that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QMenu,
    QWidget,
)

from street_desk.language import N_, _
from street_desk.ui.grid_arranging import Arranging
from street_desk.ui.grid_blocks import Blocks
from street_desk.ui.grid_clip import Clip
from street_desk.ui.grid_columns import Columns
from street_desk.ui.grid_comments import Commenting
from street_desk.ui.grid_delegate import GridDelegate
from street_desk.ui.grid_editing import Editing
from street_desk.ui.grid_filling import Filling
from street_desk.ui.grid_handle import FillHandle
from street_desk.ui.grid_keys import deed_of
from street_desk.ui.grid_menu import ARRANGING, add_deeds
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_mouse import Mouse
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_own import Own
from street_desk.ui.grid_panes import PanedTable
from street_desk.ui.grid_selecting import Selecting
from street_desk.ui.grid_zoom import Zoom

_Hint = QAbstractItemDelegate.EndEditHint


class GridView(PanedTable):
    """The view of a GridModel."""

    moved = Signal()

    def __init__(self, model: GridModel, parent: Any = None, *, clip: Clip | None = None) -> None:
        super().__init__(model, parent)
        self._model = model
        self.moves = Moves(self, model)
        self.selecting = Selecting(self, model, self.moves)
        self.editing = Editing(self, model, self.moves)
        self.blocks = Blocks(self, model, clip or Clip(), self.moves, self.selecting)
        self.filling = Filling(self, model, self.moves, self.selecting)
        self.arranging = Arranging(self, model, self.moves, self.editing)
        self.own = Own(self, model)
        self.parts: tuple[object, ...] = (
            self.moves,
            self.selecting,
            self.editing,
            self.blocks,
            self.filling,
            self.arranging,
            self.own,
            Commenting(self, model),
        )
        self.handle = FillHandle(self, model, self.moves, self.filling)
        self._mouse = Mouse(self, self.moves, self.selecting)
        self._delegate = GridDelegate(self)
        self._delegate.keys_first = self.editing.takes_key
        self.setItemDelegate(self._delegate)
        self.pane.setItemDelegate(self._delegate)
        # An editor's end is told to this view alone, which passes it on to the pane where it is one of its editors.
        self._delegate.disconnect(self.pane)
        for part in (self, self.pane):
            part.setAccessibleName(model.sheet.shown())
        self.columns = Columns(self, model)
        self.zoom = Zoom(self)
        self.parts = (*self.parts, self.columns, self.zoom)
        for header in self.headings.both:
            header.filter_asked.connect(self._ask_filter)
        selection = self.selectionModel()
        selection.selectionChanged.connect(lambda *_: self.moved.emit())
        selection.currentChanged.connect(lambda *_: self.moved.emit())
        if model.rowCount():
            self.moves.move_to(model.index(0, 0))

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
            alone = deed.name in ("remove_rows", "own_columns") and self._model.sheet.single
            action.setEnabled(not alone and not (deed.changes and self._model.session.read_only))
        if not self._model.sheet.single:
            add_deeds(menu.addMenu(_(N_("So&rt and filter"))), self.do, ARRANGING)
        self.columns.menu(menu.addMenu(_(N_("Col&umns"))))
        return menu

    def heading_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return self.columns.menu(menu)

    def offers_filters(self) -> bool:
        return any(hasattr(part, "ask_filter") for part in self.parts)

    def _ask_filter(self, column: int) -> None:
        for part in self.parts:
            if (ask := getattr(part, "ask_filter", None)) is not None:
                ask(column)
                return

    # Qt's events -----------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            # A key that the open editor has no use for is not meant for the cells below it.
            super().keyPressEvent(event)
        elif name := deed_of(event):
            self.do(name)
        else:
            super().keyPressEvent(event)
            self.editing.began(by_typing=True)

    def keyboardSearch(self, search: str) -> None:
        """Typing where nothing can be typed says why; Qt would look for a row that begins so, and jump there."""
        self.editing.say_why_not()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if self.editing.takes_typing():
            self.editing.compose(event, super().inputMethodEvent)
        elif event.commitString() or event.preeditString():
            self.editing.say_why_not()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._mouse.press(event):
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if not self._mouse.move(event):
            super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._mouse.release():
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        self.editing.began(by_typing=False)
        if self.indexAt(event.position().toPoint()).isValid():
            (self.editing.caret_to_end if self.editing.takes_typing() else self.editing.say_why_not)()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.place_of(self.currentIndex()).bottomLeft()
        self.deeds().popup(below if keyboard else event.globalPos())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.zoom.turn(event):
            super().wheelEvent(event)

    def forget_texts(self) -> None:
        """The font changed: what was laid out is laid out anew."""
        self._delegate.forget_texts()

    def editor_closed(self, hint: _Hint) -> None:
        self.editing.closed(hint)

    def take_editor(self, editor: QWidget, commit: Callable[[QWidget], None]) -> None:
        self.editing.take(editor, commit)
