"""Attachments: the forms that go with a submission, in the order of their numbers, and what each is called."""

from __future__ import annotations

from dataclasses import dataclass, replace

from street_desk.domain.forms.form import TableForm
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
        """What its sheets say at the top left."""
        return f"附件{self.number}"


def attachments(assessment: Assessment) -> list[Attachment]:
    """The forms for which the Standard has something to say, counted through in the order of the forms' numbers."""
    street = str(assessment.book.office.get("street") or "").removesuffix("办事处")
    items = assessment.standard.item
    found = [form for form in TABLES.values() if not form.items or any(key in items for key in form.items)]
    return [
        Attachment(form, number, f"{street}{assessment.book.year}年{form.listed or form.title}")
        for number, form in enumerate(sorted(found, key=lambda form: form.number), 1)
    ]


def as_attachment(pages: tuple[Page, ...], assessment: Assessment) -> tuple[Page, ...]:
    """The Pages of a form with its number among the attachments; without one where it is none."""
    number = next((one.title for one in attachments(assessment) if one.form.id == pages[0].form), "")
    return tuple(replace(page, attachment=number) for page in pages)
