"""社区工作者报酬测算表: what each worker is paid, how it is made up, and what finance owes of it."""

from __future__ import annotations

from street_desk.domain import roster
from street_desk.domain.forms.form import FormColumn, Source, TableForm, nothing, part, typed, worked
from street_desk.domain.pages import AtLeast, Growth, Product, Sum, Value
from street_desk.language import N_


def _star(source: Source) -> Value:
    """The star of the worker's community that pays."""
    star: Value = source.assessment.value("communities", source.row.get("community") or 0, "pay_star")
    return star


def _months(source: Source) -> Value:
    return len(roster.months_in_post(source.row, source.assessment.book.year))


_MONTH = ("base_pay", "post_subsidy", "title_subsidy")

PAY = TableForm(
    "pay",
    6,
    "社区工作者报酬测算表",
    N_("Workers' pay"),
    "workers",
    (
        FormColumn(("序号",), "serial", "serial", nothing, width=7, grow=0),
        FormColumn(("社区",), "community", "name", typed("community"), source="community", width=19, grow=2),
        FormColumn(("姓名",), "name", "name", typed("name"), source="name", width=12, grow=1.5),
        FormColumn(("职务",), "post", "text", typed("post"), source="post", width=15, grow=1),
        FormColumn(("职业资格",), "title", "text", typed("title"), source="title", width=15, grow=1.5),
        FormColumn(("星级",), "star", "count", _star, width=7, total=False),
        FormColumn(
            ("倍数",), "multiple", "number", part("base_pay", "choice"), source="base_pay.choice", width=7
        ),
        FormColumn(
            ("最低工资",), "wage", "money", part("base_pay", "index"), source="base_pay.index", total=False
        ),
        FormColumn(
            ("基本报酬",),
            "base_pay",
            "money",
            worked("base_pay"),
            Product(("multiple", "wage"), rounded=True),
            "base_pay",
        ),
        FormColumn(("职务补贴",), "post_subsidy", "money", worked("post_subsidy"), source="post_subsidy"),
        FormColumn(
            ("职业资格补贴",), "title_subsidy", "money", worked("title_subsidy"), source="title_subsidy"
        ),
        FormColumn(("月合计",), "month_pay", "money", worked("month_pay"), Sum(_MONTH), "month_pay"),
        FormColumn(("月数",), "months", "count", _months, width=7, total=False),
        FormColumn(
            ("年合计",), "year_pay", "money", worked("year_pay"), Product(("month_pay", "months")), "year_pay"
        ),
        FormColumn(
            ("单位缴纳社保",),
            "employer_insurance",
            "money",
            worked("employer_insurance"),
            source="employer_insurance",
        ),
        FormColumn(
            ("其他资金已保障（月）",),
            "funded_elsewhere",
            "money",
            typed("funded_elsewhere"),
            source="funded_elsewhere",
        ),
        FormColumn(
            ("财政应安排",),
            "finance_due",
            "money",
            worked("finance_due"),
            AtLeast(Product((Sum(("month_pay",), ("funded_elsewhere",)), "months"))),
            "finance_due",
        ),
        FormColumn(("调整前月报酬",), "former_pay", "money", typed("former_pay"), source="former_pay"),
        FormColumn(
            ("增幅",), "change", "rate", worked("change"), Growth("month_pay", "former_pay"), "change"
        ),
    ),
    items=(
        "base_pay",
        "post_subsidy",
        "title_subsidy",
        "month_pay",
        "year_pay",
        "employer_insurance",
        "finance_due",
    ),
    group="community",
)
