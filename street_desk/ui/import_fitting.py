"""How wide and high a tab is shown: columns by their first texts, heading rows by what they say, merges as one cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QTableView

from street_desk.exchange.importing import Layout
from street_desk.exchange.importing.layout import TABLE
from street_desk.exchange.reading import Merge
from street_desk.ui import style
from street_desk.ui.import_sheet import SheetModel

_SPANS, _SPANNED = 500, 20_000
_NARROW, _WIDE = 44, 220
_SAMPLE = 60
_TALLEST, _DEEPEST = 4, 8


def spans(model: SheetModel) -> Iterator[Merge]:
    """The merges to be shown as one cell: none over another, and not more than can be."""
    covered: set[tuple[int, int]] = set()
    for merge in model.tab.merges[:_SPANS]:
        top, bottom = model.place_of(merge.top), model.place_of(merge.bottom)
        right = min(merge.right, model.columnCount())
        size = (bottom - top + 1) * (right - merge.left + 1)
        if size < 2 or merge.left > right or len(covered) + size > _SPANNED:
            continue
        cells = {(r, c) for r in range(top, bottom + 1) for c in range(merge.left, right + 1)}
        if not cells & covered:
            covered |= cells
            yield merge


def long_titles(model: SheetModel, layouts: Sequence[Layout]) -> Iterator[Merge]:
    """Texts over the tables that go on over the empty cells beside them, as Excel shows them."""
    top = min((layout.top for layout in layouts), default=0)
    merged = {number for m in model.tab.merges for number in range(m.top, min(m.bottom, top) + 1)}
    for number, values in model.tab.rows.items():
        if number >= top:
            return
        if number in merged:
            continue
        filled = [
            place for place, text in enumerate(values, start=1) if text and place <= model.columnCount()
        ]
        for place, after in zip(filled, [*filled[1:], model.columnCount() + 1], strict=True):
            if after - place > 1:
                yield Merge(number, place, number, after - 1)


def size_columns(
    view: QTableView, model: SheetModel, layouts: Sequence[Layout], labels: Mapping[int, str]
) -> None:
    """Widths from the first rows and the labels over them; measuring every row would not scale."""
    metrics = view.fontMetrics()
    top = min((layout.top for layout in layouts), default=0)
    merged = {(m.top, m.left) for m in model.tab.merges if m.right > m.left}
    widths = [_NARROW] * model.columnCount()
    for number, values in list(model.tab.rows.items())[: _SAMPLE + top]:
        alone = sum(map(bool, values)) == 1 or number < top
        for column, text in enumerate(values[: len(widths)]):
            if text and not alone and (number, column + 1) not in merged:
                text = model.index(model.place_of(number), column).data() if number > top else text
                widest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
                widths[column] = max(widths[column], min(widest + 18, _WIDE))
    for column, text in labels.items():
        if column <= len(widths):
            widths[column - 1] = max(widths[column - 1], min(metrics.horizontalAdvance(text) + 36, _WIDE))
    for column, width in enumerate(widths):
        view.setColumnWidth(column, width)


def size_rows(view: QTableView, model: SheetModel, layouts: Sequence[Layout]) -> None:
    """The rows of headings are as high as their texts need."""
    for layout in layouts:
        if layout.shape != TABLE:
            continue
        for number in range(layout.top, min(layout.bottom, layout.top + _DEEPEST) + 1):
            place = model.place_of(number)
            texts = model.tab.rows.get(number, ())[: model.columnCount()]
            heights = [_height(view, place, column, text) for column, text in enumerate(texts) if text]
            view.setRowHeight(place, max([style.ROW_HEIGHT, *heights]))


def _height(view: QTableView, place: int, column: int, text: str) -> int:
    """How high a row has to be for a text in it, of which a cell merged downwards shows only its share."""
    line, down = view.fontMetrics().lineSpacing(), view.rowSpan(place, column)
    wide = sum(view.columnWidth(column + n) for n in range(view.columnSpan(place, column)))
    area = QRect(0, 0, max(wide - 10, 20), 1_000)
    high = view.fontMetrics().boundingRect(area, int(Qt.TextFlag.TextWrapAnywhere), text).height()
    return (min(-(-high // line), _TALLEST * down) * line + 8) // down
