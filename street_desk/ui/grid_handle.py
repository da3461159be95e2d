"""The fill handle: the square at a selection's corner that draws what is selected on into the next cells."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRubberBand, QTableView, QWidget

from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_filling import Filling
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_moves import Moves

_SIZE = 8
_SCROLLING_MS = 60
_MOVING = (QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ChildAdded, QEvent.Type.ChildRemoved)


class FillHandle(QWidget):
    """A small widget on the viewport of a grid; it follows the selection, and is there for one block alone."""

    def __init__(self, view: QTableView, model: GridModel, moves: Moves, filling: Filling) -> None:
        super().__init__(view.viewport())
        self._view, self._model, self._moves, self._filling = view, model, moves, filling
        self._cells = Cells(model)
        self._source: Edges | None = None
        self._target: Edges | None = None
        self._outline = QRubberBand(QRubberBand.Shape.Rectangle, view.viewport())
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
        for header in (view.horizontalHeader(), view.verticalHeader()):
            header.sectionResized.connect(self.place)
        for moved in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            moved.connect(lambda *_: QTimer.singleShot(0, self, self.place))
        view.viewport().installEventFilter(self)
        self.place()

    def place(self, *_moved: object) -> None:
        """Goes to the corner of what is selected; hidden where that is nothing or several blocks.

        Hidden too while a cell is edited, and in a file that is only read.
        """
        blocks = self._moves.picked()
        editing = self._view.state() == QTableView.State.EditingState
        if len(blocks) != 1 or editing or self._model.session.read_only:
            self.hide()
            return
        corner = self._rect(blocks[0]).bottomRight()
        self.move(corner - QPoint(_SIZE - 2, _SIZE - 2))
        self.setVisible(self._view.viewport().rect().contains(corner))
        self.raise_()

    def _rect(self, block: Edges) -> QRect:
        last = self._view.visualRect(self._model.index(block.bottom, block.right))
        return self._view.visualRect(self._model.index(block.top, block.left)).united(last)

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
            self._draw_to(self._view.viewport().mapFromGlobal(event.globalPosition().toPoint()))
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
        row, column = self._view.rowAt(max(where.y(), 0)), self._view.columnAt(max(where.x(), 0))
        row = min(row, last[0]) if row >= 0 else last[0]
        column = min(column, last[1]) if column >= 0 else last[1]
        if where.y() - rect.bottom() >= where.x() - rect.right():
            target = source._replace(bottom=max(row, source.bottom))
        else:
            target = source._replace(right=max(column, source.right))
        self._target = target if target != source else None
        self._outline.setGeometry(self._rect(target))
        self._outline.show()

    def _scroll_on(self) -> None:
        """Where the mouse is held outside the grid, the grid moves on."""
        where = self._view.viewport().mapFromGlobal(self.cursor().pos())
        port = self._view.viewport().rect()
        if port.contains(where):
            return
        for bar, beyond in (
            (self._view.verticalScrollBar(), where.y() - port.bottom()),
            (self._view.horizontalScrollBar(), where.x() - port.right()),
        ):
            if beyond > 0:
                bar.setValue(bar.value() + bar.singleStep())
        self._draw_to(where)
