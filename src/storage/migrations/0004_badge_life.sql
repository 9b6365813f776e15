-- Who voided a badge, in the last column; where a voided badge was tapped; and who was in without a
-- badge or picked wrong pictures. The pictures themselves are in no view.
--
--   without_badge   who was in by secret pictures, or picked wrong ones, and who opened the page

DROP VIEW badges;
DROP VIEW taps_in_vain;

CREATE VIEW badges AS
WITH links AS (
    SELECT body ->> '$.badge' AS badge, body, local_time, millis, count, tablet, seq,
           row_number() OVER (PARTITION BY body ->> '$.badge'
                              ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM happenings WHERE kind = 'badge_linked'
), voids AS (
    SELECT body ->> '$.badge' AS badge, body ->> '$.reason' AS reason, actor, local_time, millis, count, tablet, seq,
           row_number() OVER (PARTITION BY body ->> '$.badge'
                              ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM happenings WHERE kind = 'badge_voided'
)
SELECT l.badge,
       l.body ->> '$.holder.student' AS student,
       s.first_name,
       l.body ->> '$.holder.teacher' AS teacher,
       l.local_time AS linked_at,
       v.reason AS voided_because,
       v.local_time AS voided_at,
       v.actor AS voided_by
FROM links l
LEFT JOIN voids v ON v.badge = l.badge AND v.place = 1
     AND (v.millis, v.count, v.tablet, v.seq) > (l.millis, l.count, l.tablet, l.seq)
LEFT JOIN students s ON s.student = l.body ->> '$.holder.student'
WHERE l.place = 1;

CREATE VIEW taps_in_vain AS
SELECT entry, local_time, body ->> '$.badge' AS badge,
       CASE kind WHEN 'voided_badge_tapped' THEN 'voided' ELSE 'unknown' END AS why,
       student, body ->> '$.source' AS source, time_unsure,
       body ->> '$.station' AS station
FROM happenings
WHERE kind IN ('unknown_badge_tapped', 'voided_badge_tapped') ORDER BY arrival;

CREATE VIEW without_badge AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       substr(h.kind, 8) AS pictures,
       coalesce(h.body ->> '$.opened_by.teacher', h.body ->> '$.opened_by') AS opened_by,
       h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('secret_right', 'secret_wrong') ORDER BY h.arrival;
