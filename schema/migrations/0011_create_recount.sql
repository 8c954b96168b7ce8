-- Recounts: what another version of a calendar or policy would move, and the
-- commands that move it. A preview is kept with what it showed; applying it adds
-- one command for every open case, which the sweep brings to the engine.

-- +goose Up
CREATE TABLE recounts (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    calendar    text NOT NULL DEFAULT '',  -- the version to count with, cn@2
    policy      text NOT NULL DEFAULT '',  -- or service-permit@2
    publishes   text[] NOT NULL,           -- calendars it puts in force: this one and those laid upon it
    targets     jsonb NOT NULL,            -- unit to the calendar its cases get
    olds        text[] NOT NULL,           -- versions that cases are taken from
    digest      bytea NOT NULL,            -- of what it showed
    created_by  text NOT NULL,
    created_at  timestamptz NOT NULL,
    cases       integer NOT NULL,          -- open cases that get the new version
    moved       integer NOT NULL,          -- of which a date moves
    clocks      integer NOT NULL,          -- clocks that move
    settled     integer NOT NULL,          -- clocks that stay and are provisional no more
    undone      integer NOT NULL,          -- breaches that would be none
    made        integer NOT NULL,          -- breaches there are not yet
    applied_by  text NOT NULL DEFAULT '',
    applied_at  timestamptz,
    gathered_at timestamptz,               -- when open cases were last looked for that came in under an old version
    CHECK ((calendar = '') <> (policy = ''))
);
CREATE INDEX recounts_applied ON recounts (applied_at) WHERE applied_at IS NOT NULL;

CREATE TABLE recount_moves (
    recount         bigint NOT NULL REFERENCES recounts,
    number          text NOT NULL,
    clock           text NOT NULL,
    round           integer NOT NULL,
    old_at          timestamptz NOT NULL,
    new_at          timestamptz NOT NULL,
    was_provisional boolean NOT NULL,
    provisional     boolean NOT NULL,
    undoes          boolean NOT NULL,
    makes           boolean NOT NULL,
    PRIMARY KEY (recount, number, clock, round)
);

ALTER TABLE commands ADD COLUMN recount bigint REFERENCES recounts; -- null: of a person
CREATE INDEX commands_recount ON commands (recount) WHERE recount IS NOT NULL;
CREATE INDEX commands_recounting ON commands (id) WHERE verdict IS NULL AND recount IS NOT NULL;

-- A hundred thousand recounts waiting must not stand before what people wait for.
CREATE INDEX commands_waiting ON commands (at) WHERE verdict IS NULL AND recount IS NULL;
DROP INDEX commands_undecided;
