"""Objectives (绩效目标): what a project of the street is to reach, a row a project."""

from __future__ import annotations

from street_desk.domain.days import Day
from street_desk.domain.kinds import Money, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

_LONG = 4_000

OBJECTIVES = Sheet(
    "objectives",
    N_("Objectives"),
    "绩效目标",
    (
        Column("project", N_("Project"), "项目名称", Text(100), ("项目",), required=True, width=24),
        Column("attribute", N_("Kind of project"), "项目属性", Text(40), ("项目类型", "项目性质"), width=12),
        Column("department", N_("Department in charge"), "主管部门", Text(60), ("主管单位",), width=16),
        Column("department_code", N_("Department code"), "主管部门编码", Text(40), ("部门编码",), width=14),
        Column("unit", N_("Carried out by"), "实施单位", Text(60), ("项目单位", "项目实施单位"), width=16),
        Column("head", N_("Project head"), "项目负责人", Text(40), ("负责人",), width=11),
        # The office's number, as on every form: no person's own and no secret.
        Column("phone", N_("Phone"), "联系电话", Text(40), ("电话",), width=14),
        Column("starts", N_("From"), "开始日期", Day(), ("起始日期", "开始时间", "起始时间"), width=11),
        Column("ends", N_("To"), "结束日期", Day(), ("完成日期", "结束时间", "终止时间"), width=11),
        Column("appropriated", N_("From the budget"), "财政拨款", Money(), ("其中:财政拨款",), width=13),
        Column("other_money", N_("Other money"), "其他资金", Money(), ("其他",), width=13),
        Column("basis", N_("Basis"), "立项依据", Text(_LONG), ("项目立项依据", "依据"), width=26),
        Column("feasibility", N_("Feasibility"), "可行性", Text(_LONG), ("项目可行性",), width=26),
        Column("necessity", N_("Necessity"), "必要性", Text(_LONG), ("项目必要性",), width=26),
        Column("plan", N_("Plan"), "实施计划", Text(_LONG), ("项目实施计划", "实施进度计划"), width=26),
        Column(
            "long_goal", N_("Long-term goal"), "长期目标", Text(_LONG), ("中长期目标", "总体目标"), width=26
        ),
        Column("year_goal", N_("Goal of the year"), "年度目标", Text(_LONG), ("年度绩效目标",), width=26),
        Column(
            "indicators",
            N_("Indicators and targets"),
            "绩效指标及指标值",
            Text(_LONG),
            ("绩效指标",),
            width=30,
        ),
        Column("opinion", N_("Opinion"), "审核意见", Text(_LONG), ("主管部门意见",), width=20),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    identity=("project",),
    naming="project",
    found_by=("id", "project"),
    carried=True,
)
