"""A workbook that does not hold what its Pages do is not taken for done, whichever cell of whichever tab it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from street_desk.exchange.rereading import differing_cell
from street_desk.exchange.xlsx import write_xlsx
from street_desk.session import Session
from tests.ooxml.test_broken import broken
from tests.pages import filled, two_years

SHEET = "xl/worksheets/sheet{}.xml"
# The tab, what stands in its part, what is put in its place, and the cell that must be named.
CHANGES = [
    (1, r'(<c r="C6" s="\d+"><v>)2999', r"\g<1>2998", "2027年社区经费保障申报表!C6"),
    (1, r"<f>F6\+G6</f><v>80000", "<f>F6+G6</f><v>80001", "2027年社区经费保障申报表!H6"),
    (1, r"<f>F6\+G6</f>", "<f>F6+G7</f>", "2027年社区经费保障申报表!H6"),
    (1, r"<f>F6\+G6</f>", "", "2027年社区经费保障申报表!H6"),
    (1, r'(<c r="C6" s="\d+">)(<v>2999)', r"\1<f>2998+1</f>\2", "2027年社区经费保障申报表!C6"),
    (1, r'<c r="N6" s="(\d+)"/>', r'<c r="N6" s="\1"><v>7</v></c>', "2027年社区经费保障申报表!N6"),
    (2, r"<v>50000", "<v>50001", "标准参数!D7"),
    (3, r'(<c r="B2" s="\d+" t="s"><v>)\d+', r"\g<1>0", "说明!B2"),
    (3, r'<row r="3".*?</row>', "", "说明!A3"),
]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = two_years(tmp_path)
    yield made
    made.close()


def test_any_cell_of_any_tab_that_differs_is_named(session: Session, tmp_path: Path) -> None:
    pages = [filled(session)]
    path = tmp_path / "form.xlsx"
    write_xlsx(pages, path)
    assert differing_cell(pages, path) is None
    for tab, old, new, place in CHANGES:
        found = differing_cell(pages, broken(path, SHEET.format(tab), old, new))
        assert found is not None, (tab, old)
        assert found[0] == place


def test_a_tab_too_many_or_too_few_is_named(session: Session, tmp_path: Path) -> None:
    page = filled(session)
    path = tmp_path / "form.xlsx"
    write_xlsx([page], path)
    assert differing_cell([page, page], path) is not None
    found = differing_cell([page], broken(path, "xl/workbook.xml", 'name="说明"', 'name="说 明"'))
    assert found is not None
    assert "说 明" in found[2]
