"""How a form is wanted: unit, community, and in a menu what is wanted more rarely. Kept on this PC, form by form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from street_desk import preferences
from street_desk.domain.forms.options import Options
from street_desk.domain.pages import Unit
from street_desk.language import N_, _, message

_ON_PAPER = (
    ("paper", N_("Paper: A&3 instead of A4")),
    ("comments", N_("Print the &comments on its cells")),
    ("page_sums", N_("&Sums of each sheet of paper, and those so far")),
    ("blank", N_("&Blank, to be filled in by hand")),
)
_IN_EXCEL = (
    ("values_only", N_("In Excel: &figures without formulas")),
    ("protected", N_("In Excel: &protected against typing")),
)
_NAME_LETTERS = 5


class FormOptions(QWidget):
    """The controls. `changed` says that the form looks otherwise now."""

    changed = Signal()

    def __init__(self, form: str, parent: Any = None) -> None:
        super().__init__(parent)
        self._form = form
        self.unit = QComboBox()
        self.unit.addItem(_(N_("yuan")), "yuan")
        self.unit.addItem(_(N_("10,000 yuan")), "wan")
        self.unit.setAccessibleName(_(N_("Unit")))
        self.unit.setToolTip(_(N_("Unit")))
        self.community = QComboBox()
        self.community.setAccessibleName(_(N_("Community")))
        self.community.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.community.setMinimumContentsLength(_NAME_LETTERS)
        self.community.hide()
        self.button = QToolButton()
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.button.setMenu(self.menu)
        self.actions_: dict[str, QAction] = {}
        for part in (_ON_PAPER, _IN_EXCEL):
            for key, title in part:
                self.actions_[key] = action = self.menu.addAction(_(title))
                action.setCheckable(True)
                action.toggled.connect(lambda _on, key=key: self._chosen(key))
            if part is _ON_PAPER:
                self.menu.addSeparator()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.unit, self.community, self.button):
            row.addWidget(widget)
        self._recall()
        self.unit.currentIndexChanged.connect(lambda *_: self._chosen("unit"))
        self.community.currentIndexChanged.connect(lambda *_: self.changed.emit())
        self._count()

    def options(self) -> Options:
        """The form as it is wanted now."""
        kept = _options({key: action.isChecked() for key, action in self.actions_.items()})
        unit: Unit = "wan" if self.unit.currentData() == "wan" else "yuan"
        return replace(kept, unit=unit, community=self.community.currentData())

    def offer(self, communities: Sequence[tuple[int, str]]) -> None:
        """The communities that have a Page of their own, to choose one of; none where the form is one for all."""
        chosen = self.community.currentData()
        self.community.blockSignals(True)
        self.community.clear()
        if communities:
            self.community.addItem(_(N_("All communities")), None)
            for row, name in communities:
                self.community.addItem(name, row)
            self.community.setCurrentIndex(max(0, self.community.findData(chosen)))
        self.community.blockSignals(False)
        self.community.setVisible(bool(communities))

    def _chosen(self, key: str) -> None:
        self._count()
        kept: dict[str, Any] = {k: True for k, action in self.actions_.items() if action.isChecked()}
        # A blank form is wanted once: the next one would surprise.
        kept.pop("blank", None)
        if self.unit.currentData() == "wan":
            kept["unit"] = "wan"
        preferences.keep_form_options(self._form, kept)
        if key not in dict(_IN_EXCEL):
            self.changed.emit()

    def _recall(self) -> None:
        kept = preferences.form_options(self._form)
        self.unit.setCurrentIndex(1 if kept.get("unit") == "wan" else 0)
        for key, action in self.actions_.items():
            action.blockSignals(True)
            action.setChecked(kept.get(key) is True)
            action.blockSignals(False)

    def _count(self) -> None:
        """The button says how many are on, so that a form does not look otherwise for no reason."""
        on = sum(action.isChecked() for action in self.actions_.values())
        said = message(N_("Options ({n})"), n=on).text() if on else _(N_("Options"))
        self.button.setText(said)


def kept_options(form: str) -> Options:
    """How a form was wanted last on this PC."""
    return _options(preferences.form_options(form))


def _options(kept: Mapping[str, Any]) -> Options:
    return Options(
        unit="wan" if kept.get("unit") == "wan" else "yuan",
        paper="A3" if kept.get("paper") is True else "A4",
        comments=kept.get("comments") is True,
        blank=kept.get("blank") is True,
        page_sums=kept.get("page_sums") is True,
        values_only=kept.get("values_only") is True,
        protected=kept.get("protected") is True,
    )
