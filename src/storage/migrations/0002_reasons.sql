-- Why a level was given, kept or taken back, in the last column; and a check-in or departure that a
-- teacher put in afterwards stands at the time that it was.

DROP VIEW levels;
DROP VIEW assessments;
DROP VIEW check_ins;
DROP VIEW check_outs;

CREATE VIEW levels AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       h.body ->> '$.level' AS level,
       CASE h.kind WHEN 'level_awarded' THEN 'awarded' ELSE 'taken back' END AS what,
       h.actor, h.time_unsure,
       h.body ->> '$.reason' AS reason
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('level_awarded', 'level_taken_back') ORDER BY h.arrival;

CREATE VIEW assessments AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       substr(h.kind, 12) AS what,
       h.body ->> '$.score' AS score_percent,
       h.body ->> '$.level' AS level,
       h.actor, h.time_unsure,
       h.body ->> '$.reason' AS reason
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('assessment_requested', 'assessment_recorded') ORDER BY h.arrival;

CREATE VIEW check_ins AS
SELECT h.entry, coalesce(replace(h.body ->> '$.was.at', 'T', ' '), h.local_time) AS local_time, h.student, s.first_name,
       h.body ->> '$.station' AS station,
       h.body ->> '$.block' AS block,
       h.body ->> '$.round' AS round,
       h.body ->> '$.source' AS source,
       h.body ->> '$.express' AS express,
       h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'checked_in' ORDER BY h.arrival;

CREATE VIEW check_outs AS
SELECT h.entry, coalesce(replace(h.body ->> '$.was.at', 'T', ' '), h.local_time) AS local_time, h.student, s.first_name, h.body ->> '$.station' AS station, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'checked_out' ORDER BY h.arrival;
