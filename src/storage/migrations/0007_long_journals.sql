-- Long journals are read once for each view, and not once more for every note or for every child's
-- name: who is in the class stands in an index of its own, and notes are put beside their readings.

CREATE INDEX entries_of_cards ON entries (arrival)
WHERE kind IN ('student_added', 'student_changed', 'student_left');

DROP VIEW students;
DROP VIEW notes;

CREATE VIEW students AS
WITH told AS (
    SELECT student, kind, replace(substr(at, 1, 19), 'T', ' ') AS local_time, body, millis, count, tablet, seq
    FROM entries
    WHERE kind IN ('student_added', 'student_changed', 'student_left')
      AND tablet || '-' || seq NOT IN (SELECT entry FROM withdrawn WHERE entry IS NOT NULL)
), cards AS (
    SELECT student, body,
           row_number() OVER (PARTITION BY student ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM told WHERE kind <> 'student_left'
), stays AS (
    SELECT student, kind, local_time,
           row_number() OVER (PARTITION BY student ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM told WHERE kind <> 'student_changed'
)
SELECT cards.student,
       cards.body ->> '$.card.first_name' AS first_name,
       cards.body ->> '$.card.last_name' AS last_name,
       cards.body ->> '$.card.picture' AS picture,
       cards.body ->> '$.card.group' AS card_group,
       cards.body ->> '$.card.identifier' AS identifier,
       CASE WHEN stays.kind = 'student_left' THEN stays.local_time END AS left_at
FROM cards LEFT JOIN stays ON stays.student = cards.student AND stays.place = 1
WHERE cards.place = 1;

CREATE VIEW notes AS
WITH readings AS (
    SELECT student, body ->> '$.note' AS note, min(local_time) AS read_at
    FROM happenings WHERE kind = 'note_read' GROUP BY 1, 2
)
SELECT h.entry AS note, h.local_time AS left_at, h.student, s.first_name, h.actor, r.read_at
FROM happenings h
LEFT JOIN students s ON s.student = h.student
LEFT JOIN readings r ON r.student = h.student AND r.note = h.entry
WHERE h.kind = 'note_left' ORDER BY h.arrival;
