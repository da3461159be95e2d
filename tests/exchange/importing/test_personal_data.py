"""Ids and phone numbers are never said in full by what an import prints, saves or shows of its cells."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from street_desk.domain.people import without_ids, without_numbers
from street_desk.exchange.batch import Batch
from street_desk.exchange.importing import Preview
from street_desk.exchange.importing.report import report_lines
from tests.exchange.importing.support import of_tabs, year
from tests.files.importing.cases import Tab

ID, PHONE, OTHER = "440981198401011236", "13800001234", "13900005678"
HEADING = ("社区", "姓名", "身份证号", "联系电话", "公民身份号码", "备用栏")
COMMUNITY = (1, {"name": "东风社区"})


def printed(found: Preview) -> str:
    """All that JSON and the report say."""
    batch = Batch((found,), (), (), ())
    return "\n".join([json.dumps(batch.to_json(), ensure_ascii=False), *report_lines(batch, applied=False)])


def of_people(folder: Path, *rows: tuple[object, ...]) -> Preview:
    return of_tabs(folder, Tab((HEADING, *rows), name="名册"), book=year([COMMUNITY]))


def test_the_reason_of_a_refusal_quotes_no_id_or_phone(tmp_path: Path) -> None:
    found = of_people(tmp_path, ("东风社区", "张样一", f"身份证{ID}", f"电话{PHONE}转8", None, None))
    refused = {r.column: r for r in found.regions[0].refused}
    assert set(refused) == {"id_number", "phone"}
    assert "“身份证440***************”" in refused["id_number"].why.text("en")
    assert ID not in printed(found)
    assert PHONE not in printed(found)


@pytest.mark.parametrize(
    ("rows", "cells"),
    [
        # The second column of ids, and a column that nobody knows.
        ((("东风社区", "张样一", ID, PHONE, ID, f"家 {PHONE}"),), {"E2": ID, "F2": PHONE}),
        # A person twice: the second row is not imported.
        ((("东风社区", "张样一", ID, PHONE), ("东风社区", "张样一", ID, PHONE)), {"C3": ID, "D3": PHONE}),
        # Totals are none of a column of ids.
        ((("东风社区", "张样一", None, None), ("合计", 1, ID, PHONE)), {"C3": ID, "D3": PHONE}),
    ],
)
def test_skipped_cells_show_no_id_or_phone(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], cells: dict[str, str]
) -> None:
    found = of_people(tmp_path, *rows)
    skipped = {entry.cell: entry.text for entry in found.regions[0].skipped}
    for cell, number in cells.items():
        assert number[-4:] in skipped[cell]
        assert "****" in skipped[cell]
    assert not any(number in printed(found) for number in (ID, PHONE))


def test_the_phone_of_an_office_stays_in_a_note_and_an_id_does_not(tmp_path: Path) -> None:
    notes = (f"填表人：赵样（{ID}）联系电话：{OTHER}",)
    found = of_people(tmp_path, ("东风社区", "张样一", None, None), (), notes)
    (note,) = found.regions[0].notes
    assert note.text == f"填表人：赵样（440981********1236）联系电话：{OTHER}"
    assert OTHER in found.regions[0].office.values()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("身份证 440981 19840101 1236", "身份证 440981**********1236"),
        ("44098119840101123x、", "440981********123x、"),
        ("6222020200112233445", "622202*********3445"),
        ("编号440981001002", "编号440981001002"),
        ("2026年3200户", "2026年3200户"),
    ],
)
def test_long_numbers_are_hidden_in_any_text(text: str, said: str) -> None:
    assert without_ids(text) == said


def test_mobile_numbers_are_hidden_in_any_text() -> None:
    assert without_numbers("手机138-0000-1234，座机0668-1234567") == "手机138******1234，座机0668-1234567"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("440981 1984 0101 1236", "440981***********1236"),
        ("4409811984 01011236 补", "440981*********1236 补"),
        ("440981-19840101-1236", "440981**********1236"),
        ("4.40981198401011E+17", "4.40981*********E+17"),
        ("4.41E+17", "4.41E+17"),
        # Figures side by side, and days, are no ids.
        ("3100 2999 1234 5678 90", "3100 2999 1234 5678 90"),
        ("2026-01-05 2026-02-06", "2026-01-05 2026-02-06"),
    ],
)
def test_an_id_is_hidden_however_its_digits_are_set_apart(text: str, shown: str) -> None:
    assert without_ids(text) == shown


def test_an_id_in_a_column_of_another_kind_is_not_quoted(tmp_path: Path) -> None:
    heading = ("社区", "姓名", "出生年月", "身份证号")
    rows = (heading, ("东风社区", "张样一", ID, "4.40981198401011E+17"), ("东风社区", "", ID, ""))
    found = of_tabs(tmp_path, Tab(rows, name="名册"), book=year([COMMUNITY]))
    assert {"C2", "D2"} <= {r.cell for r in found.regions[0].refused}
    assert ID not in printed(found)
    assert "840101" not in printed(found)
