-- Who works where and who is answerable when (design section 2). Names of staff
-- are public by law of office; no citizen is in these tables.

-- +goose Up
CREATE TABLE units (
    id      text PRIMARY KEY CHECK (id <> ''),
    parent  text REFERENCES units,          -- null: the head of the tree
    name    text NOT NULL,
    name_en text NOT NULL DEFAULT '',
    level   integer NOT NULL DEFAULT 0
);

CREATE TABLE persons (
    id            text PRIMARY KEY CHECK (id <> ''), -- also the name he signs in with
    name          text NOT NULL,
    unit          text NOT NULL REFERENCES units,
    email         text NOT NULL DEFAULT '',
    title         text NOT NULL DEFAULT '',
    lang          text NOT NULL DEFAULT '',
    active        boolean NOT NULL DEFAULT true,
    password_hash text NOT NULL DEFAULT ''           -- empty: cannot sign in by password
);

CREATE TABLE posts (
    id      text PRIMARY KEY CHECK (id <> ''),
    unit    text NOT NULL REFERENCES units,
    name    text NOT NULL,
    name_en text NOT NULL DEFAULT '',
    role    text NOT NULL
);

-- One primary holder (rank 0, A) and ordered backups (1, 2, …) at a time (R165: B has A's powers).
CREATE TABLE post_holders (
    post    text NOT NULL REFERENCES posts,
    person  text NOT NULL REFERENCES persons,
    rank    integer NOT NULL CHECK (rank >= 0),
    from_at timestamptz NOT NULL,
    to_at   timestamptz NOT NULL DEFAULT 'infinity',
    PRIMARY KEY (post, rank, from_at),
    CHECK (from_at < to_at)
);
CREATE INDEX post_holders_person ON post_holders (person);

-- An absence is only ever ended, never taken out: R153, R159.
CREATE TABLE absences (
    id          text PRIMARY KEY,
    person      text NOT NULL REFERENCES persons,
    from_at     timestamptz NOT NULL,
    until_at    timestamptz NOT NULL,  -- as announced
    returned_at timestamptz,           -- null: not back yet, whatever was announced
    kind        text NOT NULL,
    by          text NOT NULL,         -- who recorded it
    CHECK (from_at < until_at),
    CONSTRAINT absences_returned CHECK (returned_at >= from_at)
);
CREATE INDEX absences_person ON absences (person, from_at);

-- Who was answerable for a post, without a gap and without an overlap. Computed
-- by package duty, rewritten in the transaction that changes what it rests on.
CREATE TABLE duty_segments (
    post    text NOT NULL REFERENCES posts,
    person  text REFERENCES persons,   -- null: nobody on duty (R169)
    backup  text REFERENCES persons,   -- who would follow
    from_at timestamptz NOT NULL,
    to_at   timestamptz NOT NULL,
    PRIMARY KEY (post, from_at),
    CHECK (from_at < to_at)
);
CREATE INDEX duty_segments_person ON duty_segments (person, to_at);
CREATE INDEX duty_segments_backup ON duty_segments (backup, to_at);

-- The post that plays a role for a unit: its own, or that of the nearest unit
-- above. Rewritten whenever units or posts change, so that a commit looks up
-- instead of climbing.
CREATE TABLE unit_roles (
    unit text NOT NULL REFERENCES units,
    role text NOT NULL,
    post text NOT NULL REFERENCES posts,
    PRIMARY KEY (unit, role)
);
