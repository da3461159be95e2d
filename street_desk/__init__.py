"""Street Desk (街道台账): a street office's communities, what each is due, and why.

The layers, from the top; each imports only what stands below it, and import-linter holds that:

    application.py                composition root of the desktop: translations, fonts, crash hook, the window
    ui/      cli/                 windows and commands: nothing of the work itself
    first_run.py                  a street's file from last year's workbook, and the sample street
    session.py  open_file.py      one open file: what can be changed in it, and what can be asked of it
    looking_back.py               a year beside the year before, and as it was submitted
    store/   exchange/            SQL lives only in the first, foreign file formats only in the second
    domain/                       values, sheets, standards, checks, forms, pages: no files, no SQL, no Qt
    preferences.py                language and recent files of this PC
    language.py  paths.py         the user's language, and where things lie

The words of the code are one each: Kind, Column, Sheet, Change, Edit, Finding, Standard, Assessment, Line, Step, Form,
Page, Box, Store, Session, Problem. A Kind knows how a value is written; a Column is one field; a Sheet is a grid and a
table; an Edit is what one undo takes back; a Standard is a policy document as data; a Page is a Form laid out.

To add
    a column    domain/catalogue/<sheet>.py and a migration in store/migrations; grid, commands and import follow
    a sheet     domain/catalogue/<sheet>.py, its name in domain/catalogue/__init__.py, and a migration
    a rule      domain/standards/rules: one class with its words; packs use it by its name
    a standard  one TOML file in resources/standards, nothing else
    a check     domain/checks: one function that yields Findings
    a form      domain/forms/<form>.py and its name in domain/forms/tables.py; Excel, PDF and preview follow
    a command   cli/: one function; it speaks to the Session as the window does
"""

__version__ = "0.5.0"
