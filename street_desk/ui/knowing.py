"""What a page can tell of its cells: the next finding, tints of what changed, a figure's full working, comments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel

from street_desk import looking_back
from street_desk.domain.checks import Finding
from street_desk.domain.problems import Problem
from street_desk.domain.then import Then
from street_desk.language import N_, _, message
from street_desk.session import Changed

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage
    from street_desk.ui.working_window import WorkingWindow

TINTS = {
    "year": looking_back.last_year,
    "submission": looking_back.as_submitted,
}
"""What the cells can be compared with, by name."""


class Knowing:
    """The parts of one page that say what is known about a cell."""

    def __init__(self, page: DeskPage) -> None:
        self._page = page
        self.tint = ""
        self.window: WorkingWindow | None = None
        # The bar is painted too, as in the cells.
        self.legend = QLabel(objectName="legend", visible=False)
        self.legend.setTextFormat(self.legend.textFormat().PlainText)
        panes = page.panes
        panes.details.asked.connect(self._move_to)
        panes.left.connect(page.take_focus)
        panes.comments.removed.connect(self._remove_comment)

    # Findings --------------------------------------------------------------------------------------------------------

    def next_finding(self, step: int = 1) -> None:
        """Goes to the next finding from the cursor on, or back to the one before, over all sheets and around."""
        page = self._page
        places = sorted(
            {place for one in page.findings.model.findings if (place := self._place(one)) is not None}
        )
        if not places:
            hidden = len(page.findings.model.findings)
            said = N_("{n} findings are on rows or columns that are not shown now.")
            page.tell(message(said, n=hidden).text() if hidden else _(N_("Nothing was noticed.")))
            return
        here = self._here()
        if step > 0:
            sheet, row, column = next((p for p in places if p > here), places[0])
        else:
            sheet, row, column = next((p for p in reversed(places) if p < here), places[-1])
        name = list(page.views)[sheet]
        page.turn_to(name)
        page.views[name].moves.show_at(page.models[name].index(row, column))

    def _place(self, finding: Finding) -> tuple[int, int, int] | None:
        """Where a finding is: the place of its sheet, its row and its column; None where the grid does not show it."""
        model = self._page.models.get(finding.sheet)
        if model is None:
            return None
        index = model.index_of(finding.row, finding.column)
        if not index.isValid() and (finding.row == 0 or finding.column not in model.sheet):
            # About a row or a sheet as a whole.
            key = finding.column if finding.column in model.sheet else model.columns[0].key
            index = model.index_of(finding.row or next(iter(model.rows.ids), 0), key)
        if not index.isValid():
            return None
        return list(self._page.views).index(finding.sheet), index.row(), index.column()

    def _here(self) -> tuple[int, int, int]:
        view = self._page.view()
        if view is None:
            return (len(self._page.views), 0, 0)
        return (list(self._page.views.values()).index(view), *view.moves.place())

    # Tints -----------------------------------------------------------------------------------------------------------

    def compare(self, tint: str) -> None:
        """Tints what changed since last year ("year") or since the submission ("submission"); "" takes tints away."""
        page = self._page
        then: Then | None = None
        if tint:
            try:
                then = TINTS[tint](page.session, page.year)
            except Problem as problem:
                page.refuse(problem)
                tint = ""
        self.tint = tint
        for model in page.models.values():
            model.tints.compare(then)
        self.legend.setVisible(then is not None)
        if then is not None:
            said = (
                N_("Tinted: other than {when}")
                if tint == "submission"
                else N_("Tinted: other than in {when}")
            )
            words = message(said, when=then.when).text()
            self.legend.setText(f"▌{words}")
        page.show_cell()

    def follow(self, changed: Changed) -> None:
        """After an Edit: what is compared with may have changed itself."""
        others = changed.rows.keys() - {self._page.year}
        years = any(sheet == "years" for rows in changed.rows.values() for sheet, _row in rows)
        if self.tint and (others or years):
            self.compare(self.tint)
        if self.window is not None and self.window.isVisible():
            self.window.refresh()

    # Cells -----------------------------------------------------------------------------------------------------------

    def _move_to(self, index: object) -> None:
        view = self._page.view()
        if view is not None:
            view.moves.move_to(index)  # type: ignore[arg-type]

    def _remove_comment(self, sheet: str, row: int, key: str) -> None:
        page = self._page
        model = page.models[sheet]
        problem = None if model.typing.closed() else model.comments.write((row, key), "")
        if problem is not None:
            page.refuse(problem)

    def show_working(self) -> None:
        """Opens the full working of the cell at the cursor in a window of its own; nothing where there is no cell."""
        page, view = self._page, self._page.view()
        if view is None or not view.currentIndex().isValid():
            return
        model = page.models[next(name for name, one in page.views.items() if one is view)]
        row_id, column = model.cell(view.currentIndex())
        if model.row(row_id) is None:
            page.tell(_(N_("There is nothing in this cell yet.")))
            return
        if self.window is None:
            # Made when first wanted: most days nobody asks.
            from street_desk.ui.working_window import WorkingWindow

            self.window = WorkingWindow(model, page)
        self.window.show_cell(model, row_id, column)
