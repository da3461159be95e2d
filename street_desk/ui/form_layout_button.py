"""Where adapting a form begins: the button on its page, and the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from street_desk.domain.form_editing import adaptable
from street_desk.language import N_, _
from street_desk.session import Session

if TYPE_CHECKING:
    from street_desk.ui.main_window import MainWindow


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


def adapt_shown(window: MainWindow) -> None:
    """Adapts the form that is looked at, the first one where a sheet is."""
    from street_desk.ui.form_layout_dialog import adapt

    page = window.page
    # What is being typed goes in first.
    if page is None or not window.settle():
        return
    names = {id(widget): name for name, widget in page.forms.items()}
    shown = names.get(id(page.stack.currentWidget()), "")
    form = shown if shown in adaptable() else adaptable()[0]
    page.turn_to(form)
    adapt(page, page.session, page.year, form)
