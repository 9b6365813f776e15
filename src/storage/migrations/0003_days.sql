-- Where the entries of a day are found, by station and by skill, without reading others: filled with
-- the other indexes when the tablet is at rest. What a teacher put in afterwards stands on the day that
-- it was.

CREATE TABLE entries_by_day (
    day     TEXT    NOT NULL,
    about   TEXT    NOT NULL,   -- 'station' or 'skill'
    which   TEXT    NOT NULL,   -- its id
    arrival INTEGER NOT NULL,
    PRIMARY KEY (day, about, which, arrival)
) STRICT, WITHOUT ROWID;

-- For filling it. A damaged body is in no list.
CREATE VIEW entry_days AS
SELECT substr(coalesce(body ->> '$.was.at', at), 1, 10) AS day, about, body ->> ('$.' || about) AS which, arrival
FROM (SELECT arrival, at,
             CASE WHEN kind IN ('checked_in', 'checked_out') THEN 'station' ELSE 'skill' END AS about,
             CASE WHEN json_valid(body) THEN body END AS body
      FROM entries)
WHERE body ->> ('$.' || about) IS NOT NULL;

INSERT INTO entries_by_day
SELECT day, about, which, arrival FROM entry_days WHERE arrival <= (SELECT arrival FROM indexed);
