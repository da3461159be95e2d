"""Duties (职责事项): the street's register of what communities do by law and what departments ask of them."""

from __future__ import annotations

from street_desk.domain.kinds import Choice, Count, Money, Option, References, Text, yes_no
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

BELONGS = Choice(
    (
        Option(
            "own",
            N_("the community's own duty"),
            "依法履行职责事项",
            (
                "依法履行职责",
                "依法履职",
                "依法履职事项",
                "依法履责",
                "依法自治事项",
                "自治事项",
                "社区依法履行职责事项",
                "社区职责",
                "社区职责事项",
                "履职事项",
            ),
        ),
        Option(
            "assist",
            N_("assisting the government"),
            "依法协助政府事项",
            (
                "依法协助政府工作事项",
                "依法协助事项",
                "依法协助",
                "协助政府",
                "协助政府事项",
                "协助政府工作",
                "协助事项",
                "社区依法协助政府事项",
                "协助",
            ),
        ),
        Option(
            "department",
            N_("a department's duty"),
            "部门职责事项",
            ("部门职责", "部门事项", "部门工作", "职能部门职责", "职能部门事项", "部门下沉事项"),
        ),
    )
)

DUTIES = Sheet(
    "duties",
    N_("Duties"),
    "职责事项",
    (
        Column(
            "number",
            N_("No."),
            "序号",
            Count(high=99_999),
            ("编号", "事项编号", "事项序号", "序 号"),
            width=6,
        ),
        Column(
            "title",
            N_("Duty"),
            "事项",
            Text(200),
            (
                "事项名称",
                "职责事项",
                "工作事项",
                "职责名称",
                "工作内容",
                "职责内容",
                "事项内容",
                "具体事项",
                "职责",
                "工作任务",
            ),
            required=True,
            width=30,
        ),
        Column(
            "department",
            N_("Department"),
            "牵头部门",
            Text(60),
            (
                "责任部门",
                "主管部门",
                "职能部门",
                "对应部门",
                "对口部门",
                "业务主管部门",
                "责任单位",
                "牵头单位",
                "部门",
            ),
            required=True,
            width=14,
        ),
        Column(
            "belongs",
            N_("Belongs to"),
            "归属",
            BELONGS,
            ("类别", "事项类别", "职责类别", "事项类型", "职责归属", "事项归属", "清单类别", "所属清单"),
            width=18,
        ),
        Column(
            "basis",
            N_("Basis"),
            "依据",
            Text(),
            (
                "设定依据",
                "文件依据",
                "法律依据",
                "政策依据",
                "法律法规依据",
                "法律法规及政策依据",
                "职责依据",
                "依据文件",
            ),
            width=26,
        ),
        Column(
            "assessed",
            N_("Assessed"),
            "是否考核(检查验收)",
            yes_no(("考核", "列入考核", "检查验收"), ("不考核", "不列入考核", "不检查验收")),
            ("是否考核", "考核", "是否检查验收", "是否考核验收", "检查验收", "是否列入考核"),
            width=16,
        ),
        Column(
            "due_per_community",
            N_("Funds due per community"),
            "应配套经费",
            Money(),
            (
                "配套经费",
                "应配套资金",
                "每社区应配套经费",
                "每个社区应配套经费",
                "每社区配套经费",
                "应拨付经费",
                "经费标准",
            ),
            width=14,
        ),
        # Empty: every community carries it.
        Column(
            "communities",
            N_("Only in these communities"),
            "承担社区",
            References("communities"),
            ("承担的社区", "涉及社区", "实施社区", "落实社区"),
            width=20,
        ),
        Column("note", N_("Note"), "备注", Text(), ("说明", "备 注"), width=18),
    ),
    identity=("title", "department"),
    naming="title",
    found_by=("number", "title"),
    carried=True,
)
