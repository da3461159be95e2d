"""Subjects (资金科目): where a fund's money comes from and under which budget subjects it stands, a row a fund."""

from __future__ import annotations

from street_desk.domain.kinds import Choice, Option, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

BUDGETED = Choice(
    (
        Option("office", N_("office"), "办公运转经费", ("办公运转", "运转经费", "办公经费")),
        Option(
            "service",
            N_("service"),
            "服务和发展专项经费",
            ("服务和发展", "服务群众专项经费", "惠民资金", "专项经费"),
        ),
        Option("party", N_("party"), "党建经费", ("党建", "党建工作经费")),
        Option("pay", N_("workers' pay"), "社区工作者报酬", ("报酬", "工作者报酬", "人员报酬", "工资")),
    )
)

SUBJECTS = Sheet(
    "subjects",
    N_("Budget subjects"),
    "资金科目",
    (
        Column("fund", N_("Fund"), "资金", BUDGETED, ("资金项目", "经费项目"), required=True, width=18),
        Column("source", N_("Source of the money"), "资金来源", Text(60), ("经费来源",), width=18),
        Column(
            "function",
            N_("Subject by function"),
            "支出功能分类科目",
            Text(80),
            ("功能分类", "功能分类科目", "支出功能分类"),
            width=24,
        ),
        Column(
            "department_subject",
            N_("Subject of the department's budget"),
            "部门预算支出经济分类科目",
            Text(80),
            ("部门预算经济分类", "部门经济分类", "部门经济科目"),
            width=24,
        ),
        Column(
            "government_subject",
            N_("Subject of the government's budget"),
            "政府预算支出经济分类科目",
            Text(80),
            ("政府预算经济分类", "政府经济分类", "政府经济科目"),
            width=24,
        ),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    identity=("fund",),
    found_by=("id",),
    carried=True,
)
