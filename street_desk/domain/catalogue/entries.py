"""What comes to communities and what is given up for them: entries (准入申请) and released posts (腾退指标)."""

from __future__ import annotations

from street_desk.domain.days import Day
from street_desk.domain.kinds import Choice, Count, Money, Option, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

DECISIONS = Choice(
    (
        Option(
            "accepted",
            N_("accepted"),
            "准入",
            ("同意", "同意准入", "予以准入", "通过", "批准", "已准入", "审核通过", "准予准入"),
        ),
        Option(
            "refused",
            N_("refused"),
            "不予准入",
            ("不同意", "不同意准入", "不准入", "未通过", "驳回", "退回", "不批准", "不予通过", "未准入"),
        ),
        Option(
            "pending",
            N_("pending"),
            "待定",
            ("审核中", "待审核", "待审批", "审批中", "未定", "研究中", "待研究", "待办"),
        ),
    )
)

ENTRIES = Sheet(
    "entries",
    N_("Entries asked for"),
    "准入申请",
    (
        Column(
            "title",
            N_("Duty"),
            "事项",
            Text(200),
            ("申请事项", "准入事项", "事项名称", "工作事项", "职责事项", "申请准入事项"),
            required=True,
            width=30,
        ),
        Column(
            "department",
            N_("Department"),
            "申请部门",
            Text(60),
            ("部门", "申请单位", "牵头部门", "责任部门", "主管部门"),
            required=True,
            width=14,
        ),
        Column(
            "date",
            N_("Asked on"),
            "申请日期",
            Day(),
            ("日期", "申请时间", "准入日期", "准入时间", "提出时间"),
            width=11,
        ),
        Column(
            "money",
            N_("Funds offered"),
            "拟配套经费",
            Money(),
            ("配套经费", "拟配套资金", "配套资金", "拟拨付经费"),
            width=13,
        ),
        Column(
            "decision",
            N_("Decision"),
            "审核意见",
            DECISIONS,
            ("决定", "审核结果", "审批结果", "审批意见", "准入意见", "是否准入", "办理结果"),
        ),
        Column(
            "reason", N_("Reason"), "理由", Text(), ("原因", "申请理由", "准入理由", "不予准入理由"), width=26
        ),
        Column(
            "document", N_("Document no."), "文号", Text(60), ("文件号", "文件文号", "依据文号"), width=16
        ),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    # What was refused may be asked for again in the same year.
    identity=("title", "department", "date"),
    naming="title",
    found_by=("id", "title"),
)

RELEASES = Sheet(
    "releases",
    N_("Released posts"),
    "腾退公益性岗位指标",
    (
        Column(
            "unit",
            N_("Unit"),
            "腾退单位",
            Text(60),
            ("单位", "单位名称", "原使用单位", "使用单位"),
            required=True,
            width=20,
        ),
        Column(
            "posts",
            N_("Posts released"),
            "腾退数",
            Count(high=9_999),
            ("腾退指标数", "腾退岗位数", "腾退人数", "腾退指标"),
            required=True,
            width=10,
        ),
        Column(
            "retained",
            N_("Posts kept, and why"),
            "保留数及理由",
            Text(),
            ("保留数", "保留理由", "保留岗位及理由", "保留情况"),
            width=26,
        ),
        Column("document", N_("Document no."), "文号", Text(60), ("文件号", "文件文号"), width=16),
        Column("date", N_("Released on"), "腾退日期", Day(), ("日期", "腾退时间"), width=11),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    # A unit may release posts more than once a year.
    identity=("unit", "date"),
    naming="unit",
    found_by=("id", "unit"),
)
