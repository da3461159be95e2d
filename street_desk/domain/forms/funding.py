"""社区经费保障申报表: what each community is due in the three funds, against ceilings and last year."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.forms.form import FormColumn, Source, TableForm, nothing, part, summed, typed, worked
from street_desk.domain.pages import Sum, Value, printed
from street_desk.language import CHINESE, N_, Message

_ITEMS = ("office_fund", "service_fund", "party_fund")


def _of_prior(suffix: str, source: Source) -> Value:
    return summed(source.assessment.prior_row(source.row), tuple(f"{fund}_{suffix}" for fund in FUNDS))


def _difference(source: Source) -> Value:
    """Against what was approved last year; None where this year's total, or any fund of last year, is not known."""
    prior = source.assessment.prior_row(source.row) or {}
    if any(prior.get(f"{fund}_approved") is None for fund in FUNDS):
        return None
    total, approved = worked("total_fund")(source), _of_prior("approved", source)
    if isinstance(total, Decimal) and isinstance(approved, Decimal):
        return total - approved
    return None


def basis(source: Source) -> Value:
    """The Steps in one line. What the form prints in columns of its own (base, increase, sum) is not said again."""
    said: dict[str, None] = {}
    for key in _ITEMS:
        line = source.assessment.lines(source.sheet, source.id).get(key)
        apart = line is not None and line.part("base") is not None
        for step in line.steps if line is not None else ():
            if apart and step.role in ("base", "total"):
                continue
            where = step.message.values.get("where") if step.role == "add" else None
            words = where if isinstance(where, Message) else step.message
            said[words.text(CHINESE)] = None
    return printed("；".join(said)) or None


def _fund(heading: str, key: str) -> Iterator[FormColumn]:
    """A fund in three columns: base, increase, sum."""
    short = key.removesuffix("_fund")
    for role, name in (("base", "基础"), ("add", "增加")):
        yield FormColumn((heading, name), f"{short}_{role}", "money", part(key, role), source=f"{key}.{role}")
    both = Sum((f"{short}_base", f"{short}_add"))
    yield FormColumn((heading, "小计"), key, "money", worked(key), both, source=key)


FUNDING = TableForm(
    "funding",
    1,
    "社区经费保障申报表",
    N_("Community funds"),
    "communities",
    (
        FormColumn(("序号",), "serial", "serial", nothing, width=7, grow=0),
        FormColumn(("社区",), "name", "name", typed("name"), source="name", width=21, grow=1.5),
        FormColumn(("户数",), "households", "count", typed("households"), source="households"),
        FormColumn(("常住人口",), "residents", "count", typed("residents"), source="residents"),
        FormColumn(
            ("党组织设置",),
            "party_organisation",
            "text",
            typed("party_organisation"),
            source="party_organisation",
            width=12,
        ),
        *_fund("办公运转经费", "office_fund"),
        *_fund("服务和发展专项经费", "service_fund"),
        FormColumn(("党建经费",), "party_fund", "money", worked("party_fund"), source="party_fund"),
        FormColumn(
            ("合计",),
            "total_fund",
            "money",
            worked("total_fund"),
            Sum(_ITEMS),
            source="total_fund",
        ),
        FormColumn(
            ("控制数",),
            "ceiling",
            "money",
            lambda s: summed(s.row, tuple(f"{fund}_ceiling" for fund in FUNDS)),
        ),
        FormColumn(("上年批复",), "prior_approved", "money", lambda s: _of_prior("approved", s)),
        FormColumn(("上年执行", "{executed}"), "prior_actual", "money", lambda s: _of_prior("actual", s)),
        FormColumn(
            ("增减",),
            "difference",
            "money",
            _difference,
            Sum(("total_fund",), ("prior_approved",)),
            missing="没有上年批复数或本年合计，未计入增减",
        ),
        FormColumn(("测算依据",), "basis", "name", basis, least=45, lines=2, grow=6),
    ),
    items=(*_ITEMS, "total_fund"),
)
