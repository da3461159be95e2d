"""Asking about standards: what a new one is called, which other one to adopt, where to export one."""

from __future__ import annotations

import datetime
import os
import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDate
from PySide6.QtWidgets import (
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from street_desk.domain.problems import FileUnwritable, Problem
from street_desk.domain.standards.editing import Identity, Wording
from street_desk.domain.standards.pack import Standard
from street_desk.exchange import packs
from street_desk.language import N_, _
from street_desk.session import Session
from street_desk.ui import asking

PACKS = N_("Standards (*.toml)")


class IdentityDialog(QDialog):
    """Title, document number, first day and id of a standard made from changed figures, adopted for `year`."""

    def __init__(self, standard: Standard, year: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_(N_("Adopt as a new standard")))
        self.setMinimumWidth(480)
        # The one that prints, in whatever language the window is.
        self.title = QLineEdit(standard.title.zh)
        self.number = QLineEdit()
        self.number.setPlaceholderText(_(N_("such as 某财发〔2027〕5号")))
        self.effective = QDateEdit(QDate(year, 1, 1), calendarPopup=True, displayFormat="yyyy-MM-dd")
        self.id = QLineEdit(_next_id(standard.id))
        form = QFormLayout()
        form.addRow(_(N_("Title")), self.title)
        form.addRow(_(N_("Document number")), self.number)
        form.addRow(_(N_("In force from")), self.effective)
        form.addRow(_(N_("Id in the file")), self.id)
        lead = QLabel(
            _(
                N_(
                    "The changed figures become a standard of their own; the old one stays with the older years."
                )
            ),
            objectName="quiet",
        )
        lead.setWordWrap(True)
        self._refused = QLabel(objectName="refused", wordWrap=True, visible=False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = buttons.addButton(_(N_("Adopt")), QDialogButtonBox.ButtonRole.AcceptRole)
        take.setObjectName("primary")
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        for part in (lead, form, self._refused, buttons):
            column.addLayout(part) if isinstance(part, QFormLayout) else column.addWidget(part)

    def identity(self) -> Identity:
        day = self.effective.date()
        return Identity(
            self.id.text().strip(),
            self.title.text().strip(),
            self.number.text().strip(),
            datetime.date(day.year(), day.month(), day.day()),
        )

    def _accept(self) -> None:
        found = self.identity()
        if not found.title or not found.number:
            self._refuse(_(N_("Type the title and the document number: they print on every form.")))
        elif not re.fullmatch(r"[\w.-]+", found.id):
            self._refuse(_(N_("Make the id of letters, digits and dashes only.")))
        else:
            self.accept()

    def _refuse(self, text: str) -> None:
        self._refused.setText(text)
        self._refused.show()


def _next_id(name: str) -> str:
    found = re.fullmatch(r"(.*)-(\d+)", name)
    return f"{found[1]}-{int(found[2]) + 1}" if found and len(found[2]) < 4 else f"{name}-2"


def ask_identity(parent: QWidget, standard: Standard, year: int) -> Identity | None:
    """What the new standard is called; None where the user went back."""
    dialog = IdentityDialog(standard, year, parent)
    return dialog.identity() if dialog.exec() == QDialog.DialogCode.Accepted else None


def ask_pack(parent: Any, session: Session) -> tuple[str, str] | None:
    """Another standard to adopt: the file's own, one that comes with the program, or a file. Its text and its name."""
    found = session.standards()
    names = list(found)
    # Two may share a title, such as a pack and what was made of it.
    titles = [f"{standard.title.text()}  {name}" for name, standard in found.items()]
    from_file = _(N_("From a file…"))
    title, wanted = QInputDialog.getItem(
        parent, _(N_("Adopt another standard")), _(N_("Standard")), [*titles, from_file], 0, False
    )
    if not wanted:
        return None
    if title != from_file:
        name = names[titles.index(title)]
        return session.pack_text(name), name
    path = asking.file_to_open(parent, from_file, PACKS)
    if path is None:
        return None
    try:
        return packs.read_text(path), path.name
    except Problem as problem:
        asking.tell(parent, problem)
        return None


def ask_wording(parent: QWidget, wording: Wording, value: str) -> str | None:
    """A sentence in other words, or another of the options; None where the user went back or left it empty."""
    title = f"{wording.clause}  {wording.item.text()}".strip()
    if wording.options:
        labels = [words.text() for _key, words in wording.options]
        keys = [key for key, _words in wording.options]
        said, taken = QInputDialog.getItem(
            parent, title, wording.words.text(), labels, keys.index(value), False
        )
        return keys[labels.index(said)] if taken else None
    said, taken = QInputDialog.getMultiLineText(parent, title, wording.words.text(), value)
    return " ".join(said.split()) or None if taken else None


def export_pack(parent: Any, name: str, text: str) -> None:
    """Writes the standard as one file, for another office."""
    path = asking.file_to_save(parent, _(N_("Export the standard")), f"{name}.toml", PACKS, ".toml")
    if path is not None:
        try:
            write_pack(path, text)
        except Problem as problem:
            asking.tell(parent, problem)


def write_pack(path: Path, text: str) -> None:
    """Writes beside and replaces. Raises FileUnwritable."""
    beside = path.with_name(f"{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileUnwritable(path=str(path)) from error
