from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from street_desk.domain.forms import TABLES
from street_desk.domain.pages import Box, Page, PageRow
from street_desk.exchange.fonts import chain
from street_desk.exchange.layout import lay_out
from street_desk.exchange.pdf import write_pdf
from street_desk.exchange.rereading import differing_text
from street_desk.session import Session
from tests.conftest import Poppler
from tests.pages import LONG_NAME, filled, papers, two_years
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
    return [filled(session, form) for form in TABLES]


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


def test_another_process_gives_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.pages import filled, two_years; "
        "from street_desk.exchange.pdf import write_pdf; folder = Path(sys.argv[1]); folder.mkdir(); "
        "session = two_years(folder); "
        "write_pdf([filled(session, form) for form in ('funding', 'pay')], folder / 'forms.pdf')"
    )
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], check=True, env=environment)
    one, other = ((tmp_path / seed / "forms.pdf").read_bytes() for seed in ("1", "2"))
    assert one == other


def test_title_author_language_and_a_bookmark_for_each_form(pages: list[Page], tmp_path: Path) -> None:
    write_pdf(pages, tmp_path / "forms.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "forms.pdf")
    about = document.get_metadata_dict()
    marks = [mark.get_title() for mark in document.get_toc()]
    labels = [document.get_page_label(number) for number in range(len(document))]
    document.close()
    assert about["Author"] == "测试街道"
    assert about["Title"] == "测试街道2027年申报表"
    assert marks == [page.title for page in pages]
    assert labels == [f"{page.attachment}-1" for page in pages]
    written = (tmp_path / "forms.pdf").read_bytes()
    assert b"zh-CN" in written
    assert b"/DisplayDocTitle true" in written


def test_the_parts_of_a_form_are_bookmarks_below_its_own(pages: list[Page], tmp_path: Path) -> None:
    parts = [
        replace(pages[0], part=name, title=f"测试街道2027年{name}测算单") for name in ("幸福社区", "和平社区")
    ]
    write_pdf([*parts, pages[1]], tmp_path / "forms.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "forms.pdf")
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert marks == [
        (0, "测试街道2027年测算单", 0),
        (1, "幸福社区", 0),
        (1, "和平社区", 1),
        (0, pages[1].title, 2),
    ]


def test_every_reader_opens_it(pages: list[Page], tmp_path: Path, poppler: Poppler, qapp: object) -> None:
    from PySide6.QtPdf import QPdfDocument

    write_pdf(pages, tmp_path / "forms.pdf")
    assert pages[0].title in poppler.pdftotext(tmp_path / "forms.pdf")
    shown = QPdfDocument()
    assert shown.load(str(tmp_path / "forms.pdf")) == QPdfDocument.Error.None_
    assert shown.pageCount() == len(pages)
    assert pages[0].title in shown.getAllText(0).text()
    shown.close()


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
    for form in TABLES:
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


def test_portrait_and_a3_are_printed_on_such_paper(session: Session, tmp_path: Path) -> None:
    write_pdf([filled(session, paper="A3")], tmp_path / "form.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "form.pdf")
    width, height = document[0].get_size()
    document.close()
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (420, 297)


# Sums of each sheet of paper -----------------------------------------------------------------------------------------


def test_each_sheet_ends_with_its_sums_and_the_last_with_the_total(long_page: Page) -> None:
    page = replace(long_page, page_sums=True)
    place = next(n for n, column in enumerate(page.columns) if column.key == "year_pay")
    so_far = Decimal(0)
    sheets = lay_out(page).sheets
    for sheet in sheets:
        rows = [page.rows[row.place] for row in sheet.rows if row.place is not None]
        here = sum(Decimal(str(row.boxes[place].value)) for row in rows if row.kind == "data")
        so_far += here
        ending = sheet.rows[-2:] if sheet is not sheets[-1] else sheet.rows[-3:-1]
        said = [[line for cell in row.cells for line in cell.lines] for row in ending]
        assert [line[0] for line in said] == ["本页小计", "累计"]
        assert f"{here:,}" in said[0]
        assert f"{so_far:,}" in said[1]
    assert sheets[-1].rows[-1].kind == "total"
    assert f"{so_far:,}" == page.rows[-1].boxes[place].text


def test_sheets_with_sums_keep_their_margin_and_lose_no_row(long_page: Page) -> None:
    layout = lay_out(replace(long_page, page_sums=True))
    places = [row.place for sheet in layout.sheets for row in sheet.rows if row.place is not None]
    assert places == list(range(len(long_page.rows)))
    for sheet in layout.sheets:
        head = layout.head if sheet.first else 16
        assert sheet.height + head + layout.header_height <= layout.height - 73


def test_sums_of_sheets_are_read_back(long_page: Page, tmp_path: Path) -> None:
    page = replace(long_page, page_sums=True)
    write_pdf([page], tmp_path / "with.pdf")
    assert differing_text([page], tmp_path / "with.pdf") is None
    assert differing_text([long_page], tmp_path / "with.pdf") is not None
    write_pdf([long_page], tmp_path / "without.pdf")
    assert differing_text([page], tmp_path / "without.pdf") is not None


def test_a_form_on_one_sheet_has_its_total_and_needs_no_sums(pages: list[Page]) -> None:
    assert lay_out(replace(pages[0], page_sums=True)) == replace(
        lay_out(pages[0]), page=replace(pages[0], page_sums=True)
    )


# Sections, headings, cells over several columns ----------------------------------------------------------------------


def sectioned(page: Page, every: int = 7) -> Page:
    """The Page in sections, each with a heading of its own."""
    count = len(page.columns)
    title = Box("一、社区", "一、社区", span=count)
    section = PageRow("section", (title, *[Box()] * (count - 1)))
    wide = Box("名称", "名称", span=3, label=True)
    headed = PageRow(
        "heading", (wide, Box(), Box(), *[Box(f"栏{n}", f"栏{n}", label=True) for n in range(3, count)])
    )
    rows: list[PageRow] = []
    for number, row in enumerate(page.rows):
        rows += [section, headed, row] if number % every == 0 and row.kind == "data" else [row]
    return replace(page, rows=tuple(rows))


def test_sections_and_headings_stay_with_what_follows(long_page: Page, tmp_path: Path) -> None:
    data = tuple(row for row in long_page.rows if row.kind == "data")[:200]
    for every in range(3, 9):
        page = sectioned(replace(long_page, rows=(*data, long_page.rows[-1])), every)
        sheets = lay_out(page).sheets
        assert len(sheets) > 3
        assert {sheet.rows[-1].kind for sheet in sheets} <= {"data", "total"}
    write_pdf([page], tmp_path / "form.pdf")
    assert differing_text([page], tmp_path / "form.pdf") is None


def test_a_section_is_one_cell_from_the_left_and_a_heading_centred(pages: list[Page]) -> None:
    section, headed, data = lay_out(sectioned(pages[0])).sheets[0].rows[:3]
    (cell,) = section.cells
    assert (cell.style, cell.align) == ("heading", "left")
    assert section.open == frozenset(range(1, len(pages[0].columns)))
    assert {(cell.style, cell.align) for cell in headed.cells} == {("heading", "centre")}
    assert headed.open == frozenset({1, 2})
    assert not data.open


def test_a_cell_of_a_row_may_cover_others_and_a_row_may_be_higher(pages: list[Page]) -> None:
    page = pages[0]
    boxes = list(page.rows[0].boxes)
    boxes[5:8] = [Box("另行核定", "另行核定", span=3, align="centre"), Box(), Box()]
    high = replace(page.rows[0], boxes=tuple(boxes), height=20.0)
    layout = lay_out(replace(page, rows=(high, *page.rows[1:])))
    row = layout.sheets[0].rows[0]
    assert row.open == frozenset({6, 7})
    assert row.height == pytest.approx(20 * 72 / 25.4)
    wide = next(cell for cell in row.cells if cell.lines == ("另行核定",))
    assert wide.width == pytest.approx(layout.edges[8] - layout.edges[5])


def test_a_header_is_no_higher_than_its_words_need(pages: list[Page]) -> None:
    layout = lay_out(pages[0])
    heights = [cell.height for cell in layout.header if len(cell.lines) == 1]
    tallest = max(len(cell.lines) for cell in layout.header) * pages[0].size * 1.32 + 6
    assert layout.header_height == pytest.approx(max(tallest, 2 * min(heights)))


def test_words_in_the_middle_of_a_cell_break_evenly(pages: list[Page]) -> None:
    page = next(page for page in pages if page.form == "pay")
    place = next(n for n, c in enumerate(page.columns) if c.key == "post")
    columns = list(page.columns)
    columns[place] = replace(columns[place], width=17.0)
    lines = {
        cell.lines
        for row in lay_out(replace(page, columns=tuple(columns))).sheets[0].rows
        for cell in row.cells
    }
    assert ("书记", "（主任）") in lines


def test_a_figure_wider_than_its_column_is_set_smaller(pages: list[Page]) -> None:
    page = pages[0]
    place = next(n for n, c in enumerate(page.columns) if c.key == "ceiling")
    boxes = list(page.rows[0].boxes)
    boxes[place] = Box("-1,000,000,000,000.00", Decimal(-1_000_000_000_000))
    layout = lay_out(replace(page, rows=(replace(page.rows[0], boxes=tuple(boxes)), *page.rows[1:])))
    cell = next(c for c in layout.sheets[0].rows[0].cells if c.lines[0].startswith("-1,000"))
    assert chain(cell.style).figures_width(cell.lines[0], cell.size) < cell.width


def test_a_long_title_takes_several_lines_rather_than_tiny_letters(pages: list[Page], tmp_path: Path) -> None:
    page = replace(pages[0], title=LONG_NAME * 2, meta=(LONG_NAME, *pages[0].meta[1:]))
    layout = lay_out(page)
    assert len(layout.title) == 3
    assert layout.title_size == 15
    room = layout.edges[-1] - layout.edges[0]
    assert max(chain("title").width(line, 15) for line in layout.title) <= room
    write_pdf([page], tmp_path / "form.pdf")
    assert differing_text([page], tmp_path / "form.pdf") is None


def test_particulars_too_long_for_a_line_take_two(pages: list[Page]) -> None:
    page = replace(pages[-1], meta=(f"社区（盖章）：{LONG_NAME}", *pages[-1].meta[1:]))
    one, two = lay_out(pages[-1]), lay_out(page)
    assert len({placed.y for placed in one.particulars}) == 1
    assert [placed.y > 0 for placed in two.particulars] == [False, True, True]
    assert [placed.size for placed in two.particulars[1:]] == [10.0, 10.0]
    assert two.particulars[0].size > 8
    assert two.head > one.head


def test_a_note_longer_than_a_sheet_goes_on_on_the_next(pages: list[Page], tmp_path: Path) -> None:
    page = replace(pages[0], notes=("1．" + "依据" * 6_000,))
    layout = lay_out(page)
    for sheet in layout.sheets:
        assert sheet.height < layout.height - 73
    write_pdf([page], tmp_path / "form.pdf")
    assert differing_text([page], tmp_path / "form.pdf") is None


# Size ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(TABLES))
def test_one_sheet_takes_less_than_150_kb_with_rare_characters_and_long_names(
    session: Session, tmp_path: Path, form: str
) -> None:
    assert write_pdf([filled(session, form)], tmp_path / "form.pdf") <= 2
    assert (tmp_path / "form.pdf").stat().st_size < 150_000


@pytest.mark.parametrize("form", [form for form in TABLES if form != "summary"])
@pytest.mark.parametrize(("communities", "workers"), [(300, 300), (1_000, 1_000)])
def test_from_ten_sheets_on_each_takes_less_than_50_kb(
    tmp_path: Path, form: str, communities: int, workers: int
) -> None:
    session = big_street(tmp_path, communities, workers)
    pages = papers(session, form)
    session.close()
    count = write_pdf(pages, tmp_path / "form.pdf")
    assert count >= 10
    assert (tmp_path / "form.pdf").stat().st_size < 50_000 * count / 4


def test_no_font_is_embedded_that_is_not_used(pages: list[Page], tmp_path: Path, poppler: Poppler) -> None:
    write_pdf(pages[:1], tmp_path / "form.pdf")
    names = {font.name.partition("+")[2] for font in poppler.pdffonts(tmp_path / "form.pdf")}
    assert names == {"NotoSansSC-Regular", "NotoSerifSC-Regular"}
