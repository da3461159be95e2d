"""The editors of a grid's cells: words that complete themselves, and choices found by their sounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QInputMethodEvent, QKeyEvent, QMoveEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStyle, QWidget

from street_desk.domain.pinyin_matching import meant, narrowed
from street_desk.domain.problems import Problem
from street_desk.language import N_, _
from street_desk.ui import style

_Key = Qt.Key
_MOST_SHOWN = 10
_MOST_NAMED = 6
_STEPS = {_Key.Key_Down: 1, _Key.Key_Up: -1, _Key.Key_PageDown: _MOST_SHOWN, _Key.Key_PageUp: -_MOST_SHOWN}


class SeveralChoices(Problem):
    what = N_("“{text}” could be several: {choices}.")
    to_do = N_("Type more of it, or choose with the arrow keys.")


class WordLine(QLineEdit):
    """A line of words that goes on as the one entry of its column that begins so; what goes on stays selected."""

    def __init__(self, entries: Callable[[], Sequence[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = entries
        self._entries: Sequence[str] | None = None
        self._quiet = False
        self.textEdited.connect(self._complete)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._quiet = event.key() in (_Key.Key_Backspace, _Key.Key_Delete)
        super().keyPressEvent(event)
        self._quiet = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # What is being composed is not yet a text, and completing it would throw the composition away.
        self._quiet = bool(event.preeditString())
        super().inputMethodEvent(event)
        self._quiet = False

    def _complete(self, text: str) -> None:
        if self._quiet or not text or self.cursorPosition() != len(text):
            return
        if self._entries is None:
            self._entries = self._asked()
        found = {entry for entry in self._entries if entry.startswith(text)}
        if len(found) == 1 and (entry := found.pop()) != text:
            self.setText(entry)
            self.setModified(True)
            self.setSelection(len(text), len(entry) - len(text))


class ChoiceLine(QLineEdit):
    """A line for one of a list; what is typed narrows the list by characters, pinyin or the first letters of it.

    `accepts` tells whether a text is valid as it stands, such as another spelling of a choice. `picked` is sent when an
    entry was clicked; its text stands in the line by then.
    """

    picked = Signal()

    def __init__(self, choices: Sequence[str], accepts: Callable[[str], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self.choices = list(choices)
        self._accepts = accepts
        # Shown inside the window, see _show; until then a child of the line, which goes with it.
        self.list = QListWidget(self)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.hide()
        self.list.itemClicked.connect(self._take)
        self.destroyed.connect(self.list.deleteLater)
        self.textEdited.connect(self.narrow)
        arrow = self.style().standardIcon(QStyle.StandardPixmap.SP_ArrowDown)
        opening = self.addAction(arrow, QLineEdit.ActionPosition.TrailingPosition)
        opening.setToolTip(_(N_("Show the list (Alt+Down)")))
        opening.triggered.connect(self._turn_list)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.list.setAccessibleName(name)

    def open_list(self) -> None:
        """Shows all choices, on the one that stands in the line."""
        self._show(self.choices, self.choices.index(self.text()) if self.text() in self.choices else -1)

    def take_choices(self, choices: Sequence[str]) -> None:
        """Chooses from these from now on."""
        self.choices = list(choices)

    def entry(self) -> str:
        """What the line means: its text where that is valid, else the one choice that it comes closest to.

        A text that comes to no choice stays as it is. Raises SeveralChoices.
        """
        text = self.text()
        if not text.strip() or text in self.choices or self._accepts(text):
            return text
        found = narrowed(text, self.choices)
        if found and meant(found) is None:
            several = [entry for close, entry in found if close == found[0][0]]
            shown = "、".join(several[:_MOST_NAMED]) + ("…" if len(several) > _MOST_NAMED else "")
            raise SeveralChoices(text=text.strip(), choices=shown)
        return meant(found) or text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and event.key() in (_Key.Key_Down, _Key.Key_Up):
            self._turn_list()
        elif not held and self.list.isVisible() and event.key() in _STEPS:
            self._step(_STEPS[_Key(event.key())])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.list.hide()
        super().focusOutEvent(event)

    def moveEvent(self, event: QMoveEvent) -> None:
        super().moveEvent(event)
        self.place_list()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place_list()

    def hideEvent(self, event: QHideEvent) -> None:
        self.list.hide()
        super().hideEvent(event)

    def _step(self, step: int) -> None:
        """Goes through the list; the line shows where it is."""
        if count := self.list.count():
            row = min(max(self.list.currentRow() + step, 0), count - 1)
            self.list.setCurrentRow(row)
            self.setText(self.list.item(row).text())
            self.setModified(True)

    def _take(self, item: QListWidgetItem) -> None:
        self.setText(item.text())
        self.setModified(True)
        self.list.hide()
        self.picked.emit()

    def _turn_list(self) -> None:
        if self.list.isVisible():
            self.list.hide()
        else:
            self.open_list()

    def narrow(self, text: str) -> None:
        """Shows the choices that a text finds."""
        found = narrowed(text, self.choices)
        # What Enter would take is marked: nothing where several come equally close.
        taken = meant(found) if text.strip() and not self._accepts(text) else None
        self._show([entry for _close, entry in found], 0 if taken is not None else -1)

    def _show(self, entries: Sequence[str], current: int) -> None:
        box, window = self.list, self.window()
        if box.parentWidget() is not window:
            # Inside the window: one of its own would take the keyboard from the line, or from the input method. Which
            # window it is, a line that is made before its place in it does not know earlier.
            box.setParent(window)
        box.clear()
        box.addItems(list(entries))
        box.setCurrentRow(current)
        box.setVisible(bool(entries))
        self.place_list()
        if current >= 0:
            box.scrollToItem(box.item(current))

    def place_list(self) -> None:
        """Puts the list, where it is shown, below the line, or above it where there is more room; inside the window."""
        box, window = self.list, self.window()
        if not box.isVisible():
            return
        shown = min(box.count(), _MOST_SHOWN)
        high = shown * max(box.sizeHintForRow(0), style.ROW_HEIGHT // 2) + 2 * box.frameWidth()
        wide = min(max(self.width(), box.sizeHintForColumn(0) + 3 * box.frameWidth() + 20), window.width())
        place = self.mapTo(window, QPoint(0, 0))
        left = max(0, min(place.x(), window.width() - wide))
        above, bottom = place.y(), place.y() + self.height()
        below = window.height() - bottom
        if high <= below or above <= below:
            box.setGeometry(left, bottom, wide, min(high, below))
        else:
            box.setGeometry(left, max(0, above - high), wide, min(high, above))
        box.raise_()
