"""The submission forms: what there is, and filling one from a year's Assessment.

Forms are always in Chinese, whatever language the window has: they go to a county.
"""

from __future__ import annotations

import datetime

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
    form = FORMS.get(form_id)
    if form is None:
        raise UnknownForm(name=form_id, choices=tuple(FORMS))
    asked = Asked(date, options or Options(), code)
    assert isinstance(form, TableForm)
    pages = form.write(form, assessment, asked) if form.write else (filled(form, assessment, asked),)
    return tuple(map(blanked, pages)) if asked.options.blank else pages


__all__ = ["FORMS", "Asked", "Form", "Options", "TableForm", "fill"]
