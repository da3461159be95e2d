from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from street_desk.domain.forms import FORMS
from street_desk.domain.pages import Box, Page
from street_desk.exchange.fonts import chain, substitutions
from street_desk.exchange.layout import lay_out
from street_desk.exchange.pdf import write_pdf
from street_desk.exchange.problems import MissingCharacter
from street_desk.session import Session
from tests.conftest import Poppler
from tests.pages import LONG_NAME, filled, two_years
from tests.streets import big_street, change, type_in


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    type_in(
        made,
        2027,
        "communities",
        {"name": "㛃𬱖园社区", "households": "4100", "party_organisation": "党总支"},
        {"name": LONG_NAME, "households": "123", "party_organisation": "党支部"},
    )
    type_in(made, 2027, "workers", {"name": "𬱖𠅤𬱖", "community": "㛃𬱖园社区", "post": "书记"})
    yield made
    made.close()


@pytest.fixture
def pages(session: Session) -> list[Page]:
    return [filled(session, form) for form in FORMS]


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Page:
    session = big_street(tmp_path_factory.mktemp("big"), 100, 1_000)
    page = filled(session, "pay")
    session.close()
    return page


def joined(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_font_is_embedded_as_a_subset_that_copies(
    pages: list[Page], tmp_path: Path, poppler: Poppler
) -> None:
    write_pdf(pages, tmp_path / "forms.pdf")
    fonts = poppler.pdffonts(tmp_path / "forms.pdf")
    assert fonts
    assert all(font.embedded and font.subset and font.has_unicode for font in fonts)
    assert b"Helvetica" not in (tmp_path / "forms.pdf").read_bytes()


def test_every_name_and_figure_copies_out(pages: list[Page], tmp_path: Path, poppler: Poppler) -> None:
    write_pdf(pages, tmp_path / "forms.pdf")
    text = joined(poppler.pdftotext(tmp_path / "forms.pdf", "-raw"))
    for page in pages:
        for row in page.rows:
            for box in row.boxes:
                assert joined(box.text) in text
        for said in (page.title, *page.meta, *page.notes, page.code_line, page.attachment):
            assert joined(said) in text


def test_rare_characters_copy_out_as_themselves(pages: list[Page], tmp_path: Path, poppler: Poppler) -> None:
    write_pdf(pages, tmp_path / "forms.pdf")
    text = poppler.pdftotext(tmp_path / "forms.pdf")
    assert "㛃𬱖园社区" in text
    assert "𬱖𠅤𬱖" in text


def test_a_number_is_one_word_though_its_ones_are_set_apart(
    pages: list[Page], tmp_path: Path, poppler: Poppler
) -> None:
    write_pdf(pages, tmp_path / "forms.pdf")
    words = poppler.pdftotext(tmp_path / "forms.pdf", "-layout").split()
    assert "110,000.00" in words


def test_a_character_that_no_font_has_is_named_with_its_place_and_nothing_is_written(
    session: Session, tmp_path: Path
) -> None:
    row = session.book(2027).ids("communities")[1]
    change(session, 2027, "communities", row, name="和\U0001f600平社区")
    with pytest.raises(MissingCharacter) as caught:
        write_pdf([filled(session)], tmp_path / "form.pdf")
    assert "U+1F600" in caught.value.text("en")
    assert "row 2 和\U0001f600平社区, 社区" in caught.value.text("en")
    assert not (tmp_path / "form.pdf").exists()


def test_joiners_and_variation_selectors_print_nothing_and_are_no_problem(
    session: Session, tmp_path: Path
) -> None:
    row = session.book(2027).ids("communities")[1]
    change(session, 2027, "communities", row, name="和\U000e0101平\u200d社区")
    assert write_pdf([filled(session)], tmp_path / "form.pdf") == 1


def test_the_same_page_gives_the_same_bytes(pages: list[Page], tmp_path: Path) -> None:
    write_pdf(pages, tmp_path / "one.pdf")
    time.sleep(1.1)
    write_pdf(pages, tmp_path / "other.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()


def test_title_author_language_and_a_bookmark_for_each_form(pages: list[Page], tmp_path: Path) -> None:
    write_pdf(pages, tmp_path / "forms.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "forms.pdf")
    about = document.get_metadata_dict()
    marks = [mark.get_title() for mark in document.get_toc()]
    document.close()
    assert about["Author"] == "测试街道"
    assert about["Title"] == "测试街道2027年申报表"
    assert marks == [page.title for page in pages]
    assert b"zh-CN" in (tmp_path / "forms.pdf").read_bytes()


def test_each_sheet_repeats_the_header_and_counts_the_sheets_of_its_form(
    long_page: Page, tmp_path: Path, poppler: Poppler
) -> None:
    count = write_pdf([long_page], tmp_path / "pay.pdf")
    assert count > 20
    for number in (1, 2, count - 1, count):
        text = joined(poppler.pdftotext(tmp_path / "pay.pdf", "-raw", "-f", str(number), "-l", str(number)))
        assert f"第{number}页共{count}页" in text
        assert "校验码：草稿" in text
        assert "调整前月报酬" in text
        assert ("单位负责人" in text) == (number == count)


def test_signatures_never_stand_on_a_sheet_without_rows(long_page: Page) -> None:
    data = [row for row in long_page.rows if row.kind == "data"]
    for count in range(1, 60):
        page = replace(long_page, rows=(*data[:count], long_page.rows[-1]))
        sheets = lay_out(page).sheets
        assert [sheet.signed for sheet in sheets] == [False] * (len(sheets) - 1) + [True]
        assert len(sheets[-1].rows) >= min(3, count + 1)
        assert sum(len(sheet.rows) for sheet in sheets) == count + 1


def test_nothing_stands_below_the_margin(long_page: Page) -> None:
    layout = lay_out(long_page)
    for sheet in layout.sheets:
        used = sum(row.height for row in sheet.rows) + sum(note.height for note in sheet.notes)
        assert used + layout.header_height < layout.height - 74


def test_a_subtotal_is_not_parted_from_its_group(long_page: Page) -> None:
    for sheet in lay_out(long_page).sheets:
        assert sheet.rows[0].kind == "data"


def test_text_stays_inside_its_cell(session: Session) -> None:
    for form in FORMS:
        layout = lay_out(filled(session, form))
        for cell in (*layout.header, *(c for s in layout.sheets for r in s.rows for c in r.cells)):
            assert max(chain(cell.style).width(line, cell.size) for line in cell.lines) <= cell.width
            assert len(cell.lines) * cell.size * 1.3 <= cell.height


def test_a_row_higher_than_a_sheet_is_set_smaller(pages: list[Page]) -> None:
    page = pages[0]
    place = next(n for n, c in enumerate(page.columns) if c.key == "name")
    boxes = list(page.rows[0].boxes)
    boxes[place] = Box("社区" * 400, "社区" * 400)
    layout = lay_out(replace(page, rows=(replace(page.rows[0], boxes=tuple(boxes)), *page.rows[1:])))
    assert layout.sheets[0].rows[0].height < layout.height


def test_notes_longer_than_a_sheet_go_on_on_the_next(pages: list[Page], tmp_path: Path) -> None:
    page = replace(pages[0], notes=tuple(f"{n}．{'依据' * 60}。" for n in range(80)))
    sheets = lay_out(page).sheets
    assert sum(len(sheet.notes) for sheet in sheets) == 80
    assert sheets[-1].signed
    assert write_pdf([page], tmp_path / "form.pdf") == len(sheets) > 2


def test_progress_is_told_and_can_stop_it(long_page: Page, tmp_path: Path) -> None:
    told = []

    def stop_at_three(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 3

    assert write_pdf([long_page], tmp_path / "pay.pdf", stop_at_three) == 0
    assert [done for done, _ in told] == [1, 2, 3]
    assert told[0][1] > 20
    assert not (tmp_path / "pay.pdf").exists()


def test_a_thousand_rows_take_seconds(long_page: Page, tmp_path: Path) -> None:
    start = time.perf_counter()
    write_pdf([long_page], tmp_path / "pay.pdf")
    assert time.perf_counter() - start < 15
    assert (tmp_path / "pay.pdf").stat().st_size < 2_000_000


def test_portrait_and_a3_are_printed_on_such_paper(session: Session, tmp_path: Path) -> None:
    write_pdf([filled(session, paper="A3")], tmp_path / "form.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    width, height = document[0].get_size()
    document.close()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)


@pytest.mark.skipif(os.name == "nt", reason="the offices' own fonts are there")
def test_what_stands_in_for_the_offices_fonts_is_reported() -> None:
    said = [message.text("en") for message in substitutions()]
    assert "仿宋 is not installed: Noto Serif SC is used instead" in said
    assert "黑体 is not installed: Noto Sans SC is used instead" in said
