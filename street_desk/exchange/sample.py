"""The sample street: writes its prior-year workbook, as untidy as such workbooks are."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from stdnum.cn import ric

from street_desk import paths
from street_desk.domain.problems import FileUnwritable

STREET = "幸福街道"
COUNTY = "示范市样板区"
YEAR = 2026
"""The year that the sample workbook is about."""

_FULL_WIDTH = str.maketrans("0123456789.", "０１２３４５６７８９．")
_MADE = datetime.datetime(2027, 1, 15, 9, 0)  # noqa: DTZ001  (a workbook's own date has no zone)


def write_sample_workbook(path: Path) -> None:
    """Writes the workbook: two tabs, titles, 万元, headings in two rows, totals, notes. Raises FileUnwritable."""
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    data = tomllib.loads((paths.resources() / "sample" / "street.toml").read_text(encoding="utf-8"))
    book = xlsxwriter.Workbook(str(path))
    # The same bytes each time.
    book.set_properties({"title": f"{STREET}{YEAR}年社区基本情况", "created": _MADE})
    styles = _styles(book)
    _communities(book.add_worksheet("社区基本情况"), styles, data)
    _workers(book.add_worksheet("社区工作者"), styles, data)
    try:
        book.close()
    except (FileCreateError, OSError) as error:
        raise FileUnwritable(path=str(path)) from error


def _styles(book: Any) -> dict[str, Any]:
    cell = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "line": book.add_format({"font_size": 10}),
        "head": book.add_format({**cell, "bold": True, "align": "center", "text_wrap": True}),
        "text": book.add_format(cell),
        "number": book.add_format({**cell, "align": "right"}),
        "advice": book.add_format({**cell, "italic": True, "font_color": "#7F7F7F"}),
    }


# Communities ---------------------------------------------------------------------------------------------------------

# Heading, and the headings below it where it is a group's.
_COMMUNITY_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("序号", ()),
    ("社区代码", ()),
    ("社区\n名称", ()),
    (
        "基本情况",
        ("常住户数\n（户）", "常住人口\n（人）", "户籍人口\n（人）", "辖区面积\n（平方公里）", "网格数"),
    ),
    ("党组织", ("党组织设置", "党员数", "星级")),
    ("两委核定职数", ()),
    ("经费（万元）", ("办公运转经费", "服务群众专项经费", "党建工作经费", "合计")),
    ("备 注", ()),
)
_OFFICE_FUND, _TOTAL, _NOTE = 12, 15, 16


def _communities(sheet: Any, styles: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    sheet.merge_range(0, 0, 0, _NOTE, f"{STREET}{YEAR}年社区基本情况及经费保障表", styles["title"])
    sheet.write(1, 0, f"填报单位：{STREET}办事处（盖章）", styles["line"])
    sheet.write(1, 13, "单位：万元", styles["line"])
    _headings(sheet, styles["head"], 2, _COMMUNITY_HEADINGS)
    advice = "填写说明：户数、人口按公安部门年末数填写；经费按区财政批复数填写，没有的填0。"
    sheet.merge_range(4, 0, 4, _NOTE, advice, styles["advice"])
    first = 5
    rows = data["communities"]
    for place, row in enumerate(rows):
        _community(sheet, styles, first + place, place, row)
    last = first + len(rows)
    _community_totals(sheet, styles, first, last, rows)
    notes = (
        "注：1. 数据截止2026年12月31日，户数为常住口径，来源于公安派出所。",
        "2. 夏荷社区未单独设立党组织，未安排党建工作经费。",
    )
    for place, note in enumerate(notes):
        sheet.merge_range(last + 1 + place, 0, last + 1 + place, _NOTE, note, styles["line"])
    signature = (
        f"审核人：{data['reviewer']}        填表人：{data['preparer']}        联系电话：{data['phone']}"
    )
    sheet.write(last + 3, 0, signature, styles["line"])
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 12)
    sheet.set_column(3, _TOTAL, 10)
    sheet.set_column(_NOTE, _NOTE, 20)


def _community(sheet: Any, styles: Mapping[str, Any], at: int, place: int, row: Sequence[Any]) -> None:
    (
        code,
        name,
        households,
        residents,
        registered,
        area,
        grids,
        organisation,
        members,
        star,
        seats,
        *funds,
        note,
    ) = row
    sheet.write_number(at, 0, place + 1, styles["number"])
    sheet.write_string(at, 1, code, styles["text"])
    sheet.write_string(at, 2, name, styles["text"])
    # As different hands type figures: plain, with a comma, full-width, with the unit.
    written = (
        households,
        f"{households:,}",
        str(households).translate(_FULL_WIDTH),
        f"{households}户",
    )[place % 4]
    sheet.write(at, 3, written, styles["number"])
    sheet.write(at, 4, f"{residents:,}" if place % 5 == 1 else residents, styles["number"])
    sheet.write_number(at, 5, registered, styles["number"])
    sheet.write(at, 6, float(area), styles["number"])
    sheet.write_number(at, 7, grids, styles["number"])
    sheet.write_string(at, 8, organisation, styles["text"])
    sheet.write_number(at, 9, members, styles["number"])
    sheet.write_number(at, 10, star, styles["number"])
    sheet.write_number(at, 11, seats, styles["number"])
    for number, fund in enumerate(funds):
        typed = fund.translate(_FULL_WIDTH) if (place, number) == (4, 0) else float(fund)
        sheet.write(at, _OFFICE_FUND + number, typed, styles["number"])
    sum_of = f"=M{at + 1}+N{at + 1}+O{at + 1}"
    sheet.write_formula(at, _TOTAL, sum_of, styles["number"], round(sum(map(float, funds)), 2))
    sheet.write_string(at, _NOTE, note, styles["text"])


def _community_totals(
    sheet: Any, styles: Mapping[str, Any], first: int, at: int, rows: Sequence[Sequence[Any]]
) -> None:
    sheet.merge_range(at, 0, at, 2, "合  计", styles["head"])
    households, members = sum(row[2] for row in rows), sum(row[8] for row in rows)
    # The households were typed as text here and there, so their total was typed as well.
    for column, figure in ((3, f"{households:,}"), (4, sum(row[3] for row in rows)), (9, members)):
        sheet.write(at, column, figure, styles["number"])
    for place, letter in enumerate("MNOP"):
        per_row = [[float(f) for f in row[11:14]] for row in rows]
        figure = sum(sum(funds) if letter == "P" else funds[place] for funds in per_row)
        result = round(figure, 2)
        if letter == "M":
            # One of them is full-width text that SUM would pass over.
            sheet.write_number(at, _OFFICE_FUND, result, styles["number"])
        else:
            formula = f"=SUM({letter}{first + 1}:{letter}{at})"
            sheet.write_formula(at, _OFFICE_FUND + place, formula, styles["number"], result)


# Workers -------------------------------------------------------------------------------------------------------------

_WORKER_HEADINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("序号", ()),
    ("所在社区", ()),
    ("个人情况", ("姓名", "性别", "身份证号码", "出生年月", "政治面貌", "学历")),
    ("职务", ()),
    ("职业资格", ()),
    ("任职时间", ()),
    ("联系电话", ()),
    ("报酬（元）", ("月报酬", "个人缴纳社保")),
    ("备注", ()),
)
_WORKER_NOTE = 14


def _workers(sheet: Any, styles: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    sheet.merge_range(0, 0, 0, _WORKER_NOTE, f"{STREET}社区工作者花名册", styles["title"])
    sheet.write(1, 0, f"填报单位：{STREET}", styles["line"])
    sheet.write(1, 12, "单位：元", styles["line"])
    _headings(sheet, styles["head"], 2, _WORKER_HEADINGS)
    first, rows = 4, data["workers"]
    for place, row in enumerate(rows):
        _worker(sheet, styles, first + place, place, row, data["division"])
    starts = [n for n, row in enumerate(rows) if n == 0 or rows[n - 1][0] != row[0]]
    for start, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        home = rows[start][0]
        # The roster was kept by another hand, which wrote some names in another way.
        written = home.replace("社区", "社区居委会") if home.startswith("梅岭") else home
        sheet.merge_range(first + start, 1, first + end - 1, 1, written, styles["text"])
    end = first + len(rows)
    sheet.merge_range(end, 0, end, 1, "合计", styles["head"])
    sheet.write_string(end, 2, f"{len(rows)}人", styles["text"])
    pay = round(sum(float(row[11]) for row in rows), 2)
    sheet.write_formula(end, 12, f"=SUM(M{first + 1}:M{end})", styles["number"], pay)
    sheet.write(end + 1, 0, "备注：月报酬为调整前应发数，不含单位缴纳部分。", styles["line"])
    sheet.write(end + 2, 0, f"填表人：{data['preparer']}", styles["line"])
    sheet.write(end + 2, 8, "联系电话：", styles["line"])
    sheet.write(end + 2, 9, data["phone"], styles["line"])
    sheet.set_column(1, 1, 14)
    sheet.set_column(4, 4, 20)
    sheet.set_column(5, _WORKER_NOTE, 12)


def _worker(
    sheet: Any, styles: Mapping[str, Any], at: int, place: int, row: Sequence[Any], division: str
) -> None:
    _home, name, born, order, post, title, political, education, appointed, phone, own, pay, note = row
    seventeen = f"{division}{born.replace('-', '')}{order:03d}"
    id_number = seventeen + ric.calc_check_digit(f"{seventeen}0")
    if place % 9 == 4:
        # Typed in groups, so that it can be compared with the card.
        id_number = f"{id_number[:6]} {id_number[6:14]} {id_number[14:]}"
    year, month = appointed.split("-")
    start = (f"{year}.{month}", f"{year}年{int(month)}月", appointed)[place % 3]
    sheet.write_number(at, 0, place + 1, styles["number"])
    texts = {
        2: name,
        3: "男" if order % 2 else "女",
        4: id_number,
        5: born[:7].replace("-", "."),
        6: political,
    }
    texts |= {7: education, 8: post, 9: title, 10: start, 11: phone, 14: note}
    for column, text in texts.items():
        sheet.write_string(at, column, text, styles["text"])
    sheet.write(at, 12, f"{float(pay):,.2f}" if place % 11 == 3 else float(pay), styles["number"])
    sheet.write_number(at, 13, float(own), styles["number"])


def _headings(sheet: Any, style: Any, row: int, headings: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """Headings in two rows: a single one merged down, a group's merged over those below it."""
    column = 0
    for heading, below in headings:
        if not below:
            sheet.merge_range(row, column, row + 1, column, heading, style)
        else:
            sheet.merge_range(row, column, row, column + len(below) - 1, heading, style)
        for place, lower in enumerate(below):
            sheet.write(row + 1, column + place, lower, style)
        column += len(below) or 1
