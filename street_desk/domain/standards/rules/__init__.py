"""The rule forms: what a standards pack may write, each with its sum, its own words and its own refusals.

A form is one class in one of this package's modules; every module here is read, so a new form needs its file only.
The numbers in the docstrings are those of the list that packs are written by:

     1 constant            7 lookup by one choice     13 allowed range             19 pool shared out by weights
     2 band lookup         8 lookup by two keys       14 split by payer            20 last year's value
     3 base plus band      9 index × multiple         15 dates inside a year       21 basic and performance parts
     4 stepped            10 share of another         16 condition                 22 sub-cap inside a total
     5 per unit           11 sum                      17 by class                  23 rounding
     6 quota per N        12 at least, at most        18 progression
"""

from __future__ import annotations

import pkgutil
from importlib import import_module

from street_desk.domain.standards.rules.form import FORMS, Form, Operand, Rule, decoded, typed

for _module in pkgutil.iter_modules(__path__):
    import_module(f"{__name__}.{_module.name}")
FORMS.update({str(form.__struct_config__.tag): form for form in Form.__subclasses__()})

__all__ = ["FORMS", "Form", "Operand", "Rule", "decoded", "typed"]
