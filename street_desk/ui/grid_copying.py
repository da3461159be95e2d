"""What a copy of a grid's cells puts on the clipboard: text, and a table as other spreadsheets read it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import islice

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QProgressDialog, QWidget

from street_desk.domain.kinds import Kind, Money, Text
from street_desk.domain.problems import Cancelled, Problem
from street_desk.domain.sheets import Column
from street_desk.exchange.clipboard import write_block, write_table
from street_desk.language import N_, _
from street_desk.ui.grid_cells import Cells, Edges
from street_desk.ui.grid_clip import Clip
from street_desk.ui.grid_model import GridModel

_MOST_AS_TABLE = 200_000
_AT_ONCE = 200_000
_STEP = 2_000


class SelectionsApart(Problem):
    """Several blocks are selected that make no one block together."""

    what = N_(
        "Several selections are copied together only where they lie in the same rows or in the same columns."
    )
    to_do = N_("Select them so, or copy them one after another.")


def copied(
    model: GridModel, clip: Clip, blocks: Sequence[Edges], headings: bool, parent: QWidget
) -> QMimeData:
    """The selected blocks, joined into one; with their headings first where these are asked for.

    What is held of them is kept in `clip`. Raises SelectionsApart, and Cancelled where the user stopped a very large
    copy.
    """
    cells = Cells(model)
    rows, columns = _joined([_without_the_empty_row(cells, block) for block in blocks])
    kinds = [[cells.column(row, column).kind for column in columns] for row in rows[:1]] * len(rows)
    if model.sheet.single:
        kinds = [[cells.column(row, column).kind for column in columns] for row in rows]
    lines = cells.texts(rows, columns)
    if len(rows) * len(columns) > _AT_ONCE:
        lines = _with_progress(lines, len(rows), parent)
    texts = list(lines)
    few = len(rows) * len(columns) <= _MOST_AS_TABLE
    exact = list(_exact(model, cells, rows, columns)) if few else []
    if headings:
        _add_headings(model, rows, columns, exact, [[] for _line in exact], Column.shown)
        _add_headings(model, rows, columns, texts, kinds, model.heading)
    mime = QMimeData()
    clip.keep(mime, model.unit.factor, exact or None)
    mime.setText(write_block(texts))
    if few:
        mime.setHtml(
            write_table(list(zip(line, of, strict=True)) for line, of in zip(texts, kinds, strict=True))
        )
    return mime


def _exact(model: GridModel, cells: Cells, rows: list[int], columns: list[int]) -> Iterator[list[str]]:
    """The texts of a block as it is held: money in yuan, ids and phones in full."""
    book = model.session.book(model.year)
    for row, line in zip(rows, cells.texts(rows, columns, book.text), strict=True):
        if cells.row_id(row) < 0 and model.unit.factor != 1:
            # A line of subtotals is worked out for what is shown.
            for place, column in enumerate(columns):
                if isinstance(cells.column(row, column).kind, Money) and line[place]:
                    line[place] = f"{Decimal(line[place]) * model.unit.factor:f}"
        yield line


def _without_the_empty_row(cells: Cells, block: Edges) -> Edges:
    """A whole column ends in the row that takes the next entry: there is nothing in it to copy."""
    last, _column = cells.last()
    return block._replace(bottom=max(block.top, min(block.bottom, last)))


def _joined(blocks: Sequence[Edges]) -> tuple[list[int], list[int]]:
    """The rows and columns of blocks that have one of both in common."""
    if len({(block.top, block.bottom) for block in blocks}) > 1 and (
        len({(block.left, block.right) for block in blocks}) > 1
    ):
        raise SelectionsApart
    rows = sorted({row for block in blocks for row in range(block.top, block.bottom + 1)})
    columns = sorted({column for block in blocks for column in range(block.left, block.right + 1)})
    return rows, columns


def _with_progress(lines: Iterator[list[str]], total: int, parent: QWidget) -> Iterator[list[str]]:
    """The same lines; the window shows how far it is, and can stop it."""
    dialog = QProgressDialog(_(N_("Copying…")), _(N_("Stop")), 0, total, parent)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.setMinimumDuration(0)
    dialog.setValue(0)
    done = 0
    try:
        while part := list(islice(lines, _STEP)):
            yield from part
            done += len(part)
            dialog.setValue(done)
            QApplication.processEvents()
            if dialog.wasCanceled():
                raise Cancelled
    finally:
        dialog.close()
        dialog.deleteLater()


def _add_headings(
    model: GridModel,
    rows: list[int],
    columns: list[int],
    texts: list[list[str]],
    kinds: list[list[Kind]],
    shown: Callable[[Column], str],
) -> None:
    """Puts the headings above the block, of a list of fields before it."""
    if model.sheet.single:
        for row, line, of in zip(rows, texts, kinds, strict=True):
            line.insert(0, shown(model.columns[row]))
            of.insert(0, Text())
        return
    texts.insert(0, [shown(model.columns[column]) for column in columns])
    kinds.insert(0, [Text()] * len(columns))
