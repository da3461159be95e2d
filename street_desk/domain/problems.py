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


class ReadBackDiffers(Problem):
    what = N_(
        "{path} was written, but {cell} reads back as “{found}” instead of “{expected}”; the file was not kept."
    )
    to_do = N_("Try again; if it happens again, send the crash folder's report to your supplier.")


class NotAWorkbook(Problem):
    what = N_("{path} is not an Excel workbook.")
    to_do = N_("Open it in Excel or WPS and save it as .xlsx, then import that file.")


class NoWorkbooks(Problem):
    what = N_("There is no Excel workbook in the folder {path}.")
    to_do = N_("Choose another folder, or name the workbook itself.")


class DamagedWorkbook(Problem):
    what = N_("{path} is damaged and cannot be read.")
    to_do = N_("Open it in Excel or WPS, save it under a new name as .xlsx, then import that file.")


class LockedWorkbook(Problem):
    what = N_("{path} is protected by a password.")
    to_do = N_("Type the password when asked, or name a file that holds it with --password-from.")


class WrongPassword(LockedWorkbook):
    """Passwords were given, and none of them opens the workbook."""

    what = N_("No password that was given opens {path}.")
    to_do = N_(
        "Check the password and type it again, or save a copy without one in Excel or WPS and import that."
    )


class UnknownProtection(Problem):
    """Encrypted by other means than a password, or by means that only one program knows."""

    what = N_("{path} is protected in a way that only the program it comes from can open.")
    to_do = N_("Open it there, save a copy without protection as .xlsx, and import that copy.")


class TooLargeWorkbook(Problem):
    what = N_("{path} unpacks to far more than an office's workbook holds; nothing of it was read.")
    to_do = N_(
        "Open it in Excel or WPS, copy the rows you need into a new workbook, save that as .xlsx, and import it."
    )


class WpsWorkbook(Problem):
    """An .et file that is neither of the formats that WPS shares with Excel."""

    what = N_("{path} is a WPS workbook that only WPS can read.")
    to_do = N_("Open it in WPS, save it as .xlsx, then import that file.")


class NoPassword(Problem):
    what = N_("{path} holds no password.")
    to_do = N_("Write each password on a line of its own and save the file as UTF-8 text.")


class TooMuchMemory(Problem):
    what = N_("{path} needs more memory than reading a workbook may take.")
    to_do = N_("Copy only the table itself into a new workbook, and import that one.")


class TookTooLong(Problem):
    what = N_("{path} takes too long to read, so reading it was stopped.")
    to_do = N_("Copy only the table itself into a new workbook, and import that one.")


class Cancelled(Problem):
    """The user stopped something that takes long."""

    what = N_("Stopped; nothing was changed.")
    to_do = N_("Start it again when you want it.")


class EmptyWorkbook(Problem):
    what = N_("{path} is empty: it holds no bytes at all.")
    to_do = N_("Copy it again from where it came from, then import it.")


class NotKept(Problem):
    what = N_("The imported workbook {file} is not kept in this file, only its name and size.")
    to_do = N_("Look for it in the folder it was imported from.")


class LockFile(Problem):
    what = N_("{path} is only the mark that Excel or WPS leaves beside a workbook while it is open.")
    to_do = N_("Import {name} instead.")


class NothingFound(Problem):
    what = N_("No table of communities or workers was found in {path}.")
    to_do = N_(
        "A table is known by a heading row that has 社区名称 and at least one more column of this program, or 姓名 and"
        " 社区: check the headings above its rows."
    )


class UnclearTable(NothingFound):
    """A workbook whose only table does not say whose figures it holds."""

    what = N_(
        "In {path}, tab {tab}, the headings stand one below another, and nothing above says whose the figures are."
    )
    to_do = N_("Type the names of the communities, or the years, in a row above the figures.")


class BadAnswers(Problem):
    what = N_("{path} is not a table of answers: {why}.")
    to_do = N_('Write it as TOML: [answers], then question id = "text of the option".')


class UnknownAnswer(BadAnswers):
    what = N_("{path} answers a question that is not asked, “{id}”; nothing was imported.")
    to_do = N_("Take the answer out, or correct the question's id: {choices}.")


class UnknownOption(BadAnswers):
    what = N_("{path}: “{text}” is no answer to the question “{id}”; nothing was imported.")
    to_do = N_("Use one of: {choices}.")


class MissingCharacter(Problem):
    what = N_("No font here has the character “{character}” ({place}).")
    to_do = N_("Install a font that has it, or write it another way.")


class BackupUnsound(Problem):
    what = N_("The copy {path} is not sound and was removed.")
    to_do = N_("Check the disk and make the backup again, in another place if need be.")
