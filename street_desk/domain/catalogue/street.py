"""The street itself: its office (单位信息), the figures of a year (年度参数), and its years."""

from __future__ import annotations

from street_desk.domain.catalogue.scales import Wage
from street_desk.domain.days import Day
from street_desk.domain.kinds import Choice, Option, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

FIGURES = Sheet(
    "figures",
    N_("Figures of the year"),
    "年度参数",
    (
        Column(
            "minimum_wage",
            N_("Local monthly minimum wage of the year before"),
            "上年度当地月最低工资标准",
            Wage(),
            ("最低工资标准", "上年度最低工资标准", "月最低工资标准"),
            required=True,
            width=16,
        ),
        Column("counted_on", N_("Figures counted on"), "数据截止日期", Day(), ("截止日期",), width=12),
        Column(
            "household_basis",
            N_("How households are counted"),
            "户数口径及来源",
            Text(100),
            ("户数口径",),
            width=24,
        ),
    ),
    single=True,
)

PROVISIONAL = "provisional"
"""Hidden key of a figures row: the figures carried forward from the year before and not confirmed yet, by commas."""

OFFICE = Sheet(
    "office",
    N_("Office"),
    "单位信息",
    (
        Column(
            "street",
            N_("Street"),
            "街道",
            Text(40),
            ("街道名称", "填报单位", "街道办事处"),
            required=True,
            width=20,
        ),
        Column("county", N_("County"), "县(市、区)", Text(40), ("县区", "所属县区"), width=16),
        Column("bureau", N_("Addressed to"), "主送单位", Text(40), width=20),
        Column("letter_number", N_("Number of the letter"), "请示文号", Text(40), ("发文字号",), width=18),
        Column("head", N_("Head of the office"), "单位负责人", Text(40), ("负责人",), width=12),
        Column("finance_head", N_("Head of finance"), "财务负责人", Text(40), width=12),
        Column("reviewer", N_("Reviewed by"), "审核人", Text(40), ("审核",), width=12),
        Column(
            "preparer",
            N_("Prepared by"),
            "填表人",
            Text(40),
            ("制表人", "填报人", "经办人", "制表"),
            width=12,
        ),
        # The office's own number, printed on every form: kept as typed and no secret.
        Column("phone", N_("Phone"), "联系电话", Text(40), ("电话",), width=14),
    ),
    yearly=False,
    single=True,
)

STATES = Choice(
    (
        Option("open", N_("open"), "编制"),
        Option("submitted", N_("submitted"), "上报"),
        Option("approved", N_("approved"), "批复"),
        Option("locked", N_("locked"), "锁定"),
    )
)

YEARS = Sheet(
    "years",
    N_("Years"),
    "年度",
    (
        Column("state", N_("State"), "状态", STATES, required=True),
        Column("standard", N_("Standard"), "执行标准", Text(), required=True),
    ),
    grid=False,
)
