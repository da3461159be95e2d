-- Which communities carry a duty is told in the duty's own row: a JSON list of their ids, NULL where all of them do.

ALTER TABLE duties ADD COLUMN communities TEXT CHECK (communities IS NULL OR json_valid(communities));

UPDATE duties SET communities = (
    SELECT json_group_array(community) FROM (
        SELECT community FROM duty_communities WHERE duty = duties.id ORDER BY community
    )
) WHERE id IN (SELECT duty FROM duty_communities);

DROP TABLE duty_communities;
