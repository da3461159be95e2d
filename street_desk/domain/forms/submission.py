"""A submission: all that goes to the county in one file: cover, explanation, list of attachments, and the forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from street_desk.domain import documents
from street_desk.domain.documents import Block, Document, Paper
from street_desk.domain.forms import notes, offices
from street_desk.domain.forms.attachments import Attachment, attachments
from street_desk.domain.forms.explanation import explanation
from street_desk.domain.forms.form import TableForm
from street_desk.domain.forms.letter import BLANK_DATE
from street_desk.domain.forms.options import Asked
from street_desk.domain.pages import DRAFT, Page
from street_desk.domain.standards.assessing import Assessment

SUBMISSION = "submission"
"""What is asked for in the place of a form's id."""
_COLUMN = 9.0
"""The letters that the longest label of the cover takes."""


def submission(
    assessment: Assessment, asked: Asked, filled: Callable[[TableForm], tuple[Page, ...]]
) -> tuple[Paper, ...]:
    """All of it; `filled` gives the Pages of a form."""
    found = attachments(assessment)
    pages = {one.form.id: filled(one.form) for one in found}
    return (
        _cover(assessment, asked),
        explanation(assessment, asked),
        _contents(assessment, asked, found, pages),
        *(page for one in found for page in pages[one.form.id]),
    )


def _cover(assessment: Assessment, asked: Asked) -> Document:
    office, year = assessment.book.office, assessment.book.year
    street = str(office.get("street") or "").removesuffix("办事处")
    heading = documents.title(
        "cover", street or "＿＿＿＿街道", f"{year}年", "社区保障经费", "申报材料", before=4.5
    )
    code = asked.code or DRAFT
    date = BLANK_DATE if asked.options.blank else notes.chinese_day(asked.date)
    particulars = (
        ("填报单位（盖章）：", offices.office_name(office)),
        ("单位负责人：", str(office.get("head") or "")),
        ("填报日期：", date),
        ("校验码：", code),
    )
    blocks = (
        heading,
        *(
            Block("particular", text, label=label, column=_COLUMN, before=5.0 if place == 0 else 0.0)
            for place, (label, text) in enumerate(particulars)
        ),
    )
    return _document(assessment, asked, heading.text, blocks, numbered=False)


def _contents(
    assessment: Assessment, asked: Asked, found: Sequence[Attachment], pages: dict[str, tuple[Page, ...]]
) -> Document:
    """The attachments and the sheet on which each begins."""
    title = "附件目录"
    blocks = [documents.title("title", title), *_entries(found, pages)]
    return _document(assessment, asked, title, tuple(blocks))


def _entries(found: Sequence[Attachment], pages: dict[str, tuple[Page, ...]]) -> Iterator[Block]:
    for place, one in enumerate(found):
        first = pages[one.form.id][0]
        # What stands on the form itself; of one in many parts, what they are called together.
        name = one.name if first.part else first.title
        yield Block(
            "entry",
            name,
            label=first.attachment,
            column=4.0,
            before=1.0 if place == 0 else 0.0,
            refers=one.form.id,
        )


def _document(
    assessment: Assessment, asked: Asked, title: str, blocks: tuple[Block, ...], *, numbered: bool = True
) -> Document:
    return Document(
        form=SUBMISSION,
        year=assessment.book.year,
        street=str(assessment.book.office.get("street") or ""),
        title=title,
        date=asked.date,
        blocks=blocks,
        code=asked.code or DRAFT,
        numbered=numbered,
    )
