"""An open file: its grids and forms as tabs at the bottom, the explanation above, findings beside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import GRIDS
from street_desk.domain.forms import FORMS
from street_desk.domain.problems import Problem
from street_desk.language import N_, _
from street_desk.session import Changed, Session
from street_desk.ui.arranged_line import ArrangedLine
from street_desk.ui.explanation import ExplanationBar
from street_desk.ui.grid_clip import Clip
from street_desk.ui.grid_marks import NotTaken
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView
from street_desk.ui.jumps import jump
from street_desk.ui.knowing import Knowing
from street_desk.ui.notices import Notice
from street_desk.ui.page_head import PageHead
from street_desk.ui.sheet_tabs import SheetTabs
from street_desk.ui.showing import Showing
from street_desk.ui.side_panes import SidePanes
from street_desk.ui.summing import Summing

STANDARD = "standard"


class DeskPage(QWidget):
    """The session's page.

    `year_asked` carries another year that was chosen; `adopted` says that this year follows another standard.
    """

    year_asked = Signal(int)
    adopted = Signal(str)
    summed = Signal(str)
    # From the history: the number of an entry to step to, and an entry whose changes are wanted.
    step_asked = Signal(int)
    entry_asked = Signal(object)
    edited = Signal()

    def __init__(
        self,
        session: Session,
        year: int,
        parent: Any = None,
        *,
        showing: Showing | None = None,
        clip: Clip | None = None,
    ) -> None:
        super().__init__(parent)
        self.showing = showing or Showing(self)
        self.session, self.year = session, year
        self.models = {sheet.name: GridModel(session, sheet.name, year, self) for sheet in GRIDS}
        clip = clip or Clip()
        self.views = {name: GridView(model, clip=clip) for name, model in self.models.items()}
        self.forms: dict[str, Any] = {}
        # Of the last import into this year, as long as the page is open.
        self.report: Sequence[str] = ()
        self._places = [*self.models, *FORMS, STANDARD]
        self.explanation = ExplanationBar()
        self.arranged = ArrangedLine()
        self.panes = SidePanes(session, year)
        self.findings = self.panes.findings
        self.panes.cell_asked.connect(self.go_to)
        self.panes.history.step_asked.connect(self.step_asked)
        self.panes.history.asked.connect(self.entry_asked)
        self.knowing = Knowing(self)
        self.stack = QStackedWidget()
        self.tabs = SheetTabs()
        for name, view in self.views.items():
            self.stack.addWidget(view)
            self.tabs.addTab(self.models[name].sheet.shown())
            view.moved.connect(self.show_cell)
            view.zoom.follow(self.showing)
            self.models[name].refused.connect(self.refuse)
            self.arranged.watch(self.models[name])
        self.tabs.begins = {len(self.models), len(self.models) + len(FORMS)}
        for form in FORMS.values():
            self.stack.addWidget(QWidget())
            self.tabs.addTab(form.shown())
        self.stack.addWidget(QWidget())
        self.tabs.addTab(_(N_("Standard")))
        self.tabs.currentChanged.connect(self._turn)
        # After the grids, whose unit the cell is shown in.
        self.showing.unit_changed.connect(self.show_cell)
        self.sums = Summing(self)
        self.sums.said.connect(self.summed)
        self.head = PageHead(session, year, self.showing, self.turn_unit, self.knowing.legend)
        self.head.year_asked.connect(self.year_asked)
        self._room = QWidget()
        self._lay_out()
        # Over the explanation: the grid, and the very cell that was refused, stay in sight.
        self.notice = Notice(self, self.explanation, self._room)
        session.watch(self.follow)
        self.show_findings()
        self._turn(0)

    def _lay_out(self) -> None:
        left = QWidget()
        self._column = column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.explanation)
        column.addWidget(self.arranged)
        column.addWidget(self.stack, 1)
        column.addWidget(self._room)
        column.addLayout(self.tabs.with_list())
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(left)
        split.addWidget(self.panes)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 0)
        split.setSizes([1_000, 300])
        split.setChildrenCollapsible(False)
        split.splitterMoved.connect(lambda *_: self.notice.place())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self.head)
        page.addWidget(split, 1)

    def add_bar(self, bar: QWidget) -> None:
        """A bar of its own below the grids, above the tabs."""
        self._column.insertWidget(self._column.indexOf(self._room), bar)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.notice.place()

    def lets_go(self) -> bool:
        """Whether the page may be left: nothing typed into the standard would be lost, or may be."""
        standard = self.forms.get(STANDARD)
        return standard is None or bool(standard.lets_go())

    def standard_part(self) -> int:
        """Which part of the standard is open."""
        standard = self.forms.get(STANDARD)
        return standard.parts.currentIndex() if standard is not None else 0

    def show_standard_part(self, part: int) -> None:
        """Opens a part of the standard, where the standard is what is looked at."""
        if STANDARD in self.forms:
            self.forms[STANDARD].parts.setCurrentIndex(part)

    def years_shown(self) -> int:
        """How many years the page offers."""
        return self.head.years.count()

    # Moving about ----------------------------------------------------------------------------------------------------

    def view(self) -> GridView | None:
        """The grid that is shown, None on a form."""
        name = self._places[self.tabs.currentIndex()]
        return self.views.get(name)

    def turn_to(self, name: str) -> None:
        """Shows a sheet or a form by its name."""
        self.tabs.setCurrentIndex(self._places.index(name))

    def _turn(self, place: int) -> None:
        name = self._places[place]
        if name not in self.views and name not in self.forms:
            self.forms[name] = page = self._made(name)
            held = self.stack.widget(place)
            assert held is not None
            self.stack.removeWidget(held)
            self.stack.insertWidget(place, page)
        self.stack.setCurrentIndex(place)
        self.explanation.setVisible(name in self.views)
        self.arranged.look_at(self.views.get(name))
        self.show_cell()
        self.notice.hide()
        self.take_focus()

    def _made(self, name: str) -> QWidget:
        """A form or the standard, made when first looked at: QtPdf and the packs are not loaded at the start."""
        if name in FORMS:
            from street_desk.ui.form_page import FormPage

            form = FormPage(self.session, name, self.year)
            form.told.connect(self.tell)
            form.cell_asked.connect(self.go_to)
            return form
        from street_desk.ui.standard_page import StandardPage

        page = StandardPage(self.session, self.year)
        page.told.connect(self.tell)
        page.refused.connect(self.refuse)
        page.adopted.connect(self.adopted)
        return page

    def take_focus(self) -> None:
        """The keyboard to what is shown: the next key types into the grid's cell."""
        self.stack.currentWidget().setFocus()

    def go_to(self, sheet: str, row: int, key: str) -> bool:
        """Shows a cell; False where the grid does not show it."""
        self.turn_to(sheet)
        self.views[sheet].columns.reveal(key)
        return self.views[sheet].arranging.go_to(row, key)

    # Showing ---------------------------------------------------------------------------------------------------------

    def show_cell(self) -> None:
        """The explanation and the sums follow the cursor."""
        view = self.view()
        if view is None:
            self.panes.show_cell(None, None)
            self.sums.stop()
            return
        model = view.model()
        assert isinstance(model, GridModel)
        self.explanation.show_cell(model, view.currentIndex())
        self.panes.show_cell(model, view.currentIndex())
        self.sums.follow(model, view.blocks.picked())

    def turn_unit(self) -> None:
        """Shows money in 万元 instead of yuan, or the other way round; what is being typed is taken in first."""
        view = self.view()
        if self.panes.settle() and (view is None or view.editing.commit_editor()):
            self.showing.turn_unit()

    def show_findings(self) -> None:
        """The findings and the street's total, as they are now."""
        self.findings.show_findings(self.session.findings(self.year))
        self.head.show_total()

    def follow(self, changed: Changed) -> None:
        """After an Edit: repaint what it touched."""
        if self.year not in self.session.years():
            return
        for model in self.models.values():
            model.follow(changed)
        for page in self.forms.values():
            page.mark_stale()
        self.panes.follow(changed)
        self.knowing.follow(changed)
        self.show_findings()
        self.show_cell()
        self.notice.hide()
        self.edited.emit()

    def jump(self, changed: Changed) -> None:
        """Goes to what an undo or redo changed: to the first of its cells, from the top and from the left."""
        jump(self, changed.entry.id)

    def tell(self, text: str, more: str = "", act: Callable[[], object] | None = None) -> None:
        """One sentence that goes away by itself; `more` are the words of what else can be done now."""
        self.notice.tell(text, more, act)

    def refuse(self, refused: Problem | NotTaken) -> None:
        """Says what did not go in, and why."""
        self.notice.refuse(refused.text())
