-- A case whose next step the database refuses for good stands still in sight of the
-- operator, who mends what stands against it and releases it. What is kept are codes
-- alone: a message of the database could quote what somebody wrote.

-- +goose Up
CREATE TABLE parked (
    number      text PRIMARY KEY,      -- no reference: the case itself may be what is missing
    run         integer NOT NULL,
    doing       text NOT NULL,         -- the command or clock whose step it was
    at          timestamptz NOT NULL,  -- the legal instant of that step
    since       timestamptz NOT NULL DEFAULT now(),
    code        text NOT NULL,
    sqlstate    text NOT NULL DEFAULT '',
    on_what     text NOT NULL DEFAULT '', -- constraint or table
    released_at timestamptz,
    released_by text NOT NULL DEFAULT '',
    told_at     timestamptz             -- the engine has the release
);
