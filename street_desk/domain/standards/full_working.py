"""The full working of a figure: every step with its clause, what it was worked out from, and why last year's differs.

Nothing is worked out here another way: the steps are those of the Line, and what one input makes of the difference is
what the Standard gives when just that input is set back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from street_desk.domain.catalogue import COMMUNITIES, SHEETS
from street_desk.domain.kinds import FEN, Kind
from street_desk.domain.sheets import Row
from street_desk.domain.standards.assessing import Assessment
from street_desk.domain.standards.columns import figures_sheet
from street_desk.domain.standards.facts import WORKED_OUT
from street_desk.domain.standards.pack import Setting, reads
from street_desk.domain.standards.working import Line, Run, Step
from street_desk.domain.then import Then
from street_desk.language import N_, Message, message


@dataclass(frozen=True, slots=True)
class Said:
    """One entry: its words, and in smaller letters what they rest on."""

    text: str
    rests_on: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and its entries; those of `numbered` parts are counted."""

    title: str
    entries: tuple[Said, ...]
    numbered: bool = False


def full_working(assessment: Assessment, sheet: str, row: Row, key: str, then: Then | None) -> list[Part]:
    """The parts of a derived figure's working; `then` is the year before, None where the file has none."""
    return [part for part in _Working(assessment, sheet, row, key).parts(then) if part.entries]


class _Working:
    def __init__(self, assessment: Assessment, sheet: str, row: Row, key: str) -> None:
        self._assessment, self._sheet, self._row, self._key = assessment, sheet, row, key
        self._standard = assessment.standard
        self._items = self._standard.items_of.get(sheet, {})
        self._names, self._inner = self._used()
        self._run = assessment.run(sheet, int(row["id"])) if key in self._items else None

    def _used(self) -> tuple[list[str], list[str]]:
        """The inputs that the figure rests on, and the items between them and it."""
        waiting, seen, names, inner = [self._key], {self._key}, list[str](), list[str]()
        while waiting:
            item = self._items.get(waiting.pop(0))
            found = sorted(reads(item, self._standard.band)) if item is not None else []
            for name in (n for n in found if n not in seen):
                seen.add(name)
                if name in self._items:
                    waiting.append(name)
                    inner.append(name)
                else:
                    names.append(name)
        return names, inner

    def parts(self, then: Then | None) -> Iterator[Part]:
        lines = self._assessment.lines(self._sheet, int(self._row["id"]))
        line = lines.get(self._key)
        yield Part(message(N_("Working")).text(), tuple(self._steps(line)), numbered=True)
        for key in self._inner:
            if (inner := lines.get(key)) is not None:
                column = SHEETS[self._sheet][key]
                title = f"{column.shown()}  {column.kind.format(inner.value)}"
                yield Part(title, tuple(self._steps(inner)), numbered=True)
        yield Part(message(N_("What it is worked out from")).text(), tuple(self._inputs()))
        yield Part(
            message(N_("What the standard leaves to the county")).text(),
            tuple(map(self._chosen, self._settings())),
        )
        clauses = dict.fromkeys(step.clause for step in (line.steps if line else ()))
        notes = tuple(Said(n.text.text(), n.clause) for c in clauses for n in self._standard.notes_on(c))
        yield Part(message(N_("Readings that are not certain")).text(), notes)
        if then is not None:
            yield Part(message(N_("Beside {when}"), when=then.when).text(), tuple(self._beside(then)))

    def _steps(self, line: Line | None) -> Iterator[Said]:
        said = ""
        for step in line.steps if line is not None else ():
            clause = self._standard.clause.get(step.clause)
            # A clause's text stands where it begins to speak.
            rests_on = clause.text.text() if clause is not None and step.clause != said else ""
            said = step.clause
            yield Said(_with_clause(step), rests_on)

    # What it rests on ------------------------------------------------------------------------------------------------

    def _inputs(self) -> Iterator[Said]:
        for name in self._names:
            if not name.startswith("setting."):
                yield Said(
                    message(N_("{name}: {value}"), name=self._label(name), value=self._shown(name)).text()
                )

    def _label(self, name: str) -> str:
        return self._run.label(name).text() if self._run is not None else name

    def _shown(self, name: str) -> str:
        """An input's value as its column shows it."""
        return self._text(name, self._fact(self._run, name))

    def _fact(self, run: Run | None, name: str) -> Any:
        if run is None:
            return None
        found = run.facts.get(name)
        return run.common.get(name) if found is None else found

    def _text(self, name: str, fact: Any) -> str:
        if fact is None:
            return message(N_("empty")).text()
        if isinstance(fact, tuple):
            return "、".join(map(str, fact)) if len(fact) < 12 else "1–12"
        kind = self._kind(name)
        if kind is None:
            return f"{fact:,}" if not isinstance(fact, str) else fact
        # Rules work in yuan.
        return kind.format(fact * FEN if kind.unit == "yuan" else fact)

    def _kind(self, name: str) -> Kind | None:
        figures = figures_sheet(self._standard, {}, 0)
        prefix, _dot, bare = name.rpartition(".")
        if prefix in ("", "last") and bare in figures:
            return figures[bare].kind
        sheet = COMMUNITIES if prefix == "community" else SHEETS[self._sheet]
        own = (*sheet, *WORKED_OUT.get(sheet.name, ()))
        return next((column.kind for column in own if column.key == bare), None)

    def _settings(self) -> list[Setting]:
        bands = {e.setting for n in self._bands() for e in self._standard.band[n].edges}
        used = {name.removeprefix("setting.") for name in self._names} | bands
        used |= {"star_year"} if "pay_star" in self._names or self._key == "pay_star" else set()
        return [setting for setting in self._standard.settings if setting.id in used]

    def _bands(self) -> set[str]:
        items = [self._items[key] for key in (self._key, *self._inner) if key in self._items]
        named = {
            name.partition(":")[2] for item in items for name in item.rule.reads() if name.startswith("band:")
        }
        return named & self._standard.band.keys()

    def _chosen(self, setting: Setting) -> Said:
        value = self._standard.chosen(self._assessment.book.figures)[setting.id]
        option = next((o.text for o in setting.options if o.value == value), value)
        left = self._assessment.book.figures.get(f"setting.{setting.id}") is None
        words = N_("{name}: {value} (left empty)") if left else N_("{name}: {value}")
        said = message(words, name=setting.text, value=option)
        return Said(f"{setting.clause} {said}".strip(), setting.basis.text())

    # Beside the year before ------------------------------------------------------------------------------------------

    def _beside(self, then: Then) -> Iterator[Said]:
        was = then.row(self._sheet, self._row)
        if was is None:
            yield Said(message(N_("This row was not there.")).text())
            return
        column = SHEETS[self._sheet][self._key]
        before = then.assessment.value(self._sheet, int(was["id"]), self._key)
        now = self._assessment.value(self._sheet, int(self._row["id"]), self._key)
        shown = {"before": column.kind.format(before) or "—", "now": column.kind.format(now) or "—"}
        change = _change(column.kind, before, now)
        yield Said(message(N_("{before} then, {now} now"), **shown).text() + change)
        if before == now:
            return
        if self._standard.id != then.assessment.standard.id:
            yield self._other_standard(then, column.kind)
        yield from self._causes(then, was, column.kind, before, now)

    def _other_standard(self, then: Then, kind: Kind) -> Said:
        other = Assessment(then.assessment.standard, self._assessment.book, self._assessment.prior)
        value = other.value(self._sheet, int(self._row["id"]), self._key)
        said = N_("The standard was “{title}”; by it this year's row would get {value}.")
        title = then.assessment.standard.title
        return Said(message(said, title=title, value=kind.format(value) or "—").text())

    def _causes(self, then: Then, was: Row, kind: Kind, before: Any, now: Any) -> Iterator[Said]:
        """The inputs that differ, and what each alone makes of the difference."""
        run, other = self._run, then.assessment.run(self._sheet, int(was["id"]))
        found: list[Said] = []
        for name in self._names if run is not None and other is not None else ():
            one, two = self._fact(other, name), self._fact(run, name)
            if one == two:
                continue
            values = {
                "name": self._label(name),
                "before": self._text(name, one),
                "now": self._text(name, two),
            }
            alone = self._alone(name, one, kind, now)
            said = message(N_("{name}: {before} then, {now} now"), **values)
            found.append(Said(said.text(), alone.text() if alone is not None else ""))
        yield from found
        if len(found) > 1:
            yield Said(message(N_("What each makes alone need not add up: they bear on one another.")).text())
        if not found and self._standard.id == then.assessment.standard.id:
            yield Said(
                message(
                    N_("No input that the standard reads differs: one of the two was set by hand.")
                ).text()
            )

    def _alone(self, name: str, before: Any, kind: Kind, now: Any) -> Message | None:
        run = self._run
        if run is None or before is None or not isinstance(now, int) or name.startswith("setting."):
            return None
        amount = run.under({name: before}).amount_or(self._key, None)
        if amount is None or isinstance(amount, tuple):
            return None
        then = int(amount * FEN) if kind.unit == "yuan" else int(amount)
        if then == now:
            return message(N_("alone it changes nothing"))
        return message(N_("alone it makes {change}"), change=_signed(kind, now - then))


def _with_clause(step: Step) -> str:
    return f"{step.clause}  {step.message.text()}" if step.clause else step.message.text()


def _signed(kind: Kind, value: int) -> str:
    return f"{'+' if value > 0 else '−'}{kind.format(abs(value))}"


def _change(kind: Kind, before: Any, now: Any) -> str:
    if not isinstance(before, int) or not isinstance(now, int) or before == now:
        return ""
    share = f", {(now - before) / before * 100:+.1f}%" if before else ""
    return f"  ({_signed(kind, now - before)}{share})"


def as_text(title: str, parts: list[Part]) -> list[str]:
    """The working as plain lines, to be copied and saved."""
    lines = [title]
    for part in parts:
        lines += ["", part.title]
        for place, entry in enumerate(part.entries, 1):
            lines.append(f"{place}. {entry.text}" if part.numbered else f"- {entry.text}")
            lines += [f"    {entry.rests_on}"] if entry.rests_on else []
    return lines
