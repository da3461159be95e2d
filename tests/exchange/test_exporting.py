from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from street_desk.domain.forms import FORMS, TABLES
from street_desk.domain.pages import Page, Unit, Value
from street_desk.domain.problems import FileExists, FileUnwritable, UnknownFormat
from street_desk.exchange.exporting import Target, export, export_all, export_each
from street_desk.exchange.pdf import write_pdf
from street_desk.exchange.problems import MissingCharacter, TableAsText, TextAsWorkbook
from street_desk.exchange.rereading import differing_cell, differing_text
from street_desk.exchange.xlsx import write_xlsx
from street_desk.session import Session
from tests.pages import LONG_NAME, OF_SHEETS, filled, papers, papers_of, two_years
from tests.streets import big_street, change, type_in


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    type_in(
        made, 2027, "communities", {"name": LONG_NAME, "households": "123", "party_organisation": "党支部"}
    )
    yield made
    made.close()


@pytest.fixture
def page(session: Session) -> Page:
    return filled(session)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def with_value(page: Page, row: int, key: str, text: str, value: Value) -> Page:
    """The Page with one cell changed."""
    place = next(n for n, c in enumerate(page.columns) if c.key == key)
    boxes = list(page.rows[row].boxes)
    boxes[place] = replace(boxes[place], text=text, value=value)
    rows = list(page.rows)
    rows[row] = replace(rows[row], boxes=tuple(boxes))
    return replace(page, rows=tuple(rows))


@pytest.mark.parametrize("unit", ["yuan", "wan"])
@pytest.mark.parametrize("form", list(TABLES))
@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".PDF"])
def test_a_form_is_written_as_its_ending_says(
    session: Session, out: Path, form: str, unit: Unit, ending: str
) -> None:
    path = out / f"form{ending}"
    assert export([filled(session, form, unit=unit)], path) >= 1
    assert [found.name for found in out.iterdir()] == [f"form{ending}"]
    assert path.read_bytes()[:2] == (b"PK" if ending == ".xlsx" else b"%P")


def test_another_ending_is_refused_in_words(page: Page, out: Path) -> None:
    with pytest.raises(UnknownFormat):
        export([page], out / "form.doc")
    assert not list(out.iterdir())


def test_a_table_is_no_text_for_word_and_a_text_no_workbook(session: Session, out: Path) -> None:
    with pytest.raises(TableAsText) as table:
        export([filled(session)], out / "form.docx")
    with pytest.raises(TextAsWorkbook) as text:
        export(papers_of(session, "letter"), out / "letter.xlsx")
    with pytest.raises(TextAsWorkbook):
        export(papers_of(session, "submission"), out / "all.xlsx")
    with pytest.raises(TableAsText) as both:
        export(papers_of(session, "submission"), out / "all.docx")
    assert ".xlsx, .pdf" in table.value.text("en")
    assert ".docx, .pdf" in text.value.text("en")
    assert both.value.text("en").endswith("endings: .pdf.")
    assert not list(out.iterdir())


@pytest.mark.parametrize("ending", [".docx", ".pdf", ".DOCX"])
def test_a_letter_is_written_for_word_and_as_pdf(session: Session, out: Path, ending: str) -> None:
    path = out / f"letter{ending}"
    assert export(papers_of(session, "letter"), path) == 2
    assert [found.name for found in out.iterdir()] == [f"letter{ending}"]
    assert path.read_bytes()[:2] == (b"%P" if ending == ".pdf" else b"PK")


def test_a_submission_is_one_pdf_of_all_its_sheets(session: Session, out: Path) -> None:
    papers_ = papers_of(session, "submission")
    sheets = export(papers_, out / "all.pdf")
    with pypdfium2.PdfDocument((out / "all.pdf").read_bytes()) as document:
        assert len(document) == sheets > len(TABLES) + 3


def test_every_form_goes_into_a_folder_that_is_made(session: Session, out: Path) -> None:
    folder = out / "new" / "forms"
    written = export_all({form: session.papers(form, 2027) for form in FORMS}, folder)
    names = sorted(path.name for path, _, _ in written)
    tables = [f"{form}{ending}" for form in TABLES for ending in (".pdf", ".xlsx")]
    assert names == sorted([*tables, "letter.docx", "letter.pdf"])
    assert names == sorted(path.name for path in folder.iterdir())
    assert all(sheets >= 1 for _, _, sheets in written)


@pytest.mark.parametrize("ending", [".xlsx", ".pdf"])
def test_where_nothing_can_be_written_nothing_is_left(page: Page, out: Path, ending: str) -> None:
    missing = out / "no such folder" / f"form{ending}"
    with pytest.raises(FileUnwritable) as caught:
        export([page], missing)
    assert str(missing) in caught.value.text("en")
    taken = out / f"form{ending}"
    taken.mkdir()
    with pytest.raises(FileUnwritable):
        export([page], taken)
    assert [found.name for found in out.iterdir()] == [f"form{ending}"]
    assert not list(taken.iterdir())


def test_what_was_there_before_stays_when_it_fails(session: Session, out: Path) -> None:
    path = out / "form.pdf"
    export([filled(session)], path)
    before = path.read_bytes()
    change(session, 2027, "communities", session.book(2027).ids("communities")[0], name="\U0001f600社区")
    with pytest.raises(MissingCharacter):
        export([filled(session)], path)
    assert path.read_bytes() == before
    assert [found.name for found in out.iterdir()] == ["form.pdf"]


def test_a_stopped_export_leaves_what_was_there(page: Page, out: Path) -> None:
    path = out / "form.pdf"
    export([page], path)
    before = path.read_bytes()
    assert export([filled_differently(page)], path, lambda _done, _total: False) == 0
    assert path.read_bytes() == before
    assert [found.name for found in out.iterdir()] == ["form.pdf"]


def filled_differently(page: Page) -> Page:
    return replace(page, code="X1")


@pytest.mark.parametrize(
    ("row", "key", "text", "value"),
    [
        (0, "office_fund", "80,000.01", Decimal("80000.01")),
        (1, "name", "和平居", "和平居"),
        (2, "households", "", None),
        (-1, "total_fund", "790,000.00", 790000),
    ],
)
def test_reading_back_sees_a_single_wrong_cell(
    page: Page, out: Path, row: int, key: str, text: str, value: Value
) -> None:
    write_xlsx([page], out / "form.xlsx")
    write_pdf([page], out / "form.pdf")
    assert differing_cell([page], out / "form.xlsx") is None
    assert differing_text([page], out / "form.pdf") is None
    other = with_value(page, row, key, text, value)
    cell = differing_cell([other], out / "form.xlsx")
    shown = differing_text([other], out / "form.pdf")
    assert cell is not None
    assert shown is not None
    if text:
        assert shown[1] == text


def test_reading_back_sees_that_something_is_there_twice(page: Page, out: Path) -> None:
    write_pdf([replace(page, rows=(*page.rows[:-1], page.rows[0], page.rows[-1]))], out / "form.pdf")
    assert differing_text([page], out / "form.pdf") is not None


def test_a_page_of_many_sheets_reads_back(tmp_path: Path, out: Path) -> None:
    session = big_street(tmp_path, 60, 400)
    for form in TABLES:
        pages = papers(session, form)
        assert export(pages, out / f"{form}.pdf") > (0 if form == "summary" else 1)
        export(pages, out / f"{form}.xlsx")
    session.close()


def test_names_that_end_in_hyphens_and_spaces_read_back(session: Session, out: Path) -> None:
    names = (
        "A-B-C-D-E-F-G-H-I-J-K-L-M-N-O-P-Q-R-S-T-U-V",
        "第一 社区 （东）",
        "x" * 60,
        "社" * 60,
        "-",
        "1-",
    )
    type_in(session, 2027, "communities", *({"name": name} for name in names))
    assert export([filled(session)], out / "form.pdf") >= 1


@pytest.mark.parametrize("unit", ["yuan", "wan"])
@pytest.mark.parametrize("form", OF_SHEETS)
def test_what_we_export_brings_nothing_when_it_is_imported(
    session: Session, out: Path, form: str, unit: Unit
) -> None:
    export([filled(session, form, unit=unit)], out / "form.xlsx")
    batch = session.plan_import(2027, [out / "form.xlsx"], {})
    regions = [region for preview in batch.previews for region in preview.regions]
    assert [region.sheet for region in regions] == [filled(session, form).sheet]
    assert (regions[0].count("new"), regions[0].count("changed")) == (0, 0)
    assert regions[0].count("same") == len(session.book(2027).rows(filled(session, form).sheet))
    assert not regions[0].refused


def test_files_that_are_there_are_replaced_only_as_said(page: Page, out: Path) -> None:
    there, new = out / "a.xlsx", out / "b.pdf"
    there.write_bytes(b"mine")
    targets = [Target(path, "funding", [page]) for path in (there, new)]
    first, second = export_each(targets, replace=False)
    assert isinstance(first.problem, FileExists)
    assert there.read_bytes() == b"mine"
    assert (second.problem, second.sheets) == (None, 1)
    assert all(one.problem is None for one in export_each(targets))
    assert there.read_bytes() != b"mine"


def test_writing_many_files_can_be_stopped_in_between_and_within_one(page: Page, out: Path) -> None:
    targets = [Target(out / f"{n}.pdf", "funding", [page]) for n in range(4)]
    told: list[int] = []

    def until_third(number: int, _path: Path) -> bool:
        told.append(number)
        return number < 3

    assert [one.path.name for one in export_each(targets, until_third)] == ["0.pdf", "1.pdf"]
    assert sorted(path.name for path in out.iterdir()) == ["0.pdf", "1.pdf"]
    assert sorted(set(told)) == [1, 2, 3]
    calls = iter([True, False])
    assert export_each(targets[3:], lambda _number, _path: next(calls)) == []
    assert not (out / "3.pdf").exists()
