"""The view of a tab with its tables drawn over it: their edges can be dragged, and snap to rows and columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QLine, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from street_desk.exchange.importing import Layout
from street_desk.exchange.importing.layout import TABLE
from street_desk.ui import style
from street_desk.ui.import_boxes import Box, Spot, headings_of, whole_of
from street_desk.ui.import_fitting import long_titles, size_columns, size_rows, spans
from street_desk.ui.import_labels import LabelHeader
from street_desk.ui.import_layouts import BOTTOM, LAST, LEFT, RIGHT, TOP
from street_desk.ui.import_sheet import SheetDelegate, SheetModel

_NEAR, _FAR = 4, 10**6
_ACROSS = (LEFT, RIGHT)
_CURSORS = {True: Qt.CursorShape.SplitHCursor, False: Qt.CursorShape.SplitVCursor}


class SheetView(QTableView):
    """`dragged` carries an edge and the row or column it was dragged to; `moved` says that the cursor is elsewhere;
    `toggled` asks to leave the rows selected out or take them in again."""

    dragged = Signal(str, int)
    moved = Signal()
    toggled = Signal()

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.layouts: Sequence[Layout] = ()
        self.current = 0
        self._edge = ""
        self._line = 0
        self.labels = LabelHeader(self)
        self.setHorizontalHeader(self.labels)
        self.setItemDelegate(SheetDelegate(self))
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.viewport().setMouseTracking(True)
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._scrolling = QTimer(self, interval=60)
        self._scrolling.timeout.connect(self._scroll_on)

    def sheet(self) -> SheetModel | None:
        """What is shown, None at first."""
        model = self.model()
        return model if isinstance(model, SheetModel) else None

    def show_sheet(
        self, model: SheetModel, layouts: Sequence[Layout], current: int, names: Mapping[int, str]
    ) -> None:
        """Shows a tab and its tables; `names` are the labels that its columns have to have room for."""
        old = self.sheet()
        self.setModel(model)
        if old is not None and old is not model:
            old.deleteLater()
        self.clearSpans()
        for merge in (*spans(model), *long_titles(model, layouts)):
            top, bottom = model.place_of(merge.top), model.place_of(merge.bottom)
            right = min(merge.right, model.columnCount())
            self.setSpan(top, merge.left - 1, bottom - top + 1, right - merge.left + 1)
        size_columns(self, model, layouts, names)
        self.show_layouts(layouts, current)
        self.selectionModel().currentChanged.connect(lambda *_args: self.moved.emit())

    def show_layouts(self, layouts: Sequence[Layout], current: int) -> None:
        """Draws these tables; `current` is the place of the one that can be changed."""
        self.layouts, self.current = layouts, current
        model = self.sheet()
        if model is not None:
            size_rows(self, model, layouts)
        self.viewport().update()

    def go_to(self, row: int, column: int) -> None:
        """Puts the cursor on a cell of the tab."""
        model = self.sheet()
        if model is not None and model.numbers:
            index = model.index(model.place_of(row), min(column, model.columnCount()) - 1)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    def show_table(self, layout: Layout) -> None:
        """Brings a table into sight, its headings first."""
        model = self.sheet()
        if model is not None and model.numbers:
            first = model.place_of(max(1, whole_of(layout).top - 3))
            self.scrollTo(model.index(first, layout.left - 1), QAbstractItemView.ScrollHint.PositionAtTop)
            self.go_to(whole_of(layout).top, layout.left)

    def spot(self) -> tuple[int, int] | None:
        """The row and column of the cell at the cursor."""
        model, index = self.sheet(), self.currentIndex()
        if model is None or not index.isValid():
            return None
        return model.numbers[index.row()], index.column() + 1

    def block(self) -> tuple[int, int, int, int] | None:
        """The cells selected as one block: first row, first column, last row, last column."""
        model, picked = self.sheet(), self.selectionModel().selection()
        if model is None or picked.isEmpty():
            return None
        rows = [r for one in picked for r in (one.top(), one.bottom())]
        columns = [c for one in picked for c in (one.left(), one.right())]
        return model.numbers[min(rows)], min(columns) + 1, model.numbers[max(rows)], max(columns) + 1

    def picked(self) -> Iterator[Spot]:
        """The cells selected."""
        model = self.sheet()
        for index in self.selectionModel().selectedIndexes() if model is not None else ():
            yield model.numbers[index.row()], index.column() + 1

    # Frames ----------------------------------------------------------------------------------------------------------

    def frames(self, layout: Layout) -> tuple[QRect, QRect]:
        """Where a table's headings and the whole of it are, in the viewport."""
        model = self.sheet()
        assert model is not None
        return self._rect(model, headings_of(layout)), self._rect(model, whole_of(layout))

    def _rect(self, model: SheetModel, box: Box) -> QRect:
        top, bottom = model.place_of(box.top), model.place_of(box.bottom)
        left, right = box.left - 1, min(box.right, model.columnCount()) - 1
        if box.bottom < box.top or right < left:
            return QRect()
        x, y = self.columnViewportPosition(left), self.rowViewportPosition(top)
        wide = self.columnViewportPosition(right) + self.columnWidth(right) - x
        return QRect(x, y, wide - 1, self.rowViewportPosition(bottom) + self.rowHeight(bottom) - y - 1)

    def _shown_layouts(self) -> Iterator[tuple[int, Layout]]:
        model = self.sheet()
        for place, layout in enumerate(self.layouts):
            if model is not None and model.numbers and layout.left <= model.columnCount():
                yield place, layout

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        for place, layout in self._shown_layouts():
            head, whole = self.frames(layout)
            mine = place == self.current
            ink = style.ACCENT if mine else QColor(style.ACCENT.lighter(170))
            painter.setPen(QPen(ink, 1, Qt.PenStyle.SolidLine if mine else Qt.PenStyle.DashLine))
            painter.drawRect(whole)
            if head.isValid():
                painter.setPen(QPen(ink, 3 if mine else 2))
                painter.drawRect(head.adjusted(1, 1, -1, -1))
        if self._edge:
            painter.setPen(QPen(style.SEVERITY["note"], 3))
            painter.drawLine(self._ghost())

    def _ghost(self) -> QLine:
        size = self.viewport().size()
        if self._edge in _ACROSS:
            return QLine(self._line, 0, self._line, size.height())
        return QLine(0, self._line, size.width(), self._line)

    def edge_at(self, spot: QPoint) -> str:
        """The edge of the current table that is at a spot of the viewport, "" for none."""
        layout = next((one for place, one in self._shown_layouts() if place == self.current), None)
        model = self.sheet()
        if layout is None or model is None or layout.shape != TABLE:
            return ""
        head, whole = self.frames(layout)
        bottom = head.bottom() if head.isValid() else -_FAR
        if whole.left() - _NEAR <= spot.x() <= whole.right() + _NEAR:
            for edge, y in ((TOP, whole.top()), (BOTTOM, bottom), (LAST, whole.bottom())):
                shown = edge != LAST or layout.last <= model.numbers[-1]
                if shown and abs(spot.y() - y) <= _NEAR:
                    return edge
        if whole.top() <= spot.y() <= whole.bottom():
            for edge, x in ((LEFT, whole.left()), (RIGHT, whole.right())):
                if abs(spot.x() - x) <= _NEAR:
                    return edge
        return ""

    def _snapped(self, spot: QPoint) -> tuple[int, int]:
        """For the edge that is dragged: the row or column it would come to, and where its line is."""
        header = self.labels if self._edge in _ACROSS else self.verticalHeader()
        at = spot.x() if self._edge in _ACROSS else spot.y()
        section = header.logicalIndexAt(max(at, 0))
        if section < 0:
            section = header.count() - 1
        start = header.sectionViewportPosition(section)
        size = header.sectionSize(section)
        # The boundary that is nearer: before the section or behind it.
        boundary = section + (at > start + size / 2)
        line = start + (size if boundary > section else 0)
        place = boundary if self._edge in (TOP, LEFT) else boundary - 1
        place = min(max(place, 0), header.count() - 1)
        model = self.sheet()
        assert model is not None
        return (place + 1 if self._edge in _ACROSS else model.numbers[place]), line - 1

    # Mouse and keys --------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        edge = self.edge_at(spot) if event.button() == Qt.MouseButton.LeftButton else ""
        if not edge:
            super().mousePressEvent(event)
            return
        self._edge = edge
        self._drag_to(spot)
        self._scrolling.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        spot = event.position().toPoint()
        if self._edge:
            self._drag_to(spot)
            return
        edge = self.edge_at(spot) if not event.buttons() else ""
        if edge:
            self.viewport().setCursor(_CURSORS[edge in _ACROSS])
        else:
            self.viewport().unsetCursor()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._edge:
            super().mouseReleaseEvent(event)
            return
        place, _line = self._snapped(event.position().toPoint())
        edge = self._let_go()
        self.dragged.emit(edge, place)

    def _drag_to(self, spot: QPoint) -> None:
        self._line = self._snapped(spot)[1]
        self.viewport().update()

    def _let_go(self) -> str:
        edge, self._edge = self._edge, ""
        self._scrolling.stop()
        self.viewport().update()
        return edge

    def _scroll_on(self) -> None:
        """While an edge is held beyond the view, the sheet moves on."""
        spot = self.viewport().mapFromGlobal(self.cursor().pos())
        across = self._edge in _ACROSS
        at, size = (spot.x(), self.viewport().width()) if across else (spot.y(), self.viewport().height())
        bar = self.horizontalScrollBar() if across else self.verticalScrollBar()
        step = -1 if at < 0 else 1 if at > size else 0
        if step:
            bar.setValue(bar.value() + step * style.ROW_HEIGHT)
            self._drag_to(spot)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._edge:
            self._let_go()
        elif event.key() == Qt.Key.Key_Space:
            self.toggled.emit()
        else:
            super().keyPressEvent(event)
