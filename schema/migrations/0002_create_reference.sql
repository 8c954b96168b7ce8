-- Rules and calendars are versioned and never edited: a case pins the version it
-- was counted with, so no edit moves an open case silently.

-- +goose Up
CREATE TABLE calendars (
    id             text NOT NULL,
    version        integer NOT NULL CHECK (version > 0),
    spec           jsonb NOT NULL,
    source         text NOT NULL DEFAULT '',
    imported_by    text NOT NULL DEFAULT '',
    effective_from timestamptz NOT NULL DEFAULT now(),
    created_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, version)
);

CREATE TABLE policies (
    id           text NOT NULL,
    version      integer NOT NULL CHECK (version > 0),
    kind         text NOT NULL,
    doc          jsonb NOT NULL,
    published_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, version)
);

CREATE TABLE items (
    id      text PRIMARY KEY CHECK (id <> ''),
    kind    text NOT NULL,
    class   text NOT NULL DEFAULT '',
    name    text NOT NULL,
    name_en text NOT NULL DEFAULT '',
    doc     jsonb NOT NULL,
    ordinal integer NOT NULL DEFAULT 0      -- the order of the catalogue
);
