"""Problems of foreign files: workbooks that cannot be read or understood, answers and forms that cannot be written."""

from __future__ import annotations

from street_desk.domain.problems import Problem
from street_desk.language import N_


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


class EmptyWorkbook(Problem):
    what = N_("{path} is empty: it holds no bytes at all.")
    to_do = N_("Copy it again from where it came from, then import it.")


class LockFile(Problem):
    what = N_("{path} is only the mark that Excel or WPS leaves beside a workbook while it is open.")
    to_do = N_("Import {name} instead.")


class NothingFound(Problem):
    what = N_("No table of communities or workers was found in {path}.")
    to_do = N_(
        "A table is known by a heading row that has 社区名称 and at least one more column of this program, or 姓名 and"
        " 社区: check the headings above its rows."
    )


class NothingToReadIn(Problem):
    what = N_("{path} was written by this program and only shows figures that it worked out.")
    to_do = N_("Change what they are worked out from in the sheets, then write the form anew.")


class UnclearTable(NothingFound):
    """A workbook whose only table does not say whose figures it holds."""

    what = N_(
        "In {path}, tab {tab}, the headings stand one below another, and nothing above says whose the figures are."
    )
    to_do = N_("Type the names of the communities, or the years, in a row above the figures.")


class LongTable(NothingFound):
    """A workbook whose only table holds a row for each item of each community."""

    what = N_("In {path}, tab {tab}, each community stands in several rows, one for each item.")
    to_do = N_("Put the items side by side as headings, one row a community; a pivot table does that.")


class BadAnswers(Problem):
    what = N_("{path} is not a table of answers: {why}.")
    to_do = N_('Write it as TOML: [answers], then question id = "text of the option".')


class UnknownAnswer(BadAnswers):
    what = N_("{path} answers a question that is not asked, “{id}”; nothing was imported.")
    to_do = N_("Take the answer out, or correct the question's id: {choices}.")


class UnknownOption(BadAnswers):
    what = N_("{path}: “{text}” is no answer to the question “{id}”; nothing was imported.")
    to_do = N_("Use one of: {choices}.")


class TextAsWorkbook(Problem):
    """A letter that is to become a workbook."""

    what = N_("{path}: a text does not go into an Excel workbook.")
    to_do = N_("Give the file one of these endings: {endings}.")


class TableAsText(Problem):
    """A table that is to become a text for Word."""

    what = N_("{path}: only a form that is a text goes into a Word document.")
    to_do = N_("Give the file one of these endings: {endings}.")


class MissingCharacter(Problem):
    """Characters that could only be printed as boxes."""

    what = N_("No font here has {characters}.")
    to_do = N_("Install a font that has it, or write it another way.")


class MissingCharacters(MissingCharacter):
    """More of them than are worth naming."""

    what = N_("No font here has {characters} and {more} more.")


class NoPrinter(Problem):
    what = N_("No printer is set up on this PC.")
    to_do = N_("Set one up in the system's settings, or export the forms as PDF.")
