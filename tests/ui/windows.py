"""The program's dialogs, for tests that look at every one of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtWidgets import QWidget

from street_desk.exchange.filling import Filled, Left
from street_desk.language import N_, message
from street_desk.session import Session
from street_desk.ui.batch_dialog import BatchDialog
from street_desk.ui.beginning import BeginningPage
from street_desk.ui.by_hand import ByHandDialog, DatedDialog
from street_desk.ui.desk_page import DeskPage
from street_desk.ui.filling import FilledDialog
from street_desk.ui.form_layout_dialog import FormLayoutDialog
from street_desk.ui.go_to import GoTo
from street_desk.ui.import_dialog import ImportDialog
from street_desk.ui.import_records import ImportRecords
from street_desk.ui.import_run import PasswordDialog, ProgressDialog
from street_desk.ui.printing_all import PrintAllDialog


def opened(session: Session, kind: str, tmp_path: Path) -> QWidget:
    """One of the program's windows, as it stands when it is opened."""
    page = DeskPage(session, 2027)
    model = page.models["communities"]
    if kind == "import":
        book = openpyxl.Workbook()
        assert book.active is not None
        for row in (("姓名", "社区", "职务"), ("甲一", "没有的社区", "委员"), ("乙二", "和平社区", "不知道")):
            book.active.append(row)
        book.save(tmp_path / "表.xlsx")
        files = [tmp_path / "表.xlsx"]
        return ImportDialog(session, 2027, files, session.plan_import(2027, files, {}))
    left = (Left("community", "和平社区", "", message(N_("the workbook has no row for it"))),)
    made: dict[str, Callable[[], QWidget]] = {
        "by hand": lambda: ByHandDialog(model, 1, "office_fund", page),
        "dated": lambda: DatedDialog(page.models["figures"], page),
        "go to": lambda: GoTo(page),
        "records": lambda: ImportRecords(session, page),
        "password": lambda: PasswordDialog(page, "表.xlsx"),
        "progress": lambda: ProgressDialog(page),
        "filled": lambda: FilledDialog(Filled(tmp_path / "表.xlsx", 12, left), page),
        "beginning": BeginningPage,
        "export all": lambda: BatchDialog(session, 2027, page),
        "print all": lambda: PrintAllDialog(session, 2027, page),
        "adapt": lambda: FormLayoutDialog(session, 2027, "funding", page),
    }
    return made[kind]()


KINDS = (
    "by hand",
    "dated",
    "go to",
    "records",
    "password",
    "progress",
    "filled",
    "beginning",
    "import",
    "export all",
    "print all",
    "adapt",
)
