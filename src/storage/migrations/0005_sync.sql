-- What this tablet knows of the others of its class, for the time in which they are away. Nothing of it
-- is shared, and all of it but `parked` is learned again in the next round.

-- Entries that this tablet or a place did not take, and why; whole where they could be read. A row goes
-- by itself once the entry is in its place.
CREATE TABLE parked (
    tablet   TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    way      TEXT    NOT NULL CHECK (way IN ('from', 'to')), -- from that place, or to it
    place    TEXT    NOT NULL,
    why      TEXT    NOT NULL,
    since    TEXT    NOT NULL, -- wall time with zone, RFC 9557
    checksum BLOB    NOT NULL CHECK (length(checksum) = 32),
    line     TEXT,             -- the entry as one line of JSON
    PRIMARY KEY (tablet, seq, way, place)
) STRICT, WITHOUT ROWID;

-- The places where the tablets meet: when this one was there last, and how far each series was there.
CREATE TABLE places (
    place TEXT PRIMARY KEY,
    at    TEXT NOT NULL,
    heads TEXT NOT NULL -- JSON: {"TABLET": {"seq": ..., "checksum": [...]}, ...}
) STRICT, WITHOUT ROWID;

-- What each tablet said of itself last, and when it was heard.
CREATE TABLE heard (
    tablet TEXT PRIMARY KEY,
    status TEXT NOT NULL, -- JSON
    at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Entries that are missing in the middle of a series, after a damaged file was restored; a row goes once
-- another tablet has given them back.
CREATE TABLE gaps (
    tablet TEXT    NOT NULL,
    first  INTEGER NOT NULL, -- the first number that is missing
    last   INTEGER NOT NULL, -- the last
    PRIMARY KEY (tablet, first)
) STRICT, WITHOUT ROWID;

INSERT INTO gaps
SELECT tablet, before + 1, seq - 1
FROM (SELECT tablet, seq, lag(seq, 1, 0) OVER (PARTITION BY tablet ORDER BY seq) AS before
      FROM entries_by_identity)
WHERE seq > before + 1;
