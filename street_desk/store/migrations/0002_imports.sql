-- What the file remembers of imports: the original workbooks, where each row's values stood in them, and the mappings
-- that were confirmed. Written with the Edit that brought the values, and never undone with it: an import made again by
-- redo has its origins at once.

-- The content of a workbook, once however often it was imported; a workbook without one here was too large, or its
-- content was removed. packed: compressed by zlib.
CREATE TABLE originals (
    sha256 TEXT PRIMARY KEY,
    packed INTEGER NOT NULL CHECK (packed IN (0, 1)),
    content BLOB NOT NULL
) STRICT;

CREATE TABLE imports (
    edit INTEGER NOT NULL REFERENCES edits (id),
    place INTEGER NOT NULL,
    file TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (edit, place)
) STRICT, WITHOUT ROWID;

-- A table of a workbook (imports.place). columns: JSON of each key's column in the tab, 1 is A.
CREATE TABLE import_tables (
    edit INTEGER NOT NULL,
    place INTEGER NOT NULL,
    workbook INTEGER NOT NULL,
    tab TEXT NOT NULL,
    wan INTEGER NOT NULL CHECK (wan IN (0, 1)),
    columns TEXT NOT NULL CHECK (json_valid(columns)),
    PRIMARY KEY (edit, place),
    FOREIGN KEY (edit, workbook) REFERENCES imports (edit, place)
) STRICT, WITHOUT ROWID;

-- A row that a table (import_tables.place) brought. raws and places: JSON by key, NULL where there is nothing to say.
-- Without a reference to its table, which is written just before it: checking a hundred thousand of them takes longer
-- than writing them.
CREATE TABLE import_rows (
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL,
    edit INTEGER NOT NULL,
    place INTEGER NOT NULL,
    number INTEGER NOT NULL,
    raws TEXT,
    places TEXT,
    PRIMARY KEY (sheet, row, edit, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE mappings (
    fingerprint TEXT PRIMARY KEY,
    data TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE INDEX imports_content ON imports (sha256);
