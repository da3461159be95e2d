"""What is asked of a column: the comparisons that its kind knows, read from what was typed and put back into it."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from street_desk.domain.arranging.conditions import (
    Average,
    Blank,
    Condition,
    Days,
    Number,
    Top,
    Written,
)
from street_desk.domain.days import Day, Month
from street_desk.domain.kinds import Count, Kind, Money, Rate, Value, tidy
from street_desk.domain.problems import Problem, UnreadableValue
from street_desk.domain.sheets import Column
from street_desk.domain.shown_unit import IN_YUAN, ShownUnit
from street_desk.language import N_, message

WORDS = ("contains", "lacks", "begins", "ends", "is", "is_not")
NUMBERS = ("equal", "not_equal", "more", "at_least", "less", "at_most", "between")
RANKS = ("top", "bottom", "above_average", "below_average")
DAYS = ("on", "not_on", "before", "after", "between")
BLANKS = ("blank", "not_blank")
BARE = frozenset((*BLANKS, "above_average", "below_average"))
"""What needs nothing typed."""

_PERCENT = message(N_("Type a share in percent, such as 19.6."))
_RANK = message(N_("Type a whole number from 1 on."))


class NothingAsked(Problem):
    """A condition without what it compares with."""

    what = N_("The condition on “{column}” has nothing to compare with.")
    to_do = N_("Type it, or take the condition away.")


def hows(column: Column) -> tuple[str, ...]:
    """The comparisons of a column."""
    if _counts(column.kind):
        return (*NUMBERS, *RANKS, *BLANKS)
    if isinstance(column.kind, (Day, Month)):
        return (*DAYS, *BLANKS)
    return (*WORDS, *BLANKS)


def _counts(kind: Kind) -> bool:
    return kind.numeric


def condition(
    column: Column, how: str, text: str = "", more: str = "", unit: ShownUnit = IN_YUAN
) -> Condition:
    """The Condition that was typed; a plain amount is in `unit`. Raises NothingAsked, UnreadableValue."""
    if how in BLANKS:
        return Blank(how == "blank")
    if how in ("above_average", "below_average"):
        return Average(how == "above_average")
    if not text.strip() or (how == "between" and not more.strip()):
        raise NothingAsked(column=column.shown())
    if how in ("top", "bottom"):
        if not tidy(text).isdecimal() or not int(tidy(text)):
            raise UnreadableValue(text=text, expected=_RANK)
        return Top(int(tidy(text)), how == "bottom")
    if _counts(column.kind):
        high = _number(column.kind, more, unit) if how == "between" else None
        return Number(how, _number(column.kind, text, unit), high)
    if isinstance(column.kind, (Day, Month)):
        return Days(how, column.kind.parse(text), column.kind.parse(more) if how == "between" else "")
    return Written(how, text.strip())


def _number(kind: Kind, text: str, unit: ShownUnit) -> Value:
    """A number as the column holds it; differences may be below nothing."""
    bare = tidy(text).replace("−", "-")
    minus = bare.startswith("-")
    bare = bare.removeprefix("-").strip()
    if isinstance(kind, Rate):
        try:
            found: Value = Decimal(bare.replace("%", "").replace(",", "")) / 100
        except InvalidOperation:
            raise UnreadableValue(text=text, expected=_PERCENT) from None
    elif isinstance(kind, Money):
        # A column's own limits do not matter to a question.
        found = Money().read_in(bare, unit.factor)
    else:
        found = (Count() if isinstance(kind, Count) else kind).parse(bare)
    if found is None:
        raise UnreadableValue(text=text, expected=_RANK)
    return -found if minus else found


def typed(column: Column, one: Condition, unit: ShownUnit = IN_YUAN) -> tuple[str, str, str]:
    """A Condition as it is asked: how, and what is typed for it."""
    if isinstance(one, Blank):
        return ("blank" if one.blank else "not_blank"), "", ""
    if isinstance(one, Average):
        return ("above_average" if one.above else "below_average"), "", ""
    if isinstance(one, Top):
        return ("bottom" if one.lowest else "top"), str(one.count), ""
    if isinstance(one, Number):
        return one.how, _text(column.kind, one.number, unit), _text(column.kind, one.high, unit)
    if isinstance(one, Days):
        return one.how, one.day, one.until
    return (one.how, one.text, "") if isinstance(one, Written) else ("", "", "")


def _text(kind: Kind, number: Value, unit: ShownUnit) -> str:
    if isinstance(kind, Money):
        return unit.bare(number)
    if number is not None and isinstance(kind, Rate):
        return f"{(number * 100).normalize():f}"
    return kind.text(number)
