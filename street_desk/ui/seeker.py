"""A Seeker: the cells of a page that show a text, one after another, and the same kept true while cells change."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QObject, Signal

from street_desk.domain.kinds import Value
from street_desk.domain.people import Masked
from street_desk.domain.seeking import RUN, Check, Sought, TextOf, checks, seek
from street_desk.domain.sheets import Column, Row
from street_desk.language import N_
from street_desk.session import Changed
from street_desk.ui.grid_model import GridModel
from street_desk.ui.slices import Slices

if TYPE_CHECKING:
    from street_desk.ui.desk_page import DeskPage

SELECTION, SHEET, FILE = N_("the selection"), N_("this sheet"), N_("all sheets")
SCOPES = (SELECTION, SHEET, FILE)

MOST = 200_000
"""More cells than this are no longer gone through one by one."""
_MANY = 500


class Hit(NamedTuple):
    """A cell that shows what is sought."""

    sheet: str
    row: int
    key: str


class Area(NamedTuple):
    """A block of a selection, which keeps its rows wherever they are sorted to."""

    rows: frozenset[int]
    keys: frozenset[str]


def texts_of(model: GridModel) -> tuple[TextOf, TextOf]:
    """A value's text as a grid shows it and as it is typed there; of ids and phones the masks unless shown in full."""
    book = model.session.book(model.year)
    unit = getattr(model, "unit", None)

    def hidden(column: Column) -> bool:
        return isinstance(column.kind, Masked) and not model.unmasked

    def shown(column: Column, value: Value) -> str:
        if hidden(column):
            return column.kind.mask(value)
        return book.format(column, value) if unit is None else unit.format(book, column, value)

    def typed(column: Column, value: Value) -> str:
        if hidden(column):
            return column.kind.mask(value)
        return book.text(column, value) if unit is None else unit.text(book, column, value)

    return shown, typed


class Seeker(QObject):
    """Looks through the grids of one page, as they are shown. `changed`: other cells are found, or it goes on."""

    changed = Signal()

    def __init__(self, page: DeskPage) -> None:
        super().__init__(page)
        self._page = page
        self.sought = Sought("")
        self.scope = SHEET
        self.hits: list[Hit] = []
        self.too_many = False
        self._sheets: list[str] = []
        self._areas: tuple[str, list[Area]] = ("", [])
        self._done = self._total = 0
        self.slices = Slices(self)
        self.slices.sliced.connect(self.changed)
        self.slices.finished.connect(self.changed)
        page.tabs.currentChanged.connect(self._turned)
        for model in page.models.values():
            for signal in (model.arranged, model.modelReset, model.layoutChanged):
                signal.connect(self.again)
            model.dataChanged.connect(self._redrawn)
        session, follow = page.session, self._follow
        session.watch(follow)
        page.destroyed.connect(lambda: session.unwatch(follow))

    def model(self, sheet: str) -> GridModel:
        """The grid of a sheet."""
        return self._page.models[sheet]

    # Looking ---------------------------------------------------------------------------------------------------------

    def seek(self, sought: Sought, scope: str) -> None:
        """Looks for something else, or somewhere else."""
        if (sought, scope) != (self.sought, self.scope):
            self.sought, self.scope = sought, scope
            self.again()

    def again(self) -> None:
        """Looks through everything anew."""
        self.hits, self.too_many = [], False
        self._sheets = self._within()
        models = [self._page.models[name] for name in self._sheets]
        self._done, self._total = 0, sum(len(model.rows) for model in models)
        if self.sought and models:
            self.slices.start(self._all(models))
        else:
            self.slices.stop()
            self.changed.emit()

    def _within(self) -> list[str]:
        """The sheets that are looked through."""
        if self.scope == FILE:
            return list(self._page.models)
        if self.scope == SELECTION:
            return [self._areas[0]] if self._areas[0] else []
        view = self._page.view()
        return [view.model().sheet.name] if view is not None else []

    def take_selection(self) -> bool:
        """Takes the cells selected now for the selection to look through; False where that is one cell or none."""
        view = self._page.view()
        if view is None:
            return False
        model = view.model()
        assert isinstance(model, GridModel)
        areas = []
        for top, left, bottom, right in view.blocks.picked():
            if model.sheet.single:
                keys = [column.key for column in model.columns[top : bottom + 1]]
                areas.append(Area(frozenset(model.rows.ids), frozenset(keys)))
            else:
                keys = [column.key for column in model.columns[left : right + 1]]
                areas.append(Area(frozenset(model.rows.ids[top : bottom + 1]), frozenset(keys)))
        if sum(len(area.rows) * len(area.keys) for area in areas) < 2:
            return False
        self._areas = (model.sheet.name, areas)
        return True

    def _all(self, models: Sequence[GridModel]) -> Iterator[None]:
        for model in models:
            for found in self._runs(model, model.rows.ids):
                self.hits += found
                self._done += RUN
                if len(self.hits) > MOST:
                    del self.hits[MOST:]
                    self.too_many = True
                    return
                yield

    def _runs(self, model: GridModel, ids: Sequence[int]) -> Iterator[list[Hit]]:
        session, year, sheet = self._page.session, self._page.year, model.sheet.name
        book = session.book(year)
        rows = (row for row_id in ids if (row := book.row(sheet, row_id)) is not None)

        def derived(row: Row, column: Column) -> Value:
            return session.value(year, sheet, row, column)

        wanted: list[Check] = checks(self.sought, model.columns, *texts_of(model))
        for found in seek(rows, wanted, derived):
            yield [Hit(sheet, row, key) for row, key in found if self._meant(row, key)]

    def _meant(self, row: int, key: str) -> bool:
        if self.scope != SELECTION:
            return True
        return any(row in area.rows and key in area.keys for area in self._areas[1])

    @property
    def percent(self) -> int:
        """How much is looked through."""
        return min(100, self._done * 100 // self._total) if self.slices.running and self._total else 100

    @property
    def hidden(self) -> int:
        """How many rows filters hide from being looked through."""
        if self.scope == SELECTION:
            return 0
        counts = [self._page.models[name].sight.shown() for name in self._sheets]
        return sum(every - shown for shown, every in counts)

    # Going from one to the next --------------------------------------------------------------------------------------

    def place(self, hit: Hit) -> tuple[int, int, int]:
        """Where a cell stands: its tab, its row, its column."""
        model = self._page.models[hit.sheet]
        index = model.index_of(hit.row, hit.key)
        return (list(self._page.models).index(hit.sheet), index.row(), index.column())

    def _here(self) -> tuple[int, int, int]:
        view = self._page.view()
        if view is None:
            return (self._page.tabs.currentIndex(), -1, -1)
        index = view.currentIndex()
        return (self._page.tabs.currentIndex(), index.row(), index.column())

    def at(self) -> int:
        """The number of the hit that the cursor is on, counted from 0; -1 where it is on none."""
        here = self._here()
        found = bisect_left(self.hits, here, key=self.place)
        return found if found < len(self.hits) and self.place(self.hits[found]) == here else -1

    def step(self, way: int) -> bool:
        """Goes to the next hit (1), the one before (-1), or stays on one (0); after the last comes the first."""
        if not self.hits:
            return False
        here, at = self._here(), self.at()
        if at < 0:
            at = bisect_left(self.hits, here, key=self.place) - (way < 0)
        else:
            at += way
        self.go(self.hits[at % len(self.hits)])
        return True

    def go(self, hit: Hit) -> None:
        """Puts the cursor on a cell; the keyboard stays where it is."""
        self._page.turn_to(hit.sheet)
        view = self._page.views[hit.sheet]
        index = self._page.models[hit.sheet].index_of(hit.row, hit.key)
        if index.isValid():
            view.moves.move_to(index)
        self.changed.emit()

    # While cells change ----------------------------------------------------------------------------------------------

    def _turned(self) -> None:
        if self.scope == SHEET:
            self.again()

    def _follow(self, changed: Changed) -> None:
        """After an Edit: looks at the rows anew that it touched."""
        touched = {cell for cell in changed.rows.get(self._page.year, ()) if cell[0] in self._sheets}
        if not self.sought or not touched:
            return
        if self.slices.running or self.too_many or len(touched) > _MANY:
            self.again()
            return
        self.hits = [hit for hit in self.hits if (hit.sheet, hit.row) not in touched and self._stands(hit)]
        for name in self._sheets:
            model = self._page.models[name]
            ids = [row for sheet, row in touched if sheet == name and model.rows.place(row) is not None]
            for found in self._runs(model, ids):
                for hit in found:
                    insort(self.hits, hit, key=self.place)
        self.changed.emit()

    def _redrawn(self, _first: QModelIndex, last: QModelIndex) -> None:
        """Down to the empty row everything is shown otherwise now: ids in full, amounts in another unit."""
        model = last.model()
        if (
            isinstance(model, GridModel)
            and model.sheet.name in self._sheets
            and last.row() >= len(model.rows)
        ):
            self.again()

    def _stands(self, hit: Hit) -> bool:
        return self._page.models[hit.sheet].rows.place(hit.row) is not None
