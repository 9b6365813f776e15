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
