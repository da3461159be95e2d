"""编制说明: on what a submission rests, how it was worked out, what it comes to, and what has to be explained."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from street_desk.domain import documents
from street_desk.domain.documents import Block, Document
from street_desk.domain.forms import notes, offices
from street_desk.domain.forms.attachments import attachments
from street_desk.domain.forms.options import Asked
from street_desk.domain.forms.telling import Telling
from street_desk.domain.pages import DRAFT, printed
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.pack import Index
from street_desk.language import money

_MOST = 20
"""So many figures set by hand are explained one by one; the forms' own notes have them all."""
_ORDER = re.compile(r"^[一二三四五六七八九十]+、")


def explanation(assessment: Assessment, asked: Asked) -> Document:
    """The explanation of a year's submission, with its figures."""
    office, year = assessment.book.office, assessment.book.year
    street = str(office.get("street") or "").removesuffix("办事处")
    heading = documents.title("title", street or "＿＿＿＿街道", f"{year}年", "社区保障经费", "申报编制说明")
    telling = Telling(assessment, asked)
    sections = (
        ("一、编制依据", list(_bases(assessment, telling))),
        ("二、基本情况", list(_circumstances(assessment, telling))),
        ("三、测算口径", list(_choices(assessment))),
        ("四、测算结果", list(_results(telling))),
        ("五、与上年对比", list(_comparison(telling))),
        ("六、需要说明的事项", list(_matters(assessment, telling)) or ["无。"]),
    )
    blocks = [heading]
    for number, (title, paragraphs) in enumerate(sections):
        blocks.append(Block("heading", title, before=1.0 if number == 0 else 0.0))
        blocks += [
            Block("subheading" if text.startswith("（") and not text.endswith("。") else "paragraph", text)
            for text in map(printed, paragraphs)
        ]
    return Document(
        form="submission",
        year=year,
        street=str(office.get("street") or ""),
        title=heading.text,
        date=asked.date,
        blocks=tuple(blocks),
        code=asked.code or DRAFT,
    )


def _numbered(texts: Iterator[str]) -> Iterator[str]:
    """Sentences under numbers; a single one has none."""
    found = [text.rstrip("。；") for text in texts]
    for number, text in enumerate(found, 1):
        yield f"{number}．{text}。" if len(found) > 1 else f"{text}。"


def _bases(assessment: Assessment, telling: Telling) -> Iterator[str]:
    standard = assessment.standard
    yield f"本次申报依据{telling.basis()}编制，执行{standard.title.zh}。有关规定如下："
    used = dict.fromkeys(item.clause for item in standard.items)
    clauses = (standard.clause[clause].text.zh for clause in used if clause in standard.clause)
    yield from _numbered(_ORDER.sub("", text) for text in clauses)


def _circumstances(assessment: Assessment, telling: Telling) -> Iterator[str]:
    overview = telling.overview()
    we = offices.ourselves(assessment.book.office)
    yield f"{we}{overview}。" if overview else "社区情况尚未录入。"
    yield from (f"{said}。" for said in notes.of_figures(assessment))


def _choices(assessment: Assessment) -> Iterator[str]:
    """What the year's figures are, and what was chosen where the document leaves it open."""
    standard, figures = assessment.standard, assessment.book.figures
    for index in standard.indexes:
        if (held := figures.get(index.id)) is not None:
            yield f"{index.text.zh}为{_amount(index, held)}。"
    chosen = standard.chosen(figures)
    said = [notes.choice(setting, chosen[setting.id]) for setting in standard.settings]
    if said:
        yield "依据文件未作规定、由本级选定的，按以下口径测算："
        yield from _numbered(iter(said))
    else:
        yield "依据文件没有需要选定的口径，逐社区按所列标准测算。"


def _amount(index: Index, held: int | Decimal) -> str:
    amount = Decimal(index.amount(held))
    return f"{money(amount)}元" if index.unit == "money" else f"{amount.normalize():f}"


def _results(telling: Telling) -> Iterator[str]:
    whole, funds, pay = telling.whole(), telling.of_funds(), telling.of_pay()
    if whole is None:
        yield "测算资料尚未补齐，经费数额尚无法测算。"
        return
    parts = [("社区经费", funds), ("社区工作者报酬", pay)]
    known = [(title, said) for title, said in parts if said]
    for title, said in known:
        if len(known) > 1:
            yield f"（{'一二'[known.index((title, said))]}）{title}"
        yield f"{telling.year}年{said}。"
    if len(known) > 1:
        yield "（三）合计"
    yield f"{telling.year}年共申请{telling.in_capitals(whole)}。"
    if payers := "；".join(telling.of_payers()):
        yield f"分担情况：{payers}。"


def _comparison(telling: Telling) -> Iterator[str]:
    said = telling.of_difference()
    yield f"{said}。" if said else "没有上年批复数可以对比。"


def _matters(assessment: Assessment, telling: Telling) -> Iterator[str]:
    """What is missing, waits for its own figure, changes inside the year, or was set by hand."""
    yield from _numbered(_explained(assessment, telling))


def _explained(assessment: Assessment, telling: Telling) -> Iterator[str]:
    for text in telling.missing():
        yield f"{text}，有关合计不完整，待补齐后重新核报"
    if waiting := telling.waiting():
        yield f"有关数额{waiting}，待本年数确定后据实调整"
    yield from filter(None, (telling.of_gap(), telling.of_rounding()))
    tables = [one.form for one in attachments(assessment) if one.form.sheet]
    yield from dict.fromkeys(text for form in tables for text in notes.of_changes(form, assessment))
    by_hand = list(dict.fromkeys(text for form in tables for text in notes.of_overrides(form, assessment)))
    yield from by_hand[:_MOST]
    if len(by_hand) > _MOST:
        yield f"另有{len(by_hand) - _MOST}项手工调整，见各附件的注"
