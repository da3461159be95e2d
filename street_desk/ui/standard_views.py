"""Standards on the same rows: two side by side, communities near an edge, and what if."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from street_desk.domain.catalogue.communities import ORGANISATIONS
from street_desk.domain.kinds import Money
from street_desk.domain.problems import Problem
from street_desk.domain.standards import comparing
from street_desk.domain.standards.facts import labels
from street_desk.language import N_, Message, _, number
from street_desk.session import Session
from street_desk.ui import asking, style
from street_desk.ui.table_model import TableModel, fit_columns, table_view


class _View(QWidget):
    """Controls above, a table below; worked out when shown and when a control changes."""

    def __init__(self, headings: tuple[str, ...], numbers: int, name: str, parent: Any = None) -> None:
        super().__init__(parent)
        self.model = TableModel(headings, numbers, self)
        self.table = table_view(self.model, name)
        self.controls = QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(style.MARGIN, 8, style.MARGIN, style.MARGIN)
        column.addLayout(self.controls)
        column.addWidget(self.table, 1)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.work_out()

    def work_out(self) -> None:
        """Fills the table anew."""

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        self.model.show_rows(rows)
        fit_columns(self.table)


class TwoView(_View):
    """The year's standard beside another one."""

    told = Signal(str)
    refused = Signal(object)

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        headings = (
            _(N_("Whose")),
            _(N_("Item")),
            _(N_("this standard")),
            _(N_("the other")),
            _(N_("Change")),
        )
        super().__init__(headings, 2, _(N_("Side by side")), parent)
        self._session, self._year = session, year
        self.other = QComboBox()
        self.other.setAccessibleName(_(N_("The other standard")))
        for name, standard in session.standards().items():
            if name != session.standard(year).id:
                self.other.addItem(f"{standard.title.text()}  {name}", name)
        # Long titles do not make the window wider than its screen; the list that drops down shows them whole.
        self.other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.other.setMinimumContentsLength(16)
        self.other.currentIndexChanged.connect(lambda *_args: self.work_out())
        self.controls.addWidget(QLabel(_(N_("Beside")), objectName="quiet"))
        self.controls.addWidget(self.other, 1)
        for text, ending in ((N_("Save as Excel…"), ".xlsx"), (N_("Save as PDF…"), ".pdf")):
            button = QPushButton(_(text))
            button.clicked.connect(lambda _checked=False, ending=ending: self._save(ending))
            self.controls.addWidget(button)

    def work_out(self) -> None:
        from street_desk.ui.standard_page import difference_row, total_row

        one = self._session.assessment(self._year)
        other = self._session.assessed_by(
            self._year, self._session.standard_by_id(str(self.other.currentData()))
        )
        sums = [total_row(total) for total in comparing.totals(one, other) if total.before != total.after]
        self.show_rows([*sums, *(difference_row(d) for d in comparing.differences(one, other))])

    def _save(self, ending: str) -> None:
        kind = N_("Excel workbooks (*.xlsx)") if ending == ".xlsx" else N_("PDF documents (*.pdf)")
        title = _(N_("Standards side by side"))
        path = asking.file_to_save(self, title, f"{title}{ending}", kind, ending)
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Writes the comparison as a form, read back and compared like every form."""
        from street_desk.domain.forms.comparison import comparison_page
        from street_desk.exchange.exporting import export

        try:
            other = self._session.standard_by_id(str(self.other.currentData()))
            page = comparison_page(
                self._session.assessment(self._year),
                self._session.assessed_by(self._year, other),
                date=datetime.date.today(),
            )
            export([page], path)
        except Problem as problem:
            self.refused.emit(problem)
            return
        self.told.emit(_(N_("Saved {path}; every figure was read back and compared.")).format(path=path))


class EdgesView(_View):
    """The rows near a number at which their money jumps, with the money at stake."""

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        headings = (
            _(N_("Whose")),
            _(N_("Item")),
            _(N_("Edge of")),
            _(N_("Figure")),
            _(N_("edge")),
            _(N_("away")),
            _(N_("at stake a year, yuan")),
        )
        super().__init__(headings, 3, _(N_("Near an edge")), parent)
        self._session, self._year = session, year
        self.within = QSpinBox()
        self.within.setRange(0, 100_000)
        self.within.setValue(100)
        self.within.setAccessibleName(_(N_("How near")))
        self.within.valueChanged.connect(lambda *_args: self.work_out())
        self.controls.addWidget(QLabel(_(N_("Within")), objectName="quiet"))
        self.controls.addWidget(self.within)
        behind = QLabel(_(N_("of an edge, in households or whatever the band counts")), objectName="quiet")
        # In large letters there is no room for it on one line.
        behind.setWordWrap(True)
        self.controls.addWidget(behind, 1)
        self.nobody = QLabel(_(N_("Nobody is this near an edge.")), objectName="quiet")
        self.controls.addWidget(self.nobody)

    def work_out(self) -> None:
        from street_desk.ui.standard_page import column_of, signed

        names = labels(self._session.standard(self._year))
        found = comparing.nearness(self._session.assessment(self._year), self.within.value())
        self.nobody.setVisible(not found)
        self.show_rows(
            [
                (
                    n.name,
                    Message("{words}", {"words": tuple(column_of(item).shown() for item in n.items)}).text(),
                    names[n.input].text() if n.input in names else n.input,
                    number(n.value),
                    number(n.edge),
                    number(n.distance),
                    signed(Money(), n.stake),
                )
                for n in found
            ]
        )


class SuppositionView(_View):
    """What if all had a star more, households grew, or one community's organisation were another; nothing is saved."""

    def __init__(self, session: Session, year: int, parent: Any = None) -> None:
        headings = (_(N_("Item")), _(N_("now")), _(N_("then")), _(N_("Change")))
        super().__init__(headings, 1, _(N_("What if")), parent)
        self._session, self._year = session, year
        self.stars = self._spin(N_("all stars"), -5, 5)
        self.percent = self._spin(N_("households, percent"), -100, 100)
        self.community = QComboBox()
        self.community.setAccessibleName(_(N_("Community")))
        self.organisation = QComboBox()
        self.organisation.setAccessibleName(_(N_("Party organisation")))
        for option in ORGANISATIONS.options:
            self.organisation.addItem(option.shown(), option.key)
        for box in (self.community, self.organisation):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            # Its wide brackets are cut off without.
            box.setMinimumContentsLength(14)
            box.currentIndexChanged.connect(lambda *_args: self.work_out())
            self.controls.addWidget(box)
        self._list_communities()
        self.controls.addStretch()

    def _list_communities(self) -> None:
        """The communities as they are now; the one chosen stays chosen while it is there."""
        rows = self._session.book(self._year).rows("communities")
        listed = [(_(N_("(no community)")), 0)]
        listed += [(str(row.get("name") or f"#{row['id']}"), int(row["id"])) for row in rows]
        box = self.community
        if listed == [(box.itemText(n), box.itemData(n)) for n in range(box.count())]:
            return
        chosen = box.currentData()
        box.blockSignals(True)
        box.clear()
        for name, row_id in listed:
            box.addItem(name, row_id)
        box.setCurrentIndex(max(0, box.findData(chosen)))
        box.blockSignals(False)

    def _spin(self, words: str, low: int, high: int) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(low, high)
        spin.setAccessibleName(_(words))
        spin.valueChanged.connect(lambda *_args: self.work_out())
        self.controls.addWidget(QLabel(_(words), objectName="quiet"))
        self.controls.addWidget(spin)
        return spin

    def work_out(self) -> None:
        from street_desk.ui.standard_page import column_of, signed

        self._list_communities()
        chosen = int(self.community.currentData())
        organisations = {chosen: str(self.organisation.currentData())} if chosen else None
        what_if = comparing.WhatIf(self.stars.value(), self.percent.value(), organisations)
        now = self._session.assessment(self._year)
        rows = []
        for total in comparing.totals(now, comparing.supposed(now, what_if)):
            column = column_of(total.item)
            change = signed(column.kind, total.after - total.before)
            rows.append(
                (column.shown(), column.kind.format(total.before), column.kind.format(total.after), change)
            )
        self.show_rows(rows)
