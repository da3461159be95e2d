"""The submission forms: what there is, and filling one from a year's Assessment.

Forms are always in Chinese, whatever language the window has: they go to a county.
"""

from __future__ import annotations

import datetime

from street_desk.domain.forms.filling import filled
from street_desk.domain.forms.form import Form
from street_desk.domain.forms.funding import FUNDING
from street_desk.domain.forms.pay import PAY
from street_desk.domain.pages import Page, Unit
from street_desk.domain.problems import UnknownForm
from street_desk.domain.standards.assessing import Assessment

FORMS: dict[str, Form] = {form.id: form for form in (FUNDING, PAY)}


def fill(
    form_id: str,
    assessment: Assessment,
    *,
    date: datetime.date,
    unit: Unit = "yuan",
    unmasked: bool = False,
    code: str = "",
    paper: str = "A4",
    comments: bool = False,
) -> Page:
    """The Page of a form, dated `date`, with amounts in yuan or 万元 ("wan").

    `code` is the verification code; without one the Page is a draft and says so. `unmasked` shows ids and phones in
    full; the caller logs it. `comments` prints those on its cells under the table. Raises UnknownForm.
    """
    form = FORMS.get(form_id)
    if form is None:
        raise UnknownForm(name=form_id, choices=tuple(FORMS))
    return filled(form, assessment, date, unit, unmasked, code, paper, comments)


__all__ = ["FORMS", "Form", "fill"]
