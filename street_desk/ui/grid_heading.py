"""One row of headings as it is painted: groups above columns, two lines each, an arrow for the filter.

Qt's own painting asks of every heading whether its whole column is selected, which takes seconds on 120,000 rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPolygon, QTextLayout, QTextOption
from PySide6.QtWidgets import QHeaderView, QWidget

from street_desk.domain.sheets import Column
from street_desk.domain.shown_unit import ShownUnit
from street_desk.ui import style
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_picked import Picked

if TYPE_CHECKING:
    from street_desk.ui.grid_headings import Headings
    from street_desk.ui.grid_panes import PanedTable

_PADDING = 5
_ARROW = 15
_CENTRED = int(Qt.AlignmentFlag.AlignCenter)


def group_of(column: Column) -> str:
    """The label that a column shares with those beside it, empty for none."""
    return column.group.text() if column.group is not None else ""


def below_group(column: Column, unit: ShownUnit) -> str:
    """A heading without what its group says already: 办公运转经费控制数 below 控制数 is 办公运转经费."""
    group, heading = group_of(column), column.shown()
    if group and group.casefold() != heading.casefold() and heading.casefold().endswith(group.casefold()):
        heading = heading[: -len(group)].rstrip()
    return unit.heading(column, heading)


class PaintedHeader(QHeaderView):
    """Headings of some columns of a grid, painted; what a mouse does with them is for GridHeader."""

    def __init__(self, grid: PanedTable, parent: QWidget, headings: Headings, picked: Picked) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid, self._headings, self._picked = grid, headings, picked
        self._lines: dict[tuple[str, int], tuple[str, ...]] = {}
        self._drop: int | None = None
        self._hot = -1
        self.setHighlightSections(False)
        self.setMinimumSectionSize(28)
        picked.changed.connect(self.viewport().update)

    def model_(self) -> GridModel:
        """The grid's model."""
        return self._grid.grid_model

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._headings.height())

    def height_for(self, columns: list[tuple[str, int]], grouped: bool) -> int:
        """How high headings of these widths stand: one line or two, and one for groups."""
        metrics = self.fontMetrics()
        deep = max((len(self._wrapped(text, width)) for text, width in columns), default=1)
        return deep * metrics.lineSpacing() + 10 + (self._band() if grouped else 0)

    def _band(self) -> int:
        return self.fontMetrics().lineSpacing() + 6

    def least_width(self, column: Column) -> int:
        """What a heading needs so that it is whole on two lines."""
        text = below_group(column, self.model_().unit)
        return self._even(text, self.fontMetrics().horizontalAdvance(text)) + 2 * _PADDING + _ARROW + 2

    def _even(self, text: str, most: int) -> int:
        """The least width on which a text takes two lines: they are about as long as each other then."""
        width = self.fontMetrics().horizontalAdvance(text) // 2
        while width < most and len(self._broken(text, width)) > 2:
            width += 4
        return min(width, most)

    def _broken(self, text: str, width: int) -> list[tuple[int, int]]:
        layout = QTextLayout(text, self.font())
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.WordWrap if text.isascii() else QTextOption.WrapMode.WrapAnywhere
        )
        layout.setTextOption(option)
        layout.beginLayout()
        found = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width, 1))
            wide = line.naturalTextWidth() > width + 0.5
            found.append((line.textStart(), line.textLength()))
            if wide:
                # A word that is wider than its column counts as more lines than there are.
                found += [(0, 0), (0, 0)]
        layout.endLayout()
        return found

    def _wrapped(self, text: str, section: int) -> tuple[str, ...]:
        """A heading in one line or two; what does not fit the second is cut off with dots."""
        held = self._lines.get((text, section))
        if held is None:
            width = section - 2 * _PADDING - _ARROW
            metrics = self.fontMetrics()
            if metrics.horizontalAdvance(text) <= width:
                held = (text,)
            else:
                start, length = self._broken(text, self._even(text, width))[0]
                first, rest = text[start : start + length].strip(), text[start + length :].strip()
                cut = Qt.TextElideMode.ElideRight
                held = tuple(metrics.elidedText(part, cut, width) for part in (first, rest) if part)
            self._lines[text, section] = held
        return held

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._lines.clear()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        painter.fillRect(event.rect(), style.HEAD)
        shown = self._shown()
        band = self._band() if self._headings.grouped() else 0
        for section, rect in shown:
            group = group_of(self._column(section))
            self._paint(painter, section, rect.adjusted(0, band if group else 0, 0, 0))
        if band:
            self._paint_groups(painter, shown, band, area)
        painter.setPen(style.LINE)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if self._drop is not None:
            painter.fillRect(QRect(self._edge(self._drop) - 1, 0, 3, area.height()), style.ACCENT)
        painter.end()

    def _shown(self) -> list[tuple[int, QRect]]:
        """The headings in sight, each with its place."""
        area = self.viewport().rect()
        found = []
        for section in range(self.count()):
            wide = self.sectionSize(section)
            left = self.sectionViewportPosition(section)
            if wide and left <= area.right() and left + wide > area.left():
                found.append((section, QRect(left, 0, wide, area.height())))
        return found

    def _column(self, section: int) -> Column:
        return self.model_().columns[section]

    def _text(self, section: int) -> str:
        model = self.model_()
        if model.sheet.single:
            return str(model.headerData(section, Qt.Orientation.Horizontal))
        column = self._column(section)
        return below_group(column, model.unit)

    def _paint(self, painter: QPainter, section: int, rect: QRect) -> None:
        how = self._picked.column(section)
        if how:
            painter.fillRect(rect, style.HEAD_WHOLE if how == 2 else style.HEAD_PICKED)
        painter.setPen(style.LINE)
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(style.INK)
        lines = self._wrapped(self._text(section), self.sectionSize(section))
        metrics = self.fontMetrics()
        room = rect.adjusted(_PADDING, 0, -_PADDING - (_ARROW if self._filters() else 0), -1)
        top = room.top() + (room.height() - len(lines) * metrics.lineSpacing()) // 2
        for line in lines:
            painter.drawText(QRect(room.left(), top, room.width(), metrics.lineSpacing()), _CENTRED, line)
            top += metrics.lineSpacing()
        if self._filters():
            self._paint_arrow(painter, section, rect)

    def _filters(self) -> bool:
        return not self.model_().sheet.single and self._grid.offers_filters()

    def arrow(self, section: int) -> QRect:
        """Where the arrow of a heading is."""
        left = self.sectionViewportPosition(section) + self.sectionSize(section) - _ARROW - 2
        return QRect(left, self.height() - _ARROW - 4, _ARROW, _ARROW)

    def _paint_arrow(self, painter: QPainter, section: int, rect: QRect) -> None:
        key = self._column(section).key
        asked = self.model_().arrangement
        box, filtered = self.arrow(section), key in asked.filters
        if filtered or section == self._hot:
            painter.fillRect(box, style.ACCENT if filtered else style.LINE)
        middle = box.center()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.PAPER if filtered else style.QUIET)
        painter.drawPolygon(
            QPolygon([middle + QPoint(-3, -1), middle + QPoint(5, -1), middle + QPoint(1, 4)])
        )
        order = [place for place, (one, _down) in enumerate(asked.order) if one == key]
        if order:
            tip = QPoint(box.center().x() + 1, box.top() - 9)
            step = 4 if asked.order[order[0]][1] else -4
            painter.setBrush(style.ACCENT)
            painter.drawPolygon(
                QPolygon([tip + QPoint(0, step), tip + QPoint(-4, -step // 2), tip + QPoint(4, -step // 2)])
            )
            if len(asked.order) > 1:
                painter.setPen(style.ACCENT)
                rank = QRect(box.left() - 10, box.top() - 16, 12, 14)
                painter.drawText(rank, _CENTRED, str(order[0] + 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_groups(
        self, painter: QPainter, shown: list[tuple[int, QRect]], band: int, area: QRect
    ) -> None:
        """Each group once above its columns, in the middle of what can be seen of them."""
        runs: list[tuple[str, QRect]] = []
        for section, rect in shown:
            group = group_of(self._column(section))
            if group and runs and runs[-1][0] == group:
                runs[-1][1].setRight(rect.right())
            else:
                runs.append((group, QRect(rect.left(), 0, rect.width(), band)))
        for group, rect in runs:
            if group:
                painter.setPen(style.LINE)
                painter.drawLine(rect.bottomLeft(), rect.bottomRight())
                painter.drawLine(rect.topRight(), rect.bottomRight())
                painter.setPen(style.ACCENT)
                seen = rect.intersected(area).adjusted(_PADDING, 0, -_PADDING, 0)
                cut = self.fontMetrics().elidedText(group, Qt.TextElideMode.ElideRight, seen.width())
                painter.drawText(seen, _CENTRED, cut)

    def show_drop(self, gap: int | None) -> None:
        """Draws the line where carried columns would go: before the column of that number."""
        drop = gap if gap is not None and self._near(gap) else None
        if drop != self._drop:
            self._drop = drop
            self.viewport().update()

    def _near(self, gap: int) -> bool:
        return any(self.sectionSize(n) for n in (gap - 1, gap) if 0 <= n < self.count())

    def _edge(self, gap: int) -> int:
        if gap < self.count() and self.sectionSize(gap):
            return self.sectionViewportPosition(gap)
        return self.sectionViewportPosition(gap - 1) + self.sectionSize(gap - 1) - 2
