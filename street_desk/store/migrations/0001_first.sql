-- The file of a street office, complete from the first version on.
--
-- Every table of rows has id, street, origin (the row of the year before that it was carried from) and extra (JSON for
-- columns of a county's own). Money is whole fen; days are ISO text, and where only the month is known, that; areas
-- and scores are decimal text, so that they stay exact. References are checked when an edit commits.

CREATE TABLE meta (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE office (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street TEXT,
    county TEXT,
    bureau TEXT,
    head TEXT,
    finance_head TEXT,
    reviewer TEXT,
    preparer TEXT,
    phone TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE years (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'submitted', 'approved', 'locked')),
    standard TEXT NOT NULL,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),
    UNIQUE (street, year)
) STRICT;

CREATE TABLE communities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    code TEXT,
    name TEXT,
    class TEXT,
    households INTEGER,
    residents INTEGER,
    registered INTEGER,
    area_km2 TEXT,
    grids INTEGER,
    party_organisation TEXT,
    party_members INTEGER,
    committee_seats INTEGER,
    star INTEGER,
    office_ceiling INTEGER,
    service_ceiling INTEGER,
    party_ceiling INTEGER,
    office_approved INTEGER,
    service_approved INTEGER,
    party_approved INTEGER,
    office_actual INTEGER,
    service_actual INTEGER,
    party_actual INTEGER,
    posts_requested INTEGER,
    posts_granted INTEGER,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE workers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    community INTEGER REFERENCES communities (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    id_number TEXT,
    phone TEXT,
    sex TEXT,
    birth TEXT,
    political TEXT,
    post TEXT,
    both_posts TEXT,
    title TEXT,
    education TEXT,
    grade INTEGER,
    service_years INTEGER,
    failed_years INTEGER,
    insurance_base INTEGER,
    appointed TEXT,
    "left" TEXT,
    former_pay INTEGER,
    deductions INTEGER,
    funded_elsewhere INTEGER,
    pay_source TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE figures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    minimum_wage INTEGER,
    counted_on TEXT,
    household_basis TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra)),
    UNIQUE (street, year)
) STRICT;

CREATE TABLE premises (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    community INTEGER REFERENCES communities (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT,
    use TEXT,
    indoor TEXT,
    area TEXT,
    tenure TEXT,
    normal TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE duties (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    number INTEGER,
    title TEXT,
    department TEXT,
    belongs TEXT,
    basis TEXT,
    assessed TEXT,
    due_per_community INTEGER,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

-- Which communities carry a duty; none named means all of them.
CREATE TABLE duty_communities (
    duty INTEGER NOT NULL REFERENCES duties (id) ON DELETE CASCADE,
    community INTEGER NOT NULL REFERENCES communities (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (duty, community)
) STRICT, WITHOUT ROWID;

CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    title TEXT,
    department TEXT,
    date TEXT,
    money INTEGER,
    decision TEXT,
    reason TEXT,
    document TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE releases (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    unit TEXT,
    posts INTEGER,
    retained TEXT,
    document TEXT,
    date TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE movements (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    date TEXT,
    community INTEGER REFERENCES communities (id) DEFERRABLE INITIALLY DEFERRED,
    fund TEXT,
    duty INTEGER REFERENCES duties (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT,
    amount INTEGER,
    holder TEXT,
    due_on TEXT,
    document TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE ratings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    community INTEGER REFERENCES communities (id) DEFERRABLE INITIALLY DEFERRED,
    item TEXT,
    score TEXT,
    weight TEXT,
    sample INTEGER,
    satisfied INTEGER,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

CREATE TABLE objectives (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    project TEXT,
    attribute TEXT,
    department TEXT,
    department_code TEXT,
    unit TEXT,
    head TEXT,
    phone TEXT,
    starts TEXT,
    ends TEXT,
    appropriated INTEGER,
    other_money INTEGER,
    basis TEXT,
    feasibility TEXT,
    necessity TEXT,
    plan TEXT,
    long_goal TEXT,
    year_goal TEXT,
    indicators TEXT,
    opinion TEXT,
    note TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;

-- Standards packs as they were adopted; never changed, only succeeded.
CREATE TABLE standards (
    id TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    adopted TEXT NOT NULL
) STRICT;

-- The history: every Edit with its Changes. kind: an edit, an undo or redo (target says of which), or a note, which
-- is logged and cannot be undone.
CREATE TABLE edits (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('edit', 'undo', 'redo', 'note')),
    target INTEGER REFERENCES edits (id),
    what TEXT NOT NULL CHECK (json_valid(what))
) STRICT;

CREATE TABLE changes (
    edit INTEGER NOT NULL REFERENCES edits (id),
    place INTEGER NOT NULL,
    sheet TEXT NOT NULL,
    row INTEGER NOT NULL,
    before TEXT CHECK (before IS NULL OR json_valid(before)),
    after TEXT CHECK (after IS NULL OR json_valid(after)),
    PRIMARY KEY (edit, place)
) STRICT, WITHOUT ROWID;

CREATE INDEX communities_year ON communities (year);
CREATE INDEX workers_year ON workers (year, community);
CREATE INDEX movements_year ON movements (year, community);
CREATE INDEX changes_row ON changes (sheet, row);
