"""Prior-year workbooks as offices write them, one for each trouble; `make.py` turns them into .xls as well."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

HERE = Path(__file__).parent
Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Tab:
    """One tab: rows from A1 down, merged areas, and rows that are hidden."""

    rows: Rows
    merges: tuple[str, ...] = ()
    name: str = "Sheet1"


def write(path: Path, *tabs: Tab) -> Path:
    """Writes tabs as .xlsx; a text that begins with = becomes a formula without a stored result."""
    book = openpyxl.Workbook()
    assert book.active is not None
    book.remove(book.active)
    for tab in tabs:
        sheet = book.create_sheet(tab.name)
        for row in tab.rows:
            sheet.append(list(row))
        for area in tab.merges:
            sheet.merge_cells(area)
    book.save(path)
    return path


_TWO_ROWS: Rows = (
    ("序号", "社区\n名称", "常住\n户数", "经费", None, None, "备注"),
    (None, None, None, "办公", "服务", "党建", None),
    (1, "东风社区", 2500, 50000, 100000, 20000, "老旧小区多"),
    (2, "西湖社区", 4200, 60000, 100000, 30000, None),
)
_TWO_ROW_MERGES = ("A1:A2", "B1:B2", "C1:C2", "D1:F1", "G1:G2")

CASES: dict[str, tuple[Tab, ...]] = {
    # W1
    "titles": (
        Tab(
            (
                ("幸福街道2026年社区经费情况表",),
                (),
                ("填报单位：幸福街道办事处（盖章）", None, None, "填报日期：2026年3月1日", "单位：万元"),
                ("序号", "社区名称", "常住户数", "办公运转经费", "党建经费"),
                (1, "东风社区", 2500, 5, 2.5),
                (2, "西湖社区", 4200, 6, 3),
            ),
            ("A1:E1", "A3:C3"),
        ),
    ),
    # W2
    "two_rows": (Tab(_TWO_ROWS, _TWO_ROW_MERGES),),
    "three_rows": (
        Tab(
            (
                ("社区基本情况", None, None, "保障经费（元）", None, None, None),
                ("名称", "户数", "党组织\n设置", "办公运转经费", None, "党建\n经费", "合计"),
                (None, None, None, "控制数", "批复数", None, None),
                ("东风社区", 2500, "党支部", 60000, 50000, 20000, 70000),
                ("西湖社区", 4200, "党委", 70000, 60000, 50000, 110000),
            ),
            ("A1:C1", "D1:G1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:G3"),
        ),
    ),
    # W3: the same table as two_rows, merged anew in WPS or not at all
    "unmerged": (Tab(_TWO_ROWS),),
    "lower_labels": (
        Tab(
            (
                (None, None, None, "经费", None, None, None),
                ("序号", "社区\n名称", "常住\n户数", "办公", "服务", "党建", "备注"),
                *_TWO_ROWS[2:],
            ),
            ("D1:F1",),
        ),
    ),
    "empty_group": (
        Tab((("序号", "社区名称", "常住户数", None, None, None, "备注"), *_TWO_ROWS[1:]), _TWO_ROW_MERGES),
    ),
    # W4
    "instructions": (
        Tab(
            (
                ("社区名称", "常住户数", "网格数", "党组织设置", "办公经费"),
                (None, "户", "个", None, "万元"),
                ("栏次", 1, 2, 3, 4),
                ("填写全称", "据实填写", "整数", "下拉选择", "精确到小数点后两位"),
                ("填写说明：户数按公安部门数据填写。", None, None, None, None),
                ("东风社区", 2500, 8, "党支部", 5),
                ("西湖社区", 4200, 12, "党委", 6),
            ),
            ("A5:E5",),
        ),
    ),
    # W5
    "totals": (
        Tab(
            (
                ("序号", "社区名称", "常住户数", "办公经费", "党建经费", "经费合计"),
                (None, "合 计", 9700, 160000, 70000, 230000),
                (1, "东风社区", 2500, 50000, 20000, 70000),
                (2, "西湖社区", 4200, 60000, 30000, 90000),
                ("小计", None, 6700, 110000, 50000, 160000),
                (3, "南山社区", 3000, 50000, 20000, 70000),
                ("小计", None, 3000, 50000, 20000, 70000),
                ("总计", None, 9700, 160000, 70000, 230000),
            )
        ),
    ),
    "wrong_totals": (
        Tab(
            (
                ("社区名称", "常住户数", "办公经费", "服务经费", "党建经费", "合计"),
                ("东风社区", 2500, 50000, 100000, 20000, 170000),
                ("西湖社区", 4200, 60000, 100000, 30000, 180000),
                ("合计", 6800, 110000, 200000, 50000, 350000),
            )
        ),
    ),
    # W6
    "signatures": (
        Tab(
            (
                ("社区名称", "常住户数", "办公经费"),
                ("东风社区", 2500, 50000),
                ("西湖社区", 4200, 60000),
                (),
                ("注：1、户数为年末数；",),
                ("2、经费为区财政批复数。",),
                ("单位负责人：李样一   审核人（签字）：王 样", None, None),
                ("填表人：", "张样二", "联系电话：0000-7654321"),
                ("填报日期：2026年3月1日",),
            )
        ),
    ),
    # W7
    "merged_data": (
        Tab(
            (
                ("街道", "社区", "姓名", "职务"),
                ("幸福街道", "东风社区", "张样一", "书记"),
                (None, None, "张样二", "副书记"),
                (None, "西湖社区", "张样三", "委员"),
                (None, None, "张样四", "公益性岗位"),
            ),
            ("A2:A5", "B2:B3", "B4:B5"),
        ),
    ),
    # W8
    "ids": (
        Tab(
            (
                ("社区", "姓名", "身份证号", "职务"),
                ("东风社区", "张样一", 440981198401011234, "书记"),
                ("东风社区", "张样二", "4.40981E+17", "委员"),
                ("东风社区", "张样三", "440981 19840101 1236", "委员"),
                ("东风社区", "张样四", "'440981840101123", "委员"),
            )
        ),
    ),
    # W11
    "numbers": (
        Tab(
            (
                ("社区名称", "常住户数", "常住人口", "党员数", "办公经费"),
                ("东风社区", "１２３４", "3,000", "约120", "５，０００．５"),
                ("西湖社区", "3000户", "8,500人", 85, "50000元"),
                ("南山社区", 2100, 5200, "60左右", "5万元"),
            )
        ),
    ),
    "dates": (
        Tab(
            (
                ("社区", "姓名", "职务", "出生年月", "任职时间", "是否一肩挑"),
                (
                    "东风社区",
                    "张样一",
                    "书记",
                    datetime.datetime(1984, 3, 12),
                    datetime.date(2018, 5, 1),
                    "是",
                ),
                ("东风社区", "张样二", "委员", 201307, "2018年5月", True),
                ("东风社区", "张样三", "委员", 2013.1, "2018.05", None),
            )
        ),
    ),
    # W18
    "errors": (
        Tab(
            (
                ("社区名称", "常住户数", "常住人口", "办公经费"),
                ("东风社区", "#REF!", 6500, 50000),
                ("西湖社区", 4200, "#DIV/0!", "#N/A"),
                ("合计", 4200, 6500, "#VALUE!"),
            )
        ),
    ),
}
