"""How all grids of a window are shown: how large, and money in yuan or 万元. Nothing that is stored depends on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from street_desk import preferences
from street_desk.domain.shown_unit import IN_WAN, IN_YUAN, ShownUnit

LEAST, GREATEST = 50, 200
STEPS = (50, 75, 90, 100, 110, 125, 150, 175, 200)


class Showing(QObject):
    """The zoom is kept on this PC; money is in yuan again when the program starts anew."""

    zoomed = Signal(int)
    unit_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.zoom = preferences.zoom()
        self.unit: ShownUnit = IN_YUAN

    def zoom_to(self, percent: int) -> None:
        """Shows grids so large, within 50 and 200 %."""
        percent = min(max(percent, LEAST), GREATEST)
        if percent != self.zoom:
            self.zoom = percent
            preferences.keep_zoom(percent)
            self.zoomed.emit(percent)

    def step(self, way: int) -> None:
        """A step of the wheel: to the next round number, larger or smaller."""
        self.zoom_to((self.zoom // 10 + 1) * 10 if way > 0 else (self.zoom - 1) // 10 * 10)

    def show_in(self, unit: ShownUnit) -> None:
        """Shows money in another unit."""
        if unit != self.unit:
            self.unit = unit
            self.unit_changed.emit()

    def turn_unit(self) -> None:
        """From yuan to 万元, or back."""
        self.show_in(IN_YUAN if self.unit is IN_WAN else IN_WAN)
