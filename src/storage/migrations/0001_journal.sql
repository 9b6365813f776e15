-- Waymark's journal, for whoever opens it with an SQLite tool.
--
-- `entries` holds everything that ever happened on this tablet, one row each, in the order of
-- arrival. Rows are only ever added (but for a child who is deleted for good, see 0006_erased.sql):
-- please do not change them, each carries a checksum over itself
-- and the row before (`waymark journal verify` checks them). To look around, open the file read-only
-- and use the views:
--
--   students      who is or was in the class, as known last
--   check_ins     who went to which station, and when       check_outs   who left one
--   reflections   who looked at their work, and the level they said    picks   picture by picture
--   levels        levels a teacher gave or took back        tasks        tasks chosen, finished, approved
--   assessments   asked for and recorded                    goals        set and met
--   conferences   talks about the plan                      notes        left and read, without the words
--   oops          mistakes worth sharing                    groups       who rotates with whom
--   badges        which badge is whose, and whether it counts          taps_in_vain   unknown and voided
--   withdrawn     what no longer counts; all views above leave it out
--   tablets       journals that were begun, and restored
--
-- `local_time` is what the clock on that tablet's wall said, `YYYY-MM-DD HH:MM:SS`; where
-- `time_unsure` is 1 it cannot have been right. `first_name` is the name as known last.
-- `entry` is `TABLET-NUMBER`.

CREATE TABLE entries (
    arrival     INTEGER PRIMARY KEY,            -- order of arrival in this file, from 1
    tablet      TEXT    NOT NULL,               -- who wrote it
    seq         INTEGER NOT NULL CHECK (seq > 0), -- its number in that tablet's series
    millis      INTEGER NOT NULL,               -- hybrid clock: milliseconds since 1970
    count       INTEGER NOT NULL,               -- hybrid clock: tells equals apart
    at          TEXT    NOT NULL,               -- wall time with zone, RFC 9557
    time_unsure INTEGER NOT NULL CHECK (time_unsure IN (0, 1)),
    actor       TEXT    NOT NULL,               -- JSON: "tablet", {"student":"12"}, ...
    kind        TEXT    NOT NULL,               -- the event's kind, for queries
    student     TEXT,                           -- the student it is about, for queries
    body        TEXT    NOT NULL,               -- the event's JSON exactly as written
    checksum    BLOB    NOT NULL CHECK (length(checksum) = 32)
) STRICT;

CREATE INDEX entries_withdrawing ON entries (arrival) WHERE kind = 'entry_withdrawn';

-- Where to find entries without reading them all. A tap does not wait for these: they are filled
-- when the tablet is at rest, up to the arrival that `indexed` names. May be emptied at any time,
-- with `indexed` set to 0.
CREATE TABLE entries_by_identity (
    tablet  TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    arrival INTEGER NOT NULL,
    PRIMARY KEY (tablet, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE entries_by_student (
    student TEXT    NOT NULL,
    arrival INTEGER NOT NULL,
    PRIMARY KEY (student, arrival)
) STRICT, WITHOUT ROWID;
CREATE TABLE indexed (arrival INTEGER NOT NULL) STRICT;
INSERT INTO indexed VALUES (0);

-- What this tablet is called and what was set on it.
CREATE TABLE settings (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was true after an arrival, so that a start need not read everything. May be deleted at any time.
CREATE TABLE checkpoint (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    form    INTEGER NOT NULL, -- which fold wrote it
    arrival INTEGER NOT NULL, -- the last entry in it
    chain   BLOB    NOT NULL, -- that entry's checksum
    millis  INTEGER NOT NULL,
    count   INTEGER NOT NULL,
    records TEXT    NOT NULL, -- JSON
    digest  BLOB    NOT NULL  -- SHA-256 of `records`
) STRICT;

CREATE VIEW withdrawn AS
SELECT body ->> '$.entry' AS entry, student, replace(substr(at, 1, 19), 'T', ' ') AS withdrawn_at
FROM entries
WHERE kind = 'entry_withdrawn';

-- Everything that counts, in readable columns; the views below choose from it.
CREATE VIEW happenings AS
SELECT tablet || '-' || seq AS entry,
       replace(substr(at, 1, 19), 'T', ' ') AS local_time,
       time_unsure,
       kind,
       student,
       coalesce(actor ->> '$.teacher', actor ->> '$.student', actor ->> '$') AS actor,
       body,
       arrival, tablet, seq, millis, count
FROM entries
WHERE student IS NULL
   OR kind IN ('badge_linked', 'voided_badge_tapped')
   OR tablet || '-' || seq NOT IN (SELECT entry FROM withdrawn WHERE entry IS NOT NULL);

CREATE VIEW students AS
WITH cards AS (
    SELECT student, body,
           row_number() OVER (PARTITION BY student ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM happenings WHERE kind IN ('student_added', 'student_changed')
), stays AS (
    SELECT student, kind, local_time,
           row_number() OVER (PARTITION BY student ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM happenings WHERE kind IN ('student_added', 'student_left')
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

CREATE VIEW check_ins AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.station' AS station,
       h.body ->> '$.block' AS block,
       h.body ->> '$.round' AS round,
       h.body ->> '$.source' AS source,
       h.body ->> '$.express' AS express,
       h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'checked_in' ORDER BY h.arrival;

CREATE VIEW check_outs AS
SELECT h.entry, h.local_time, h.student, s.first_name, h.body ->> '$.station' AS station, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'checked_out' ORDER BY h.arrival;

CREATE VIEW reflections AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       h.body ->> '$.placed' AS placed,
       h.body ->> '$.chosen' AS chosen,
       h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'reflection_finished' ORDER BY h.arrival;

CREATE VIEW picks AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       pick.value ->> '$.criterion' AS criterion,
       pick.value ->> '$.level' AS level
FROM happenings h JOIN json_each(h.body, '$.picks') pick LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'reflection_finished' ORDER BY h.arrival, pick.key;

CREATE VIEW levels AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       h.body ->> '$.level' AS level,
       CASE h.kind WHEN 'level_awarded' THEN 'awarded' ELSE 'taken back' END AS what,
       h.actor, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('level_awarded', 'level_taken_back') ORDER BY h.arrival;

CREATE VIEW tasks AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       h.body ->> '$.task' AS task,
       substr(h.kind, 6) AS what,
       h.body ->> '$.level' AS level,
       h.body ->> '$.how' AS how_it_went,
       h.actor, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('task_chosen', 'task_finished', 'task_approved') ORDER BY h.arrival;

CREATE VIEW assessments AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       substr(h.kind, 12) AS what,
       h.body ->> '$.score' AS score_percent,
       h.body ->> '$.level' AS level,
       h.actor, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('assessment_requested', 'assessment_recorded') ORDER BY h.arrival;

CREATE VIEW goals AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill,
       substr(h.kind, 6) AS what,
       h.body ->> '$.level' AS level,
       h.body ->> '$.by' AS by_date,
       h.actor, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind IN ('goal_set', 'goal_met') ORDER BY h.arrival;

CREATE VIEW conferences AS
SELECT h.entry, h.local_time, h.student, s.first_name, h.actor, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'conference_held' ORDER BY h.arrival;

CREATE VIEW notes AS
SELECT h.entry AS note, h.local_time AS left_at, h.student, s.first_name, h.actor,
       (SELECT min(r.local_time) FROM happenings r
        WHERE r.student = h.student AND r.kind = 'note_read' AND r.body ->> '$.note' = h.entry) AS read_at
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'note_left' ORDER BY h.arrival;

CREATE VIEW oops AS
SELECT h.entry, h.local_time, h.student, s.first_name,
       h.body ->> '$.skill' AS skill, h.body ->> '$.oops' AS oops, h.time_unsure
FROM happenings h LEFT JOIN students s ON s.student = h.student
WHERE h.kind = 'oops_shared' ORDER BY h.arrival;

CREATE VIEW groups AS
WITH sets AS (
    SELECT h.local_time, h.actor, pair.value ->> '$[0]' AS student, pair.value ->> '$[1]' AS "group",
           row_number() OVER (PARTITION BY pair.value ->> '$[0]'
                              ORDER BY h.millis DESC, h.count DESC, h.tablet DESC, h.seq DESC, pair.key DESC) AS place
    FROM happenings h JOIN json_each(h.body, '$.groups') pair
    WHERE h.kind = 'groups_set'
)
SELECT s.student, s.first_name, coalesce(sets."group", s.card_group) AS "group",
       sets.local_time AS set_at, sets.actor AS set_by
FROM students s LEFT JOIN sets ON sets.student = s.student AND sets.place = 1
WHERE s.left_at IS NULL;

CREATE VIEW badges AS
WITH links AS (
    SELECT body ->> '$.badge' AS badge, body, local_time, millis, count, tablet, seq,
           row_number() OVER (PARTITION BY body ->> '$.badge'
                              ORDER BY millis DESC, count DESC, tablet DESC, seq DESC) AS place
    FROM happenings WHERE kind = 'badge_linked'
), voids AS (
    SELECT body ->> '$.badge' AS badge, body ->> '$.reason' AS reason, local_time, millis, count, tablet, seq,
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
       v.local_time AS voided_at
FROM links l
LEFT JOIN voids v ON v.badge = l.badge AND v.place = 1
     AND (v.millis, v.count, v.tablet, v.seq) > (l.millis, l.count, l.tablet, l.seq)
LEFT JOIN students s ON s.student = l.body ->> '$.holder.student'
WHERE l.place = 1;

CREATE VIEW taps_in_vain AS
SELECT entry, local_time, body ->> '$.badge' AS badge,
       CASE kind WHEN 'voided_badge_tapped' THEN 'voided' ELSE 'unknown' END AS why,
       student, body ->> '$.source' AS source, time_unsure
FROM happenings
WHERE kind IN ('unknown_badge_tapped', 'voided_badge_tapped') ORDER BY arrival;

CREATE VIEW tablets AS
SELECT tablet, local_time,
       CASE kind WHEN 'tablet_joined' THEN 'joined' ELSE 'restored' END AS what,
       body ->> '$.program' AS program,
       body ->> '$.set_aside' AS set_aside,
       body ->> '$.entries' AS entries_back
FROM happenings
WHERE kind IN ('tablet_joined', 'tablet_restored') ORDER BY arrival;
