"""Small invented streets that the tests share."""

from __future__ import annotations

from pathlib import Path

from street_desk.domain.edits import Edit
from street_desk.domain.typing_in import Typed
from street_desk.language import message
from street_desk.session import Changed, Session

COMMUNITIES = (
    {
        "name": "幸福社区",
        "households": "2999",
        "party_organisation": "党支部",
        "committee_seats": "5",
        "star": "1",
    },
    {
        "name": "和平社区",
        "households": "3000",
        "party_organisation": "党总支",
        "committee_seats": "7",
        "star": "3",
    },
    {
        "name": "光明社区",
        "households": "5001",
        "party_organisation": "党委",
        "committee_seats": "9",
        "star": "5",
    },
)
WORKERS = (
    {
        "community": "光明社区",
        "name": "甲一",
        "post": "书记",
        "title": "高级社会工作师",
        "former_pay": "2400",
    },
    {"community": "光明社区", "name": "乙二", "post": "副主任", "title": "助理社会工作师"},
    {"community": "和平社区", "name": "丙三", "post": "书记", "title": "社会工作师"},
    {"community": "幸福社区", "name": "丁四", "post": "公益岗", "funded_elsewhere": "1700"},
)


def type_in(session: Session, year: int, sheet: str, *rows: dict[str, str]) -> Changed:
    """Adds rows as the grid would, as one Edit; nothing may be refused."""
    cells = [Typed(-place, key, text) for place, row in enumerate(rows) for key, text in row.items()]
    changes, refused = session.typed(year, sheet, cells)
    assert not refused, refused[0].problem
    return session.apply(Edit(message("test"), changes, year))


def change(session: Session, year: int, sheet: str, row: int, **cells: str) -> Changed:
    """Types cells of a row, as one Edit; nothing may be refused."""
    changes, refused = session.typed(year, sheet, [Typed(row, key, text) for key, text in cells.items()])
    assert not refused, refused[0].problem
    return session.apply(Edit(message("test"), changes, year))


def small_street(folder: Path, year: int = 2027) -> Session:
    """Three communities, one a band, and four workers; the minimum wage is 1,300 yuan."""
    session = Session.create(
        folder / "street.desk", street="测试街道", county="测试县", year=year, minimum_wage=130_000
    )
    type_in(session, year, "communities", *COMMUNITIES)
    type_in(session, year, "workers", *WORKERS)
    return session


def big_street(folder: Path, communities: int, workers: int, year: int = 2027) -> Session:
    """So many communities and workers, everything valid."""
    session = Session.create(
        folder / "big.desk", street="大街道", county="测试县", year=year, minimum_wage=130_000
    )
    organisations = ("党委", "党总支", "党支部", "未单独设立")
    posts = ("书记", "副书记", "委员", "公益性岗位", "委员")
    type_in(
        session,
        year,
        "communities",
        *(
            {
                "name": f"第{n + 1}社区",
                "households": str(500 + n * 137 % 7_000),
                "party_organisation": organisations[n % 4],
                "committee_seats": str(5 + n % 5),
                "star": str(n % 6),
            }
            for n in range(communities)
        ),
    )
    type_in(
        session,
        year,
        "workers",
        *(
            {
                "community": f"第{n % communities + 1}社区",
                "name": f"工作者{n + 1}",
                "post": posts[n // communities % 5],
                "title": "社会工作师" if n % 3 else "无",
                "former_pay": "2000",
            }
            for n in range(workers)
        ),
    )
    return session


def state_of(session: Session) -> object:
    """All rows of all years, to compare before and after."""
    from street_desk.domain.catalogue import SHEETS

    return {(year, sheet): session.store.rows(sheet, year) for year in session.years() for sheet in SHEETS}
