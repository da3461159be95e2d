"""Turning to the next and the previous tab of an open file, as the sheets of a workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow


def turn(window: MainWindow, step: int) -> None:
    """Shows the tab so many places on, where what is being typed lets go; at the ends nothing happens."""
    if window.page is not None and window.settle():
        tabs = window.page.tabs
        if 0 <= tabs.currentIndex() + step < tabs.count():
            tabs.setCurrentIndex(tabs.currentIndex() + step)
