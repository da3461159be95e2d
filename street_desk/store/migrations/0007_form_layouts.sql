-- How an office has a form in a year: a row a form that differs from the program's own. NULL is the form's own.
CREATE TABLE form_layouts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    form TEXT NOT NULL,
    title TEXT,
    number TEXT,
    columns TEXT CHECK (columns IS NULL OR json_valid(columns)),
    signers TEXT CHECK (signers IS NULL OR json_valid(signers)),
    notes TEXT CHECK (notes IS NULL OR json_valid(notes)),
    hidden TEXT CHECK (hidden IS NULL OR json_valid(hidden)),
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),
    UNIQUE (street, year, form)
) STRICT;
