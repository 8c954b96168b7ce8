-- A matter of the catalogue is changed by two people, as a policy is: drafted, asked for,
-- consented to (R032, R037, R039). A draft lies beside the versions, which never change and
-- which the binary before reads whole.

-- +goose Up
CREATE TABLE item_drafts (
    id           text PRIMARY KEY CHECK (id <> ''),
    doc          jsonb NOT NULL,
    upon         integer NOT NULL CHECK (upon >= 0), -- the version it began with; 0: a new matter
    revision     integer NOT NULL CHECK (revision > 0),
    drafted_by   text NOT NULL CHECK (drafted_by <> ''),
    drafted_at   timestamptz NOT NULL,
    requested_at timestamptz
);

-- Who consented to what its author, published_by, asked to publish. What seeding or an
-- office file brings has nobody.
ALTER TABLE item_versions
    ADD COLUMN consent_by text NOT NULL DEFAULT '',
    ADD CONSTRAINT item_versions_second_person CHECK (consent_by = '' OR published_by <> consent_by);
