"""A grid as it is shown goes out: its columns, its rows and its order, as a workbook or as text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QProgressDialog

from street_desk.domain.comments import on_sheet
from street_desk.domain.people import Masked
from street_desk.domain.problems import Problem
from street_desk.domain.shown import (
    ShownRow,
    ShownSheet,
    cell_of,
    fields,
    frozen_columns,
    shown_column,
    total_row,
)
from street_desk.exchange.sheets_out import export_sheet
from street_desk.language import N_, _, message
from street_desk.ui import asking
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage

_PATIENCE_MS = 500
_STEPS = 1_000


def export_as_shown(page: DeskPage) -> None:
    """Asks where the grid that is looked at goes, and whether its comments go along, and writes it there."""
    view = page.view()
    if view is None:
        page.tell(_(N_("A form is saved by its own buttons; choose a sheet to export it as shown.")))
        return
    shown = as_shown(view)
    path = asking.table_to_save(page, _(N_("Export this sheet as shown")), shown.name)
    if path is None:
        return
    # Text has no room for comments.
    comments = _comments(shown, page) if path.suffix.lower() == ".xlsx" else {}
    if comments:
        wanted = asking.takes_comments(page, len(comments))
        if wanted is None:
            return
        shown = replace(shown, comments=comments if wanted else {})
    export_to(page, shown, path)


def _comments(shown: ShownSheet, page: DeskPage) -> dict[tuple[int, str], str]:
    """The comments on cells that are shown, by row id and column key."""
    held = on_sheet(page.session.book(page.year), shown.sheet.name)
    rows = set(page.models[shown.sheet.name].rows.ids)
    keys = {column.key for column in shown.columns}
    return {(row, key): str(one["text"]) for (row, key), one in held.items() if row in rows and key in keys}


def export_to(page: DeskPage, shown: ShownSheet, path: Path) -> None:
    """Writes a sheet, reads it back, and says so; what takes long shows how far it is and can be stopped."""
    window = QProgressDialog(
        _(N_("Writing and reading back…")), _(N_("Cancel")), 0, _STEPS, page, Qt.WindowType.Dialog
    )
    window.setWindowTitle(_(N_("Export this sheet as shown")))
    window.setWindowModality(Qt.WindowModality.ApplicationModal)
    window.setMinimumDuration(_PATIENCE_MS)
    window.setAutoClose(False)

    def proceed(done: int, total: int) -> bool:
        # It lets the window live for a moment.
        window.setValue(done * _STEPS // max(total, 1))
        return not window.wasCanceled()

    try:
        written = export_sheet(shown, path, proceed)
    except Problem as problem:
        window.close()
        asking.tell(page, problem)
        return
    finally:
        window.close()
        window.deleteLater()
    if written:
        _log(page, shown)
        said = N_("Exported {n} rows to {path}; every cell was read back and compared.")
        page.tell(message(said, n=shown.count, path=str(path)).text())


def _log(page: DeskPage, shown: ShownSheet) -> None:
    """Ids and phones that go out in full are logged, as when they are shown."""
    model = page.models[shown.sheet.name]
    masked = any(isinstance(shown.sheet[column.key].kind, Masked) for column in shown.columns if column.key)
    if masked and model.unmasked and not page.session.read_only:
        said = N_("{sheet} exported with ids and phones in full")
        page.session.note(message(said, sheet=shown.sheet.spoken), page.year)


def as_shown(view: GridView) -> ShownSheet:
    """A grid as a sheet to go out: what its view shows, in that order, without its comments."""
    model = view.model()
    assert isinstance(model, GridModel)
    book = model.session.book(model.year)
    factor = model.unit.factor
    single = model.sheet.single
    one = view.fontMetrics().horizontalAdvance("0")
    across = Qt.Orientation.Horizontal
    columns = tuple(
        shown_column(
            column,
            factor,
            0 if single else view.columnWidth(place) / one,
            "" if single else str(model.headerData(place, across) or ""),
        )
        for place, column in enumerate(model.columns)
    )
    ids = [row_id for row_id in model.rows.ids if row_id]

    def rows() -> Iterator[ShownRow]:
        for place, row_id in enumerate(ids):
            yield _row(model, place, row_id, factor)

    shown = ShownSheet(
        model.sheet,
        model.year,
        str(book.office.get("street") or ""),
        datetime.date.today(),
        columns,
        rows,
        len(ids),
        factor,
        frozen_columns(model.sheet, model.columns),
    )
    return fields(shown) if single else shown


def _row(model: GridModel, place: int, row_id: int, factor: int) -> ShownRow:
    row, columns = model.row(row_id), model.columns
    if row is None:
        texts = [model.text(model.index(place, number)) for number in range(len(columns))]
        return total_row(model.sheet, columns, row_id, texts)
    book, value = model.session.book(model.year), model.session.value
    cells = (
        cell_of(
            book,
            column,
            value(model.year, model.sheet.name, row, column),
            factor=factor,
            unmasked=model.unmasked,
        )
        for column in columns
    )
    return ShownRow(row_id, tuple(cells))
