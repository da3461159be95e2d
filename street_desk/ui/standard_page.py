"""The standard of the year as tables and sentences: read it, change a figure, see who gains, adopt it as a new one."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableView,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.catalogue import COMMUNITIES, WORKERS
from street_desk.domain.kinds import FEN, Kind, Money
from street_desk.domain.problems import BadPack, CellRefused, Problem
from street_desk.domain.sheets import Column
from street_desk.domain.standards import comparing, editing
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.pack import Standard
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import asking, style
from street_desk.ui.standard_model import FiguresModel
from street_desk.ui.standard_views import EdgesView, SuppositionView, TwoView
from street_desk.ui.table_model import TableModel, fit_columns, table_view

_WAIT_MS = 150
_WIDEST = {1: 130, 3: 96, 4: 96}
"""How wide item and figure may be in px: a sentence has its tool tip, and the case wants the room."""


class StandardPage(QWidget):
    """`told` carries a sentence, `refused` a Problem, `adopted` that the year follows another standard, in words."""

    told = Signal(str)
    refused = Signal(object)
    adopted = Signal(str)

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        super().__init__(parent)
        self._session, self._year = session, year
        self.standard = session.standard(year)
        self._data = editing.data_of(session.standard_text(year))
        rows: list[editing.Figure | editing.Wording] = [
            *editing.figures(self._data, self.standard),
            *editing.wordings(self._data, self.standard),
        ]
        self.figures = FiguresModel(rows, self)
        self.figures.changed.connect(self._later)
        self.figures.refused.connect(self._refuse)
        self._timer = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._timer.timeout.connect(self.work_out)
        self.effect = TableModel(
            (_(N_("Whose")), _(N_("Item")), _(N_("now")), _(N_("then")), _(N_("Change"))), 2, self
        )
        self.sum = QLabel(objectName="total", wordWrap=True)
        self.refusal = QLabel(objectName="refused", wordWrap=True, visible=False)
        self.adopt_button = QPushButton(_(N_("Adopt as a new standard…")), objectName="primary")
        self.adopt_button.clicked.connect(self._adopt)
        self.discard_button = QPushButton(_(N_("Discard the changes")))
        self.discard_button.clicked.connect(self.figures.discard)
        self.parts = QTabWidget()
        self.clauses = QTextBrowser()
        self.clauses.setAccessibleName(_(N_("Clauses")))
        self._html = ""
        self._show_clauses()
        self.parts.addTab(self.clauses, _(N_("Clauses")))
        self.parts.addTab(self._figures(), _(N_("Figures")))
        self.two = TwoView(session, year)
        self.edges = EdgesView(session, year)
        self.supposition = SuppositionView(session, year)
        self.two.told.connect(self.told)
        self.two.refused.connect(self.refused)
        for view, title in (
            (self.two, N_("Side by side")),
            (self.edges, N_("Near an edge")),
            (self.supposition, N_("What if")),
        ):
            self.parts.addTab(view, _(title))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._head())
        column.addWidget(self.parts, 1)
        self.work_out()

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(style.MARGIN, 8, style.MARGIN, 4)
        document = self.standard.document
        number = f"  {document.number}" if document.number else ""
        title = QLabel(f"{self.standard.title.text()}    {document.title.text()}{number}", objectName="cell")
        title.setWordWrap(True)
        row.addWidget(title, 1)
        for text, act in (
            (N_("Export the standard…"), self._export),
            (N_("Adopt another standard…"), self._adopt_other),
        ):
            button = QPushButton(_(text))
            button.clicked.connect(act)
            row.addWidget(button)
        return row

    def _show_clauses(self) -> None:
        """The clauses with the county's choices as they are now; where nothing changed, the reader keeps his place."""
        html = clauses_html(self.standard, self._session.book(self._year).figures)
        if html != self._html:
            self._html = html
            self.clauses.setHtml(html)

    def _figures(self) -> QWidget:
        left = table_view(self.figures, _(N_("Figures")))
        left.setSelectionBehavior(left.SelectionBehavior.SelectItems)
        left.activated.connect(self._reword)
        fit_columns(left)
        _give_way(left, 2)
        for number, most in _WIDEST.items():
            left.setColumnWidth(number, min(left.columnWidth(number), most))
        right = QWidget()
        column = QVBoxLayout(right)
        column.addWidget(QLabel(_(N_("Who would get more or less")), objectName="cell"))
        column.addWidget(self.sum)
        column.addWidget(self.refusal)
        self._effect_view = table_view(self.effect, _(N_("Who would get more or less")))
        _give_way(self._effect_view, 1)
        column.addWidget(self._effect_view, 1)
        row = QHBoxLayout()
        row.addWidget(self.discard_button)
        row.addStretch()
        row.addWidget(self.adopt_button)
        column.addLayout(row)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(right)
        split.setSizes([640, 560])
        split.setChildrenCollapsible(False)
        return split

    def mark_stale(self) -> None:
        """A row changed: what is shown of the year is worked out anew."""
        if self.isVisible():
            self._show_clauses()
            self._later()
            shown = self.parts.currentWidget()
            if shown in (self.two, self.edges, self.supposition):
                shown.work_out()  # type: ignore[union-attr]

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._show_clauses()
        self._later()

    # Changing figures ------------------------------------------------------------------------------------------------

    def _later(self) -> None:
        """Works the effect out once the typing pauses."""
        self._timer.start()

    def tried(self) -> Standard:
        """The Standard with the figures as typed. Raises what `editing.tried` raises."""
        return editing.tried(self._data, self.figures.values, self.standard.id)

    def work_out(self) -> None:
        """Who would get how much more, and the street's totals beside today's."""
        changed = bool(self.figures.values) and not self._session.read_only
        self.adopt_button.setEnabled(changed)
        self.discard_button.setEnabled(bool(self.figures.values))
        now = self._session.assessment(self._year)
        try:
            then = self._session.assessed_by(self._year, self.tried()) if self.figures.values else now
        except Problem as problem:
            # Totals and rows of the figures before would pass for those of the ones refused.
            self.adopt_button.setEnabled(False)
            self.effect.show_rows([])
            self.sum.clear()
            if isinstance(problem, BadPack):
                problem = editing_refusal(self._data, self.figures, problem)
            self._refuse(problem)
            return
        self.refusal.hide()
        self.effect.show_rows([difference_row(d) for d in comparing.differences(now, then)])
        fit_columns(self._effect_view)
        self.sum.setText(total_words(now, then))

    def _refuse(self, problem: Problem) -> None:
        """Says beside the figures what is wrong with one; it stands there until that is mended."""
        self.refusal.setText(problem.text())
        self.refusal.show()

    def _reword(self, index: QModelIndex) -> None:
        """Asks for a sentence or a choice, which a cell has no room for."""
        from street_desk.ui.standard_dialog import ask_wording

        figure = self.figures.figures[index.row()]
        if isinstance(figure, editing.Wording):
            found = ask_wording(self, figure, str(self.figures.values.get(figure.path, figure.value)))
            if found is not None:
                self.figures.take(index, found)

    def lets_go(self) -> bool:
        """Whether the figures typed may be left behind: there are none, or the user discards them."""
        if not self.figures.values:
            return True
        if not asking.lets_go_of_figures(self):
            return False
        self.figures.discard()
        return True

    def _adopt(self) -> None:
        from street_desk.ui.standard_dialog import ask_identity

        identity = ask_identity(self, self.standard, self._year)
        if identity is not None:
            self.adopt_as(identity)

    def adopt_as(self, identity: editing.Identity) -> None:
        """Makes the changed figures a pack of its own and puts the year under it."""
        try:
            text = editing.new_pack(self._data, self.figures.values, identity, identity.id)
            found = self._session.adopt(self._year, text, identity.id)
        except Problem as problem:
            self.refused.emit(problem)
            return
        self.figures.discard()
        self._tell_adopted(found)

    def _tell_adopted(self, found: Standard) -> None:
        self.adopted.emit(
            _(N_("{year} now follows {title}.")).format(year=self._year, title=found.title.text())
        )

    def _export(self) -> None:
        from street_desk.ui.standard_dialog import export_pack

        export_pack(self, self.standard.id, self._session.standard_text(self._year))

    def _adopt_other(self) -> None:
        from street_desk.ui.standard_dialog import ask_pack

        chosen = ask_pack(self, self._session)
        if chosen is not None and self.lets_go():
            self.adopt_text(*chosen)

    def adopt_text(self, text: str, where: str) -> None:
        """Puts the year under another pack."""
        try:
            found = self._session.adopt(self._year, text, where)
        except Problem as problem:
            self.refused.emit(problem)
            return
        self._tell_adopted(found)


def editing_refusal(data: dict[str, Any], figures: FiguresModel, refused: BadPack) -> CellRefused:
    """The refusal of changed figures as one of the figure that brings it about, by its name."""

    def taken_without(path: editing.Path) -> bool:
        others = {key: value for key, value in figures.values.items() if key != path}
        try:
            editing.tried(data, others, "")
        except Problem:
            return False
        return True

    # The figure typed last, where no single one is to blame.
    last = list(figures.values)[-1]
    wrong = next((path for path in figures.values if taken_without(path)), last)
    figure = next(figure for figure in figures.figures if figure.path == wrong)
    why = refused.values["why"]
    return CellRefused(
        column=message(N_("{item} ({case})"), item=figure.item, case=figure.words),
        why=message(N_("{said}."), said=why.values.get("said", why)),
        remedy=message(N_("Type another figure, or mend the ones that go with it.")),
    )


def _give_way(view: QTableView, column: int) -> None:
    """Lets a column of words take what the figures leave: on a small screen no figure is scrolled away."""
    view.horizontalHeader().setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)


def column_of(item: str) -> Column:
    """The derived column an item stands in."""
    return next(sheet[item] for sheet in (COMMUNITIES, WORKERS) if item in sheet)


def difference_row(found: comparing.Difference) -> tuple[str, ...]:
    """A difference in words, as tables show it."""
    column = column_of(found.item)
    return (
        found.name,
        column.shown(),
        column.kind.format(found.before) or "—",
        column.kind.format(found.after) or "—",
        signed(column.kind, found.change),
    )


def total_row(found: comparing.Total) -> tuple[str, ...]:
    """An item's sum over the street in words, as it stands above the differences."""
    column = column_of(found.item)
    return (
        _(N_("Whole street")),
        column.shown(),
        column.kind.format(found.before),
        column.kind.format(found.after),
        signed(column.kind, found.after - found.before),
    )


def signed(kind: Kind, change: int) -> str:
    """A change with its sign, +10,000.00 or −3; nothing where nothing changes."""
    if not change:
        return ""
    shown = f"{abs(change) / FEN:,.2f}" if isinstance(kind, Money) else f"{abs(change):,}"
    return f"{'+' if change >= 0 else '−'}{shown}"


def total_words(now: Assessment, then: Assessment) -> str:
    """A line for every total of the street that changes.

    Parts of a total that changes go without saying; where only parts change, each has its line.
    """
    changed = [total for total in comparing.totals(now, then) if total.before != total.after]
    ends = [*comparing.ends(then.standard, "communities"), *comparing.ends(then.standard, "workers")]
    said = [total for total in changed if total.item in ends] or changed
    if not said:
        return _(N_("The street's totals stay as they are."))
    return "\n".join(_total_line(total) for total in said)


def _total_line(total: comparing.Total) -> str:
    column = column_of(total.item)
    money = N_("{item} of the street: {before} → {after} yuan ({change})")
    count = N_("{item} of the street: {before} → {after} ({change})")
    return message(
        money if isinstance(column.kind, Money) else count,
        item=column.shown(),
        before=column.kind.format(total.before),
        after=column.kind.format(total.after),
        change=signed(column.kind, total.after - total.before),
    ).text()


def clauses_html(standard: Standard, figures: Any) -> str:
    """Clauses with the notes on them, and the choices left to the county with the one taken."""
    quiet = style.QUIET.name()
    parts = []
    for clause in standard.clauses:
        parts.append(
            f'<p><b style="color:{style.ACCENT.name()}">{escape(clause.id)}</b>&nbsp; {escape(clause.text.text())}</p>'
        )
        parts += [
            f'<p style="color:{quiet}; margin-left:24px">{escape(note.text.text())}</p>'
            for note in standard.notes_on(clause.id)
        ]
    chosen = standard.chosen(figures)
    if standard.settings:
        heading = escape(_(N_("Choices left to the county (made in the figures of the year)")))
        parts.append(f"<h4>{heading}</h4>")
    for setting in standard.settings:
        taken = next(o.text.text() for o in setting.options if o.value == chosen[setting.id])
        basis = escape(setting.basis.text())
        parts.append(
            f'<p>{escape(setting.text.text())}: <b>{escape(taken)}</b> <span style="color:{quiet}">{basis}</span></p>'
        )
    return "".join(parts)
