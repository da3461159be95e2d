"""Offices: what a street's office and the bureau it writes to are called in a text."""

from __future__ import annotations

import datetime
import re

from street_desk.domain.sheets import Row

BLANK_NAME = "＿＿＿＿＿＿"
_BLANK_NUMBER = "〔{year}〕　　号"
_YEAR = re.compile(r"[〔\[［【（(]\s*(\d{4})\s*[〕\]］】）)]")


def office_name(office: Row) -> str:
    """What signs: the street's office, not the street."""
    street = str(office.get("street") or "").strip()
    if not street:
        return f"{BLANK_NAME}街道办事处"
    return f"{street}办事处" if street.endswith("街道") else street


def ourselves(office: Row) -> str:
    """What the office calls itself in a letter."""
    street = str(office.get("street") or "").removesuffix("办事处")
    return next((f"我{word}" for word in ("街道", "镇", "乡") if street.endswith(word)), "我单位")


def addressee(office: Row) -> str:
    """Whom it writes to: as the office says, else the county's finance bureau."""
    county = str(office.get("county") or "").strip()
    return str(office.get("bureau") or "").strip() or f"{county or BLANK_NAME}财政局"


def letter_number(office: Row, date: datetime.date) -> str:
    """The letter's number as the office typed it; room for one where it has none or one of another year.

    The number's year is the one that the letter is dated in, so last year's number is not printed again; its first
    part, which stands for the office, stays.
    """
    held = str(office.get("letter_number") or "").strip()
    found = _YEAR.search(held)
    if held and (found is None or found[1] == str(date.year)):
        return held
    return (held[: found.start()] if found else "") + _BLANK_NUMBER.format(year=date.year)
