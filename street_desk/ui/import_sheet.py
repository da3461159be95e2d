"""A tab of a workbook as Excel shows it, tinted by what becomes of each cell."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QStaticText, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from street_desk.domain.people import without_numbers
from street_desk.exchange.importing import CHANGED, HELD, NEW, REFUSED, SKIPPED, STATES, TabView
from street_desk.exchange.reading import letters
from street_desk.language import N_, _
from street_desk.ui import style
from street_desk.ui.import_marks import AGREES, DIFFERS, HEADING, NOTE, Mark, TabMarks

_Index = QModelIndex | QPersistentModelIndex
TINTS = {
    NEW: QColor("#e4f4e8"),
    CHANGED: QColor("#fdf0cc"),
    REFUSED: QColor("#fbe0dc"),
    HELD: QColor("#e3e8fb"),
    HEADING: QColor("#dbe8f4"),
    AGREES: QColor("#f1f5ea"),
    DIFFERS: QColor("#fbe0dc"),
    NOTE: QColor("#f7f4ec"),
}
_BRUSHES = {state: QBrush(tint) for state, tint in TINTS.items()}
_SIGNS = {AGREES: "✓ ", DIFFERS: "✗ ", REFUSED: "✗ "}
_INKS = {
    AGREES: QColor("#24613a"),
    DIFFERS: style.SEVERITY["error"],
    REFUSED: style.SEVERITY["error"],
    SKIPPED: style.QUIET,
    NOTE: style.QUIET,
}
_HIDDEN = QColor("#eceff2")
_PICKED = QColor(style.ACCENT.red(), style.ACCENT.green(), style.ACCENT.blue(), 36)
# Amounts, dates and shares of a whole, also beside the one they replace; a title that begins with a year is none.
_FIGURE = re.compile(r"[-¥￥()（）\d.,，:/％%年月日号→ ]*\d[^\W\d]{0,2}[-()（）\d.,，:/％%年月日号→ ]*")
_GAP, _KEPT, _MORE = 24, 2, 3
_WIDEST = 256
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value


class Look(NamedTuple):
    """How a cell is painted."""

    text: str
    tint: QColor | None
    ink: QColor
    right: bool
    wraps: bool
    struck: bool


class SheetModel(QAbstractTableModel):
    """The rows of a tab by their numbers; long runs of empty rows are passed over."""

    def __init__(
        self, view: TabView, marks: TabMarks, is_out: Callable[[int, int], bool], parent: Any = None
    ) -> None:
        super().__init__(parent)
        self.tab, self.marks = view, marks
        self._is_out = is_out
        self.numbers = list(_numbers(view))
        self._columns = min(max((len(values) for values in view.rows.values()), default=0) + 1, _WIDEST)
        self._looks: dict[tuple[int, int], Look] = {}

    def show_marks(self, view: TabView, marks: TabMarks) -> None:
        """Shows what becomes of the same tab now."""
        self.tab, self.marks = view, marks
        self.refresh()

    def refresh(self) -> None:
        """Forgets how cells looked."""
        self._looks.clear()
        if self.numbers:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.numbers) - 1, self._columns - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self._columns - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.numbers) - 1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else self._columns

    def place_of(self, number: int) -> int:
        """Where a row of the tab is shown, or the next one below it that is."""
        return min(bisect_left(self.numbers, number), max(0, len(self.numbers) - 1))

    def raw(self, index: _Index) -> str:
        """What the cell says in the workbook."""
        values = self.tab.rows.get(self.numbers[index.row()], ())
        return values[index.column()] if index.column() < len(values) else ""

    def mark(self, index: _Index) -> Mark:
        """What becomes of the cell."""
        # Whatever column it stands in, an id is not for everybody's eyes.
        text = without_numbers(self.raw(index))
        return self.marks.mark(self.numbers[index.row()], index.column() + 1, text)

    def look(self, index: _Index) -> Look:
        """How the cell is painted; kept until marks change."""
        at = index.row(), index.column()
        found = self._looks.get(at)
        if found is None:
            found = self._looks[at] = self._look(index)
        return found

    def _look(self, index: _Index) -> Look:
        number, mark = self.numbers[index.row()], self.mark(index)
        hidden = number in self.tab.hidden_rows or index.column() + 1 in self.tab.hidden_columns
        out = mark.state in STATES and self._is_out(number, index.column() + 1)
        tint = TINTS.get(mark.state)
        if out or (hidden and tint is None):
            tint = _HIDDEN
        ink = style.QUIET if out or hidden else _INKS.get(mark.state, style.INK)
        sign = _SIGNS.get(mark.state, "") if mark.text else ""
        right = mark.state != HEADING and _is_figure(self.raw(index))
        return Look(sign + mark.text, tint, ink, right, mark.state == HEADING, out and bool(mark.text))

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index).text
        if role == Qt.ItemDataRole.BackgroundRole:
            return _BRUSHES.get(self.mark(index).state)
        if role == Qt.ItemDataRole.ToolTipRole:
            mark = self.mark(index)
            why = mark.why or self.marks.row_why(self.numbers[index.row()], index.column() + 1)
            return "\n".join(filter(None, (mark.column, why))) or None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal
        if role == Qt.ItemDataRole.DisplayRole:
            return letters(section + 1) if across else str(self.numbers[section])
        return None


def _numbers(view: TabView) -> Iterator[int]:
    """The rows shown: every one from the first on, but of a long empty run only a few, and some after the last."""
    last = 0
    for number in view.rows:
        gap = number - last - 1
        yield from range(last + 1, number if gap <= _GAP else last + 1 + _KEPT)
        yield number
        last = number
    yield from range(last + 1, last + 1 + _MORE)


def _is_figure(text: str) -> bool:
    return _FIGURE.fullmatch(text.strip()) is not None


class SheetDelegate(QStyledItemDelegate):
    """Paints texts laid out once and kept, as the grid does."""

    _PADDING = 5
    _MOST = 20_000

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._texts: dict[tuple[str, int, bool], tuple[QStaticText, float, float]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        # As numbers: Python's flags cost more than all the rest of a cell.
        state: int = option.state.value  # type: ignore[attr-defined]
        model = index.model()
        assert isinstance(model, SheetModel)
        look = model.look(index)
        # Selected or not: a style fills selected cells with its own colour first.
        painter.fillRect(rect, look.tint or style.PAPER)
        if state & _SELECTED:
            painter.fillRect(rect, _PICKED)
        if look.text:
            painter.setPen(look.ink)
            self._draw(painter, rect, look)
        if state & _FOCUSED:
            painter.setPen(style.ACCENT)
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _draw(self, painter: QPainter, rect: QRect, look: Look) -> None:
        width = rect.width() - 2 * self._PADDING
        held = self._texts.get((look.text, width, look.wraps))
        if held is None:
            if len(self._texts) >= self._MOST:
                self._texts.clear()
            held = self._texts[look.text, width, look.wraps] = self._laid(painter, look, width)
        laid, wide, high = held
        left = rect.right() - self._PADDING - wide if look.right else rect.left() + self._PADDING
        top = rect.top() + max(0.0, (rect.height() - high) / 2)
        if high > rect.height():
            painter.save()
            painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
            painter.drawStaticText(QPointF(left, top), laid)
            painter.restore()
        else:
            painter.drawStaticText(QPointF(left, top), laid)
        if look.struck:
            middle = round(top + high / 2)
            painter.drawLine(round(left), middle, round(left + min(wide, width)), middle)

    def _laid(self, painter: QPainter, look: Look, width: int) -> tuple[QStaticText, float, float]:
        text = look.text
        if not look.wraps:
            text = " ".join(text.split())
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        laid = QStaticText(text)
        laid.setTextFormat(Qt.TextFormat.PlainText)
        if look.wraps:
            wrapping = QTextOption(Qt.AlignmentFlag.AlignLeft)
            wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            laid.setTextOption(wrapping)
            laid.setTextWidth(width)
        laid.prepare(painter.transform(), painter.font())
        size = laid.size()
        return laid, size.width(), size.height()


def state_word(state: str) -> str:
    """What a state of a cell is called in the line below the sheet."""
    from street_desk.ui.import_words import STATE_WORDS

    words = {
        HEADING: N_("heading"),
        AGREES: N_("a total that agrees"),
        DIFFERS: N_("a total that does not agree"),
        NOTE: N_("kept as a note"),
        "": N_("outside the tables"),
        **STATE_WORDS,
    }
    return _(words[state])
