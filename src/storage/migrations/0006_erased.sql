-- A child who is deleted for good. This is the one exception to "rows are only ever added": a row of
-- `entries` about that child (or made by them, or about a badge they had) that was written before is
-- scrubbed where it stands. `body` becomes {"kind":"scrubbed"}, with what it says of other children
-- under `left`; an actor who was the child becomes "tablet"; who wrote it, its number, its clock, its
-- time and its checksum stay, so that every series goes on and every tablet knows it as the same entry.
-- Its checksum can no longer be worked out from its row, but the next entry's still takes it in.
--
--   erased        who was deleted for good, by their id, when and by whom

-- Which rows were scrubbed here, in the order in which they were, so that copies elsewhere (segments in
-- a shared folder, a database server) can be scrubbed too.
CREATE TABLE scrubbed (
    turn   INTEGER PRIMARY KEY AUTOINCREMENT,
    tablet TEXT    NOT NULL,
    seq    INTEGER NOT NULL
) STRICT;

-- What is yet to be cleaned after a child was erased: 'file' (what is left in unused parts of this file
-- and in its log), 'snapshots', 'set_aside' (damaged files), 'prints'. A row goes once that is done.
CREATE TABLE cleaning (step TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

DROP VIEW happenings;

CREATE VIEW happenings AS
SELECT tablet || '-' || seq AS entry,
       replace(substr(at, 1, 19), 'T', ' ') AS local_time,
       time_unsure,
       CASE kind WHEN 'scrubbed' THEN body ->> '$.left.kind' ELSE kind END AS kind,
       student,
       coalesce(actor ->> '$.teacher', actor ->> '$.student', actor ->> '$') AS actor,
       CASE kind WHEN 'scrubbed' THEN body -> '$.left' ELSE body END AS body,
       arrival, tablet, seq, millis, count
FROM entries
WHERE (kind <> 'scrubbed' OR body -> '$.left' IS NOT NULL)
  AND (student IS NULL
       OR kind IN ('badge_linked', 'voided_badge_tapped')
       OR tablet || '-' || seq NOT IN (SELECT entry FROM withdrawn WHERE entry IS NOT NULL));

CREATE VIEW erased AS
SELECT entry, local_time, student, actor, time_unsure
FROM happenings WHERE kind = 'student_erased' ORDER BY arrival;
