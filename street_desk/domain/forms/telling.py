"""Telling: a year's figures in sentences, for the letter and the explanation that go with the forms.

Every figure is taken from the Assessment as the forms take it. What nobody knows is not spoken of; what is known in
part is said with what is missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from street_desk.domain.capitals import capitals
from street_desk.domain.forms import notes
from street_desk.domain.forms.assembling import in_unit, money_format, places_of
from street_desk.domain.forms.comparing import Compared, compared
from street_desk.domain.forms.funds import PAY, TOTAL, Fund, funds_of
from street_desk.domain.forms.options import Asked
from street_desk.domain.kinds import FEN
from street_desk.domain.pages import UNITS, Value, shown
from street_desk.domain.standards.assessing import Assessment

BLANK = "＿＿＿＿＿＿"
"""Where a figure is filled in by hand."""
_PAY = "社区工作者报酬"
_NAMED = 8
_REMARK = re.compile("（[^（）]*原文[^（）]*）")
"""What a pack says of its own sources in a document's title."""


class Telling:
    """The sentences of one year, in the unit that is asked for."""

    def __init__(self, assessment: Assessment, asked: Asked) -> None:
        self._assessment = assessment
        self._unit, self._blank = asked.options.unit, asked.options.blank
        self.year = assessment.book.year
        self.funds = funds_of(assessment)
        self.of_communities = [fund for fund in self.funds if fund.sheet == "communities"]
        self.pay = next((fund for fund in self.funds if fund.sheet == "workers"), None)
        self.compared = compared(assessment)
        amounts = [fund.amount(assessment) for fund in self.funds]
        self._places = places_of((in_unit(yuan, self._unit) for yuan in amounts), self._unit)

    # Figures ---------------------------------------------------------------------------------------------------------

    def money(self, yuan: Value) -> str:
        """An amount in the unit that is asked for."""
        said = shown(in_unit(yuan, self._unit), money_format(self._places))
        if self._unit == "wan":
            # A sentence says 79万元; the forms, whose figures stand below each other, 79.0000.
            said = said.rstrip("0").rstrip(".")
        return f"{BLANK if self._blank else said}{UNITS[self._unit]}"

    def _rounded(self, yuan: Decimal) -> Decimal:
        return Decimal(shown(in_unit(yuan, self._unit), money_format(self._places)).replace(",", ""))

    def in_capitals(self, yuan: Decimal) -> str:
        """An amount with its capitals, which are exact in any unit."""
        said = BLANK if self._blank else capitals(yuan)
        return f"{self.money(yuan)}（大写：{said}）"

    def count(self, number: int) -> str:
        return "＿＿" if self._blank else f"{number:,}"

    def communities_total(self) -> Decimal | None:
        """What the communities get together; as long as it is incomplete, what their funds that are known add up to."""
        parts = [yuan for fund in self.of_communities if (yuan := fund.amount(self._assessment)) is not None]
        if not parts:
            return None
        if self._has_total() and not self._missing_of(self.of_communities):
            return Decimal(self._assessment.total("communities", TOTAL)) / FEN
        return sum(parts, Decimal(0))

    def pay_total(self) -> Decimal | None:
        return self.pay.amount(self._assessment) if self.pay is not None else None

    def whole(self) -> Decimal | None:
        """All that is asked for; None where nothing of it is known."""
        parts = [yuan for yuan in (self.communities_total(), self.pay_total()) if yuan is not None]
        return sum(parts, Decimal(0)) if parts else None

    def _has_total(self) -> bool:
        return TOTAL in self._assessment.standard.items_of["communities"]

    # Sentences -------------------------------------------------------------------------------------------------------

    def basis(self) -> str:
        """The Standard's document as it is quoted."""
        document = self._assessment.standard.document
        title, number = _REMARK.sub("", document.title.zh), document.number
        if number and title.startswith(number):
            # Known by its number alone.
            return title
        return f"《{title}》{f'（{number}）' if number else ''}"

    def overview(self) -> str:
        """How many communities, households and workers there are; "" where there is nobody."""
        book = self._assessment.book
        rows = book.rows("communities")
        if not rows:
            return ""
        said = [f"现有社区{self.count(len(rows))}个"]
        for key, what, unit in (("households", "常住居民", "户"), ("residents", "常住人口", "人")):
            known = [int(number) for row in rows if (number := row.get(key)) is not None]
            if len(known) == len(rows):
                said.append(f"{what}{self.count(sum(known))}{unit}")
        for key, what in (("committee_actual", "两委成员"), ("public_posts_actual", "公益性岗位人员")):
            if number := self._assessment.total("communities", key):
                said.append(f"{what}{self.count(number)}名")
        return "，".join(said)

    def of_funds(self) -> str:
        """What the communities' funds come to, each and together; "" where none is known."""
        total, known = self.communities_total(), self._known(self.of_communities)
        if total is None:
            return ""
        if len(known) == 1 and known[0][1] == total:
            title = known[0][0].title.removeprefix("社区")
            return f"社区{title}共需{self.money(total)}"
        parts = "，".join(f"{fund.title}{self.money(yuan)}" for fund, yuan in known)
        return f"社区经费共需{self.money(total)}，其中{parts}"

    def of_pay(self) -> str:
        """What finance owes of the workers' pay; "" where it is not known."""
        yuan = self.pay_total()
        if self.pay is None or yuan is None:
            return ""
        people = len(self.pay.known(self._assessment))
        return f"{_PAY}由财政安排{self.money(yuan)}，涉及社区工作者{self.count(people)}名"

    def of_difference(self) -> str:
        """This year's funds against what was approved last year; "" where that is not known."""
        found = self.compared
        if found is None or self._blank:
            return ""
        change = self.change(found)
        if found.approved is None:
            return f"与上年批复数可比的社区{found.communities}个，其社区经费比上年批复数{change}"
        if not found.difference:
            return f"社区经费与上年批复数{self.money(found.approved)}持平"
        share = ""
        if found.approved:
            rate = (abs(found.difference) / found.approved).quantize(Decimal("0.0001"), ROUND_HALF_UP)
            share = f"，{'增长' if found.difference > 0 else '下降'}{shown(rate, '0.0%')}"
        return f"社区经费比上年批复数{self.money(found.approved)}{change}{share}"

    def change(self, found: Compared) -> str:
        if not found.difference:
            return "没有增减"
        return f"{'增加' if found.difference > 0 else '减少'}{self.money(abs(found.difference))}"

    def of_gap(self) -> str:
        """Where totals were set by hand, how far the funds are from adding up to them."""
        total = self.communities_total()
        gap = (total or Decimal(0)) - sum(
            (yuan for _fund, yuan in self._known(self.of_communities)), Decimal(0)
        )
        if not gap or self._blank:
            return ""
        said = f"{'多' if gap > 0 else '少'}{self.money(abs(gap))}"
        return f"部分社区的经费合计经手工调整，社区经费合计比各项经费之和{said}"

    def of_payers(self) -> Iterator[str]:
        """Who pays how much of each fund that several pay."""
        standard = self._assessment.standard
        for fund in self.funds:
            item = standard.items_of[fund.sheet][fund.key]
            shares = {payer: fen for payer, fen in self._assessment.shares(item).items() if fen}
            if len(shares) > 1:
                parts = "、".join(
                    f"{standard.payers[payer].zh if payer in standard.payers else payer}"
                    f"承担{self.money(Decimal(fen) / FEN)}"
                    for payer, fen in shares.items()
                )
                yield f"{item.text.zh}由{parts}"

    def missing(self) -> list[str]:
        """What the amounts leave out; empty where they are complete."""
        if not self._assessment.book.ids("communities"):
            return ["社区情况尚未录入"]
        left_out: dict[str, list[str]] = {}
        unknown = []
        for fund in self.funds:
            title = fund.title if fund is not self.pay else _PAY
            names = fund.missing(self._assessment)
            if not names and fund.amount(self._assessment) is None and self._assessment.book.ids(fund.sheet):
                unknown.append(title)
            elif names:
                left_out.setdefault(_several(names, fund), []).append(title)
        found = [f"{'、'.join(titles)}未计入{names}" for names, titles in left_out.items()]
        return [*found, f"{'、'.join(unknown)}尚无法测算"] if unknown else found

    def of_rounding(self) -> str:
        """That amounts are rounded, where they are."""
        amounts = [yuan for _fund, yuan in self._known(self.funds)]
        exact = all(in_unit(yuan, self._unit) == self._rounded(yuan) for yuan in amounts)
        return (
            "" if exact or self._blank else f"以上金额以{UNITS[self._unit]}为单位四舍五入，大写金额为准确数"
        )

    def waiting(self) -> str:
        """What is worked out with last year's figures for the time being; "" where nothing is."""
        if self._blank:
            return ""
        return notes.provisional_of([item.key for item in self._assessment.standard.items], self._assessment)

    def _known(self, funds: Sequence[Fund]) -> list[tuple[Fund, Decimal]]:
        return [(fund, yuan) for fund in funds if (yuan := fund.amount(self._assessment)) is not None]

    def _missing_of(self, funds: Sequence[Fund]) -> bool:
        return any(fund.missing(self._assessment) or fund.amount(self._assessment) is None for fund in funds)


def _several(names: Sequence[str], fund: Fund) -> str:
    """The rows that have no amount; of workers how many."""
    if fund.key == PAY:
        return f"{len(names)}名社区工作者"
    rest = f"等{len(names)}个社区" if len(names) > _NAMED else ""
    return f"{'、'.join(names[:_NAMED])}{rest}"
