-- What somebody keeps for his work and is no record: ways of looking at the list, his own or his
-- unit's; texts a unit writes again and again; and forms somebody has not finished, sealed, for
-- they hold what a citizen said. A draft goes with its registration, and after thirty days.

-- +goose Up
CREATE TABLE saved_views (
    id     text PRIMARY KEY,
    person text NOT NULL REFERENCES persons,
    unit   text REFERENCES units, -- everybody there has it, too
    name   text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 40),
    query  text NOT NULL CHECK (char_length(query) <= 800),
    at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (person, name)
);
CREATE INDEX saved_views_unit ON saved_views (unit) WHERE unit IS NOT NULL;

CREATE TABLE canned_texts (
    id   text PRIMARY KEY,
    unit text NOT NULL REFERENCES units,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 40),
    body text NOT NULL CHECK (char_length(body) BETWEEN 1 AND 2000),
    by   text NOT NULL REFERENCES persons,
    at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (unit, name)
);

CREATE TABLE form_drafts (
    id     text PRIMARY KEY,
    person text NOT NULL REFERENCES persons,
    form   text NOT NULL CHECK (char_length(form) <= 120),
    key_id text NOT NULL,
    data   bytea NOT NULL CHECK (octet_length(data) <= 131072),
    at     timestamptz NOT NULL DEFAULT now(),
    UNIQUE (person, form)
);
CREATE INDEX form_drafts_at ON form_drafts (at);
