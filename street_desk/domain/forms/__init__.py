"""The submission forms: what there is, and filling one from a year's Assessment.

Forms are always in Chinese, whatever language the window has: they go to a county.
"""

from __future__ import annotations

import datetime

from street_desk.domain.book import Book
from street_desk.domain.documents import Paper
from street_desk.domain.forms.adapting import adapted
from street_desk.domain.forms.attachments import as_attachment, is_first
from street_desk.domain.forms.blank import blanked
from street_desk.domain.forms.filling import filled
from street_desk.domain.forms.form import DocumentForm, Form, TableForm
from street_desk.domain.forms.letter import LETTER
from street_desk.domain.forms.options import Asked, Options
from street_desk.domain.forms.submission import SUBMISSION, submission
from street_desk.domain.forms.tables import TABLES
from street_desk.domain.pages import Page
from street_desk.domain.problems import UnknownForm
from street_desk.domain.standards.assessing import Assessment
from street_desk.language import N_, Words

FORMS: dict[str, Form] = {**TABLES, LETTER.id: LETTER}


def form_named(form_id: str) -> Form:
    """The form as the program has it. Raises UnknownForm."""
    form = FORMS.get(form_id)
    if form is None:
        raise UnknownForm(name=form_id, choices=(*FORMS, SUBMISSION))
    return form


def form_of_year(form_id: str, book: Book) -> Form:
    """The form as the office has it in a year. Raises UnknownForm."""
    form = form_named(form_id)
    return adapted(form, book, is_first(form)) if isinstance(form, TableForm) else form


def fill(
    form_id: str,
    assessment: Assessment,
    *,
    date: datetime.date,
    options: Options | None = None,
    code: str = "",
) -> tuple[Paper, ...]:
    """The papers of a form, dated `date`; most have one, a worksheet has one a community.

    "submission" gives all that goes to the county, its texts and the forms. `code` is the verification code; without
    one they are drafts and say so. Raises UnknownForm.
    """
    asked = Asked(date, options or Options(), code)
    if form_id == SUBMISSION:
        return submission(assessment, asked, lambda form: _pages(form, assessment, asked))
    form = form_of_year(form_id, assessment.book)
    if isinstance(form, DocumentForm):
        return (form.write(form, assessment, asked),)
    assert isinstance(form, TableForm)
    return _pages(form, assessment, asked)


def called(form_id: str) -> Words:
    """What a form is called in either language."""
    if form_id == SUBMISSION:
        return Words("申报材料", N_("Submission"))
    return Words(FORMS[form_id].title, FORMS[form_id].name)


def _pages(form: TableForm, assessment: Assessment, asked: Asked) -> tuple[Page, ...]:
    pages = form.write(form, assessment, asked) if form.write else (filled(form, assessment, asked),)
    pages = as_attachment(pages, form, assessment)
    return tuple(map(blanked, pages)) if asked.options.blank else pages


__all__ = [
    "FORMS",
    "SUBMISSION",
    "TABLES",
    "Asked",
    "DocumentForm",
    "Form",
    "Options",
    "TableForm",
    "called",
    "fill",
    "form_named",
    "form_of_year",
    "is_first",
]
