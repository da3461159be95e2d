"""The fill handle: the square at a selection's corner that draws what is selected on into the next cells."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRubberBand, QWidget

from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_filling import Filling
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves
from street_desk.ui.grid_panes import PanedTable

_SIZE = 8
_SCROLLING_MS = 60
_FAR = 1 << 20
_MOVING = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded, QEvent.Type.ChildRemoved)


class FillHandle(QWidget):
    """A small widget over both panes of a grid; it follows the selection, and is there for one block alone."""

    def __init__(self, view: PanedTable, model: GridModel, moves: Moves, filling: Filling) -> None:
        super().__init__(view)
        self._view, self._model, self._moves, self._filling = view, model, moves, filling
        self._cells = Cells(model)
        self._source: Edges | None = None
        self._target: Edges | None = None
        self._outline = QRubberBand(QRubberBand.Shape.Rectangle, view)
        self._scrolling = QTimer(self, interval=_SCROLLING_MS)
        self._scrolling.timeout.connect(self._scroll_on)
        self.setFixedSize(_SIZE, _SIZE)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(_(N_("Fill handle")))
        self.setToolTip(
            _(N_("Drag down or to the right to fill; with Ctrl the other way: a series, or repeated."))
        )
        view.selectionModel().selectionChanged.connect(self.place)
        for bar in (view.horizontalScrollBar(), view.verticalScrollBar()):
            bar.valueChanged.connect(self.place)
        for header in (view.horizontalHeader(), view.pane.horizontalHeader(), view.verticalHeader()):
            header.sectionResized.connect(self.place)
        for moved in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            moved.connect(lambda *_: QTimer.singleShot(0, self, self.place))
        for port in (view.viewport(), view.pane.viewport()):
            port.installEventFilter(self)
        self.place()

    def place(self, *_moved: object) -> None:
        """Goes to the corner of what is selected; hidden where that is nothing or several blocks.

        Hidden too while a cell is edited, and in a file that is only read.
        """
        blocks = self._moves.picked()
        editing = PanedTable.State.EditingState in (self._view.state(), self._view.pane.state())
        if len(blocks) != 1 or editing or self._model.session.read_only:
            self.hide()
            return
        block = blocks[0]
        corner = self._cell(block.bottom, block.right).bottomRight()
        self.move(corner - QPoint(_SIZE - 2, _SIZE - 2))
        self.setVisible(self._port(block.right).contains(corner))
        self.raise_()

    def _port(self, column: int) -> QRect:
        """Where the pane of a column shows its cells, as the table has it."""
        port = self._view.side(column).viewport()
        return QRect(port.mapTo(self._view, QPoint()), port.size())

    def _cell(self, row: int, column: int) -> QRect:
        """Where a cell lies, in sight or scrolled away, as the table has it."""
        side, index = self._view.side(column), self._model.index(row, column)
        return side.visualRect(index).translated(side.viewport().mapTo(self._view, QPoint()))

    def _rect(self, block: Edges) -> QRect:
        """A block as far as its panes show it."""
        found = QRect()
        for column in dict.fromkeys((block.left, max(block.left, self._view.frozen - 1), block.right)):
            if block.left <= column <= block.right:
                rows = self._cell(block.top, column).united(self._cell(block.bottom, column))
                found = found.united(rows.intersected(self._port(column).adjusted(0, -_FAR, 0, _FAR)))
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # An editor is a child that comes and goes.
        if event.type() in _MOVING:
            QTimer.singleShot(0, self, self.place)
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), style.PAPER)
        painter.fillRect(self.rect().adjusted(1, 1, -1, -1), style.ACCENT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (blocks := self._moves.picked()):
            self._source, self._target = blocks[0], None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._source is not None:
            self._draw_to(self._view.mapFromGlobal(event.globalPosition().toPoint()))
            self._scrolling.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        source, target = self._source, self._target
        self._stop()
        if source is not None and target is not None:
            switched = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            self._filling.fill_to(source, target, switched=switched)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        blocks = self._moves.picked()
        if len(blocks) == 1:
            end = self._filling.neighbours_end(blocks[0])
            if end > blocks[0].bottom:
                self._filling.fill_to(blocks[0], blocks[0]._replace(bottom=end), switched=False)

    def _stop(self) -> None:
        self._scrolling.stop()
        self._outline.hide()
        self._source = self._target = None

    def _draw_to(self, where: QPoint) -> None:
        """The block that the mouse draws out: down or to the right, whichever is further."""
        source = self._source
        assert source is not None
        rect, last = self._rect(source), self._cells.last()
        row, column = self._at(where)
        row = min(row, last[0]) if row >= 0 else last[0]
        column = min(column, last[1]) if column >= 0 else last[1]
        if where.y() - rect.bottom() >= where.x() - rect.right():
            target = source._replace(bottom=max(row, source.bottom))
        else:
            target = source._replace(right=max(column, source.right))
        self._target = target if target != source else None
        self._outline.setGeometry(self._rect(target))
        self._outline.show()

    def _at(self, where: QPoint) -> tuple[int, int]:
        """The row and column at a place; -1 beyond the last one."""
        pane, view = self._view.pane, self._view
        side = pane if view.frozen and where.x() < self._port(view.frozen).left() else view
        at = side.viewport().mapFrom(view, where)
        return side.rowAt(max(at.y(), 0)), side.columnAt(max(at.x(), 0))

    def _scroll_on(self) -> None:
        """Where the mouse is held outside the grid, the grid moves on."""
        where = self._view.mapFromGlobal(self.cursor().pos())
        port = self._port(self._view.frozen)
        if port.contains(where):
            return
        for bar, beyond in (
            (self._view.verticalScrollBar(), where.y() - port.bottom()),
            (self._view.horizontalScrollBar(), where.x() - port.right()),
        ):
            if beyond > 0:
                bar.setValue(bar.value() + bar.singleStep())
        self._draw_to(where)
