"""The submission forms: what there is, and filling one from a year's Assessment.

Forms are always in Chinese, whatever language the window has: they go to a county.
"""

from __future__ import annotations

import datetime

from street_desk.domain.book import Book
from street_desk.domain.forms.adapting import adapted
from street_desk.domain.forms.basics import BASICS
from street_desk.domain.forms.blank import blanked
from street_desk.domain.forms.filling import filled
from street_desk.domain.forms.form import Form, TableForm
from street_desk.domain.forms.funding import FUNDING
from street_desk.domain.forms.options import Asked, Options
from street_desk.domain.forms.pay import PAY
from street_desk.domain.forms.summary import SUMMARY
from street_desk.domain.forms.worksheet import WORKSHEET
from street_desk.domain.pages import Page
from street_desk.domain.problems import UnknownForm
from street_desk.domain.standards.assessing import Assessment

FORMS: dict[str, Form] = {form.id: form for form in (FUNDING, SUMMARY, BASICS, PAY, WORKSHEET)}


def form_named(form_id: str) -> Form:
    """The form as the program has it. Raises UnknownForm."""
    form = FORMS.get(form_id)
    if form is None:
        raise UnknownForm(name=form_id, choices=tuple(FORMS))
    return form


def form_of_year(form_id: str, book: Book) -> Form:
    """The form as the office has it in a year. Raises UnknownForm."""
    form = form_named(form_id)
    return adapted(form, book, is_first(form)) if isinstance(form, TableForm) else form


def is_first(form: Form) -> bool:
    """Whether it is the first form of its sheet, which prints the sheet's own columns unless it is adapted."""
    tables = [one for one in FORMS.values() if isinstance(one, TableForm)]
    return isinstance(form, TableForm) and next(t for t in tables if t.sheet == form.sheet).id == form.id


def fill(
    form_id: str,
    assessment: Assessment,
    *,
    date: datetime.date,
    options: Options | None = None,
    code: str = "",
) -> tuple[Page, ...]:
    """The Pages of a form, dated `date`; most have one, a worksheet has one a community.

    `code` is the verification code; without one the Page is a draft and says so. Raises UnknownForm.
    """
    form = form_of_year(form_id, assessment.book)
    asked = Asked(date, options or Options(), code)
    assert isinstance(form, TableForm)
    pages = form.write(form, assessment, asked) if form.write else (filled(form, assessment, asked),)
    return tuple(map(blanked, pages)) if asked.options.blank else pages


__all__ = ["FORMS", "Asked", "Form", "Options", "TableForm", "fill", "form_named", "form_of_year", "is_first"]
