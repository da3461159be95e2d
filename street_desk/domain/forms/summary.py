"""街道汇总表: all a street asks for on one sheet: funds in figures and capitals, staff, pay, and who pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from street_desk.domain.capitals import capitals
from street_desk.domain.catalogue.people import POSTS
from street_desk.domain.forms import notes
from street_desk.domain.forms.assembling import assembled, in_unit, money_format, places_of
from street_desk.domain.forms.form import FormColumn, TableForm, nothing
from street_desk.domain.forms.funds import Fund, funds_of
from street_desk.domain.forms.options import Asked
from street_desk.domain.forms.rows import COUNT, figure, label, row, section, sum_of, words
from street_desk.domain.kinds import FEN
from street_desk.domain.numbers import WAN
from street_desk.domain.pages import Box, Page, PageRow, RowsSum, Unit, Value, printed, shown
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_

_SUBJECT = {"office_fund": "office", "service_fund": "service", "party_fund": "party", "finance_due": "pay"}
"""The row of budget subjects of a fund."""
_PAY = ("month_pay", "year_pay", "employer_insurance", "finance_due")
_COUNTED, _AMOUNT, _CAPITALS = 2, 3, 4
_SUBJECTS = ("source", "function", "department_subject", "government_subject")


def _summary(form: TableForm, assessment: Assessment, asked: Asked) -> tuple[Page, ...]:
    table = _Table(form, assessment, asked.options.unit)
    body = [*table.funds(), *table.staff(), *table.pay(), *table.payers()]
    return (
        assembled(
            form,
            assessment,
            asked,
            body,
            table.places,
            table.notes(),
            title=form.listed,
        ),
    )


class _Table:
    """Puts the summary's rows together, each part after the other."""

    def __init__(self, form: TableForm, assessment: Assessment, unit: Unit) -> None:
        self._form, self._assessment, self._unit = form, assessment, unit
        items = assessment.standard.items_of
        self._funds = funds_of(assessment)
        self._pay = [key for key in _PAY if key in items.get("workers", {})]
        self._subjects = {row_["fund"]: row_ for row_ in assessment.book.rows("subjects")}
        amounts = [fund.amount(assessment) for fund in self._funds]
        amounts += [Fund("", "workers", key).amount(assessment) for key in self._pay]
        self.places = places_of((in_unit(amount, unit) for amount in amounts), unit)

    def notes(self) -> Iterator[str]:
        yield from notes.of_standard(self._form, self._assessment)
        yield from notes.of_figures(self._assessment)
        if waiting := notes.provisional(self._form, self._assessment):
            yield waiting
        for fund in self._funds:
            missing = fund.missing(self._assessment)
            if missing:
                yield notes.of_left_out(fund.title, missing)
        if self._unit == "wan":
            yield "大写金额按元计，为准确数"

    # Funds ------------------------------------------------------------------------------------------------------------

    def funds(self) -> Iterator[PageRow]:
        """A row a fund, what the communities get together, and the whole."""
        body: list[PageRow] = [section("一、经费", len(self._form.columns))]
        communities: list[int] = []
        for fund in self._funds:
            if fund.sheet == "workers" and len(communities) > 1:
                body.append(self._sum_row("社区经费小计", body, communities, "subtotal"))
            if fund.sheet == "communities":
                communities.append(len(body))
            body.append(self._fund_row(fund, len([r for r in body if r.kind == "data"]) + 1))
        details = [place for place, held in enumerate(body) if held.kind == "data"]
        body.append(self._sum_row("合计", body, details, "total"))
        yield from body

    def _fund_row(self, fund: Fund, serial: int) -> PageRow:
        amount = fund.amount(self._assessment)
        known = fund.known(self._assessment)
        subject = self._subjects.get(_SUBJECT.get(fund.key), {})
        return row(
            "data",
            words(str(serial)),
            words(fund.title),
            words(f"{len(known)}{'个' if fund.sheet == 'communities' else '人'}"),
            self._money(amount),
            words(_in_capitals(amount)),
            *(words(str(subject.get(key) or "")) for key in _SUBJECTS),
        )

    def _sum_row(self, title: str, body: Sequence[PageRow], places: Sequence[int], kind: str) -> PageRow:
        known = [v for place in places if isinstance(v := body[place].boxes[_AMOUNT].value, Decimal)]
        total = sum(known, Decimal(0)) if known else None
        yuan = None if total is None else total * WAN if self._unit == "wan" else total
        formula = sum_of(body, places, _AMOUNT, total)
        return row(
            "total" if kind == "total" else "subtotal",
            label(title, 3),
            self._money(yuan, formula),
            words(_in_capitals(yuan)),
            words("", len(_SUBJECTS)),
        )

    # Staff ------------------------------------------------------------------------------------------------------------

    def staff(self) -> Iterator[PageRow]:
        """The two committees and the public-welfare posts: set or due, filled, short."""
        values = self._assessment.value
        rows = self._assessment.book.rows("communities")
        yield section("二、人员配备", len(self._form.columns))
        yield row(
            "heading",
            *(label("序号"), label("项目"), label("核定或应配"), label("实有")),
            *(label("缺额（合计）"), label("说明", len(_SUBJECTS))),
        )
        seats = [
            (r.get("committee_seats"), values("communities", int(r["id"]), "committee_actual")) for r in rows
        ]
        yield self._staff_row(1, "两委成员", seats, self._range())
        due = [
            tuple(values("communities", int(r["id"]), f"public_posts_{part}") for part in ("due", "actual"))
            for r in rows
        ]
        asked = sum(r.get("posts_requested") or 0 for r in rows)
        granted = sum(r.get("posts_granted") or 0 for r in rows)
        said = f"申请调剂{asked}名，已分配{granted}名" if asked or granted else ""
        yield self._staff_row(2, "公益性岗位", due, said)

    def _staff_row(
        self, serial: int, title: str, pairs: Sequence[tuple[int | None, ...]], said: str
    ) -> PageRow:
        wanted = [set_ for set_, _ in pairs if set_ is not None]
        short = [max(0, set_ - (filled or 0)) for set_, filled in pairs if set_ is not None]
        return row(
            "data",
            words(str(serial)),
            words(title),
            figure(sum(wanted) if wanted else None, COUNT),
            figure(sum(filled or 0 for _, filled in pairs), COUNT),
            figure(sum(short) if wanted else None, COUNT),
            words(said, len(_SUBJECTS)),
        )

    def _range(self) -> str:
        rows = self._assessment.book.ids("communities")
        found = [self._assessment.value("communities", r, "committee_range") for r in rows]
        ranges = [pair for pair in found if pair is not None]
        return f"职数范围合计{sum(r[0] for r in ranges)}—{sum(r[1] for r in ranges)}人" if ranges else ""

    # Pay --------------------------------------------------------------------------------------------------------------

    def pay(self) -> Iterator[PageRow]:
        """What the workers of each post are paid together."""
        if not self._pay:
            return
        yield section("三、社区工作者报酬", len(self._form.columns))
        yield row(
            "heading",
            *(label("序号"), label("职务"), label("人数"), label("月报酬"), label("年报酬")),
            *(label("单位缴纳社保", 2), label("财政应安排", 2)),
        )
        workers = self._assessment.book.rows("workers")
        serial = 0
        for option in POSTS.options:
            ids = [int(w["id"]) for w in workers if w.get("post") == option.key]
            if ids:
                serial += 1
                yield self._pay_row("data", (words(str(serial)), words(printed(option.heading))), ids)
        every = [int(w["id"]) for w in workers]
        yield self._pay_row("subtotal", (label("小计", 2),), every)

    def _pay_row(self, kind: str, before: Sequence[Sequence[Box]], ids: Sequence[int]) -> PageRow:
        def paid(key: str) -> Decimal | None:
            known = [v for r in ids if (v := self._assessment.value("workers", r, key)) is not None]
            return Decimal(sum(known)) / FEN if known else None

        cells = [self._money(paid(key), span=span) for key, span in zip(_PAY, (1, 1, 2, 2), strict=True)]
        return row("subtotal" if kind == "subtotal" else "data", *before, figure(len(ids), COUNT), *cells)

    # Who pays ---------------------------------------------------------------------------------------------------------

    def payers(self) -> Iterator[PageRow]:
        """Who pays what of each item that the Standard splits."""
        standard = self._assessment.standard
        items = [item for item in standard.items if item.payers is not None]
        if not items:
            return
        yield section("四、经费分担", len(self._form.columns))
        yield row(
            "heading",
            *(label("序号"), label("项目"), label("占比"), label("金额"), label("大写金额")),
            label("承担主体", len(_SUBJECTS)),
        )
        serial = 0
        for item in items:
            shares = {payer: fen for payer, fen in self._assessment.shares(item).items() if fen}
            for payer, fen in shares.items():
                serial += 1
                title = standard.payers[payer].zh if payer in standard.payers else payer
                yield row(
                    "data",
                    words(str(serial)),
                    words(item.text.zh),
                    words(shown(Decimal(fen) / sum(shares.values()), "0.0%")),
                    self._money(Decimal(fen) / FEN),
                    words(_in_capitals(Decimal(fen) / FEN)),
                    words(printed(title), len(_SUBJECTS)),
                )

    # Amounts ----------------------------------------------------------------------------------------------------------

    def _money(self, yuan: Decimal | None, formula: RowsSum | None = None, span: int = 1) -> tuple[Box, ...]:
        return figure(in_unit(yuan, self._unit), money_format(self.places), span, formula)


def _in_capitals(yuan: Value) -> str:
    return capitals(yuan) if isinstance(yuan, Decimal) else ""


SUMMARY = TableForm(
    "summary",
    2,
    "街道汇总表",
    N_("Summary of the street"),
    "",
    (
        FormColumn(("序号",), "serial", "serial", nothing, width=8, grow=0),
        FormColumn(("项目",), "item", "name", nothing, width=26, lines=2, grow=1),
        FormColumn(("社区（人）数",), "counted", "text", nothing, width=13),
        FormColumn(("金额",), "amount", "money", nothing, width=22),
        FormColumn(("大写金额",), "capitals", "name", nothing, width=34, lines=2, grow=1),
        FormColumn(("资金来源",), "source", "name", nothing, width=18, lines=2, grow=1),
        FormColumn(("支出功能分类科目",), "function", "name", nothing, width=20, lines=3, grow=1),
        FormColumn(
            ("支出经济分类科目", "部门预算"), "department_subject", "name", nothing, width=20, lines=3, grow=1
        ),
        FormColumn(
            ("支出经济分类科目", "政府预算"), "government_subject", "name", nothing, width=20, lines=3, grow=1
        ),
    ),
    items=("office_fund", "service_fund", "party_fund", "finance_due"),
    landscape=False,
    write=_summary,
    listed="社区基本保障汇总表",
    # The parts below the funds have other headings over these.
    needed=("item", "counted", "amount", "capitals", "source", "department_subject"),
)
