"""The switch at the head of the page: money in yuan, or in 万元."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from street_desk.domain.shown_unit import IN_WAN, IN_YUAN
from street_desk.language import N_, _
from street_desk.ui.showing import Showing


class UnitBox(QWidget):
    """Two buttons beside each other, the unit of now pressed; `turn` changes to the other."""

    def __init__(self, showing: Showing, turn: Callable[[], object]) -> None:
        super().__init__()
        self._showing, self._turn = showing, turn
        group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        tip = _(N_("Only how money is shown and typed (Ctrl+Shift+W); what is kept stays exact"))
        self.buttons = {}
        for unit, title in ((IN_YUAN, N_("yuan")), (IN_WAN, N_("10,000 yuan"))):
            button = QToolButton(objectName="unit")
            button.setText(_(title))
            button.setCheckable(True)
            button.setToolTip(tip)
            button.setAccessibleName(_(N_("Money in {unit}")).format(unit=_(title)))
            button.clicked.connect(lambda _checked=False, unit=unit: self._choose(unit))
            group.addButton(button)
            row.addWidget(button)
            self.buttons[unit] = button
        showing.unit_changed.connect(self._show)
        self._show()

    def _choose(self, unit: object) -> None:
        if unit != self._showing.unit:
            self._turn()
        # A text that does not fit keeps the unit in which it is typed.
        self._show()

    def _show(self) -> None:
        self.buttons[self._showing.unit].setChecked(True)
