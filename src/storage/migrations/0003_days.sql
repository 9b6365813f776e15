-- Where the entries of a day are found without reading other days: filled with the other indexes when
-- the tablet is at rest. What a teacher put in afterwards stands on the day that it was.

CREATE TABLE entries_by_day (
    day     TEXT    NOT NULL,
    arrival INTEGER NOT NULL,
    PRIMARY KEY (day, arrival)
) STRICT, WITHOUT ROWID;

-- For filling it. A body that is damaged has the day of its row.
CREATE VIEW entry_days AS
SELECT substr(coalesce(CASE WHEN kind IN ('checked_in', 'checked_out') AND json_valid(body)
                            THEN body ->> '$.was.at' END,
                       at), 1, 10) AS day,
       arrival
FROM entries;

INSERT INTO entries_by_day
SELECT day, arrival FROM entry_days WHERE arrival <= (SELECT arrival FROM indexed);
