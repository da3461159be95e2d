"""How wide and high a tab is shown: columns by their first texts, heading rows by what they say, merges as one cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QTableView

from street_desk.exchange.importing import Layout
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


def size_columns(view: QTableView, model: SheetModel) -> None:
    """Widths from the first rows; measuring every row would not scale."""
    metrics = view.fontMetrics()
    merged = {(m.top, m.left) for m in model.tab.merges if m.right > m.left}
    widths = [_NARROW] * model.columnCount()
    for number, values in list(model.tab.rows.items())[:_SAMPLE]:
        alone = sum(map(bool, values)) == 1
        for column, text in enumerate(values[: len(widths)]):
            if text and not alone and (number, column + 1) not in merged:
                widest = max(metrics.horizontalAdvance(line) for line in text.split("\n"))
                widths[column] = max(widths[column], min(widest + 18, _WIDE))
    for column, width in enumerate(widths):
        view.setColumnWidth(column, width)


def size_rows(view: QTableView, model: SheetModel, layouts: Sequence[Layout]) -> None:
    """The rows of headings are as high as their texts need."""
    for layout in layouts:
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


def address_of(text: str) -> tuple[int, int] | None:
    """The row and column of an address such as B12; None for anything else."""
    head = text.rstrip("0123456789")
    if not head.isascii() or not head.isalpha() or head == text or len(head) > 3:
        return None
    column = 0
    for letter in head.upper():
        column = column * 26 + ord(letter) - 64
    return int(text[len(head) :]), column
