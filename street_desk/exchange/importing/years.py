"""Years in headings: 2025年户数 is 户数 where 2025 is imported, and a figure of another year where it is not."""

from __future__ import annotations

import re

from street_desk.language import N_, message

OTHER_YEAR = message(N_("a figure of another year"))
# Neither a month (2025年3月), a period (2024-2025年) nor a bound (2000年以前): those are no figures of one year.
_YEAR = re.compile(
    r"(?<![\d.\-/—~])(?<![\d年][至到])(20\d\d)(?:年度|年(?!度))?(?:末|底)?"
    r"(?![\d.\-/—~年月至到以前后起、])"
)
_EMPTY = re.compile(r"\(\)|\[\]|【】")

_THIS = re.compile(r"(?:本年|今年|当年)度?(?:末|底)?")
_LAST = re.compile(r"(?:(?<!以)上一?年|去年)度?(?:末|底)?(?!龄|纪|轻|结|未)")
_EARLIER = re.compile(r"往年|以前年度|前年(?:度|末|底)?")


def without_years(text: str) -> tuple[str, set[int]]:
    """A plain heading without the years it names, and those."""
    found = {int(year) for year in _YEAR.findall(text)}
    if not found:
        return text, found
    return _EMPTY.sub("", _YEAR.sub("", text)).strip(",:_-"), found


def relative_years(text: str, year: int) -> tuple[str, set[int]]:
    """A plain heading without words for this year and those before it (本年, 上年, 往年), and the years they mean."""
    found: set[int] = set()
    for words, meant in ((_THIS, year), (_EARLIER, year - 2), (_LAST, year - 1)):
        if words.search(text):
            found.add(meant)
            text = words.sub("", text)
    return _EMPTY.sub("", text).strip(",:_-") if found else text, found
