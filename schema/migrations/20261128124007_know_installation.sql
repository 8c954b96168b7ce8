-- What an installation knows itself by: its id, which the engine's namespace bears
-- too; the prints of the keys its values are sealed with (never a key); and which
-- processes were alive when. A process that comes with other keys, or to another
-- installation's engine, is refused before it writes a value nobody can read.

-- +goose Up
CREATE TABLE installation (
    one   boolean PRIMARY KEY DEFAULT true CHECK (one),
    id    text NOT NULL DEFAULT gen_random_uuid()::text,
    since timestamptz NOT NULL DEFAULT now()
);
INSERT INTO installation DEFAULT VALUES;

CREATE TABLE key_prints (
    id    text PRIMARY KEY, -- key id, or mac
    print bytea NOT NULL,
    since timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE processes (
    id      text PRIMARY KEY, -- random, of one run of one process
    role    text NOT NULL,    -- api or worker
    version text NOT NULL,
    since   timestamptz NOT NULL DEFAULT now(),
    seen_at timestamptz NOT NULL DEFAULT now()
);
