"""How a file and each of its years begin: founded anew, or carried forward from the year before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from street_desk.domain.book import Book
from street_desk.domain.catalogue import CARRIED, OFFICE
from street_desk.domain.catalogue.communities import FUNDS
from street_desk.domain.catalogue.street import PROVISIONAL
from street_desk.domain.edits import Change, added
from street_desk.domain.kinds import Reference, References, Value
from street_desk.domain.problems import CellEmpty
from street_desk.domain.ranks import RANK
from street_desk.domain.sheets import Row
from street_desk.domain.typing_in import Typed, value_of

# What belongs to one year only and starts empty in the next.
_STAY_BEHIND = {
    "communities": {f"{fund}_{part}" for fund in FUNDS for part in ("ceiling", "approved", "actual")}
    | {"star", "posts_requested", "posts_granted", "note"},
    "workers": {"note"},
    "premises": {"note"},
    "duties": {"note"},
    "subjects": {"note"},
    "own_columns": set(),
    "form_layouts": set(),
    "objectives": {
        *("starts", "ends", "appropriated", "other_money", "year_goal", "opinion", "note"),
    },
    "figures": {"counted_on", PROVISIONAL},
}


def carried(book: Book, first_ids: dict[str, int], indexes: Iterable[str]) -> Iterator[Change]:
    """The rows of the year after `book`'s, each with its origin; of the workers those still in post.

    `first_ids`: the next free row id of each sheet. `indexes`: the figures, such as the minimum wage, that come along
    provisionally, until they are confirmed or typed anew.
    """
    year = book.year + 1
    new_ids: dict[str, dict[int, int]] = {}
    for sheet in CARRIED:
        still = [row for row in book.rows(sheet.name) if not _gone(row, book.year)]
        ids = {int(row["id"]): first_ids[sheet.name] + place for place, row in enumerate(still)}
        new_ids[sheet.name] = ids
        for row in still:
            values = _values(sheet.name, row)
            for column in sheet.typed:
                if isinstance(column.kind, Reference):
                    # The sheets stand in an order in which what is referred to comes first.
                    values[column.key] = new_ids[column.kind.sheet].get(row.get(column.key) or 0)
                elif isinstance(column.kind, References) and row.get(column.key):
                    places = new_ids[column.kind.sheet]
                    values[column.key] = tuple(places[i] for i in row[column.key] if i in places) or None
            yield added(sheet.name, ids[int(row["id"])], year, values)
    figures = _values("figures", book.figures)
    # What changed inside the year goes on as it stood at the year's end: the months sort, and the last one stays.
    figures |= {key.partition("@")[0]: book.figures[key] for key in sorted(book.figures) if "@" in key}
    figures[PROVISIONAL] = ",".join(key for key in indexes if figures.get(key) is not None) or None
    yield Change(
        "figures",
        first_ids["figures"],
        None,
        {k: v for k, v in {**figures, "year": year}.items() if v is not None},
    )


def _gone(row: Row, year: int) -> bool:
    """Whether a worker left in that year or before it."""
    return bool(row.get("left")) and int(row["left"][:4]) <= year


def _values(sheet: str, row: Row) -> dict[str, Value]:
    stays = _STAY_BEHIND[sheet] | {"id", "year", "origin", RANK}
    # Carried in their order, rows need no rank of their own.
    # The month a value changed in, a value of the year before and a figure set by hand were about that year only.
    values = {
        k: v
        for k, v in row.items()
        if k not in stays and "@" not in k and not k.startswith(("override", "last."))
    }
    return values | {"origin": row.get("id")}


def new_year(year: int, standard: str, row_id: int) -> Change:
    """The year itself, open, under its Standard."""
    return Change("years", row_id, None, {"year": year, "state": "open", "standard": standard})


def founded(street: str, county: str, year: int, standard: str, minimum_wage: Value) -> tuple[Change, ...]:
    """What a street's file begins with: its office, its first year and that year's figures.

    Raises CellRefused, and CellEmpty where the street has no name.
    """
    nothing = Book(year, {})
    names = {"street": street, "county": county}
    office = {key: value_of(nothing, OFFICE[key], {}, Typed(0, key, name)) for key, name in names.items()}
    for key, value in office.items():
        if value is None and OFFICE[key].required:
            raise CellEmpty(column=OFFICE[key].shown())
    return (
        Change("office", 1, None, {key: value for key, value in office.items() if value is not None}),
        new_year(year, standard, 1),
        added("figures", 1, year, {"minimum_wage": minimum_wage}),
    )
