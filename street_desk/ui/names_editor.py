"""The editor of a cell that names several rows: the name at the caret is completed, the others stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

_BETWEEN = re.compile(r"[、,，;；]")


class NamesEdit(QLineEdit):
    """A line of names with 、 between them; Alt+Down offers those that are not there yet."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = list(names)
        self.names = QCompleter(self._names, self)
        self.names.setWidget(self)
        self.names.setFilterMode(Qt.MatchFlag.MatchContains)
        self.names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.names.activated.connect(self.put)
        self.textEdited.connect(lambda _text: self.offer())

    def take_choices(self, names: Sequence[str]) -> None:
        """Completes and offers these from now on."""
        self._names = list(names)
        self.names.setModel(QStringListModel(self._names, self.names))

    def _part(self) -> tuple[int, int]:
        """Where the name at the caret begins and ends."""
        text, caret = self.text(), self.cursorPosition()
        begins = max((found.end() for found in _BETWEEN.finditer(text[:caret])), default=0)
        ends = _BETWEEN.search(text, caret)
        return begins, ends.start() if ends else len(text)

    def offer(self, everything: bool = False) -> None:
        """Shows the names that what is typed at the caret may become."""
        begins, ends = self._part()
        typed = self.text()[begins:ends].strip()
        self.names.setCompletionPrefix("" if everything else typed)
        if (typed and typed not in self._names) or everything:
            self.names.complete()
        else:
            self.names.popup().hide()

    def put(self, name: str) -> None:
        """Puts a name in the place of what is typed at the caret."""
        begins, ends = self._part()
        self.setText(self.text()[:begins] + name + self.text()[ends:])
        self.setCursorPosition(begins + len(name))
        self.setModified(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.offer(everything=True)
        else:
            super().keyPressEvent(event)
