"""申请经费的请示: the letter that asks the county for the year's money, with the figures of the forms it encloses."""

from __future__ import annotations

from collections.abc import Iterator

from street_desk.domain import documents
from street_desk.domain.documents import Block, Document
from street_desk.domain.forms import notes, offices
from street_desk.domain.forms.attachments import attachments
from street_desk.domain.forms.form import DocumentForm
from street_desk.domain.forms.options import Asked
from street_desk.domain.forms.telling import Telling
from street_desk.domain.pages import DRAFT, printed
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_

BLANK_DATE = "　　　　年　　月　　日"
_INCOMPLETE = "（数据不完整，补齐后再报）"


def _letter(form: DocumentForm, assessment: Assessment, asked: Asked) -> Document:
    office, year = assessment.book.office, assessment.book.year
    telling = Telling(assessment, asked)
    signed = offices.office_name(office)
    heading = documents.title("title", signed, "关于申请", f"{year}年", "社区保障经费的请示")
    blocks = [
        heading,
        Block("number", offices.letter_number(office, asked.date)),
        *([Block("notice", _INCOMPLETE)] if telling.missing() else []),
        Block("addressee", f"{offices.addressee(office)}："),
        *(Block("paragraph", printed(text)) for text in _text(telling, offices.ourselves(office))),
        # An amount in capitals is not turned over.
        Block("paragraph", printed(_request(telling)), whole=True),
        Block("paragraph", "妥否，请批示。"),
        *_enclosed(assessment),
        Block("signature", signed, before=2),
        Block("date", BLANK_DATE if asked.options.blank else notes.chinese_day(asked.date)),
        *_contact(office),
    ]
    return Document(
        form=form.id,
        year=year,
        street=str(office.get("street") or ""),
        title=heading.text,
        date=asked.date,
        blocks=tuple(blocks),
        code=asked.code or DRAFT,
    )


def _text(telling: Telling, we: str) -> Iterator[str]:
    """The paragraphs. Nothing is said of what is not known."""
    year, whole = telling.year, telling.whole()
    yield (
        f"为做好{year}年社区工作，保障社区正常运转和服务居民所需，依据{telling.basis()}，"
        f"{we}对{year}年社区保障经费进行了测算。现将有关情况请示如下："
    )
    if overview := telling.overview():
        yield f"{we}{overview}。"
    funds, pay = telling.of_funds(), telling.of_pay()
    sums = [said for said in (funds, pay) if said]
    if len(sums) > 1 and whole is not None:
        sums.append(f"以上两项合计{telling.money(whole)}")
    if sums:
        yield f"经测算，{year}年{'。'.join(sums)}。"
    told = (telling.of_difference(), telling.of_gap(), *telling.of_payers(), telling.of_rounding())
    beside = [said for said in told if said]
    if beside:
        yield f"{'。'.join(beside)}。"
    if waiting := telling.waiting():
        yield f"需要说明的是，报酬等有关数额{waiting}，待本年数确定后据实调整。"
    if missing := telling.missing():
        which = "，以上数额不完整" if whole is not None else ""
        yield f"因资料尚未补齐，{'，'.join(missing)}{which}，待补齐后重新核报。"


def _request(telling: Telling) -> str:
    """What is asked for."""
    year, whole = telling.year, telling.whole()
    if whole is None:
        return f"特此申请将{year}年社区保障经费列入{year}年财政预算，具体数额待测算后报送。"
    return f"特此申请{year}年社区保障经费{telling.in_capitals(whole)}，恳请列入{year}年财政预算并按时拨付。"


def _enclosed(assessment: Assessment) -> Iterator[Block]:
    """The forms, each under the number that it carries; a single one has none (GB/T 9704, 7.3.4)."""
    found = attachments(assessment)
    room = 1.6 if len(found) < 10 else 2.2
    for place, one in enumerate(found):
        number = f"{one.number}．" if len(found) > 1 else ""
        first = place == 0
        yield Block(
            "attachment",
            one.name,
            label=f"附件：{number}" if first else number,
            # The names stand below each other, however wide a font's figures are.
            column=((3.0 if first else 0.0) + room) if number else 0.0,
            indent=0.0 if first else 3.0,
            before=1.0 if first else 0.0,
        )


def _contact(office: Row) -> Iterator[Block]:
    """Whom to ask, in brackets below the date."""
    told = (("联系人", office.get("preparer")), ("联系电话", office.get("phone")))
    said = [f"{what}：{held}" for what, held in told if held]
    if said:
        yield Block("contact", f"（{'；'.join(said)}）")


LETTER = DocumentForm("letter", 0, "申请经费的请示", N_("Letter asking for the funds"), _letter)
