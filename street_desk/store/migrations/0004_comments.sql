-- Comments on cells. A comment names its cell by sheet, row and column key, and goes with its row.
CREATE TABLE comments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    sheet TEXT,
    "row" INTEGER,
    "column" TEXT,
    text TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE INDEX comments_year ON comments (year);
