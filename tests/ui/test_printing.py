"""Printing: what comes out is what is previewed, set as the form was printed last."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage, QPageRanges, QPageSize
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox, QRadioButton

from street_desk import language, preferences
from street_desk.domain.documents import Paper
from street_desk.domain.forms import FORMS, Options
from street_desk.exchange.apart import Progress
from street_desk.exchange.pdf import write_pdf
from street_desk.session import Session
from street_desk.ui import printing
from street_desk.ui.import_run import ProgressDialog
from street_desk.ui.printing_all import PrintAllDialog
from tests.conftest import Poppler
from tests.streets import big_street, change
from tests.ui.asked import when_asked
from tests.ui.test_form_page import opened

qt_dialog = pytest.mark.skipif(sys.platform == "win32", reason="the system's own dialog is asked there")

A4, A4_ACROSS, A3_ACROSS = (210, 297), (297, 210), (420, 297)


def document_of(pages: list[Paper], folder: Path) -> QPdfDocument:
    path = folder / "shown.pdf"
    write_pdf(pages, path)
    document = QPdfDocument()
    document.load(str(path))
    assert document.pageCount() > 0
    return document


def printer_to(path: Path) -> QPrinter:
    """A printer whose paper is a PDF."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    return printer


def sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of each printed page in mm."""
    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        found = [tuple(round(points / 72 * 25.4) for points in page.get_size()) for page in document]
        return [(width, height) for width, height in found]
    finally:
        document.close()


@pytest.fixture
def mixed(street: Session, tmp_path: Path) -> Iterator[QPdfDocument]:
    """A document of an A4 form across, an upright one, and one on A3."""
    pages = [
        *street.papers("funding", 2027),
        *street.papers("worksheet", 2027, Options(community=1)),
        *street.papers("funding", 2027, Options(paper="A3")),
    ]
    document = document_of(pages, tmp_path)
    yield document
    document.close()


# Drawing -------------------------------------------------------------------------------------------------------------


def test_every_page_keeps_its_size_and_its_way_up(mixed: QPdfDocument, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "printed.pdf")
    printing.lay_out(printer, mixed)
    assert printing.draw(printer, mixed)
    assert sizes(tmp_path / "printed.pdf") == [A4_ACROSS, A4, A3_ACROSS]


def test_the_paper_shows_what_the_preview_shows_everywhere(
    mixed: QPdfDocument, tmp_path: Path, poppler: Poppler
) -> None:
    printer = printer_to(tmp_path / "printed.pdf")
    printing.lay_out(printer, mixed)
    printing.draw(printer, mixed)
    pairs = zip(
        poppler.pdftoppm(tmp_path / "shown.pdf"), poppler.pdftoppm(tmp_path / "printed.pdf"), strict=True
    )
    for shown, printed in pairs:
        one, other = _greys(shown), _greys(printed)
        assert sum(grey < 200 for grey in one) > 20
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) < 40
        # The measure sees a page that is a little lower.
        assert max(abs(a - b) for a, b in zip(one, other[_ACROSS:], strict=False)) > 50


_ACROSS, _DOWN = 120, 90


def _greys(picture: Path) -> list[int]:
    """How dark a page is in each of its parts: two that draw the same letters differ in single dots only."""
    small = QImage(str(picture)).scaled(
        _ACROSS,
        _DOWN,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return [small.pixelColor(x, y).lightness() for y in range(_DOWN) for x in range(_ACROSS)]


def test_another_paper_takes_the_whole_page_in_its_proportions(mixed: QPdfDocument, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "printed.pdf")
    printing.lay_out(printer, mixed, "A3")
    assert printing.settings_of(printer, mixed, [1, 2, 3])["paper"] == "A3"
    printing.draw(printer, mixed)
    assert sizes(tmp_path / "printed.pdf") == [A3_ACROSS, (297, 420), A3_ACROSS]


def test_copies_and_pages_are_as_asked(mixed: QPdfDocument, tmp_path: Path) -> None:
    for collate, expected in ((True, [A4, A3_ACROSS] * 2), (False, [A4, A4, A3_ACROSS, A3_ACROSS])):
        printer = printer_to(tmp_path / "printed.pdf")
        printer.setCopyCount(2)
        printer.setCollateCopies(collate)
        printing.choose_pages(printer, "2-3", 3)
        printing.lay_out(printer, mixed)
        printing.draw(printer, mixed, printing.chosen_pages(printer, 3))
        assert sizes(tmp_path / "printed.pdf") == expected


@pytest.mark.parametrize(
    ("kept", "count", "pages"),
    [("", 3, [1, 2, 3]), ("2", 3, [2]), ("1,3", 3, [1, 3]), ("2-9", 3, [1, 2, 3]), ("x", 2, [1, 2])],
)
def test_the_pages_of_last_time_are_chosen_while_the_form_has_them(
    qapp: QApplication, kept: str, count: int, pages: list[int]
) -> None:
    printer = QPrinter()
    printing.choose_pages(printer, kept, count)
    assert printing.chosen_pages(printer, count) == pages


def test_printing_in_grey_has_no_colour(mixed: QPdfDocument, tmp_path: Path) -> None:
    printer = printer_to(tmp_path / "printed.pdf")
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    printing.lay_out(printer, mixed)
    printing.draw(printer, mixed, [1])
    assert b"/DeviceRGB" not in (tmp_path / "printed.pdf").read_bytes().split(b"/Subtype /Image")[1][:200]


def test_printing_can_be_stopped(mixed: QPdfDocument, tmp_path: Path) -> None:
    told: list[Progress] = []

    def until_second(progress: Progress) -> bool:
        told.append(progress)
        return progress.number < 2

    printer = printer_to(tmp_path / "printed.pdf")
    printing.lay_out(printer, mixed)
    assert not printing.draw(printer, mixed, None, until_second)
    assert [(one.number, one.of) for one in told] == [(1, 3), (2, 3)]


# The dialog ----------------------------------------------------------------------------------------------------------


def _print_to(path: Path, dialog: QPrintDialog) -> None:
    """What the user does in the dialog to print into a file, which is its last choice."""
    printers = dialog.findChild(QComboBox, "printers")
    assert isinstance(printers, QComboBox)
    printers.setCurrentIndex(printers.count() - 1)
    line = dialog.findChild(QLineEdit, "filename")
    assert isinstance(line, QLineEdit)
    line.setText(str(path))
    dialog.accept()


@qt_dialog
def test_a_form_is_printed_by_the_dialog_and_its_settings_are_kept(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    form = opened(qtbot, street, "worksheet")
    told: list[str] = []
    form.told.connect(told.append)

    def answer(dialog: QPrintDialog) -> None:
        printer = dialog.printer()
        assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
        printer.setColorMode(QPrinter.ColorMode.GrayScale)
        _print_to(tmp_path / "printed.pdf", dialog)

    when_asked(QPrintDialog, answer)
    form.print()
    assert sizes(tmp_path / "printed.pdf") == [A4] * 3
    assert "3" in told[-1]
    kept = preferences.print_settings("worksheet")
    assert kept["copies"] == 1
    assert kept["pages"] == ""
    assert preferences.print_settings("funding") == {}


@qt_dialog
def test_the_dialog_stands_as_the_form_was_printed_last(qtbot: Any, street: Session, tmp_path: Path) -> None:
    preferences.keep_print_settings(
        "worksheet",
        {
            "printer": "",
            "duplex": "DuplexLongSide",
            "copies": 2,
            "collate": True,
            "colour": False,
            "pages": "2-3",
        },
    )
    form = opened(qtbot, street, "worksheet")
    seen: list[Any] = []

    def answer(dialog: QPrintDialog) -> None:
        printer = dialog.printer()
        seen.extend((printer.copyCount(), printer.colorMode(), printer.pageRanges()))
        _print_to(tmp_path / "printed.pdf", dialog)

    when_asked(QPrintDialog, answer)
    form.print()
    grey = QPrinter.ColorMode.GrayScale
    assert seen == [2, grey, QPageRanges.fromString("2-3")]
    assert sizes(tmp_path / "printed.pdf") == [A4] * 4
    kept = preferences.print_settings("worksheet")
    assert (kept["copies"], kept["colour"], kept["pages"]) == (2, False, "2-3")


@qt_dialog
def test_a_printer_that_is_gone_is_named_and_the_default_one_taken(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    preferences.keep_print_settings("funding", {"printer": "三楼 HP", "copies": "many", "duplex": 7})
    form = opened(qtbot, street, "funding")
    told: list[str] = []
    form.told.connect(told.append)
    when_asked(QPrintDialog, lambda dialog: _print_to(tmp_path / "printed.pdf", dialog))
    form.print()
    assert "三楼 HP" in told[-1]
    assert sizes(tmp_path / "printed.pdf") == [A4_ACROSS]


@qt_dialog
def test_only_the_page_that_is_looked_at_is_printed_and_that_is_not_kept(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    form = opened(qtbot, street, "worksheet")
    form.view.turn_to(1)

    def answer(dialog: QPrintDialog) -> None:
        here = dialog.findChild(QRadioButton, "printCurrentPage")
        assert isinstance(here, QRadioButton)
        here.click()
        _print_to(tmp_path / "printed.pdf", dialog)

    when_asked(QPrintDialog, answer)
    form.print()
    assert sizes(tmp_path / "printed.pdf") == [A4]
    assert preferences.print_settings("worksheet")["pages"] == ""


@qt_dialog
def test_who_goes_back_prints_nothing_and_keeps_nothing(qtbot: Any, street: Session) -> None:
    form = opened(qtbot, street, "funding")
    when_asked(QPrintDialog, lambda dialog: dialog.reject())
    form.print()
    assert preferences.print_settings("funding") == {}


@qt_dialog
def test_a_long_form_is_laid_out_to_its_end_before_it_is_printed(qtbot: Any, tmp_path: Path) -> None:
    session = big_street(tmp_path, 60, 1_000)
    form = opened(qtbot, session, "pay")
    sheets = form.document.pageCount()
    change(session, 2027, "workers", 1, former_pay="2500")
    when_asked(QPrintDialog, lambda dialog: dialog.reject())
    form.print()
    assert form.document.pageCount() == sheets
    session.close()


# All forms -----------------------------------------------------------------------------------------------------------


def test_all_forms_are_printed_each_as_it_was_printed_last(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    preferences.keep_print_settings("pay", {"copies": 2, "pages": "1"})
    preferences.keep_form_options("funding", {"paper": True})
    made: list[Path] = []

    def printer_of(kept: dict[str, Any]) -> QPrinter:
        printer = printing.printer_as(kept)
        made.append(tmp_path / f"{len(made)}.pdf")
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(made[-1]))
        return printer

    dialog = PrintAllDialog(street, 2027, printer_of=printer_of)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.forms.tick(("funding", "pay", "worksheet"))
    dialog.print_.click()
    # Three worksheets, one after another; every form whole.
    assert [sizes(path) for path in made] == [[A3_ACROSS], [A4_ACROSS] * 2, [A4] * 3]
    assert "3" in dialog.said.text()


def test_a_form_that_cannot_be_printed_is_named_and_the_rest_goes_on(
    qtbot: Any, street: Session, tmp_path: Path
) -> None:
    change(street, 2027, "workers", 2, name="乙😀二")
    path = tmp_path / "printed.pdf"
    dialog = PrintAllDialog(street, 2027, printer_of=lambda _kept: printer_to(path))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.forms.tick(("pay", "funding"))
    dialog.print_.click()
    assert "😀" in dialog.said.text()
    assert FORMS["pay"].shown() in dialog.said.text()
    assert sizes(path) == [A4_ACROSS]


def test_where_there_is_no_printer_it_is_said(qtbot: Any, street: Session) -> None:
    if QPrinterInfo.availablePrinterNames():
        pytest.skip("it would print on the printer that is here")
    dialog = PrintAllDialog(street, 2027)
    qtbot.addWidget(dialog)
    dialog.show()
    said: list[str] = []

    def read(box: QMessageBox) -> None:
        said.append(f"{box.text()} {box.informativeText()}")
        box.accept()

    when_asked(QMessageBox, read)
    dialog.print_.click()
    assert language.translated("No printer is set up on this PC.") in said[0]


def test_printing_all_forms_can_be_cancelled(qtbot: Any, street: Session, tmp_path: Path) -> None:
    printed: list[Path] = []

    def slow(_kept: dict[str, Any]) -> QPrinter:
        printed.append(tmp_path / f"{len(printed)}.pdf")
        return printer_to(printed[-1])

    dialog = PrintAllDialog(street, 2027, printer_of=slow)
    qtbot.addWidget(dialog)
    dialog.show()

    def cancel() -> None:
        for window in QApplication.topLevelWidgets():
            if isinstance(window, ProgressDialog):
                window.reject()

    QTimer.singleShot(0, cancel)
    dialog.print_.click()
    assert language.translated("Printing was stopped.") in dialog.said.text()
    assert len(printed) < len(FORMS)
