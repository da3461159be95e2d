"""The button on a form's page that adapts the form to what the county asks for."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget

from street_desk.domain.form_editing import adaptable
from street_desk.language import N_, _
from street_desk.session import Session


def adapting_button(page: QWidget, session: Session, year: int, form: str) -> QPushButton:
    """Opens the dialog; grey where the file is only read, and not there for a form that is written as a whole."""

    def adapt() -> None:
        # Loaded when first wanted, as all dialogs are.
        from street_desk.ui.form_layout_dialog import adapt

        adapt(page, session, year, form)

    button = QPushButton(_(N_("Adapt…")))
    button.setToolTip(_(N_("Columns, title, notes and signatures of this form")))
    button.setAccessibleDescription(button.toolTip())
    button.setEnabled(not session.read_only)
    button.setVisible(form in adaptable())
    button.clicked.connect(lambda _checked=False: adapt())
    return button
