"""Movements of money (经费流水): dated, of one budget year; each stage of a fund is a row of its own."""

from __future__ import annotations

from street_desk.domain.catalogue.scales import SignedMoney
from street_desk.domain.days import Day
from street_desk.domain.kinds import Choice, Option, Reference, Text
from street_desk.domain.sheets import Column, Sheet
from street_desk.language import N_

MONEY_OF = Choice(
    (
        Option(
            "office",
            N_("office fund"),
            "办公运转经费",
            ("办公经费", "运转经费", "工作经费", "办公运行经费", "办公"),
        ),
        Option(
            "service",
            N_("service fund"),
            "服务和发展专项经费",
            ("服务群众专项经费", "惠民资金", "服务专项经费", "专项经费", "服务经费", "服务"),
        ),
        Option("party", N_("party fund"), "党建经费", ("党建工作经费", "党组织活动经费", "党建")),
        Option(
            "department",
            N_("a department's money"),
            "部门事项经费",
            ("部门经费", "部门配套经费", "事项经费", "配套经费", "部门专项"),
        ),
        Option("raised", N_("raised by the community"), "自筹", ("自筹资金", "自筹经费", "捐赠", "社会捐赠")),
    )
)

STAGES = Choice(
    (
        Option("approved", N_("approved"), "批复", ("年初批复", "预算批复", "批复数", "年初预算")),
        Option(
            "adjusted",
            N_("adjusted"),
            "追加(调减)",
            ("追加", "调减", "调整", "预算调整", "追加调减", "追加预算", "核减", "调增"),
        ),
        Option("carried", N_("carried over"), "上年结转", ("结转", "上年结余", "上年结转资金", "结余结转")),
        Option("appropriated", N_("appropriated"), "下达", ("下达指标", "指标下达", "预算下达")),
        Option("released", N_("paid out"), "拨付", ("拨款", "拨出", "已拨付", "资金拨付")),
        Option("received", N_("received"), "到账", ("收到", "收入", "到帐", "已到账", "入账")),
        Option("spent", N_("spent"), "支出", ("支付", "使用", "列支", "报账", "报销", "付款")),
        Option("occupied", N_("held back or lent"), "占用", ("借用", "滞留", "挪用", "占用(含借用、滞留)")),
        Option("returned", N_("given back"), "归还", ("退还", "返还", "还款")),
        Option(
            "withdrawn", N_("taken back by finance"), "财政收回", ("收回", "财政回收", "交回财政", "上缴财政")
        ),
    )
)

HOLDERS = Choice(
    (
        Option("county", N_("county"), "县", ("县级", "区", "区级", "县(市、区)", "县区", "市", "区县")),
        Option("street", N_("street"), "街道", ("街道办", "街道办事处", "本街道", "办事处")),
    )
)

MOVEMENTS = Sheet(
    "movements",
    N_("Movements of money"),
    "经费流水",
    (
        Column(
            "date",
            N_("Date"),
            "日期",
            Day(),
            ("发生日期", "时间", "业务日期", "拨付日期", "到账日期", "支出日期", "记账日期"),
            required=True,
            width=11,
        ),
        # Empty: the street's own account.
        Column(
            "community",
            N_("Community"),
            "所在社区",
            Reference("communities"),
            ("社区", "社区名称", "所属社区", "收款社区"),
            width=14,
        ),
        Column(
            "fund",
            N_("Fund"),
            "资金",
            MONEY_OF,
            ("资金名称", "资金类别", "经费类别", "经费名称", "资金性质", "经费种类"),
            required=True,
            width=16,
        ),
        Column(
            "duty",
            N_("Duty"),
            "对应事项",
            Reference("duties"),
            ("事项", "职责事项", "部门事项", "事项名称"),
            width=20,
        ),
        Column(
            "kind", N_("Stage"), "环节", STAGES, ("资金环节", "业务类型", "收支类型"), required=True, width=12
        ),
        Column(
            "amount", N_("Amount"), "金额", SignedMoney(), ("金额(元)", "发生额"), required=True, width=13
        ),
        Column("holder", N_("Held by"), "占用单位", HOLDERS, ("占用方", "借用单位", "滞留单位")),
        Column("due_on", N_("Due on"), "应到日期", Day(), ("应到账日期", "应拨日期", "应到时间"), width=11),
        Column("document", N_("Document no."), "文号", Text(60), ("文件号", "凭证号", "依据文号"), width=16),
        Column("note", N_("Note"), "备注", Text(), ("摘要", "说明", "用途", "备 注"), width=24),
    ),
    # Two rows may agree in everything and be two payments all the same: a row has no name but its id.
    found_by=("id",),
)
