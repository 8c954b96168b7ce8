-- The projection of a case. The workflow is the truth; these rows follow it, one
-- revision at a time. They hold instants and never flags: a step may be written
-- up to 15 minutes before its instant, and what is true now is computed when
-- read (design section 4, wait and arm ahead).

-- +goose Up
-- One row a kind and year: numbers are consecutive, so the row is locked until
-- the registration that took the number has committed.
CREATE TABLE serials (
    kind text NOT NULL,
    year integer NOT NULL,
    last integer NOT NULL CHECK (last > 0),
    PRIMARY KEY (kind, year)
);

CREATE TABLE cases (
    number         text PRIMARY KEY,
    kind           text NOT NULL,
    item           text NOT NULL DEFAULT '',
    unit           text NOT NULL REFERENCES units,
    post           text NOT NULL REFERENCES posts,
    stage          text NOT NULL,
    turn           text NOT NULL DEFAULT '',
    prev_stage     text NOT NULL,             -- shown before stage_at
    prev_turn      text NOT NULL DEFAULT '',
    stage_at       timestamptz NOT NULL,
    received_at    timestamptz NOT NULL,
    registered_at  timestamptz NOT NULL,
    registered_by  text NOT NULL DEFAULT '',  -- empty: opened by another case
    materials      text[] NOT NULL DEFAULT '{}',
    started_at     timestamptz,               -- null: the engine has not got it yet
    run            integer NOT NULL DEFAULT 1,
    revision       integer NOT NULL DEFAULT 0,
    policy         text NOT NULL DEFAULT '',
    calendar       text NOT NULL DEFAULT '',
    result         text NOT NULL DEFAULT '',
    closed_at      timestamptz NOT NULL DEFAULT 'infinity',
    next_at        timestamptz NOT NULL,      -- the next instant the workflow waits for
    opens_at       timestamptz NOT NULL,      -- a case opened by an armed step is no case before
    voided_at      timestamptz,               -- the event that opened it was taken back
    parent         text REFERENCES cases,     -- the case that opened it
    parent_key     text,                      -- and the key of the event it did so by
    state          jsonb NOT NULL,
    registered_key text,                      -- hash of principal and Idempotency-Key
    digest         bytea,                     -- of the body under that key
    CONSTRAINT cases_registered_key_key UNIQUE (registered_key),
    CONSTRAINT cases_opened_by_event UNIQUE (parent, parent_key),
    CONSTRAINT cases_opened_by CHECK ((parent IS NULL) = (parent_key IS NULL))
);
CREATE INDEX cases_unit ON cases (unit, registered_at DESC);
CREATE INDEX cases_post ON cases (post, registered_at DESC);
CREATE INDEX cases_registered ON cases (registered_at DESC, number DESC);
CREATE INDEX cases_registered_by ON cases (registered_by) WHERE registered_by <> '';
CREATE INDEX cases_unstarted ON cases (registered_at) WHERE started_at IS NULL AND voided_at IS NULL;
CREATE INDEX cases_suspect ON cases (next_at) WHERE closed_at = 'infinity' AND voided_at IS NULL;
CREATE INDEX cases_open ON cases (closed_at);

CREATE TABLE clocks (
    number      text NOT NULL REFERENCES cases,
    name        text NOT NULL,
    round       integer NOT NULL,
    rule        text NOT NULL DEFAULT '',
    basis       text NOT NULL DEFAULT '',
    owner       text NOT NULL,                -- role
    post        text REFERENCES posts,        -- the post that role is for this case
    outcome     text NOT NULL,
    visible_at  timestamptz NOT NULL,
    start_at    timestamptz NOT NULL,
    half_at     timestamptz,
    near_at     timestamptz,
    due_at      timestamptz NOT NULL,
    due_date    text NOT NULL,
    due_version integer NOT NULL,
    ended_at    timestamptz NOT NULL DEFAULT 'infinity',
    ended_as    text NOT NULL DEFAULT '',
    pause_from  timestamptz,                  -- the last pause
    pause_until timestamptz,
    limit_text  text NOT NULL,
    granted     integer NOT NULL DEFAULT 0,
    provisional boolean NOT NULL DEFAULT false,
    prompt      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (number, name, round)
);
-- The desk: clocks of a post, or of everybody, that wait for somebody.
CREATE INDEX clocks_desk ON clocks (post, ended_at, due_at);
CREATE INDEX clocks_open ON clocks (ended_at, due_at);

-- Everything personal and every free text, sealed before it reaches the
-- database; the row id is bound into the seal.
CREATE TABLE sealed_values (
    id         text PRIMARY KEY,
    number     text REFERENCES cases,         -- null: written before its case is named
    field      text NOT NULL,
    is_text    boolean NOT NULL,              -- of a command; otherwise a field of the case
    key_id     text NOT NULL,
    data       bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX sealed_values_field ON sealed_values (number, field) WHERE NOT is_text;

-- What has been written already: a step made again changes nothing.
CREATE TABLE steps (
    number       text NOT NULL REFERENCES cases,
    run          integer NOT NULL,
    revision     integer NOT NULL,
    digest       bytea NOT NULL,
    engine_run   text NOT NULL DEFAULT '',
    committed_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (number, run, revision)
);

CREATE TABLE commands (
    id         text PRIMARY KEY,              -- hash of principal and Idempotency-Key, or a signal's id
    number     text NOT NULL REFERENCES cases,
    name       text NOT NULL,
    actor      text NOT NULL DEFAULT '',
    roles      text[] NOT NULL DEFAULT '{}',
    args       jsonb NOT NULL DEFAULT '{}',
    at         timestamptz NOT NULL,          -- the instant it counts from
    digest     bytea,                         -- null: a signal
    verdict    jsonb,
    decided_at timestamptz,
    CHECK ((verdict IS NULL) = (decided_at IS NULL))
);
CREATE INDEX commands_number ON commands (number, at);
CREATE INDEX commands_undecided ON commands (at) WHERE verdict IS NULL;
