"""The line under a sheet: what the cell at the cursor holds, what becomes of it and why, and where its column goes."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from street_desk.exchange.importing import CHANGED, Region
from street_desk.exchange.reading import address
from street_desk.language import N_, _
from street_desk.ui.import_choices import columns_to_choose, slot_name
from street_desk.ui.import_marks import Mark
from street_desk.ui.import_sheet import state_word


class CellStrip(QWidget):
    """`chosen` carries a column and the key of the Column that it is to go to."""

    chosen = Signal(int, str)

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._slot = 0
        self.said = QLabel(objectName="bar")
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.RichText)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.said.setMargin(6)
        self.said.setFixedHeight(3 * self.said.fontMetrics().lineSpacing() + 14)
        self.said.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.box = QComboBox()
        self.box.setAccessibleName(_(N_("Where the column goes")))
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(14)
        self.box.activated.connect(lambda _place: self.chosen.emit(self._slot, str(self.box.currentData())))
        self._name = QLabel(objectName="quiet")
        beside = QVBoxLayout()
        beside.setSpacing(2)
        beside.addWidget(self._name)
        beside.addWidget(self.box)
        beside.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.said, 1)
        row.addLayout(beside)

    def clear(self) -> None:
        """Says nothing."""
        self.said.clear()
        self.show_column(None, None, can=False)

    def show_cell(self, row: int, column: int, raw: str, mark: Mark, more: Sequence[str]) -> None:
        """Says what becomes of a cell; `more` are the reasons of its row."""
        raw = mark.value if mark.masked else raw
        parts = [f"<b>{address(row, column)}</b>", f"“{escape(raw)}”" if raw else escape(_(N_("empty")))]
        if mark.state or raw:
            word = escape(state_word(mark.state))
            shown = mark.text if mark.state == CHANGED else mark.value
            becomes = f"{escape(shown)} ({word})" if shown and shown != raw else word
            parts.append("→&nbsp;&nbsp;" + "&nbsp;&nbsp;".join(filter(None, (escape(mark.column), becomes))))
        why = list(dict.fromkeys(filter(None, (mark.why, *more))))
        self.said.setText("&nbsp;&nbsp; ".join(parts) + "<br>" + escape("   ".join(why)))
        self.said.setToolTip("\n".join(why))

    def show_column(self, region: Region | None, slot: int | None, *, can: bool) -> None:
        """Offers the Columns that a column of a table may go to; `can`: whether it can be changed."""
        self.box.clear()
        self._slot = slot or 0
        self.box.setEnabled(region is not None and slot is not None and can)
        self._name.setText(" ")
        if region is None or slot is None:
            return
        self._name.setText(_(N_("Where {column} goes")).format(column=slot_name(region, slot)))
        for text, key in columns_to_choose(region, slot):
            self.box.addItem(text, key)
        self.box.setCurrentIndex(self.box.findData(region.layout.columns.get(slot, "")))
