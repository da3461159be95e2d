"""Problems: what can go wrong in the world outside, each with what to do about it.

A Problem is no bug: it is one message, what happened, where, and the way out. Each kind is a class of its own.
"""

from __future__ import annotations

from typing import Any, ClassVar

from street_desk.language import CHINESE, N_, Message, current


class Problem(Exception):
    """One thing the user has to know and can do something about. Give the values of both sentences by name."""

    what: ClassVar[str] = ""
    to_do: ClassVar[str] = ""

    def __init__(self, **values: Any) -> None:
        super().__init__(self.what)
        self.values = values

    def __reduce__(self) -> tuple[Any, ...]:
        """Problems come out of the process that reads workbooks."""
        return _remade, (type(self), self.values)

    @property
    def message(self) -> Message:
        """What happened and where."""
        return Message(self.what, self.values)

    @property
    def remedy(self) -> Message:
        """What to do."""
        return Message(self.to_do, self.values)

    def text(self, language: str | None = None) -> str:
        # After a Chinese full stop nothing is left free.
        between = "" if (language or current()) == CHINESE else " "
        return f"{self.message.text(language)}{between}{self.remedy.text(language)}"

    def __str__(self) -> str:
        return self.text()


def _remade(kind: type[Problem], values: dict[str, Any]) -> Problem:
    return kind(**values)


class UnreadableValue(Problem):
    """A typed or imported value does not fit its column."""

    what = N_("“{text}” does not fit here.")
    to_do = "{expected}"


class FormulaError(UnreadableValue):
    """The error that a formula left behind where its result should be, such as #REF!."""

    what = N_("“{text}” is an error that a formula left behind.")
    to_do = N_("Type what should stand here.")


class UnknownChoice(UnreadableValue):
    what = N_("“{text}” is not one of the choices.")
    to_do = N_("Use one of: {choices}.")


class UnknownReference(UnreadableValue):
    what = N_("There is no community “{text}” in this year.")
    to_do = N_("Add it to the communities first, or correct the name.")


class AmbiguousReference(UnreadableValue):
    what = N_("“{text}” could be several communities: {choices}.")
    to_do = N_("Type its full name or its code.")


class UnknownDuty(UnreadableValue):
    what = N_("There is no duty “{text}” in this year.")
    to_do = N_("Add it to the duties first, or type its number.")


class AmbiguousDuty(UnreadableValue):
    what = N_("“{text}” could be several duties: {choices}.")
    to_do = N_("Type its number, or its title with the department in brackets.")


class FileMissing(Problem):
    what = N_("{path} does not exist.")
    to_do = N_("Check the name, or choose another file.")


class FileExists(Problem):
    what = N_("{path} exists already.")
    to_do = N_("Choose another name, or move the old file away first.")


class NoDeskName(Problem):
    what = N_("{path}: the name of a street's file ends in .desk.")
    to_do = N_("Write it as {name}.")


class FileUnwritable(Problem):
    what = N_("{path} cannot be written.")
    to_do = N_(
        "Close it in other programs, check that the folder can be written to and has space, and try again."
    )


class NoDisplay(Problem):
    what = N_("There is no screen here to show the window on.")
    to_do = N_("Start it from a desktop, or use the commands: street-desk --help lists them.")


class FileUnreadable(Problem):
    what = N_("{path} cannot be read.")
    to_do = N_("Check that you may open it and that the disk or USB stick is still connected.")


class NotADesk(Problem):
    what = N_("{path} is not a Street Desk file, or it is damaged.")
    to_do = N_("Open another file, or restore a backup.")


class NewerDesk(Problem):
    what = N_(
        "{path} was written by a newer version of Street Desk (file version {theirs}; this program knows {ours})."
    )
    to_do = N_("Install the newer version to open it.")


class DeskInUse(Problem):
    what = N_("{path} is open in another window or on another PC ({owner}).")
    to_do = N_("Close it there first, then try again.")


class CannotMigrate(Problem):
    what = N_("{path} could not be brought to this version; nothing in it was changed.")
    to_do = N_("Keep the file, make space on the disk, and try again; the copy beside it is {copy}.")


class ReadOnly(Problem):
    what = N_("{path} is open for reading only.")
    to_do = N_("Open it for writing to change something.")


class UnknownYear(Problem):
    what = N_("The year {year} has not been opened in this file.")
    to_do = N_("Open it first (years in the file: {years}).")


class YearExists(Problem):
    what = N_("The year {year} is in this file already.")
    to_do = N_("Go to it, or open another year.")


class YearGap(Problem):
    what = N_("The year {year} does not follow any year of this file.")
    to_do = N_("Open the years one after another (years in the file: {years}).")


class UnknownSheet(Problem):
    what = N_("There is no sheet “{name}”.")
    to_do = N_("Use one of: {choices}.")


class UnknownColumn(Problem):
    what = N_("The sheet {sheet} has no column “{name}”.")
    to_do = N_("Use one of: {choices}.")


class UnknownRow(Problem):
    what = N_("The sheet {sheet} has no row “{name}” in {year}.")
    to_do = N_("Check the name or the code, or add the row first.")


class AmbiguousRow(Problem):
    what = N_("Several rows of the sheet {sheet} are called “{name}”.")
    to_do = N_("Name it by its code or id, or add community=NAME.")


class DerivedColumn(Problem):
    what = N_("“{column}” is worked out by the program and cannot be typed over.")
    to_do = N_("Change what it is worked out from; the explanation names it.")


class NeedsReason(Problem):
    what = N_("“{column}” is worked out by the program; it can be set by hand only with a reason.")
    to_do = N_("Give the reason too, or change what it is worked out from.")


class StandardTaken(Problem):
    what = N_(
        "This file already holds another standard under the id “{id}”, and an adopted standard is never changed."
    )
    to_do = N_("Give the new one an id of its own, such as {id}-2.")


class YearFrozen(Problem):
    what = N_("The year {year} is {state}; its standard stays as it is.")
    to_do = N_("Adopt the standard for a year that is still open.")


class RowUnnamed(Problem):
    what = N_("A new row of the sheet {sheet} needs “{column}”.")
    to_do = N_("Name it with --row NAME, or among the cells: {key}=NAME.")


class RowExists(Problem):
    what = N_("The sheet {sheet} has a row “{name}” already.")
    to_do = N_("Leave --add out to change that row.")


class BlockTooLarge(Problem):
    what = N_("{count} cells of the block lie beyond the sheet's edge and did not go in.")
    to_do = N_("Paste it further to the left or higher up, or undo.")


class RowInUse(Problem):
    what = N_("{name} is still in use this year: {uses}.")
    to_do = N_("Move these rows elsewhere or remove them first.")


class CellEmpty(Problem):
    what = N_("“{column}” must not be empty.")
    to_do = N_("Type it.")


class CellRefused(Problem):
    """A typed value was refused; says which column it was meant for."""

    what = N_("{column}: {why}")
    to_do = "{remedy}"


class NothingToUndo(Problem):
    what = N_("There is nothing to undo.")
    to_do = N_("Nothing was changed.")


class NothingToRedo(Problem):
    what = N_("There is nothing to redo.")
    to_do = N_("Nothing was changed.")


class EditOvertaken(Problem):
    what = N_("This was undone, and something else was changed since: it cannot be made again.")
    to_do = N_("Step back to an entry before it, or type it anew.")


class UnknownStandard(Problem):
    what = N_("There is no standard “{name}”.")
    to_do = N_("Use one of: {choices}.")


class FigureBelowZero(Problem):
    what = N_("{item}, {case}: {figure} is below 0.")
    to_do = N_("Type 0 or more.")


class FigureNotWhole(Problem):
    what = N_("{item}, {case}: {figure} is not a whole number, and posts are counted with it.")
    to_do = N_("Type a whole number.")


class BadPack(Problem):
    """A standards pack is refused. `where` is the file and the key path or the line."""

    what = N_("The standard {where} is refused: {why}.")
    to_do = N_("Correct that place in the file and check it again.")


class UnknownForm(Problem):
    what = N_("There is no form “{name}”.")
    to_do = N_("Use one of: {choices}.")


class UnknownFormat(Problem):
    what = N_("{path}: a form can be written as .xlsx or .pdf, or into a folder.")
    to_do = N_("Give the file one of these endings, or name a folder.")


class Cancelled(Problem):
    """The user stopped something that takes long."""

    what = N_("Stopped; nothing was changed.")
    to_do = N_("Start it again when you want it.")


class NotKept(Problem):
    what = N_("The imported workbook {file} is not kept in this file, only its name and size.")
    to_do = N_("Look for it in the folder it was imported from.")


class BackupUnsound(Problem):
    what = N_("The copy {path} is not sound and was removed.")
    to_do = N_("Check the disk and make the backup again, in another place if need be.")
