"""Notices: one sentence that goes away by itself, and neither moves nor covers what is being worked on."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QHideEvent, QMouseEvent
from PySide6.QtWidgets import QLabel, QWidget

_SHOWN_MS = 8_000
_QUOTED = re.compile(r"(“[^”]{60})[^”]+(”)")


class Notice(QLabel):
    """Lies at the lower edge of `over`; where that is not seen, in `room`, which is there as long as the notice is.

    `room` stands in a layout. A click sends the notice away too.
    """

    def __init__(self, page: QWidget, over: QWidget, room: QWidget) -> None:
        super().__init__(page, objectName="told")
        self._page, self._over, self._room = page, over, room
        room.hide()
        self.setWordWrap(True)
        self._act: Callable[[], object] | None = None
        self.linkActivated.connect(self._follow)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, text: str, more: str = "", act: Callable[[], object] | None = None) -> None:
        """Something was done; `more` are the words of what else can be done now, by a click on them."""
        self._act = act
        self.setTextFormat(Qt.TextFormat.RichText if act is not None else Qt.TextFormat.PlainText)
        link = f'{escape(text)}&nbsp;&nbsp; <a href="more">{escape(more)}</a>'
        self._show(link if act is not None else text, "told")

    def refuse(self, text: str) -> None:
        """Something was not taken."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._show(text, "refused")

    def _show(self, text: str, name: str) -> None:
        # The style sheet knows a notice by its name, and reads it only when asked to.
        self.setObjectName(name)
        self.style().unpolish(self)
        self.style().polish(self)
        # A pasted page that did not fit is not repeated.
        self.setText(_QUOTED.sub(r"\1…\2", text))
        self.show()
        self.place()
        self.raise_()
        self._timer.start()

    def place(self) -> None:
        """Lies where it belongs; to be asked again when the page changes its size."""
        if self.isHidden():
            return
        page = self._page
        below = self._over
        if not below.isVisibleTo(page):
            below = self._room
            self._make_room()
        where = QRect(below.mapTo(page, below.rect().topLeft()), below.size())
        height = self.heightForWidth(where.width())
        self.setGeometry(where.left(), where.bottom() + 1 - height, where.width(), height)

    def _make_room(self) -> None:
        holder = self._room.parentWidget()
        self._room.setFixedHeight(self.heightForWidth(holder.width()))
        self._room.show()
        layout = holder.layout()
        if layout is not None:
            # Its place is needed now, not when the event loop comes to it.
            layout.activate()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._room.hide()

    def _follow(self, _link: str) -> None:
        act, self._act = self._act, None
        if act is not None:
            act()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self.hide()
