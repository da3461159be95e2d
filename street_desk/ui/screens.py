"""Windows fitted to the screen: an office's screen is often small, or its text enlarged."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

_FRAME = QSize(4, 40)
"""What the system draws around a window, before it is shown and can be asked: its edges and its title."""


_PAGE = 760
"""How wide a page of cards or fields is at most: longer lines are hard to read."""


def lay_in_middle(page: QWidget, content: QLayout) -> QScrollArea:
    """Lays a page's content out in its middle; on a screen that is too small for it, it scrolls and nothing is cut."""
    holder = QWidget()
    holder.setLayout(content)
    holder.setMaximumWidth(_PAGE)
    middle = QWidget()
    row = QHBoxLayout(middle)
    row.addStretch(1)
    row.addWidget(holder, 100)
    row.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(middle)
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scroll)
    return scroll


def fitted(wanted: QSize, available: QRect) -> QRect:
    """A window of the wanted size, or as large as the screen allows, in the middle of what is available."""
    size = wanted.boundedTo(available.size() - _FRAME)
    place = QRect(available.topLeft(), size)
    place.moveCenter(available.center())
    # The title stays on the screen.
    place.moveTop(max(place.top(), available.top() + _FRAME.height()))
    return place


def fit(window: QWidget, width: int, height: int) -> None:
    """Gives a window that size, and no more than its screen has room for."""
    window.setGeometry(fitted(QSize(width, height), window.screen().availableGeometry()))
