-- Which communities carry a duty is told in the duty's own row: a JSON list of their ids, NULL where all of them do.

ALTER TABLE duties ADD COLUMN communities TEXT CHECK (communities IS NULL OR json_valid(communities));

UPDATE duties SET communities = (
    SELECT json_group_array(community) FROM (
        SELECT community FROM duty_communities WHERE duty = duties.id ORDER BY community
    )
) WHERE id IN (SELECT duty FROM duty_communities);

DROP TABLE duty_communities;

-- The columns that a county adds to a sheet. Their values lie in `extra` of the sheet's rows, under the key; `sheet`
-- is the sheet's name, `place` the column's among the sheet's own ones, `form` whether the sheet's form prints it.

CREATE TABLE own_columns (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    street INTEGER NOT NULL DEFAULT 1 REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    year INTEGER NOT NULL,
    key TEXT NOT NULL,
    sheet TEXT NOT NULL,
    heading TEXT NOT NULL,
    kind TEXT NOT NULL,
    place INTEGER NOT NULL,
    form TEXT,
    origin INTEGER,
    extra TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(extra))
) STRICT;
