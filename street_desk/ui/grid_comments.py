"""Comments on a grid's cells: what each says, and the deeds that write and remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView

from street_desk.domain.comments import commented, on_sheet
from street_desk.domain.edits import Edit
from street_desk.domain.problems import Problem
from street_desk.language import N_, message
from street_desk.session import Changed
from street_desk.ui.grid_marks import Cell

if TYPE_CHECKING:
    from street_desk.ui.grid_model import GridModel


class NoRowYet(Problem):
    """The empty row at the end of a sheet is nobody's."""

    what = N_("There is no row here yet that a comment could be about.")
    to_do = N_("Type something into the row first.")


class Comments:
    """The comments on the cells of one GridModel."""

    def __init__(self, model: GridModel) -> None:
        self._model = model
        self._held: dict[Cell, str] = {}
        self.read()

    def read(self) -> set[int]:
        """Takes the comments as they are now; returns the rows whose comments changed."""
        book = self._model.session.book(self._model.year)
        found = {cell: str(row["text"]) for cell, row in on_sheet(book, self._model.sheet.name).items()}
        before, self._held = self._held, found
        return {cell[0] for cell in before.keys() | found.keys() if before.get(cell) != found.get(cell)}

    def text(self, cell: Cell) -> str:
        """What is noted on a cell, empty where nothing is."""
        return self._held.get(cell, "")

    def follow(self, changed: Changed) -> set[int]:
        """After an Edit: the rows whose comments changed."""
        touched = changed.rows.get(self._model.year, ())
        return self.read() if any(sheet == "comments" for sheet, _row in touched) else set()

    def write(self, cell: Cell, text: str) -> Problem | None:
        """Gives a cell its comment, or takes it away where the text is empty; returns what was wrong."""
        model = self._model
        row = model.row(cell[0]) or {}
        name = model.sheet.called(row) if not model.sheet.single else model.sheet.spoken
        try:
            change = commented(
                model.session.book(model.year), model.sheet.name, *cell, text, model.session.next_id
            )
            if change is not None:
                words = N_("Comment on {row} {column}: {text}")
                if change.after is None:
                    words = N_("Comment on {row} {column} removed")
                said = str((change.after or {}).get("text", ""))
                # The column may be gone: files that an earlier program wrote have such comments.
                column = model.sheet[cell[1]].spoken if cell[1] in model.sheet else cell[1]
                what = message(words, row=name, column=column, **({"text": said} if said else {}))
                model.session.apply(Edit(what, (change,), model.year))
        except Problem as problem:
            return problem
        return None


class Commenting:
    """The deeds of a view that are about the comment of the cell at the cursor."""

    def __init__(self, view: QTableView, model: GridModel) -> None:
        self._view, self._model = view, model

    def comment(self) -> None:
        """Opens the comment of the cell for writing; a file that is only read says so."""
        from street_desk.ui.comment_dialog import CommentDialog

        cell = self._cell()
        if cell is not None and not self._model.typing.closed():
            dialog = CommentDialog(self._model, cell, self._view)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    def remove_comment(self) -> None:
        """Takes the comment of the cell away."""
        cell = self._cell()
        if cell is None or self._model.typing.closed():
            return
        problem = self._model.comments.write(cell, "")
        if problem is not None:
            self._model.refused.emit(problem)

    def _cell(self) -> Cell | None:
        index = self._view.currentIndex()
        if not index.isValid():
            return None
        row_id, column = self._model.cell(index)
        if self._model.row(row_id) is None:
            self._model.refused.emit(NoRowYet())
            return None
        return row_id, column.key
