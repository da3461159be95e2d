"""What the workbooks beside this module hold, in every format; `make.py` writes them from it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
PASSWORD = "街道2026"
"""What opens the workbooks whose names begin with locked_; LibreOffice's .xls has room for 15 letters."""


@dataclass(frozen=True)
class Truth:
    """One tab: what is in each cell by address, what is merged and what is hidden."""

    name: str
    cells: dict[str, Any]
    merges: tuple[str, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: dict[str, str] = field(default_factory=dict)


def error(text: str) -> tuple[str, str]:
    """An error value in a Truth."""
    return ("error", text)


TABS = (
    Truth(
        "社区",
        {
            "A1": "幸福街道2026年社区情况表（单位：元）",
            "A3": "序号", "B3": "社区\n名称", "C3": "常住户数", "D3": "成立日期", "E3": "办公经费", "F3": "合计",
            "G3": "备注",
            "A4": 1, "B4": "东风社区", "C4": 2500, "D4": datetime.date(2013, 7, 1), "E4": 50000.5, "F4": 52500.5,
            "G4": "有  空格，有\"引号\"",
            "A5": 2, "B5": "西湖社区", "C5": 4200, "D5": datetime.date(2026, 3, 1), "E5": 0, "F5": 4200, "G5": "0440981",
            "A6": 3, "B6": "南山社区", "C6": 1800, "D6": datetime.date(2001, 12, 31), "E6": 60000, "F6": 61800,
            "G6": "440981199003072216",
            "B7": "续上", "C7": 12, "E7": -3.25, "F7": 8.75,
        },
        merges=("A1:G1", "A6:A7"),
        hidden_rows=frozenset({5}),
        hidden_columns=frozenset({7}),
        formulas={"F4": "=C4+E4", "F5": "=C5+E5", "F6": "=C6+E6", "F7": "=C7+E7"},
    ),
    Truth(
        "从C5起",
        {
            "C5": "x", "D5": True, "E5": datetime.datetime(2026, 3, 1, 12, 30), "C7": error("#DIV/0!"),
            "D7": error("#N/A"), "E7": error("#VALUE!"), "C8": "末",
        },
        formulas={"C7": "=1/0", "D7": "=NA()", "E7": '="a"+1'},
    ),
    Truth("藏", {"A1": "藏起来的"}, hidden=True),
)  # fmt: skip
