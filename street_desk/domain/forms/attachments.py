"""Attachments: the forms that go with a submission, in the order of their numbers, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass, replace

from street_desk.domain.forms.adapting import adapted
from street_desk.domain.forms.assembling import attachment_of
from street_desk.domain.forms.form import Form, TableForm
from street_desk.domain.forms.tables import TABLES
from street_desk.domain.pages import Page
from street_desk.domain.standards.assessing import Assessment


@dataclass(frozen=True, slots=True)
class Attachment:
    """A form among the attachments: its number there, and what it is called."""

    form: TableForm
    number: int
    name: str

    @property
    def title(self) -> str:
        """What its sheets say at the top left: its number, or what the office has there."""
        return attachment_of(self.form) if self.form.layout.number else f"附件{self.number}"


def attachments(assessment: Assessment) -> list[Attachment]:
    """The forms for which the Standard has something to say, counted through in the order of the forms' numbers."""
    street = str(assessment.book.office.get("street") or "").removesuffix("办事处")
    items = assessment.standard.item
    found = [form for form in TABLES.values() if not form.items or any(key in items for key in form.items)]
    counted = enumerate(sorted(found, key=lambda form: form.number), 1)
    as_wanted = [(number, adapted(form, assessment.book, is_first(form))) for number, form in counted]
    return [
        Attachment(
            form, number, f"{street}{assessment.book.year}年{form.layout.title or form.listed or form.title}"
        )
        for number, form in as_wanted
    ]


def is_first(form: Form) -> bool:
    """Whether it is the first form of its sheet, which prints the sheet's own columns unless it is adapted."""
    if not isinstance(form, TableForm):
        return False
    return next(one for one in TABLES.values() if one.sheet == form.sheet).id == form.id


def as_attachment(pages: tuple[Page, ...], form: TableForm, assessment: Assessment) -> tuple[Page, ...]:
    """The Pages of a form with its number among the attachments; without one where it is none."""
    number = next((one.title for one in attachments(assessment) if one.form.id == form.id), "")
    return tuple(replace(page, attachment=number) for page in pages)
