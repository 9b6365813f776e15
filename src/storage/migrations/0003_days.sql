-- Where the check-ins and departures of a day are found without reading other days: filled with the
-- other indexes when the tablet is at rest. What a teacher put in afterwards stands on the day that it was.

CREATE TABLE check_ins_by_day (
    day     TEXT    NOT NULL,
    arrival INTEGER NOT NULL,
    PRIMARY KEY (day, arrival)
) STRICT, WITHOUT ROWID;

-- For filling it. A body that is damaged has the day of its row.
CREATE VIEW check_in_days AS
SELECT substr(coalesce(CASE WHEN json_valid(body) THEN body ->> '$.was.at' END, at), 1, 10) AS day, arrival
FROM entries
WHERE kind IN ('checked_in', 'checked_out');

INSERT INTO check_ins_by_day
SELECT day, arrival FROM check_in_days WHERE arrival <= (SELECT arrival FROM indexed);
