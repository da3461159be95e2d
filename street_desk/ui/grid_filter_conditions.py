"""The two conditions of a column's filter, joined by and or or, as in Excel."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from street_desk.domain.arranging import BARE, Condition, Filter, condition, hows, typed
from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Money, Rate
from street_desk.domain.sheets import Column
from street_desk.domain.shown_unit import ShownUnit
from street_desk.language import N_, _

_SAID = {
    "contains": N_("contains"),
    "lacks": N_("does not contain"),
    "begins": N_("begins with"),
    "ends": N_("ends with"),
    "is": N_("is"),
    "is_not": N_("is not"),
    "equal": N_("equals"),
    "not_equal": N_("does not equal"),
    "more": N_("is more than"),
    "at_least": N_("is at least"),
    "less": N_("is less than"),
    "at_most": N_("is at most"),
    "between": N_("is between"),
    "top": N_("is among the greatest"),
    "bottom": N_("is among the least"),
    "above_average": N_("is above average"),
    "below_average": N_("is below average"),
    "on": N_("is on or in"),
    "not_on": N_("is not on or in"),
    "before": N_("is before"),
    "after": N_("is after"),
    "blank": N_("is blank"),
    "not_blank": N_("is not blank"),
}


class _Line(QWidget):
    """One condition: how it compares, and with what; two fields where it is between two."""

    def __init__(self, column: Column, unit: ShownUnit, one: Condition | None, parent: Any = None) -> None:
        super().__init__(parent)
        self._column, self._unit = column, unit
        self.how = QComboBox()
        self.how.addItem(_(N_("(no condition)")), "")
        for how in hows(column):
            self.how.addItem(_(_SAID[how]), how)
        self.how.setAccessibleName(_(N_("Condition")))
        self.text, self.more = QLineEdit(), QLineEdit()
        for field, name in ((self.text, N_("What it is compared with")), (self.more, N_("Up to"))):
            field.setAccessibleName(_(name))
            field.setPlaceholderText(self._hint())
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.how, 0, 0, 1, 2)
        grid.addWidget(self.text, 1, 0)
        grid.addWidget(self.more, 1, 1)
        if one is not None:
            how, text, more = typed(column, one, unit)
            self.how.setCurrentIndex(self.how.findData(how))
            self.text.setText(text)
            self.more.setText(more)
        self.how.currentIndexChanged.connect(lambda _place: self._fit())
        self._fit()

    def _hint(self) -> str:
        kind = self._column.kind
        if isinstance(kind, (Day, Month)):
            return "2013-07"
        return self._unit.spoken if isinstance(kind, Money) else "%" if isinstance(kind, Rate) else ""

    def _fit(self) -> None:
        how = self.how.currentData()
        self.text.setVisible(bool(how) and how not in BARE)
        self.more.setVisible(how == "between")

    def condition(self) -> Condition | None:
        """The Condition that is asked for, if any. Raises NothingAsked, UnreadableValue."""
        how = self.how.currentData()
        if not how:
            return None
        return condition(self._column, how, self.text.text(), self.more.text(), self._unit)


class Conditions(QWidget):
    """Up to two conditions on a column; amounts are typed in the unit that they are shown in."""

    def __init__(self, column: Column, unit: ShownUnit, held: Filter, parent: Any = None) -> None:
        super().__init__(parent)
        ones = (*held.custom, None, None)
        self.lines = [_Line(column, unit, ones[0]), _Line(column, unit, ones[1])]
        self.joint = QComboBox()
        self.joint.addItem(_(N_("and")), False)
        self.joint.addItem(_(N_("or")), True)
        self.joint.setCurrentIndex(int(held.either))
        self.joint.setAccessibleName(_(N_("Both conditions, or one of them")))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.addWidget(self.lines[0], 0, 0, 1, 2)
        grid.addWidget(self.joint, 1, 0)
        grid.addWidget(self.lines[1], 1, 1)
        grid.setColumnStretch(1, 1)
        self.lines[0].how.currentIndexChanged.connect(lambda _place: self._fit())
        self._fit()

    def _fit(self) -> None:
        """A second condition only after a first."""
        first = bool(self.lines[0].how.currentData())
        self.joint.setVisible(first)
        self.lines[1].setVisible(first)

    def asked(self) -> tuple[tuple[Condition, ...], bool]:
        """The conditions, and whether one of them is enough. Raises NothingAsked, UnreadableValue."""
        if not self.lines[0].how.currentData():
            return (), False
        found = tuple(one for line in self.lines if (one := line.condition()) is not None)
        return found, bool(self.joint.currentData()) and len(found) > 1
