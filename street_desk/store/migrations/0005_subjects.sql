-- Where a fund's money comes from and under which budget subjects it stands: a row a fund, printed on the summary.
CREATE TABLE subjects (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    fund TEXT,
    source TEXT,
    "function" TEXT,
    department_subject TEXT,
    government_subject TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE INDEX subjects_year ON subjects (year);
