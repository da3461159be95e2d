"""The forms that are tables, by id, in the order in which they are shown."""

from __future__ import annotations

from street_desk.domain.forms.basics import BASICS
from street_desk.domain.forms.form import TableForm
from street_desk.domain.forms.funding import FUNDING
from street_desk.domain.forms.pay import PAY
from street_desk.domain.forms.summary import SUMMARY
from street_desk.domain.forms.worksheet import WORKSHEET

TABLES: dict[str, TableForm] = {form.id: form for form in (FUNDING, SUMMARY, BASICS, PAY, WORKSHEET)}
