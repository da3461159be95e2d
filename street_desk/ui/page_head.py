"""The head of an open file's page: whose street, which year, what is due to it, and the unit of money."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from street_desk.domain.catalogue.street import STATES
from street_desk.domain.shown_unit import IN_YUAN
from street_desk.language import N_, _, message
from street_desk.session import Session
from street_desk.ui import style
from street_desk.ui.showing import Showing
from street_desk.ui.unit_box import UnitBox

_APART = 12


class PageHead(QWidget):
    """`year_asked` carries another year that was chosen; the box itself stays at the page's year."""

    year_asked = Signal(int)

    def __init__(
        self, session: Session, year: int, showing: Showing, turn_unit: Callable[[], object], legend: QWidget
    ) -> None:
        super().__init__()
        self._session, self._year, self._showing = session, year, showing
        self.years = QComboBox()
        for number, row in session.years().items():
            said = _(N_("{year} ({state})")).format(year=number, state=STATES.format(row["state"]))
            self.years.addItem(said, number)
        self.years.setCurrentIndex(self.years.findData(year))
        self.years.setAccessibleName(_(N_("Year")))
        self.years.activated.connect(self._ask_year)
        self.total = QLabel(objectName="total")
        office = session.book(year).office
        street = QLabel(f"{office.get('county') or ''}  {office.get('street') or ''}", objectName="cell")
        line = QHBoxLayout(self)
        line.setContentsMargins(style.MARGIN, 6, style.MARGIN, 6)
        line.setSpacing(_APART)
        line.addWidget(street)
        line.addWidget(self.years)
        line.addStretch()
        for part in (legend, self.total, UnitBox(showing, turn_unit)):
            line.addWidget(part)
        showing.unit_changed.connect(self.show_total)

    def _ask_year(self, place: int) -> None:
        self.year_asked.emit(int(self.years.itemData(place)))
        # Where the other year is not shown after all, the box goes back to this one.
        self.years.setCurrentIndex(self.years.findData(self._year))

    def show_total(self) -> None:
        """What is due to the street, as it is now."""
        found = self._session.assessment(self._year)
        if "total_fund" not in found.standard.item:
            return
        # Only this item: the others are worked out when somebody looks at them.
        unit = self._showing.unit
        amount = unit.money(found.total("communities", "total_fund"))
        words = N_("Due to the street: {amount} {unit}")
        if unit is not IN_YUAN:
            words = N_("Due to the street: {amount} ({unit})")
        said = message(words, amount=amount, unit=unit.spoken).text()
        unknown = sum(
            found.value("communities", row, "total_fund") is None
            for row in self._session.book(self._year).ids("communities")
        )
        more = message(N_("without {n} communities that cannot be worked out yet"), n=unknown)
        self.total.setText(f"{said}  ({more})" if unknown else said)
