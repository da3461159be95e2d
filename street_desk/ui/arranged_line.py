"""The line above a grid that says how its rows are arranged, as long as they are."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from street_desk.language import CHINESE, N_, _, current, message
from street_desk.ui import style
from street_desk.ui.grid_model import GridModel
from street_desk.ui.grid_view import GridView


class ArrangedLine(QWidget):
    """How many rows are shown and why, with what takes it back."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent, objectName="arranged")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view: GridView | None = None
        self._text = QLabel()
        self._text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._again = self._button(N_("Apply again"), "apply_again")
        self._clear = self._button(N_("Clear the filters"), "clear_filters")
        self._unsorted = self._button(N_("As entered"), "unsorted")
        self._ungroup = self._button(N_("No groups"), "ungroup")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.MARGIN, 2, style.MARGIN, 2)
        row.addWidget(self._text, 1)
        for button in (self._again, self._clear, self._unsorted, self._ungroup):
            row.addWidget(button)
        self.hide()

    def _button(self, words: str, deed: str) -> QPushButton:
        made = QPushButton(_(words))
        made.setObjectName("line")
        made.clicked.connect(lambda _checked=False: self._do(deed))
        return made

    def _do(self, deed: str) -> None:
        if self._view is not None:
            self._view.do(deed)
            self._view.setFocus()

    def watch(self, model: GridModel) -> None:
        """Says what changes in a model, where it is the one that is looked at."""
        for signal in (model.arranged, model.rowsInserted, model.rowsRemoved, model.modelReset):
            signal.connect(lambda *_: self.refresh())

    def look_at(self, view: GridView | None) -> None:
        """Speaks of another grid from now on, of none on a form."""
        self._view = view
        self.refresh()

    def text(self) -> str:
        """What the line says."""
        return self._text.text()

    def refresh(self) -> None:
        """What is true now."""
        model = self._view.model() if self._view is not None else None
        if not isinstance(model, GridModel) or not model.arrangement:
            self.hide()
            return
        held = model.arrangement
        shown, every = model.sight.shown()
        said = [message(N_("{shown} of {every} rows shown"), shown=shown, every=every).text()]
        for words, keys in (
            (N_("filtered by {columns}"), list(held.filters)),
            (N_("sorted by {columns}"), [key for key, _descending in held.order]),
            (N_("in groups of {columns}"), [held.group]),
        ):
            names = [model.sheet[key].shown() for key in keys if key in model.sheet]
            between = "、" if current() == CHINESE else ", "
            said += [_(words).format(columns=between.join(names))] if names else []
        self._text.setText("   ".join(said))
        self._text.setToolTip(self._text.text())
        self._clear.setVisible(bool(held.filters))
        self._unsorted.setVisible(bool(held.order))
        self._ungroup.setVisible(bool(held.group))
        self.show()
